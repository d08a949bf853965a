"""Shows what must hold for every bank and every sheet, on hundreds of small ones."""

from dataclasses import replace
from itertools import combinations, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quiz.core.bank import Format
from quiz.core.codec import answer_from_json, answer_to_json
from tests.core.builders import (
    MANAGER,
    OWNER,
    PROJECT,
    THRESHOLDS,
    TRAITS,
    bank,
    block,
    item,
    model,
    option,
    result,
    rules,
)

QUICKLY = settings(max_examples=60, deadline=None, derandomize=True)
EVERY_KIND = replace(THRESHOLDS, pattern_from=99, precision=0.95)
"""Short forms would all be too short for a verdict; these thresholds let the other rules speak."""

weights = st.dictionaries(st.sampled_from(TRAITS), st.integers(0, 3), min_size=1)
sizes = {
    Format.PICK: (2, 4),
    Format.MOST_LEAST: (2, 4),
    Format.SLIDER: (2, 2),
    Format.LIKERT: (1, 1),
    Format.RANK: (2, 3),
}


@st.composite
def items(draw, name):
    kind = draw(st.sampled_from(list(Format)))
    fewest, most = sizes[kind]
    options = draw(st.lists(weights, min_size=fewest, max_size=most))
    liked = [draw(st.sampled_from([0.0, 0.5])) for _ in options]
    return item(
        name,
        kind,
        *(option(f"o{n}", each, liked[n]) for n, each in enumerate(options)),
        extra=name != "i0" and draw(st.booleans()),
    )


@st.composite
def banks(draw, most=7):
    return bank(*(draw(items(f"i{number}")) for number in range(draw(st.integers(1, most)))))


@st.composite
def sheets(draw, *, most=7, skipping=True):
    """A bank, and answers to some of its items in some order."""
    some_bank = draw(banks(most))
    compiled = model(some_bank)
    order = draw(st.permutations(compiled.items))
    asked = order[: draw(st.integers(min(1, len(order)), len(order)))]
    nothing = [None] if skipping else []
    return some_bank, {
        each: draw(st.sampled_from([*compiled.answers[compiled.rows[each]], *nothing]))
        for each in asked
    }


def close(found):
    return pytest.approx(found, rel=0, abs=1e-7)


@QUICKLY
@given(sheets())
def test_sums_points_and_contributions_add_up(sheet):
    some_bank, responses = sheet
    found = result(some_bank, responses)
    compiled = model(some_bank)
    rows = [(compiled.rows[i], a) for i, a in responses.items() if a is not None]
    chosen = [compiled.curves.weights[row, compiled.places[row][a]] for row, a in rows]
    average = [compiled.neutral.means[row] for row, _ in rows]
    sums = sum(chosen, np.zeros(4))
    points = compiled.profiles @ (sums - sum(average, np.zeros(4)))
    assert list(found.sums.values()) == close(sums.tolist())
    assert list(found.points.values()) == close(points.tolist())
    assert sum(found.why.contributions.values()) == close(found.why.margin)
    assert sum(found.tracks.values()) == close(1)
    assert min(found.tracks.values()) >= 0
    assert sum(leaning.centre for leaning in found.leanings.values()) == close(0)


@QUICKLY
@given(sheets(), st.data())
def test_the_order_of_items_and_options_changes_nothing(sheet, data):
    some_bank, responses = sheet
    other_bank = bank(
        *(
            each
            if each.format is Format.SLIDER  # its sides are left and right, not an order
            else replace(each, options=tuple(data.draw(st.permutations(each.options))))
            for each in data.draw(st.permutations(some_bank.items))
        )
    )
    other_order = dict(data.draw(st.permutations(list(responses.items()))))
    one = result(some_bank, responses, rules(thresholds=EVERY_KIND))
    other = result(other_bank, other_order, rules(thresholds=EVERY_KIND))
    assert other.sums == close(one.sums)
    assert other.points == close(one.points)
    assert other.tracks == close(one.tracks)
    assert other.position == close(one.position)
    assert other.why.contributions == close(one.why.contributions)
    assert (other.why.leader, other.why.over) == (one.why.leader, one.why.over)
    assert len(other.change) == len(one.change)
    assert (other.verdict, other.form) == (one.verdict, one.form)


def renamed(some_bank, names):
    return bank(
        *(
            replace(
                each,
                options=tuple(
                    replace(o, weights={names[t]: w for t, w in o.weights.items()})
                    for o in each.options
                ),
            )
            for each in some_bank.items
        )
    )


