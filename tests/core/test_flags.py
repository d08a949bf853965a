"""What asks for a second look besides patterns, and what attention blocks never do."""

from dataclasses import fields, replace

import pytest

from quiz.core.quality import ATTENTION, PATTERN, RANDOM
from quiz.core.result import Kind
from tests.core.attention import EXPECTED, OTHERWISE, PAIRS, given, leaning, unread, watched
from tests.core.builders import CALIBRATED, most_least, result

BANK = watched(24)


def flags(answers, **attention):
    return result(BANK, answers | attention).flags


def test_a_weak_leaning_in_answers_that_few_honest_people_give_looks_random():
    assert flags(given(*unread(8))) == (RANDOM,)


def test_too_few_answers_look_like_nothing():
    assert flags(given(*unread(8)[3:])) == ()


def test_someone_without_any_leaning_is_told_so_and_not_asked_again():
    balanced = result(BANK, given(*PAIRS, *PAIRS))
    assert balanced.flags == ()
    assert balanced.verdict.kind is Kind.BALANCED


def test_a_clear_leaning_raises_no_flag():
    assert flags(given(*leaning(12))) == ()


def test_who_did_as_two_attention_blocks_ask_is_not_taken_to_click_at_random():
    assert flags(given(*unread(8)), look=EXPECTED) == (RANDOM,)
    assert flags(given(*unread(8)), look=EXPECTED, again=EXPECTED) == ()


def test_an_attention_block_answered_otherwise_asks_for_a_second_look():
    looked = result(BANK, given(*leaning(12)) | {"look": OTHERWISE})
    assert looked.flags == (ATTENTION,)
    assert looked.verdict.kind is Kind.CHECK_ANSWERS


def test_a_second_one_answered_rightly_makes_good_where_the_answers_hold_together():
    assert flags(given(*leaning(12)), look=OTHERWISE, again=EXPECTED) == ()


def test_it_does_not_make_good_where_they_do_not():
    assert flags(given(*PAIRS), look=OTHERWISE, again=EXPECTED) == (ATTENTION,)


def test_both_answered_otherwise_cannot_be_made_good():
    assert flags(given(*leaning(12)), look=OTHERWISE, again=OTHERWISE) == (ATTENTION,)


def test_a_skipped_attention_block_says_nothing():
    assert flags(given(*leaning(12)), look=None) == ()


def test_flags_come_in_a_fixed_order_under_the_names_that_stored_results_have():
    same_place = given(*[most_least("why", "when")] * 12)
    assert flags(same_place, look=OTHERWISE) == ("pattern", "attention")
    assert flags(given(*unread(8)), look=OTHERWISE) == ("random", "attention")


@pytest.mark.parametrize("attention", [{"look": EXPECTED}, {"look": OTHERWISE, "again": None}])
def test_attention_blocks_change_no_figure_and_no_reason(attention):
    without = result(BANK, given(*leaning(24)))
    watching = result(BANK, attention | given(*leaning(24)))
    same = [field.name for field in fields(without) if field.name not in {"verdict", "flags"}]
    assert [getattr(watching, name) for name in same] == [getattr(without, name) for name in same]


def test_attention_blocks_are_not_part_of_the_form():
    assert [item.id for item in BANK.form] == [f"b{number}" for number in range(24)]
    assert [item.id for item in BANK.scored] == [item.id for item in BANK.form]
    assert result(BANK, given(*leaning(24))).form.complete


def test_attention_blocks_are_no_part_of_a_pattern():
    turns = [most_least("why", "when"), most_least("what", "how")]
    answers = {}
    for number in range(12):
        answers[f"b{number}"] = turns[number % 2]
        if number == 5:
            answers["look"] = EXPECTED
    assert result(replace(BANK, calibration=CALIBRATED), answers).flags == (PATTERN,)
