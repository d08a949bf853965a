"""Shows which sequences of answers look as if nobody had read the questions."""

from dataclasses import replace

import pytest

from quiz.core.quality import flags, repetition
from tests.core.builders import THRESHOLDS


@pytest.mark.parametrize(
    "sequence",
    [(0,) * 6, (2, 5) * 4, (0, 1, 2) * 3],
    ids=["always the same", "to and fro", "a cycle of three"],
)
def test_a_short_cycle_is_a_pattern(sequence):
    assert repetition(sequence) == 1
    assert flags(THRESHOLDS, sequence) == ("pattern",)


def test_a_cycle_of_four_is_not():
    assert repetition((0, 1, 2, 3) * 6) == 0
    assert flags(THRESHOLDS, (0, 1, 2, 3) * 6) == ()


def test_the_share_counts_pairs_and_the_best_distance_wins():
    # One back: 3 of 5 pairs are equal; two back: 1 of 4; three back: 1 of 3.
    assert repetition((1, 1, 1, 2, 2, 1)) == pytest.approx(3 / 5)


@pytest.mark.parametrize("sequence", [(), (4,)])
def test_without_two_answers_nothing_repeats(sequence):
    assert repetition(sequence) == 0


def test_five_equal_answers_are_too_few_to_call_it_a_pattern():
    assert flags(THRESHOLDS, (3,) * 5) == ()


def test_both_the_share_and_the_number_of_answers_are_data():
    sequence = (1, 1, 1, 2, 2, 1)
    assert flags(replace(THRESHOLDS, pattern=0.6), sequence) == ("pattern",)
    assert flags(replace(THRESHOLDS, pattern=0.6, pattern_from=7), sequence) == ()
