"""The short way to put an answer down, on both databases: all of it, or none and no harm."""

from dataclasses import replace

import pytest

from quiz.operations.recording import added, begun_with
from quiz.store import queries
from quiz.store.quick import QuickOnServer
from tests.store.racing import together
from tests.store.sitting import START, TUESDAY, Sitting
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


def begin(who, item=FIRST, start=START):
    return begun_with(who.sessions, who.token, start, item=item, text=SAID, today=who.today)


def test_an_attempt_begins_together_with_its_first_answer(database):
    newcomer = Sitting(database.sessions)
    assert begin(newcomer)
    kept = newcomer.view()
    assert (kept.state, kept.form, kept.language) == ("open", START.form, START.language)
    assert (kept.started_day, kept.changed_day) == (newcomer.today, newcomer.today)
    assert kept.responses == {FIRST: MOST_WHY}
    assert newcomer.answers(SECOND, MOST_WHY).view().responses == dict.fromkeys(
        (FIRST, SECOND), MOST_WHY
    )


def test_what_was_begun_or_belongs_to_a_cohort_is_left_to_the_whole_way(someone, database):
    assert not begin(someone, SECOND)
    assert someone.view().responses == {FIRST: MOST_WHY}
    member = Sitting(database.sessions)
    assert not begin(member, start=replace(START, cohort="spring"))
    assert member.view() is None


def test_an_erased_attempt_does_not_begin_again_and_leaves_nothing_behind(someone):
    assert not begin(someone.erases())
    assert someone.view() is None


def test_of_eight_who_begin_one_attempt_at_once_one_does(database):
    newcomer = Sitting(database.sessions)
    told = together(*[lambda: begin(newcomer)] * 8)
    assert sorted(told) == [False] * 7 + [True]
    assert newcomer.view().responses == {FIRST: MOST_WHY}


def test_neighbours_of_one_who_cannot_begin_do(database, someone):
    gone = someone.erases()
    others = [Sitting(database.sessions) for _ in range(5)]
    told = together(*[lambda who=who: begin(who) for who in [gone, *others]])
    assert told == [False] + [True] * 5
    assert gone.view() is None
    assert all(who.view().responses == {FIRST: MOST_WHY} for who in others)


def test_what_was_done_and_never_confirmed_is_found_done(database, monkeypatch):
    """The server went away while it said so: whoever asked takes the whole way after all."""
    kind = type(database.sessions.quick)
    really = kind.put

    def unheard(quick, *statements, given):
        assert really(quick, *statements, given=given)
        return False

    monkeypatch.setattr(kind, "put", unheard)
    newcomer = Sitting(database.sessions).answers(FIRST, MOST_WHY).answers(SECOND, MOST_HOW)
    assert newcomer.view().responses == {FIRST: MOST_WHY, SECOND: MOST_HOW}


def test_a_page_sees_the_same_whichever_way_it_looks(someone):
    someone.answers(SECOND, None)
    whole, quick = someone.view(), queries.under_way(someone.sessions, someone.token)
    assert quick.responses == whole.responses
    assert list(quick.responses) == list(whole.responses)
    assert (quick.bank_digest, quick.form, quick.places) == (whole.bank_digest, whole.form, 2)


def test_nobody_is_found_behind_a_link_that_is_not_in_use(database):
    assert queries.under_way(database.sessions, "x" * 43) is None


def test_an_erased_link_is_known_whichever_way_one_looks(someone, monkeypatch):
    sessions, token = someone.sessions, someone.token
    assert not queries.was_erased(sessions, token)
    someone.erases()
    assert queries.was_erased(sessions, token)
    monkeypatch.setattr(type(sessions.quick), "look", lambda *_: None)
    assert queries.was_erased(sessions, token)


def test_where_the_short_way_is_closed_the_whole_way_is_taken(someone, monkeypatch):
    kind = type(someone.sessions.quick)
    monkeypatch.setattr(kind, "look", lambda *_: None)
    assert queries.under_way(someone.sessions, someone.token).responses == {FIRST: MOST_WHY}
    if kind is QuickOnServer:
        monkeypatch.setattr(kind, "put", lambda *_, **__: False)
    assert len(someone.answers(SECOND, MOST_WHY).view().responses) == 2


def test_connections_that_a_server_has_ended_are_not_missed(on_postgresql):
    someone = Sitting(on_postgresql.sessions).answers(FIRST, MOST_WHY).answers(SECOND, MOST_WHY)
    with on_postgresql.engine.connect() as connection:
        connection.exec_driver_sql(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE pid <> pg_backend_pid() AND datname = current_database()"
        )
    assert list(someone.answers(THIRD, MOST_HOW).view().responses) == [FIRST, SECOND, THIRD]
