"""A backup is whole, a restore brings back what was there, and not what was erased since."""

import os
import secrets
import shutil
import stat
from contextlib import contextmanager

import pytest
from click.testing import CliRunner
from sqlalchemy import create_engine, select
from sqlalchemy.engine import make_url

from quiz.cli import main
from quiz.store.engine import make_engine, make_sessions
from quiz.store.erasures import BadErasures, from_lines, stored_erasures, to_lines
from quiz.store.models import AttemptRow, ErasureRow
from quiz.store.snapshot import SnapshotFailed, write_snapshot
from tests.store.conftest import KINDS, opened, ready
from tests.store.sitting import Sitting

WITH_POSTGRESQL = pytest.mark.skipif(
    "postgresql" not in KINDS or shutil.which("pg_dump") is None,
    reason="PostgreSQL is not installed here: the half on it was not run",
)


@pytest.fixture
def run(tmp_path, monkeypatch):
    monkeypatch.setenv("FOURWAYS_DATA_DIR", str(tmp_path / "data"))
    for name in ("FOURWAYS_ENV", "FOURWAYS_URL", "FOURWAYS_DATABASE_URL", "FOURWAYS_SECRET_KEY"):
        monkeypatch.delenv(name, raising=False)

    def with_words(*words, database=None):
        if database is not None:
            monkeypatch.setenv("FOURWAYS_DATABASE_URL", database)
        return CliRunner().invoke(main, [str(word) for word in words])

    return with_words


@contextmanager
def new_database(server):
    name = f"copy_{secrets.token_hex(6)}"
    owner = create_engine(server, isolation_level="AUTOCOMMIT")
    with owner.connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name}")
    yield make_url(server).set(database=name).render_as_string(hide_password=False)
    with owner.connect() as connection:
        connection.exec_driver_sql(f"DROP DATABASE {name} WITH (FORCE)")
    owner.dispose()


@pytest.fixture
def sqlite(tmp_path):
    return f"sqlite:///{tmp_path / 'data' / 'answers.sqlite3'}"


def filled(url):
    """Three people who finished, in a database of this address."""
    with opened(url) as database:
        people = [Sitting(ready(database).sessions) for _ in range(3)]
        for person in people:
            person.answers_all().finishes()
    return [person.token for person in people]


def view(url, token):
    engine = make_engine(url)
    try:
        return Sitting(make_sessions(engine), token=token).view()
    finally:
        engine.dispose()


def erase(url, token):
    engine = make_engine(url)
    try:
        Sitting(make_sessions(engine), token=token).erases()
    finally:
        engine.dispose()


def drill(run, tmp_path, *, live, fresh):
    """Fill, back up, erase one, restore to another address; returns what each reads like."""
    tokens = filled(live)
    before = [view(live, token) for token in tokens]
    made = run("backup", tmp_path / "b.backup", database=live)
    assert made.exit_code == 0, made.output
    erase(live, tokens[1])
    assert run("erasures", tmp_path / "list.txt", database=live).exit_code == 0
    done = run(
        "restore", tmp_path / "b.backup", "--erasures", tmp_path / "list.txt", database=fresh
    )
    assert done.exit_code == 0, done.output
    assert "Erased again: 1" in done.output
    return before, [view(fresh, token) for token in tokens]


def test_a_restored_sqlite_backup_reads_as_before_and_the_erased_stay_erased(run, tmp_path, sqlite):
    before, after = drill(
        run, tmp_path, live=sqlite, fresh=f"sqlite:///{tmp_path / 'new' / 'answers.sqlite3'}"
    )
    assert after == [before[0], None, before[2]]


@WITH_POSTGRESQL
def test_a_restored_postgresql_backup_reads_as_before_and_the_erased_stay_erased(
    run, tmp_path, postgresql_url
):
    with new_database(postgresql_url) as live, new_database(postgresql_url) as fresh:
        before, after = drill(run, tmp_path, live=live, fresh=fresh)
    assert after == [before[0], None, before[2]]


@WITH_POSTGRESQL
def test_a_postgresql_database_in_use_is_not_restored_over(run, tmp_path, postgresql_url):
    with new_database(postgresql_url) as live:
        tokens = filled(live)
        run("backup", tmp_path / "b.backup", database=live)
        refused = run("restore", tmp_path / "b.backup", database=live)
        assert refused.exit_code == 1
        assert "name an empty one" in refused.output
        assert view(live, tokens[0]) is not None


