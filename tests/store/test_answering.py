import pytest

from quiz.operations import (
    AttemptAbsent,
    Conflict,
    NewAttempt,
    OtherBank,
    UnknownItem,
    UnknownOption,
    keep_bank,
)
from quiz.store.canonical import canonical
from tests.store.group import Group
from tests.store.sitting import FRIDAY, MONDAY, TUESDAY
from tests.store.small_bank import BLOCKS, DIGEST, MOST_HOW, MOST_WHY, SLIDER

FIRST, SECOND, THIRD, *_ = BLOCKS


def test_nothing_is_stored_before_the_first_answer(person):
    assert person.view() is None


def test_the_first_answer_begins_the_attempt(person):
    view = person.answers(FIRST, MOST_WHY).view()
    assert (view.state, view.form, view.language, view.cohort) == ("open", "full", "en", None)
    assert (view.started_day, view.changed_day, view.finished_day) == (MONDAY, MONDAY, None)
    assert view.responses == {FIRST: MOST_WHY}
    assert (view.bank_digest, view.result, view.result_responses) == (DIGEST, None, None)


def test_an_attempt_keeps_what_it_was_begun_with(person):
    spring = Group.opened(person.sessions).address
    start = NewAttempt(bank_digest=DIGEST, language="de", form="adaptive", cohort=spring)
    view = person.answers(FIRST, MOST_WHY, start=start).answers(SECOND, MOST_WHY).view()
    assert (view.language, view.form, view.cohort) == ("de", "adaptive", spring)


def test_skipping_begins_an_attempt_too(person):
    assert person.skips(FIRST).view().responses == {FIRST: None}


def test_without_a_start_an_absent_attempt_stays_absent(person):
    with pytest.raises(AttemptAbsent):
        person.answers(FIRST, MOST_WHY, start=None)
    assert person.view() is None


def test_with_a_stored_attempt_no_start_is_needed(person):
    person.answers(FIRST, MOST_WHY).answers(SECOND, MOST_HOW, start=None)
    assert set(person.view().responses) == {FIRST, SECOND}


def test_answers_come_back_in_the_order_of_asking(person):
    for item in (THIRD, FIRST, SLIDER, SECOND):
        person.skips(item)
    person.changes(THIRD, MOST_WHY)
    assert list(person.view().responses) == [THIRD, FIRST, SLIDER, SECOND]


@pytest.mark.parametrize("value", [MOST_WHY, None, -2], ids=["block", "skip", "step"])
def test_a_value_comes_back_as_it_was_given(person, value):
    item = SLIDER if value == -2 else FIRST
    assert person.answers(item, value).stored(item) == value


def test_a_double_click_changes_nothing(person):
    person.answers(FIRST, MOST_WHY)
    person.today = TUESDAY
    assert person.answers(FIRST, MOST_WHY).view().changed_day == MONDAY


def test_a_double_click_is_fine_whatever_its_page_showed(person):
    person.answers(FIRST, MOST_WHY).answers(FIRST, MOST_WHY, seen="something else")


def test_the_order_of_the_keys_in_an_answer_is_no_difference(person):
    person.answers(FIRST, {"most": "why", "least": "when"})
    person.answers(FIRST, {"least": "when", "most": "why"})


def test_who_saw_the_stored_answer_may_change_it(person):
    person.answers(FIRST, MOST_WHY)
    person.today = TUESDAY
    view = person.answers(FIRST, MOST_HOW, seen=canonical(MOST_WHY)).view()
    assert (view.responses, view.changed_day, view.state) == ({FIRST: MOST_HOW}, TUESDAY, "open")


@pytest.mark.parametrize("seen", ["", None, canonical(None), "not even JSON"])
def test_who_did_not_see_the_stored_answer_is_asked(person, seen):
    person.answers(FIRST, MOST_WHY)
    with pytest.raises(Conflict) as asked:
        person.answers(FIRST, MOST_HOW, seen=seen)
    assert (asked.value.stored, asked.value.new) == (MOST_WHY, MOST_HOW)
    assert person.stored(FIRST) == MOST_WHY


def test_choosing_the_new_answer_after_a_conflict_is_accepted(person):
    person.answers(FIRST, MOST_WHY)
    with pytest.raises(Conflict) as asked:
        person.answers(FIRST, MOST_HOW)
    assert person.answers(FIRST, MOST_HOW, seen=asked.value.seen).stored(FIRST) == MOST_HOW


def test_a_late_repeat_of_an_old_form_does_not_undo_a_change(person):
    person.answers(FIRST, MOST_WHY).changes(FIRST, MOST_HOW)
    with pytest.raises(Conflict):
        person.answers(FIRST, MOST_WHY, seen="")
    assert person.stored(FIRST) == MOST_HOW


def test_skipping_does_not_overwrite_an_answer_unseen(person):
    person.answers(FIRST, MOST_WHY)
    with pytest.raises(Conflict) as asked:
        person.skips(FIRST)
    assert asked.value.new is None


def test_a_skipped_item_can_be_answered_by_who_saw_it_skipped(person):
    assert person.skips(FIRST).changes(FIRST, MOST_WHY).stored(FIRST) == MOST_WHY


def test_a_page_that_showed_an_answer_we_no_longer_hold_is_believed(person):
    """A restored backup may be older than the page: there is nothing to overwrite."""
    assert person.answers(FIRST, MOST_HOW, seen=canonical(MOST_WHY)).stored(FIRST) == MOST_HOW


def test_what_a_page_carries_as_seen(person):
    view = person.answers(FIRST, MOST_WHY).skips(SECOND).view()
    assert view.seen(FIRST) == '{"least":"when","most":"why"}'
    assert (view.seen(SECOND), view.seen(THIRD)) == ("null", "")


def test_an_unknown_item_is_refused_and_begins_nothing(person):
    with pytest.raises(UnknownItem):
        person.answers("block-99", MOST_WHY)
    assert person.view() is None


@pytest.mark.parametrize(
    "value",
    [
        "why",
        {"most": "why", "least": "why"},
        {"most": "why", "least": "who"},
        3,
        True,
        {"most": "a"},
    ],
    ids=str,
)
def test_what_is_no_answer_to_the_item_is_refused(person, value):
    with pytest.raises(UnknownOption):
        person.answers(FIRST, value)
    assert person.view() is None


def test_who_began_on_another_bank_is_told_which(database, person):
    keep_bank(database.sessions, "b" * 64, "{}", today=MONDAY)
    person.answers(FIRST, MOST_WHY)
    with pytest.raises(OtherBank) as told:
        person.answers(SECOND, MOST_WHY, start=NewAttempt(bank_digest="b" * 64, language="en"))
    assert told.value.digest == DIGEST
    assert set(person.view().responses) == {FIRST}


def test_an_attempt_cannot_begin_on_a_bank_that_was_not_kept(person):
    with pytest.raises(Exception, match=r"(?i)foreign key"):
        person.answers(FIRST, MOST_WHY, start=NewAttempt(bank_digest="c" * 64, language="en"))
    assert person.view() is None


def test_a_clock_that_jumps_back_never_loses_an_answer(person):
    person.today = FRIDAY
    person.answers(FIRST, MOST_WHY)
    person.today = MONDAY
    view = person.answers(SECOND, MOST_WHY).view()
    assert (view.started_day, view.changed_day) == (FRIDAY, FRIDAY)
    assert set(view.responses) == {FIRST, SECOND}


def test_refusals_print_neither_answer_nor_token(person):
    person.answers(FIRST, MOST_WHY)
    with pytest.raises(Conflict) as asked:
        person.answers(FIRST, MOST_HOW)
    assert "why" not in repr(asked.value) + str(asked.value)


def test_a_printed_attempt_shows_no_answers(person):
    shown = repr(person.answers(FIRST, MOST_WHY).view())
    assert "why" not in shown
    assert person.token not in shown
