"""Which answers are named when something asks for a second look."""

import pytest

from quiz.core.quality import ATTENTION, PATTERN, RANDOM, repeated
from quiz.core.second_look import MOST_NAMED, answers_to_check
from tests.core.attention import EXPECTED, OTHERWISE, given, leaning, watched
from tests.core.builders import model, most_least

MODEL = model(watched(12))
AGAINST = most_least("when", "why")


def test_for_attention_it_names_the_blocks_answered_otherwise():
    answers = given(*leaning(6)) | {"look": OTHERWISE, "again": EXPECTED}
    assert answers_to_check(MODEL, answers, ATTENTION) == ("look",)
    assert answers_to_check(MODEL, answers | {"look": None}, ATTENTION) == ()


def test_for_randomness_it_names_the_answers_that_fit_the_others_least():
    answers = given(*leaning(4), *leaning(4)) | {"b8": AGAINST, "b9": None, "look": EXPECTED}
    assert answers_to_check(MODEL, answers, RANDOM) == ("b8",)


def test_it_names_a_handful_at_most_in_the_order_of_asking():
    answers = dict(reversed(given(*leaning(6), *[AGAINST] * 6).items()))
    named = answers_to_check(MODEL, answers, RANDOM)
    assert len(named) == MOST_NAMED
    assert list(named) == [item for item in answers if item in named]


def test_for_a_pattern_it_names_the_answers_that_repeat():
    turns = [most_least("why", "when"), most_least("how", "what")] * 3
    answers = {"look": EXPECTED, "b11": None} | given(*turns, most_least("why", "how"))
    assert answers_to_check(MODEL, answers, PATTERN) == ("b2", "b3", "b4", "b5")


@pytest.mark.parametrize(
    ("sequence", "found"),
    [([], []), ([3], []), ([3, 3], [1]), ([1, 2, 3, 1, 2, 3, 3], [3, 4, 5]), ([1, 2], [])],
)
def test_repeats_are_counted_at_the_distance_where_most_are(sequence, found):
    assert repeated(sequence) == found


def test_an_unknown_flag_is_refused():
    with pytest.raises(KeyError):
        answers_to_check(MODEL, {}, "mood")
