"""Knows how the database is opened so that what it acknowledged is on the disk.

It refuses to know any table. Every connection carries the same settings, an operation that writes
takes the write lock before it reads, and a database that cannot answer now is one error of ours.
"""

import os
import sqlite3
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.orm import Session, sessionmaker
from sqlalchemy.pool import ConnectionPoolEntry

from quiz.store.one_writer import OneWriter
from quiz.store.place import Place, keep_place, sync_path
from quiz.store.quick import Quick, QuickOnFile, QuickOnServer
from quiz.store.unavailable import StoreUnavailable, translate
from quiz.store.unchanged import Unchanged

__all__ = [
    "BEGIN",
    "PATIENCE_MS",
    "LogAloneError",
    "Sessions",
    "StoreUnavailable",
    "make_engine",
    "make_sessions",
    "prepare_sqlite",
]

PATIENCE_MS = 2000
"""How long a statement waits for a lock before the visitor is asked to try again."""

BEGIN = "sqlite_begin"
"""Execution option: how a transaction starts on SQLite; empty for none, or one begun by hand."""


class LogAloneError(Exception):
    """A write-ahead log lies where its database is gone; a new one would be mixed up with it."""


class Writing(Protocol):
    """What operations write with: all of a session is stored when it ends, or nothing."""

    def begin(self) -> AbstractContextManager[Session]:
        """A session in a transaction of its own."""


@dataclass(frozen=True, slots=True)
class Sessions:
    """The ways in: `read` sees one consistent moment, `write` takes the write lock at its start.

    `quick` takes single statements of those who answer.
    """

    read: sessionmaker[Session]
    write: Writing
    quick: Quick
    engine: Engine


def make_sessions(engine: Engine) -> Sessions:
    """The ways in for an engine. Writers to a SQLite file queue; a server sees to it."""
    writing: Writing
    quick: Quick
    if engine.dialect.name == "sqlite":
        file = _file_of(engine.url.database)
        reading, place = engine, Place(file)
        writing = writer = OneWriter(
            engine.execution_options(**{BEGIN: ""}),
            patience=PATIENCE_MS / 1000,
            place=place,
            unchanged=Unchanged(engine, file),
        )
        event.listen(engine, "engine_disposed", lambda _engine: writer.let_go())
        quick = QuickOnFile(engine, writer, place)
    else:
        reading = engine.execution_options(
            isolation_level="REPEATABLE READ", postgresql_readonly=True
        )
        writing = sessionmaker(
            engine.execution_options(isolation_level="READ COMMITTED"), expire_on_commit=False
        )
        quick = QuickOnServer(_committing_each(engine))
    return Sessions(
        read=sessionmaker(reading, autoflush=False, expire_on_commit=False),
        write=writing,
        quick=quick,
        engine=engine,
    )


def _committing_each(engine: Engine) -> Engine:
    """Another engine for the same server, on which each statement is a transaction of its own.

    Its connections end with those of the first.
    """
    other = create_engine(
        engine.url,
        pool_size=0,
        pool_reset_on_return=None,
        isolation_level="AUTOCOMMIT",
        hide_parameters=True,
        connect_args=_waits(engine.url),
    )
    event.listen(other, "connect", _set_up_postgresql)
    event.listen(engine, "engine_disposed", lambda _engine: other.dispose())
    return other


def prepare_sqlite(url: str) -> Path | None:
    """Make the SQLite file (0600) and its folder (0700) where they are missing; returns the file.

    What exists keeps its mode. None for other databases. Raises ValueError for a database in
    memory: what it acknowledges would be gone with the process. Raises LogAloneError.
    """
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite":
        return None
    file = _file_of(parsed.database)
    if not file.parent.is_dir():
        missing = [folder for folder in (file.parent, *file.parent.parents) if not folder.exists()]
        file.parent.mkdir(mode=0o700, parents=True)
        file.parent.chmod(0o700)
        for folder in missing:
            sync_path(folder.parent)
    log = file.with_name(f"{file.name}-wal")
    if log.exists() and not file.exists():
        raise LogAloneError(f"{log} is there and {file} is not")
    os.close(os.open(file, os.O_RDWR | os.O_CREAT, 0o600))
    sync_path(file.parent)
    return file


def make_engine(url: str) -> Engine:
    """The engine for a SQLite or PostgreSQL address, with every connection set up for durability.

    The number of connections is bounded by the threads of the server, not by a queue of ours.
    Parameters (token hashes, answers) never appear in its error messages.
    """
    if url.startswith("postgres://"):
        url = url.replace("postgres://", "postgresql://", 1)
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite":
        file = _file_of(parsed.database)
        engine = create_engine(parsed, pool_size=0, hide_parameters=True)
        event.listen(engine, "connect", _set_up_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        keep_place(engine, file)
    else:
        engine = create_engine(
            parsed,
            pool_size=0,
            pool_pre_ping=True,
            hide_parameters=True,
            connect_args=_waits(parsed),
        )
        event.listen(engine, "connect", _set_up_postgresql)
    event.listen(engine, "handle_error", translate)
    return engine


def _waits(url: URL) -> dict[str, int]:
    return {} if "connect_timeout" in url.query else {"connect_timeout": 5}


def _file_of(database: str | None) -> Path:
    if not database or database == ":memory:" or database.startswith("file:"):
        raise ValueError("answers need a database file: use sqlite:///path/to/file")
    return Path(database).absolute()


def _set_up_sqlite(raw: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    """The settings that SQLite forgets with every connection.

    The driver's own transactions start too late (only at the first write), so it gets none and
    `_begin_sqlite` starts them; this works alike on every supported Python.
    """
    connection: Any = raw
    connection.isolation_level = None
    cursor = connection.cursor()
    try:
        cursor.execute(f"PRAGMA busy_timeout = {PATIENCE_MS}")
        mode = cursor.execute("PRAGMA journal_mode = WAL").fetchone()[0]
        if mode != "wal":
            raise sqlite3.OperationalError(f"the disk does not allow a write-ahead log ({mode})")
        cursor.execute("PRAGMA synchronous = FULL")
        cursor.execute("PRAGMA foreign_keys = ON")
        cursor.execute("PRAGMA secure_delete = ON")
    finally:
        cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    mode = connection.get_execution_options().get(BEGIN, "DEFERRED")
    if mode:
        connection.exec_driver_sql(f"BEGIN {mode}")


def _set_up_postgresql(raw: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    """Wait for locks as long as elsewhere; return from a commit only when it is on the disks.

    A time limit on statements would also cut short the wait for a standby, and the commit would
    then be reported as done.
    """
    cursor = raw.cursor()
    try:
        cursor.execute(f"SET lock_timeout = {PATIENCE_MS}")
        cursor.execute("SET statement_timeout = 0")
        cursor.execute(
            "SELECT set_config('synchronous_commit', 'on', false)"
            " WHERE current_setting('synchronous_commit') IN ('off', 'local', 'remote_write')"
        )
    finally:
        cursor.close()
    raw.commit()
