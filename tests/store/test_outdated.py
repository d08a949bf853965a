"""What a purge would be told; the purge itself decides nothing here."""

from datetime import timedelta

import pytest

from quiz.store import queries
from tests.store.sitting import MONDAY, Sitting
from tests.store.small_bank import BLOCKS, MOST_HOW, MOST_WHY

DRAFTS, RESULTS = timedelta(days=30), timedelta(days=180)


@pytest.fixture
def draft(database):
    return Sitting(database.sessions).answers(BLOCKS[0], MOST_WHY)


@pytest.fixture
def finished(database):
    sitting = Sitting(database.sessions).answers_all()
    sitting.finishes()
    return sitting


def outdated_on(database, day):
    with database.sessions.read() as session:
        return set(
            queries.outdated(session, drafts_before=day - DRAFTS, results_before=day - RESULTS)
        )


def test_a_draft_is_outdated_after_its_last_day_and_not_on_it(database, draft, finished):
    last = MONDAY + DRAFTS
    assert outdated_on(database, last) == set()
    assert outdated_on(database, last + timedelta(days=1)) == {draft.view().id}


def test_a_result_is_outdated_after_its_last_day_and_not_on_it(database, finished):
    last = MONDAY + RESULTS
    assert outdated_on(database, last) == set()
    assert outdated_on(database, last + timedelta(days=1)) == {finished.view().id}


def test_what_was_ever_finished_is_a_result_also_while_it_is_open_again(database, finished):
    finished.changes(BLOCKS[0], MOST_HOW)
    assert outdated_on(database, MONDAY + RESULTS) == set()


def test_the_time_counts_from_the_last_change(database, draft):
    draft.today = MONDAY + timedelta(days=20)
    draft.changes(BLOCKS[0], MOST_HOW)
    assert outdated_on(database, MONDAY + timedelta(days=50)) == set()
    assert outdated_on(database, MONDAY + timedelta(days=51)) == {draft.view().id}


def test_looking_does_not_count_as_a_change(database, draft):
    draft.today = MONDAY + timedelta(days=20)
    draft.view()
    assert outdated_on(database, MONDAY + timedelta(days=31)) == {draft.view().id}


def test_how_many_attempts_there_are_and_their_last_day(database, draft, finished):
    finished.today = MONDAY + timedelta(days=3)
    finished.changes(BLOCKS[0], MOST_HOW)
    with database.sessions.read() as session:
        assert queries.attempt_count(session) == 2
        assert queries.last_day(session) == MONDAY + timedelta(days=3)


def test_an_empty_store_has_no_attempts_and_no_last_day(database):
    with database.sessions.read() as session:
        assert queries.attempt_count(session) == 0
        assert queries.last_day(session) is None
