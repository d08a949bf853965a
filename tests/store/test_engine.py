import os
import sqlite3
import stat
from contextlib import closing

import pytest
from sqlalchemy import text

from quiz.store.engine import StoreUnavailable, make_engine, make_sessions, prepare_sqlite
from tests.store.sitting import Sitting
from tests.store.small_bank import BLOCKS, MOST_HOW

AUTOMATIC = 1000 * 4096
"""Bytes of its log after which SQLite empties it, where nobody is looking."""
IN_MEMORY = ["sqlite://", "sqlite:///:memory:", "sqlite:///file:x?mode=memory&uri=true"]


def pragma(connection, name):
    return connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()


def mode(path):
    return stat.S_IMODE(path.stat().st_mode)


def test_every_connection_carries_the_settings_that_keep_a_promise(on_sqlite):
    with on_sqlite.engine.connect() as first, on_sqlite.engine.connect() as second:
        assert first.connection.dbapi_connection is not second.connection.dbapi_connection
        for connection in (first, second):
            assert pragma(connection, "journal_mode") == "wal"
            assert pragma(connection, "synchronous") == 2  # FULL
            assert pragma(connection, "foreign_keys") == 1
            assert pragma(connection, "secure_delete") == 1
            assert pragma(connection, "busy_timeout") == 2000


def test_a_connection_made_in_a_hurry_carries_them_too(on_sqlite):
    """More connections at once than a pool would keep by default."""
    connections = [on_sqlite.engine.connect() for _ in range(20)]
    try:
        assert {pragma(connection, "synchronous") for connection in connections} == {2}
    finally:
        for connection in connections:
            connection.close()


def test_the_file_is_readable_by_its_owner_only(on_sqlite):
    with on_sqlite.sessions.write.begin() as session:
        session.execute(text("UPDATE bank SET content = content || ' '"))
        assert mode(on_sqlite.file.parent) == 0o700
        files = {path.name: mode(path) for path in on_sqlite.file.parent.iterdir()}
    name = on_sqlite.file.name
    assert files == {name: 0o600, f"{name}-wal": 0o600, f"{name}-shm": 0o600}


def test_the_file_is_private_whatever_the_mask_of_the_process(tmp_path):
    before = os.umask(0)
    try:
        file = prepare_sqlite(f"sqlite:///{tmp_path}/a/b/answers.sqlite3")
    finally:
        os.umask(before)
    assert (mode(file), mode(file.parent)) == (0o600, 0o700)


def test_a_folder_that_was_there_keeps_its_mode(tmp_path):
    tmp_path.chmod(0o755)
    prepare_sqlite(f"sqlite:///{tmp_path}/answers.sqlite3")
    assert mode(tmp_path) == 0o755


def test_preparing_again_keeps_what_is_stored(on_sqlite):
    prepare_sqlite(on_sqlite.url)
    with on_sqlite.sessions.read() as session:
        assert session.scalar(text("SELECT count(*) FROM bank")) == 1


def test_another_database_needs_no_file():
    assert prepare_sqlite("postgresql://db.example/fourways") is None


@pytest.mark.parametrize("url", IN_MEMORY)
def test_a_database_in_memory_is_refused(url):
    with pytest.raises(ValueError, match="need a database file"):
        prepare_sqlite(url)
    with pytest.raises(ValueError, match="need a database file"):
        make_engine(url)


def test_a_writing_session_holds_the_write_lock_from_its_start(on_sqlite):
    with (
        on_sqlite.sessions.write.begin() as session,
        closing(sqlite3.connect(on_sqlite.file, timeout=0)) as other,
    ):
        session.connection()
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            other.execute("BEGIN IMMEDIATE")


def test_a_reading_session_lets_others_write_and_sees_one_moment(database):
    turns = text("SELECT max(turn) FROM bank")
    with database.sessions.read() as reading:
        assert reading.scalar(turns) == 1
        with database.sessions.write.begin() as writing:
            writing.execute(text("UPDATE bank SET turn = 2"))
        assert reading.scalar(turns) == 1
    with database.sessions.read() as reading:
        assert reading.scalar(turns) == 2


def test_reading_on_a_server_cannot_write(on_postgresql):
    with on_postgresql.sessions.read() as session, pytest.raises(StoreUnavailable) as caught:
        session.execute(text("UPDATE bank SET turn = 2"))
    assert caught.value.reason == "read-only"


def test_a_rolled_back_write_leaves_nothing_and_frees_the_lock(database):
    def break_off():
        with database.sessions.write.begin() as session:
            session.execute(text("UPDATE bank SET turn = 2"))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        break_off()
    with database.sessions.write.begin() as session:
        assert session.scalar(text("SELECT max(turn) FROM bank")) == 1


def test_error_messages_hold_no_parameters(database):
    with pytest.raises(Exception, match="no_such_table") as caught, database.engine.connect() as c:
        c.execute(text("SELECT * FROM no_such_table WHERE secret = :secret"), {"secret": "canary"})
    assert "canary" not in str(caught.value)


def test_the_short_name_of_a_server_address_is_understood():
    engine = make_engine("postgres://someone@db.example/fourways")
    assert (engine.dialect.name, engine.driver) == ("postgresql", "psycopg")


def test_sessions_know_their_engine(bare):
    assert make_sessions(bare.engine).engine is bare.engine


def test_a_long_look_hinders_no_answer_and_the_log_is_used_again_after_it(on_sqlite):
    """An export that takes its time keeps SQLite's log from being emptied, and nothing else."""
    log = on_sqlite.file.with_name(f"{on_sqlite.file.name}-wal")
    people = [Sitting(on_sqlite.sessions) for _ in range(60)]
    with on_sqlite.sessions.read() as looking:
        looking.connection().exec_driver_sql("SELECT count(*) FROM answer").scalar()
        for person in people:
            person.answers_all()
        assert looking.connection().exec_driver_sql("SELECT count(*) FROM answer").scalar() == 0
    grown = log.stat().st_size
    assert AUTOMATIC < grown < 16 * AUTOMATIC, "held back, and by far not a danger to the disk"
    for person in people:
        person.changes(BLOCKS[0], MOST_HOW)
    assert log.stat().st_size < grown + AUTOMATIC / 4
