"""Knows whether an open SQLite connection still writes to the file that bears its name.

It refuses to repair anything. A file that was deleted or replaced goes on taking writes from
whoever opened it before; they would be acknowledged and gone, so such a connection is given up.
"""

import os
from collections.abc import Mapping, MutableMapping
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, event
from sqlalchemy.engine import Dialect
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.pool import ConnectionPoolEntry, PoolProxiedConnection

from quiz.store.unavailable import StoreUnavailable

_OPENED = "opened_file"
_NAMED = "its_log_has_a_name"

_Identity = tuple[int, int]
"""Device and number of a file: what stays the same when others take its name."""


class Place:
    """Where a database file and its log are, to be compared with what a connection has opened."""

    def __init__(self, file: Path) -> None:
        self._folder = file.parent
        self._names = (str(file), str(file.with_name(f"{file.name}-wal")))

    def now(self) -> tuple[_Identity | None, _Identity | None]:
        """What bears the names of file and log now."""
        file, log = self._names
        return _identity(file), _identity(log)

    def still_holds(self, info: Mapping[str, Any]) -> bool:
        """Whether a connection, known by its `info`, is one to what still bears these names."""
        in_file, in_log = info[_OPENED]
        file, log = self._names
        return _identity(file) == in_file and (in_log is None or _identity(log) == in_log)

    def keep_names(self, info: MutableMapping[str, Any]) -> None:
        """Put the name of the log on the disk before a connection writes to it for the first time.

        SQLite does so too, but passes over an error; after a power cut the log would then be gone,
        with all that was acknowledged since. Reading needs no such thing, and goes on. Raises
        StoreUnavailable.
        """
        if _NAMED in info:
            return
        try:
            sync_path(self._folder)
        except OSError:
            raise StoreUnavailable("disk") from None
        info[_NAMED] = True


def sync_path(path: Path) -> None:
    """Put a file, or a folder's new entries, on the disk; for folders Windows has no such call."""
    if path.is_dir() and os.name == "nt":
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def keep_place(engine: Engine, file: Path) -> None:
    """Let connections open this file only while it is there, and be used only while it stays there.

    A missing file is never made anew on the way: that would pass off an empty database as ours.
    A commit into a file without a name raises StoreUnavailable.
    """
    place = Place(file)

    def open_existing(
        _dialect: Dialect, entry: ConnectionPoolEntry, given: list[Any], named: dict[str, Any]
    ) -> None:
        given[0] = f"{file.as_uri()}?mode=rw"
        named["uri"] = True
        entry.info[_OPENED] = (place.now()[0], None)

    def remember(_raw: DBAPIConnection, entry: ConnectionPoolEntry) -> None:
        before, _ = entry.info[_OPENED]
        entry.info[_OPENED] = (before, place.now()[1])

    def on_checkout(
        _raw: DBAPIConnection, entry: ConnectionPoolEntry, _held: PoolProxiedConnection
    ) -> None:
        if not place.still_holds(entry.info):
            engine.dispose()  # none that is open knows the file of today
            raise DisconnectionError("the database file was deleted or replaced")

    def on_commit(connection: Connection) -> None:
        if not place.still_holds(connection.info):
            raise StoreUnavailable("unreachable")

    event.listen(engine, "do_connect", open_existing)
    event.listen(engine, "connect", remember)
    event.listen(engine, "checkout", on_checkout)
    event.listen(engine, "commit", on_commit)


def _identity(name: str) -> _Identity | None:
    try:
        found = os.stat(name)  # noqa: PTH116 - asked around every request, and twice as quick
    except OSError:
        return None
    return found.st_dev, found.st_ino