def test_restoring_in_place_takes_the_erasures_from_the_database_it_replaces(run, tmp_path, sqlite):
    tokens = filled(sqlite)
    run("backup", tmp_path / "b.backup", database=sqlite)
    erase(sqlite, tokens[0])
    late = filled(sqlite)
    done = run("restore", tmp_path / "b.backup", database=sqlite)
    assert done.exit_code == 0, done.output
    assert "before-restore-1" in done.output
    assert view(sqlite, tokens[0]) is None
    assert view(sqlite, tokens[1]) is not None
    assert view(sqlite, late[0]) is None  # it came after the backup


def test_an_erased_person_is_in_no_byte_of_the_restored_file(run, tmp_path, sqlite):
    tokens = filled(sqlite)
    run("backup", tmp_path / "b.backup", database=sqlite)
    engine = make_engine(sqlite)
    with make_sessions(engine).read() as session:
        keys = {row.token_hash: row.id for row in session.scalars(select(AttemptRow))}
    engine.dispose()
    erase(sqlite, tokens[0])
    run("restore", tmp_path / "b.backup", database=sqlite)
    with opened(sqlite) as database, database.sessions.read() as session:
        (gone,) = session.scalars(select(ErasureRow.token_hash))
        raw = database.bytes_on_disk()
    former = (tmp_path / "data" / "answers.sqlite3.before-restore-1").read_bytes()
    assert keys[gone].to_bytes(8, "big") not in raw.replace(former, b"")


def test_a_backup_is_for_its_owner_alone_and_never_replaces_a_file(run, tmp_path, sqlite):
    filled(sqlite)
    file = tmp_path / "b.backup"
    run("backup", file, database=sqlite)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    again = run("backup", file, database=sqlite)
    assert again.exit_code == 1
    assert "never replaces" in again.output


def test_a_backup_that_is_cut_short_is_not_restored_and_nothing_is_touched(run, tmp_path, sqlite):
    tokens = filled(sqlite)
    file = tmp_path / "b.backup"
    run("backup", file, database=sqlite)
    os.truncate(file, file.stat().st_size // 2)
    refused = run("restore", file, database=sqlite)
    assert refused.exit_code == 1
    assert "Not restored" in refused.output
    assert view(sqlite, tokens[0]) is not None


def test_a_restore_without_any_list_says_what_that_means(run, tmp_path, sqlite):
    filled(sqlite)
    run("backup", tmp_path / "b.backup", database=sqlite)
    fresh = f"sqlite:///{tmp_path / 'new' / 'answers.sqlite3'}"
    done = run("restore", tmp_path / "b.backup", database=fresh)
    assert "what people erased since is back" in done.output


def test_people_may_answer_while_a_backup_is_made(tmp_path, sqlite):
    filled(sqlite)
    with opened(sqlite) as database, database.sessions.write.begin() as session:
        session.scalars(select(AttemptRow)).all()
        write_snapshot(database.engine, tmp_path / "b.backup")
    assert view(f"sqlite:///{tmp_path / 'b.backup'}", "x" * 43) is None


def test_a_list_of_erasures_reads_as_it_was_written(tmp_path, sqlite):
    tokens = filled(sqlite)
    for token in tokens:
        erase(sqlite, token)
    with opened(sqlite) as database, database.sessions.read() as session:
        found = stored_erasures(session)
    assert list(from_lines(to_lines(found))) == found
    assert len(found) == 3


@pytest.mark.parametrize("text", ["x", "00 2026-01-01", f"{'a' * 64} 2026-02-31", f"{'a' * 63}"])
def test_another_text_is_no_list_of_erasures(text):
    with pytest.raises(BadErasures, match="line 1"):
        list(from_lines(text))


def test_a_damaged_file_is_no_snapshot_source(tmp_path, sqlite):
    filled(sqlite)
    with opened(sqlite) as database:
        write_snapshot(database.engine, tmp_path / "b.backup")
        with pytest.raises(SnapshotFailed, match="exists already"):
            write_snapshot(database.engine, tmp_path / "b.backup")
