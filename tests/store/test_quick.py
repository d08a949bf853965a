"""The short way to put an answer down, on both databases: all of it, or none and no harm."""

import pytest

from quiz.operations.recording import added
from quiz.store import queries
from quiz.store.quick import QuickOnServer
from tests.store.racing import together
from tests.store.sitting import TUESDAY, Sitting
from tests.store.small_bank import BLOCKS, MOST_HOW, MOST_WHY

FIRST, SECOND, THIRD, *_ = BLOCKS
SAID = '{"least":"when","most":"why"}'


@pytest.fixture
def someone(database):
    return Sitting(database.sessions).answers(FIRST, MOST_WHY)


def put(someone, item, *, place, today=None):
    day = today or someone.today
    return added(someone.sessions, someone.token, item, text=SAID, place=place, today=day)


def test_the_next_answer_takes_one_statement(someone):
    assert put(someone, SECOND, place=2)
    assert list(someone.view().responses) == [FIRST, SECOND]


@pytest.mark.parametrize(("item", "place"), [(FIRST, 2), (SECOND, 1)])
def test_what_is_taken_is_left_as_it_is(someone, item, place):
    assert not put(someone, item, place=place)
    assert someone.view().responses == {FIRST: MOST_WHY}


def test_a_finished_an_erased_and_an_unknown_attempt_are_left_to_the_whole_way(someone, database):
    assert not put(Sitting(database.sessions), SECOND, place=1)
    someone.answers_all().finishes()
    assert not put(someone, THIRD, place=9)
    someone.erases()
    assert not put(someone, SECOND, place=2)
    assert someone.view() is None


def test_the_first_answer_of_a_day_goes_the_whole_way_and_notes_the_day(someone):
    assert not put(someone, SECOND, place=2, today=TUESDAY)
    someone.today = TUESDAY
    assert someone.answers(SECOND, MOST_HOW).view().changed_day == TUESDAY


def test_of_eight_who_put_one_answer_down_at_once_one_does(someone):
    told = together(*[lambda: put(someone, SECOND, place=2)] * 8)
    assert sorted(told) == [False] * 7 + [True]


def test_neighbours_of_one_who_is_refused_are_stored(database):
    people = [Sitting(database.sessions).answers(FIRST, MOST_WHY) for _ in range(6)]
    refused = lambda who: lambda: put(who, FIRST, place=2)  # noqa: E731
    stored = lambda who: lambda: put(who, SECOND, place=2)  # noqa: E731
    told = together(*[(stored, refused)[n % 2](who) for n, who in enumerate(people)])
    assert told == [True, False] * 3
    assert [len(who.view().responses) for who in people] == [2, 1] * 3


def test_a_page_sees_the_same_whichever_way_it_looks(someone):
    someone.answers(SECOND, None)
    whole, quick = someone.view(), queries.under_way(someone.sessions, someone.token)
    assert quick.responses == whole.responses
    assert list(quick.responses) == list(whole.responses)
    assert (quick.bank_digest, quick.form, quick.places) == (whole.bank_digest, whole.form, 2)


def test_nobody_is_found_behind_a_link_that_is_not_in_use(database):
    assert queries.under_way(database.sessions, "x" * 43) is None


def test_where_the_short_way_is_closed_the_whole_way_is_taken(someone, monkeypatch):
    kind = type(someone.sessions.quick)
    monkeypatch.setattr(kind, "look", lambda *_: None)
    assert queries.under_way(someone.sessions, someone.token).responses == {FIRST: MOST_WHY}
    if kind is QuickOnServer:
        monkeypatch.setattr(kind, "put", lambda *_: False)
    assert len(someone.answers(SECOND, MOST_WHY).view().responses) == 2


def test_connections_that_a_server_has_ended_are_not_missed(on_postgresql):
    someone = Sitting(on_postgresql.sessions).answers(FIRST, MOST_WHY).answers(SECOND, MOST_WHY)
    with on_postgresql.engine.connect() as connection:
        connection.exec_driver_sql(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE pid <> pg_backend_pid() AND datname = current_database()"
        )
    assert list(someone.answers(THIRD, MOST_HOW).view().responses) == [FIRST, SECOND, THIRD]
