"""Knows whether an open SQLite connection still writes to the file that bears its name.

It refuses to repair anything. A file that was deleted or replaced goes on taking writes from
whoever opened it before; they would be acknowledged and gone, so such a connection is given up.
"""

from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, event
from sqlalchemy.engine import Dialect
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.pool import ConnectionPoolEntry, PoolProxiedConnection

from quiz.store.unavailable import StoreUnavailable

_OPENED = "opened_file"

_Identity = tuple[int, int]
"""Device and number of a file: what stays the same when others take its name."""


def keep_place(engine: Engine, file: Path) -> None:
    """Let connections open this file only while it is there, and be used only while it stays there.

    A missing file is never made anew on the way: that would pass off an empty database as ours.
    A commit into a file without a name raises StoreUnavailable.
    """
    log = file.with_name(f"{file.name}-wal")

    def open_existing(
        _dialect: Dialect, entry: ConnectionPoolEntry, given: list[Any], named: dict[str, Any]
    ) -> None:
        given[0] = f"{file.as_uri()}?mode=rw"
        named["uri"] = True
        entry.info[_OPENED] = (_identity(file), None)

    def remember(_raw: DBAPIConnection, entry: ConnectionPoolEntry) -> None:
        before, _ = entry.info[_OPENED]
        entry.info[_OPENED] = (before, _identity(log))

    def still_there(opened: tuple[_Identity | None, _Identity | None]) -> bool:
        in_file, in_log = opened
        return _identity(file) == in_file and (in_log is None or _identity(log) == in_log)

    def on_checkout(
        _raw: DBAPIConnection, entry: ConnectionPoolEntry, _held: PoolProxiedConnection
    ) -> None:
        if not still_there(entry.info[_OPENED]):
            raise DisconnectionError("the database file was deleted or replaced")

    def on_commit(connection: Connection) -> None:
        if not still_there(connection.info[_OPENED]):
            raise StoreUnavailable("unreachable")

    event.listen(engine, "do_connect", open_existing)
    event.listen(engine, "connect", remember)
    event.listen(engine, "checkout", on_checkout)
    event.listen(engine, "commit", on_commit)


def _identity(file: Path) -> _Identity | None:
    try:
        found = file.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino
