"""Knows which errors of a database mean "not now", and names them in one word each.

It refuses to pass off a mistake of ours as a busy database: every other error stays what it is.
"""

import sqlite3

from sqlalchemy import exc as sa_exc
from sqlalchemy.engine import ExceptionContext

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


def translate(context: ExceptionContext) -> Exception | None:
    """Name an error that means "not now"; every other error stays what it is.

    A failed ping stays too: the pool answers it by opening a fresh connection.
    """
    if context.is_pre_ping:
        return None
    reason = _reason(context)
    if reason == "read-only" and not isinstance(context.original_exception, sqlite3.Error):
        context.is_disconnect = True  # another server is the one to write to now
    return None if reason is None else StoreUnavailable(reason)


def named(error: sqlite3.Error) -> Exception:
    """The same for an error of SQLite's driver itself: StoreUnavailable, or the error as it is."""
    reason = _of_sqlite(error)
    return error if reason is None else StoreUnavailable(reason)


def _of_sqlite(error: sqlite3.Error) -> str | None:
    return _SQLITE_REASONS.get(getattr(error, "sqlite_errorcode", 0) & 0xFF)


def _reason(context: ExceptionContext) -> str | None:
    error = context.original_exception
    if isinstance(error, sqlite3.Error):
        return _of_sqlite(error)
    if reason := _SQLSTATE_REASONS.get(getattr(error, "sqlstate", None) or ""):
        return reason
    if isinstance(context.sqlalchemy_exception, sa_exc.OperationalError | sa_exc.InterfaceError):
        lost = context.is_disconnect or context.connection is None
        return "unreachable" if lost else "busy"
    return None
