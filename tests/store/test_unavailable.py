"""A busy, full, damaged or absent database: one error of ours, and recovery without a restart."""

import sqlite3
import time
from contextlib import closing

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from quiz.operations import StoreUnavailable
from quiz.store import engine as store_engine
from quiz.store.engine import make_engine, make_sessions
from tests.store.sitting import Sitting
from tests.store.small_bank import BLOCKS, MOST_HOW, MOST_WHY

FIRST, SECOND, *_ = BLOCKS


@pytest.fixture
def impatient(monkeypatch):
    """Waits for locks are cut short; the lengths themselves are tested once."""
    monkeypatch.setattr(store_engine, "PATIENCE_MS", 30)


@pytest.fixture
def someone(impatient, on_sqlite):
    on_sqlite.engine.dispose()  # what was opened before has the long patience
    return Sitting(on_sqlite.sessions)


def setting(database, pragma):
    """On the connection that is written with."""
    with database.sessions.write.turn() as connection:
        connection.exec_driver_sql(f"PRAGMA {pragma}")


def refused(deed):
    with pytest.raises(StoreUnavailable) as said:
        deed()
    return said.value.reason


def test_a_busy_database_is_waited_for_and_then_named(on_sqlite):
    someone = Sitting(on_sqlite.sessions)
    with closing(sqlite3.connect(on_sqlite.file, isolation_level=None)) as hog:
        hog.execute("BEGIN IMMEDIATE")
        began = time.monotonic()
        assert refused(lambda: someone.answers(FIRST, MOST_WHY)) == "busy"
        assert 1.9 < time.monotonic() - began < 20


def test_after_a_busy_time_everything_works_and_nothing_was_half_done(on_sqlite, someone):
    with closing(sqlite3.connect(on_sqlite.file, isolation_level=None)) as hog:
        hog.execute("BEGIN IMMEDIATE")
        for _ in range(20):
            refused(lambda: someone.answers(FIRST, MOST_WHY))
        assert someone.view() is None
        assert on_sqlite.engine.pool.checkedout() <= 2  # the ones that write and look
        hog.execute("ROLLBACK")
    assert someone.answers(FIRST, MOST_WHY).view().responses == {FIRST: MOST_WHY}


def test_reading_goes_on_while_the_database_is_busy(on_sqlite, someone):
    someone.answers(FIRST, MOST_WHY)
    with closing(sqlite3.connect(on_sqlite.file, isolation_level=None)) as hog:
        hog.execute("BEGIN IMMEDIATE")
        assert someone.stored(FIRST) == MOST_WHY


def test_a_full_disk_is_named_and_what_was_stored_stays(on_sqlite, someone):
    someone.answers(FIRST, MOST_WHY)
    setting(on_sqlite, "max_page_count = 1")
    reasons = set()
    for _ in range(40):
        try:
            Sitting(on_sqlite.sessions).answers_all()
        except StoreUnavailable as error:
            reasons.add(error.reason)
    assert reasons == {"full"}
    assert someone.stored(FIRST) == MOST_WHY
    setting(on_sqlite, "max_page_count = 1000000")
    assert Sitting(on_sqlite.sessions).answers_all().stored(SECOND) == MOST_WHY


def test_a_read_only_database_is_named_and_can_still_be_read(on_sqlite, someone):
    someone.answers(FIRST, MOST_WHY)
    setting(on_sqlite, "query_only = ON")
    assert refused(lambda: someone.answers(FIRST, MOST_HOW, seen="x")) != ""
    setting(on_sqlite, "query_only = OFF")
    assert someone.changes(FIRST, MOST_HOW).stored(FIRST) == MOST_HOW


def test_a_damaged_database_is_named(on_sqlite, someone):
    someone.answers(FIRST, MOST_WHY)
    on_sqlite.engine.dispose()
    on_sqlite.file.write_bytes(b"this is no database" * 500)
    assert refused(someone.view) == "damaged"


def test_a_database_whose_folder_is_gone_is_unreachable(tmp_path):
    engine = make_engine(f"sqlite:///{tmp_path}/nowhere/answers.sqlite3")
    assert refused(Sitting(make_sessions(engine)).view) == "unreachable"


def test_a_server_that_does_not_answer_is_unreachable():
    engine = make_engine("postgresql://nobody@127.0.0.1:9/nothing")
    assert refused(Sitting(make_sessions(engine)).view) == "unreachable"


def test_an_erasure_whose_bytes_cannot_go_yet_is_an_erasure(on_sqlite, someone, monkeypatch):
    def full(*_):
        raise StoreUnavailable("full")

    someone.answers_all()
    monkeypatch.setattr("quiz.operations.attempts.scrub", full)
    assert someone.erases().view() is None


def test_a_mistake_of_ours_is_not_passed_off_as_a_busy_database(database):
    with database.engine.connect() as connection, pytest.raises(DBAPIError):
        connection.execute(text("SELECT * FROM no_such_table"))


def test_the_error_names_a_reason_and_nothing_else(on_sqlite, someone):
    with closing(sqlite3.connect(on_sqlite.file, isolation_level=None)) as hog:
        hog.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreUnavailable) as said:
            someone.answers(FIRST, MOST_WHY)
    assert str(said.value) == "the database cannot answer now (busy)"


def test_a_row_that_another_session_holds_is_waited_for(impatient, on_postgresql):
    on_postgresql.engine.dispose()
    someone = Sitting(on_postgresql.sessions).answers(FIRST, MOST_WHY)
    with on_postgresql.engine.begin() as hog:
        hog.exec_driver_sql("SELECT id FROM attempt FOR UPDATE")
        assert refused(lambda: someone.answers(SECOND, MOST_WHY)) == "busy"
    assert someone.answers(SECOND, MOST_WHY).stored(SECOND) == MOST_WHY


def test_connections_that_a_server_dropped_are_made_anew(on_postgresql):
    someone = Sitting(on_postgresql.sessions).answers(FIRST, MOST_WHY)
    with on_postgresql.engine.connect() as connection:
        own = connection.exec_driver_sql("SELECT pg_backend_pid()").scalar_one()
        schema = connection.exec_driver_sql("SELECT current_schema()").scalar_one()
    other = make_engine(on_postgresql.url)
    with other.connect() as connection:
        connection.exec_driver_sql(f"SELECT pg_terminate_backend({own})")
    other.dispose()
    assert schema.startswith("test_")
    assert someone.stored(FIRST) == MOST_WHY


def test_a_server_that_goes_away_in_mid_transaction_is_unreachable(on_postgresql):
    other = make_engine(on_postgresql.url)
    with on_postgresql.sessions.write() as session:
        own = session.scalar(text("SELECT pg_backend_pid()"))
        with other.connect() as connection:
            connection.exec_driver_sql(f"SELECT pg_terminate_backend({own})")
        assert refused(lambda: session.scalar(text("SELECT 1"))) == "unreachable"
    other.dispose()
