"""When a group's figures may be shown, and what each result adds to them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.core.cohort import (
    FINE_STEP,
    NONE,
    UNDECIDED,
    Figure,
    GroupRule,
    at_least,
    cells,
    total,
)
from quiz.core.result import FormCount, Kind, Leaning, Result, Verdict, Why

FIVE = GroupRule(batch_size=5, min_cell=2)
LEVEL = {"why": 0.0, "what": 0.0, "how": 0.0, "when": 0.0}


def result(kind, *tracks, centres=None, half=0.5):
    return Result(
        sums={},
        points={},
        tracks={},
        position=(0, 0),
        position_sd=1,
        leanings={name: Leaning(c, half) for name, c in (LEVEL | (centres or {})).items()},
        verdict=Verdict(kind, tracks),
        why=Why("a", "b", 0, {}),
        change=(),
        flags=(),
        pilot=True,
        form=FormCount(complete=True, asked=24, answered=24, skipped=0),
        bank="",
        formula="1",
    )


@pytest.mark.parametrize("kind", [Kind.CLEAR, Kind.LEANING])
def test_a_named_track_is_counted_as_such(kind):
    assert cells(result(kind, "owner"))[Figure.TRACKS] == "owner"


@pytest.mark.parametrize("kind", sorted(set(Kind) - {Kind.CLEAR, Kind.LEANING}))
def test_every_other_verdict_is_undecided(kind):
    assert cells(result(kind, "owner", "manager"))[Figure.TRACKS] == UNDECIDED


@pytest.mark.parametrize(
    ("kind", "cell"),
    [
        (Kind.CLEAR, "clear"),
        (Kind.LEANING, "leaning"),
        (Kind.CLOSE_CALL, "several"),
        (Kind.THREE_WAY, "several"),
        (Kind.BALANCED, NONE),
        (Kind.NOT_ENOUGH, NONE),
        (Kind.CHECK_ANSWERS, NONE),
    ],
)
def test_seven_kinds_are_told_in_four_cells(kind, cell):
    assert cells(result(kind, "owner"))[Figure.KINDS] == cell


@pytest.mark.parametrize(
    ("centres", "cell"),
    [
        ({"how": 1.0}, "how"),
        ({"how": 1.0, "when": 0.9}, "how"),
        ({"how": 0.5}, NONE),  # its range touches the mean
        ({"how": 1.0, "when": 1.0}, NONE),  # two are first
        ({}, NONE),
    ],
)
def test_a_question_comes_first_when_its_whole_range_lies_above_the_mean(centres, cell):
    assert cells(result(Kind.CLEAR, "owner", centres=centres))[Figure.FIRSTS] == cell


@pytest.mark.parametrize(
    ("counts", "may"),
    [
        ({"a": 3, "b": 2}, True),
        ({"a": 2, "b": 2, "c": 2}, True),
        ({"a": 2, "b": 2}, False),  # four people are not five
        ({"a": 4, "b": 1}, False),  # one stands alone
        ({"a": 5}, False),  # all agree
        ({"a": 5, "b": 0}, False),
        ({}, False),
    ],
)
def test_a_group_closes_when_nobody_stands_alone_and_not_all_agree(counts, may):
    assert FIVE.may_close(Figure.TRACKS, counts) is may


@pytest.mark.parametrize("figure", [Figure.FIRSTS, Figure.KINDS, Figure.RUNGS])
def test_the_finer_tables_take_steps_of_twenty(figure):
    assert not FIVE.may_close(figure, {"a": 10, "b": FINE_STEP - 11})
    assert FIVE.may_close(figure, {"a": 10, "b": FINE_STEP - 10})
    assert GroupRule(batch_size=30).step(figure) == 30


@pytest.mark.parametrize(
    ("batch_size", "min_cell", "sound"),
    [(5, 2, True), (10, 5, True), (4, 2, False), (5, 1, False), (5, 3, False), (9, 5, False)],
)
def test_a_rule_is_sound_when_two_cells_fit_into_a_group(batch_size, min_cell, sound):
    assert GroupRule(batch_size, min_cell).sound is sound


def test_people_who_are_in_one_table_and_not_in_another_are_nobody_or_enough():
    assert [FIVE.may_leave(people) for people in (0, 1, 2, 9)] == [True, False, True, True]


def test_a_number_of_people_is_said_in_whole_groups():
    assert [at_least(n, FIVE) for n in (0, 4, 5, 9, 10, 48)] == [0, 0, 5, 5, 10, 45]


def test_a_table_is_cumulative_over_its_steps():
    assert total([{"a": 2, "b": 3}, {"b": 2, "c": 4}]) == {"a": 2, "b": 5, "c": 4}
    assert total([]) == {}


@st.composite
def histories(draw):
    """Who comes in which order, under which rule: the steps that are closed on the way."""
    batch_size = draw(st.integers(5, 12))
    rule = GroupRule(batch_size, draw(st.integers(2, batch_size // 2)))
    steps, waiting = [], {}
    for cell in draw(st.lists(st.sampled_from("abcd"), max_size=80)):
        waiting[cell] = waiting.get(cell, 0) + 1
        if rule.may_close(Figure.TRACKS, waiting):
            steps.append(waiting)
            waiting = {}
    return rule, steps


@given(histories())
def test_every_difference_of_two_published_states_keeps_the_rule(history):
    rule, steps = history
    for older in range(len(steps)):
        for newer in range(older + 1, len(steps) + 1):
            before, after = total(steps[:older]), total(steps[:newer])
            between = {cell: after[cell] - before.get(cell, 0) for cell in after}
            assert rule.may_close(Figure.TRACKS, between)


def test_two_questions_that_only_rounding_tells_apart_come_first_together():
    even = result(Kind.CLEAR, "product-manager", centres={"why": 0.9, "what": 0.9 + 1e-13})
    assert cells(even)[Figure.FIRSTS] == NONE
