"""Evidence against random clicking, and how much of it honest people show."""

import subprocess
import sys
from dataclasses import replace
from itertools import product

import numpy as np
import pytest

from quiz.core.clicking import evidence, least_honest
from quiz.core.model import probabilities
from quiz.core.normal import lattice
from quiz.core.scoring import read, score
from quiz.core.simulation.people import EXACT, answer, populate
from tests.core.attention import PAIRS, given, leaning, watched
from tests.core.builders import (
    TRAITS,
    bank,
    block,
    blocks,
    model,
    most_least,
    option,
    pick,
    rank,
    slider,
)

SMALL = bank(block("b0"), slider("s"), pick("p"))


def found(made, responses):
    return evidence(made, score(made, read(made, responses)))


def test_no_answer_is_no_evidence():
    assert found(model(SMALL), {}) == pytest.approx(0)


def test_an_answer_to_an_item_that_everyone_answers_alike_by_chance_is_no_evidence():
    alike = pick("alike", option("a", {"why": 2}), option("b", {"why": 2}))
    made = model(bank(block("b0"), alike))
    before = found(made, {"b0": PAIRS[0]})
    assert found(made, {"b0": PAIRS[0], "alike": "b"}) == pytest.approx(before)


@pytest.mark.parametrize("answers", list(product(PAIRS[:2], (-2, 1), ("why", "when"))))
def test_evidence_is_the_chance_under_the_model_over_the_chance_of_a_click(answers):
    made = model(SMALL)
    responses = dict(zip(("b0", "s", "p"), answers, strict=True))
    sheet = read(made, responses)
    chances = probabilities(made.curves, lattice(20000, 4))[:, sheet.rows, sheet.places]
    ratio = chances.prod(axis=1).mean() * 12 * 5 * 4
    assert found(made, responses) == pytest.approx(np.log(ratio), abs=0.1)


def test_a_steady_leaning_speaks_for_reading_and_answers_all_over_the_place_against_it():
    made = model(blocks(12))
    assert found(made, given(*leaning(12))) > 3
    assert found(made, given(*PAIRS)) < -3


def test_the_name_of_the_leaning_makes_no_difference():
    made = model(blocks(6))
    why = found(made, given(*[most_least("why", "what")] * 6))
    when = found(made, given(*[most_least("when", "how")] * 6))
    assert why == pytest.approx(when)


def test_attention_blocks_are_no_evidence():
    made = model(watched(6))
    answers = given(*leaning(6))
    watching = answers | {"look": made.attention["look"]}
    assert found(made, watching) == found(made, answers)


def test_impossible_answers_do_not_overflow():
    heavy = model(blocks(6), replace(model(blocks(1)).rules, discrimination=5.0))
    assert np.isfinite(found(heavy, given(*PAIRS[:6])))


def test_one_honest_person_in_twenty_shows_less_than_the_least():
    made = model(blocks(8))
    rng = np.random.default_rng(1)
    people = populate(400, 4, EXACT, rng=rng)
    places = answer(made, made.curves, people, EXACT, rng=rng)
    sheets = [
        {item: made.answers[row][person[row]] for row, item in enumerate(made.items)}
        for person in places
    ]
    below = np.mean([found(made, sheet) < least_honest(made, 8, 0.05) for sheet in sheets])
    assert 0.02 < below < 0.09


def test_the_least_grows_with_the_share_of_people_who_may_fall_below():
    made = model(blocks(8))
    assert least_honest(made, 8, 0.01) < least_honest(made, 8, 0.05) < least_honest(made, 8, 0.5)


def test_items_of_the_form_are_answered_before_extra_ones():
    straight = model(bank(block("b"), pick("p"), slider("s", extra=True)))
    turned = model(bank(slider("s", extra=True), block("b"), pick("p")))
    assert least_honest(straight, 2, 0.05) == least_honest(turned, 2, 0.05)


def test_the_evidence_of_many_is_that_of_each():
    made = model(SMALL)
    everyone = list(product(PAIRS, range(-2, 3), ("why", "what", "how", "when")))
    singly = [found(made, dict(zip(("b0", "s", "p"), each, strict=True))) for each in everyone]
    for end, share in ((min, 0.0), (max, 1.0)):
        assert least_honest(made, 3, share) == pytest.approx(end(singly), abs=1e-6)


def test_banks_of_very_many_answers_make_do_with_fewer_people():
    six = [option(f"o{n}", {trait: 3}) for n, trait in enumerate((*TRAITS, *TRAITS[:2]))]
    many = model(bank(*(rank(f"r{n}", *six) for n in range(12))))
    assert -5 < least_honest(many, 12, 0.05) < least_honest(many, 12, 0.5)


IN_ANOTHER_PROCESS = """
from quiz.core.clicking import least_honest
from tests.core.builders import blocks, model
print(least_honest(model(blocks(4)), 4, 0.05))
"""


def test_every_process_finds_the_same_least():
    here = least_honest(model(blocks(4)), 4, 0.05)
    there = subprocess.run(
        [sys.executable, "-c", IN_ANOTHER_PROCESS], capture_output=True, text=True, check=True
    )
    assert float(there.stdout) == here
