import sqlite3
from contextlib import closing

from quiz.store.scrub import has_traces, scrub
from tests.store.sitting import Sitting
from tests.store.small_bank import BLOCKS, MOST_WHY


def delete_carelessly(database, key):
    """As a program would that does not overwrite what it deletes."""
    with closing(sqlite3.connect(database.file, isolation_level=None)) as other:
        other.execute("PRAGMA secure_delete = OFF")
        other.execute("DELETE FROM answer WHERE attempt_id = ?", [key])
        other.execute("DELETE FROM attempt WHERE id = ?", [key])
        other.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def test_what_is_stored_is_found(on_sqlite):
    key = Sitting(on_sqlite.sessions).answers(BLOCKS[0], MOST_WHY).view().id
    assert scrub(on_sqlite.engine, [])
    assert has_traces(on_sqlite.engine, [key])


def test_what_never_was_is_not_found(on_sqlite):
    Sitting(on_sqlite.sessions).answers_all()
    assert scrub(on_sqlite.engine, [])
    assert not has_traces(on_sqlite.engine, [1 << 61])


def test_traces_of_a_deleted_attempt_are_found_and_removed(on_sqlite):
    gone, kept = (Sitting(on_sqlite.sessions).answers_all() for _ in range(2))
    key = gone.view().id
    delete_carelessly(on_sqlite, key)
    assert has_traces(on_sqlite.engine, [key])
    assert scrub(on_sqlite.engine, [key])
    assert not has_traces(on_sqlite.engine, [key])
    assert set(kept.view().responses) == set(BLOCKS)


def test_a_trace_is_found_across_the_seam_of_two_reads(on_sqlite, monkeypatch):
    key = Sitting(on_sqlite.sessions).answers_all().view().id
    assert scrub(on_sqlite.engine, [])
    for size in (1, 7, 8, 9, 13):
        monkeypatch.setattr("quiz.store.scrub._CHUNK", size)
        assert has_traces(on_sqlite.engine, [key])


def test_a_row_key_is_recognised_as_sqlite_writes_it(on_sqlite):
    """The attempt's own row holds its key in another form than the rows that refer to it."""
    key = Sitting(on_sqlite.sessions).answers(BLOCKS[0], MOST_WHY).view().id
    with closing(sqlite3.connect(on_sqlite.file, isolation_level=None)) as other:
        other.execute("PRAGMA secure_delete = ON")
        other.execute("DELETE FROM answer")
        other.execute("DROP INDEX ix_attempt_changed_day")
        other.execute("UPDATE attempt SET token_hash = zeroblob(32)")
        other.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    assert has_traces(on_sqlite.engine, [key])


def test_another_database_needs_no_scrubbing(on_postgresql):
    assert scrub(on_postgresql.engine, [1])
