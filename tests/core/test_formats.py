"""Shows what every format is worth, answer by answer, in numbers that can be checked by hand."""

import numpy as np
import pytest

from quiz.core.formats import answers_of
from tests.core.builders import (
    TRAITS,
    block,
    item,
    likert,
    most_least,
    option,
    pick,
    rank,
    slider,
)


def reduced(some_item):
    found = answers_of(some_item, TRAITS, 0.25)
    return {
        answer: (weights.tolist(), intercept)
        for answer, weights, intercept in zip(
            found.answers, found.weights, found.intercepts.tolist(), strict=True
        )
    }


def test_a_pick_gives_the_weights_and_popularity_of_its_option():
    answers = reduced(pick("p", option("a", {"why": 2, "what": 1}, 0.5), option("b", {"when": 3})))
    assert answers == {"a": ([2, 1, 0, 0], 0.5), "b": ([0, 0, 0, 3], 0.0)}


def test_a_block_gives_most_minus_least_for_every_pair():
    answers = reduced(block("b", *(option(t, {t: 3}, n) for n, t in enumerate(TRAITS))))
    assert len(answers) == 12
    assert answers[most_least("why", "when")] == ([3, 0, 0, -3], -3.0)
    assert answers[most_least("how", "what")] == ([0, -3, 3, 0], 1.0)


def test_a_slider_gives_half_the_step_to_the_right_and_takes_it_from_the_left():
    answers = reduced(slider("s", "why", "how", points=2))
    assert answers == {
        -2: ([2, 0, -2, 0], -1.0),
        -1: ([1, 0, -1, 0], -0.25),
        0: ([0, 0, 0, 0], 0.0),
        1: ([-1, 0, 1, 0], -0.25),
        2: ([-2, 0, 2, 0], -1.0),
    }


def test_a_slider_leans_with_the_popularity_of_its_sides():
    sides = option("left", {"why": 2}, 0.4), option("right", {"how": 2}, 1.0)
    answers = reduced(item("s", slider("s").format, *sides))
    assert answers[2][1] == pytest.approx(-1.0 + 0.6)
    assert answers[-1][1] == pytest.approx(-0.25 - 0.3)


def test_a_likert_item_gives_half_the_step_of_its_statement():
    answers = reduced(likert("l", "what", -2))
    assert answers[2] == ([0, -2, 0, 0], -1.0)
    assert answers[-1] == ([0, 1, 0, 0], -0.25)


def test_a_rank_gives_from_one_for_the_first_evenly_down_to_minus_one():
    answers = reduced(rank("r", *(option(t, {t: 3}, n) for n, t in enumerate(TRAITS))))
    assert len(answers) == 24
    weights, intercept = answers["how", "why", "when", "what"]
    assert weights == pytest.approx([1, -3, 3, -1])
    assert intercept == pytest.approx(2 + 0 - 1 - 1)


def test_the_answers_of_every_format_add_up_to_nothing_where_options_are_weighed_against_others():
    for some_item in (block("b"), slider("s"), rank("r")):
        weights = answers_of(some_item, TRAITS, 0.25).weights
        assert np.abs(weights.sum(axis=0)).max() < 1e-12