@QUICKLY
@given(sheets(), st.sampled_from(list(combinations(TRAITS, 2))))
def test_swapping_two_traits_everywhere_swaps_the_answer(sheet, pair):
    some_bank, responses = sheet
    names = {trait: trait for trait in TRAITS} | dict([pair, pair[::-1]])
    tracks = [
        replace(t, weights={names[trait]: w for trait, w in t.weights.items()})
        for t in (MANAGER, OWNER, PROJECT)
    ]
    one = result(some_bank, responses)
    other = result(renamed(some_bank, names), responses, rules(*tracks))
    assert {names[trait]: value for trait, value in other.sums.items()} == close(dict(one.sums))
    assert other.points == close(one.points)
    assert other.tracks == close(one.tracks)
    assert (other.why.leader, len(other.change)) == (one.why.leader, len(one.change))


@QUICKLY
@given(sheets())
def test_the_mirror_image_of_a_product_manager_is_a_project_manager(sheet):
    some_bank, responses = sheet
    mirror = dict(zip(TRAITS, reversed(TRAITS), strict=True))
    some_rules = rules(thresholds=EVERY_KIND)
    one = result(some_bank, responses, some_rules)
    other = result(renamed(some_bank, mirror), responses, some_rules)
    ends = {"product-manager": "project-manager", "project-manager": "product-manager"}
    assert {ends.get(t, t): p for t, p in other.tracks.items()} == close(dict(one.tracks))
    assert other.position == close((-one.position[0], one.position[1]))
    assert other.position_sd == close(one.position_sd)
    assert other.verdict.kind is one.verdict.kind


def worth(some_bank):
    """Points of every answer for every track, without those of someone without leaning."""
    compiled = model(some_bank)
    return {
        each: dict(
            zip(
                compiled.answers[row],
                compiled.curves.weights[row, : len(compiled.answers[row])] @ compiled.profiles.T,
                strict=True,
            )
        )
        for row, each in enumerate(compiled.items)
    }


def unseats(found, some_worth, responses, changes):
    """Whether some track has more points than the leader after these changes."""
    points = np.array(list(found.points.values()))
    for each, answer in changes:
        points = points + some_worth[each][answer] - some_worth[each][responses[each]]
    return points.max() > points[list(found.points).index(found.why.leader)] + 1e-9


@QUICKLY
@given(sheets(most=5, skipping=False))
def test_the_smallest_change_unseats_the_leader_and_nothing_smaller_does(sheet):
    check_the_smallest_change(*sheet)


def test_long_changes_are_smallest_too():
    """Sheets of people who know what they want, so that it takes several answers to turn them."""
    dice = np.random.default_rng(7)
    lengths = []
    for _ in range(25):
        some_bank = bank(*(block(f"b{n}", *random_options(dice)) for n in range(9)))
        wanted = dice.normal(size=4)
        compiled = model(some_bank)
        answers = (compiled.curves.weights @ wanted + dice.normal(size=(9, 12))).argmax(axis=1)
        responses = {
            each: compiled.answers[row][answers[row]] for row, each in enumerate(compiled.items)
        }
        lengths.append(check_the_smallest_change(some_bank, responses))
    assert {1, 2, 3} <= set(lengths)


def random_options(dice):
    return [
        option(f"o{n}", dict(zip(TRAITS, dice.integers(0, 4, size=4).tolist(), strict=True)))
        for n in range(4)
    ]


def check_the_smallest_change(some_bank, responses):
    found, some_worth = result(some_bank, responses), worth(some_bank)
    changes = [(change.item, change.instead) for change in found.change]
    behind = unseats(found, some_worth, responses, [])
    assert all(change.now == responses[change.item] for change in found.change)
    if changes:
        assert unseats(found, some_worth, responses, changes)
    elif not behind:
        dearest = [every_best(found, some_worth, rival) for rival in found.points]
        assert not any(unseats(found, some_worth, responses, best.items()) for best in dearest)
    for size in range(min(len(changes), 3)):
        for chosen in combinations(responses, size):
            for answers in product(*(some_worth[each] for each in chosen)):
                swaps = zip(chosen, answers, strict=True)
                assert not unseats(found, some_worth, responses, swaps)
    return len(changes)


def every_best(found, some_worth, rival):
    """For every answered item, the answer that helps this rival most against the leader."""
    tracks = list(found.points)
    one, other = tracks.index(rival), tracks.index(found.why.leader)
    return {
        each: max(
            some_worth[each], key=lambda a, i=each: some_worth[i][a][one] - some_worth[i][a][other]
        )
        for each in found.why.contributions
    }


@QUICKLY
@given(sheets())
def test_every_answer_survives_being_written_and_read(sheet):
    some_bank, responses = sheet
    for each, answer in responses.items():
        assert answer_from_json(some_bank.item(each), answer_to_json(answer)) == answer
