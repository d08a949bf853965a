"""Knows how the database is opened so that what it acknowledged is on the disk.

It refuses to know any table. Every connection carries the same settings, an operation that writes
takes the write lock before it reads, and a database that cannot answer now is one error of ours.
"""

import os
import sqlite3
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.orm import Session, sessionmaker
from sqlalchemy.pool import ConnectionPoolEntry

from quiz.store.one_writer import OneWriter
from quiz.store.place import keep_place
from quiz.store.unavailable import StoreUnavailable, translate
from quiz.store.unchanged import sync_when_unchanged

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
"""Execution option: how a transaction starts on SQLite; empty for none (pragmas only)."""

_NAMED = "its_log_has_a_name"


class LogAloneError(Exception):
    """A write-ahead log lies where its database is gone; a new one would be mixed up with it."""


class Writing(Protocol):
    """What operations write with: all of a session is stored when it ends, or nothing."""

    def begin(self) -> AbstractContextManager[Session]:
        """A session in a transaction of its own."""


@dataclass(frozen=True, slots=True)
class Sessions:
    """Two ways in: `read` sees one consistent moment, `write` takes the write lock at its start."""

    read: sessionmaker[Session]
    write: Writing
    engine: Engine


def make_sessions(engine: Engine) -> Sessions:
    """The two session makers for an engine. Writers to a SQLite file queue; a server sees to it."""
    writing: Writing
    if engine.dialect.name == "sqlite":
        reading, locking = engine, engine.execution_options(**{BEGIN: "IMMEDIATE"})
        writing = OneWriter(locking, patience=PATIENCE_MS / 1000)
    else:
        reading = engine.execution_options(
            isolation_level="REPEATABLE READ", postgresql_readonly=True
        )
        writing = sessionmaker(
            engine.execution_options(isolation_level="READ COMMITTED"), expire_on_commit=False
        )
    return Sessions(
        read=sessionmaker(reading, autoflush=False, expire_on_commit=False),
        write=writing,
        engine=engine,
    )


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
            _sync_folder(folder.parent)
    log = file.with_name(f"{file.name}-wal")
    if log.exists() and not file.exists():
        raise LogAloneError(f"{log} is there and {file} is not")
    os.close(os.open(file, os.O_RDWR | os.O_CREAT, 0o600))
    _sync_folder(file.parent)
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
        event.listen(engine, "begin", _keep_names_in(file.parent))
        event.listen(engine, "begin", _begin_sqlite)
        sync_when_unchanged(engine, file, is_write=BEGIN)
        keep_place(engine, file)
    else:
        waits = {} if "connect_timeout" in parsed.query else {"connect_timeout": 5}
        engine = create_engine(
            parsed, pool_size=0, pool_pre_ping=True, hide_parameters=True, connect_args=waits
        )
        event.listen(engine, "connect", _set_up_postgresql)
    event.listen(engine, "handle_error", translate)
    return engine


def _file_of(database: str | None) -> Path:
    if not database or database == ":memory:" or database.startswith("file:"):
        raise ValueError("answers need a database file: use sqlite:///path/to/file")
    return Path(database).absolute()


def _sync_folder(folder: Path) -> None:
    """Put a folder's new entries on the disk; Windows has no such call and needs none."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


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


def _keep_names_in(folder: Path) -> Callable[[Connection], None]:
    """Put the name of the log on the disk before a connection writes to it for the first time.

    SQLite does so too, but passes over an error; after a power cut the log would then be gone,
    with all that was acknowledged since. Reading needs no such thing, and goes on.
    """

    def on_begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get(BEGIN) == "IMMEDIATE"
        if not writes or _NAMED in connection.info:
            return
        try:
            _sync_folder(folder)
        except OSError:
            raise StoreUnavailable("disk") from None
        connection.info[_NAMED] = True

    return on_begin


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
