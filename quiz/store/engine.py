"""Knows how the database is opened so that what it acknowledged is on the disk.

It refuses to know any table. Every connection carries the same settings, an operation that writes
takes the write lock before it reads, and a database that cannot answer now is one error of ours.
"""

import os
import sqlite3
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy import exc as sa_exc
from sqlalchemy.engine import ExceptionContext, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.orm import Session, sessionmaker
from sqlalchemy.pool import ConnectionPoolEntry

PATIENCE_MS = 2000
"""How long a statement waits for a lock before the visitor is asked to try again."""

BEGIN = "sqlite_begin"
"""Execution option: how a transaction starts on SQLite; empty for none (pragmas only)."""

_SQLITE_REASONS = {
    sqlite3.SQLITE_BUSY: "busy",
    sqlite3.SQLITE_LOCKED: "busy",
    sqlite3.SQLITE_PROTOCOL: "busy",
    sqlite3.SQLITE_FULL: "full",
    sqlite3.SQLITE_READONLY: "read-only",
    sqlite3.SQLITE_IOERR: "disk",
    sqlite3.SQLITE_CANTOPEN: "unreachable",
    sqlite3.SQLITE_CORRUPT: "damaged",
    sqlite3.SQLITE_NOTADB: "damaged",
}
_SQLSTATE_REASONS = {
    "25006": "read-only",  # a write on a standby, seen while a fail-over settles
    "53100": "full",
}


class StoreUnavailable(Exception):
    """The database cannot take or give answers now; what was acknowledged before is still there.

    `reason` is one word for logs and health checks: busy, full, read-only, disk, unreachable or
    damaged. Whether the failed write took place may be unknown: repeating it is always safe.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(f"the database cannot answer now ({reason})")
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Sessions:
    """Two ways in: `read` sees one consistent moment, `write` takes the write lock at its start."""

    read: sessionmaker[Session]
    write: sessionmaker[Session]
    engine: Engine


def make_sessions(engine: Engine) -> Sessions:
    """The two session makers for an engine."""
    if engine.dialect.name == "sqlite":
        reading, writing = engine, engine.execution_options(**{BEGIN: "IMMEDIATE"})
    else:
        reading = engine.execution_options(
            isolation_level="REPEATABLE READ", postgresql_readonly=True
        )
        writing = engine.execution_options(isolation_level="READ COMMITTED")
    return Sessions(
        read=sessionmaker(reading, autoflush=False, expire_on_commit=False),
        write=sessionmaker(writing, expire_on_commit=False),
        engine=engine,
    )


def prepare_sqlite(url: str) -> Path | None:
    """Make the SQLite file (0600) and its folder (0700) where they are missing; returns the file.

    What exists keeps its mode. None for other databases. Raises ValueError for a database in
    memory: what it acknowledges would be gone with the process.
    """
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite":
        return None
    file = _file_of(parsed.database)
    if not file.parent.is_dir():
        file.parent.mkdir(mode=0o700, parents=True)
        file.parent.chmod(0o700)
        _sync_folder(file.parent.parent)
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
        _file_of(parsed.database)
        engine = create_engine(parsed, pool_size=0, hide_parameters=True)
        event.listen(engine, "connect", _set_up_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    else:
        waits = {} if "connect_timeout" in parsed.query else {"connect_timeout": 5}
        engine = create_engine(
            parsed, pool_size=0, pool_pre_ping=True, hide_parameters=True, connect_args=waits
        )
        event.listen(engine, "connect", _set_up_postgresql)
    event.listen(engine, "handle_error", _translate)
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


def _begin_sqlite(connection: Connection) -> None:
    mode = connection.get_execution_options().get(BEGIN, "DEFERRED")
    if mode:
        connection.exec_driver_sql(f"BEGIN {mode}")


def _set_up_postgresql(raw: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    cursor = raw.cursor()
    try:
        cursor.execute(f"SET lock_timeout = {PATIENCE_MS}")
    finally:
        cursor.close()
    raw.commit()


def _translate(context: ExceptionContext) -> Exception | None:
    """Name an error that means "not now"; every other error stays what it is.

    A failed ping stays too: the pool answers it by opening a fresh connection.
    """
    if context.is_pre_ping:
        return None
    reason = _reason(context)
    return None if reason is None else StoreUnavailable(reason)


def _reason(context: ExceptionContext) -> str | None:
    error = context.original_exception
    if isinstance(error, sqlite3.Error):
        return _SQLITE_REASONS.get(getattr(error, "sqlite_errorcode", 0) & 0xFF)
    if reason := _SQLSTATE_REASONS.get(getattr(error, "sqlstate", None) or ""):
        return reason
    if isinstance(context.sqlalchemy_exception, sa_exc.OperationalError | sa_exc.InterfaceError):
        lost = context.is_disconnect or context.connection is None
        return "unreachable" if lost else "busy"
    return None
