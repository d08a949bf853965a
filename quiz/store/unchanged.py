"""Knows that a write which finds all stored already needs the disk before it is acknowledged.

It refuses to know why: perhaps an earlier process was killed after it had written its answer to
the log and before the log was synced. Then the answer can be read, and is gone after a power cut.
"""

import os
from collections.abc import MutableMapping
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, event

from quiz.store.unavailable import StoreUnavailable

_CHANGES = "changes_before"

Info = MutableMapping[Any, Any]
"""What is kept with a connection for as long as it is open."""


class Unchanged:
    """Syncs SQLite's log at the end of each transaction that could have written and did not.

    A commit that changes something syncs the log by itself. SQLite counts changes that were undone
    as well, so after one of those nobody knows.
    """

    def __init__(self, engine: Engine, file: Path) -> None:
        self._log = file.with_name(f"{file.name}-wal")
        event.listen(engine, "rollback_savepoint", _doubt)

    def remember(self, info: Info, raw: Any) -> None:  # noqa: ANN401 - a driver's connection
        """Note at the beginning what has been changed so far on this connection."""
        info[_CHANGES] = raw.total_changes

    def settle(self, info: Info, raw: Any) -> None:  # noqa: ANN401 - a driver's connection
        """Sync at the end, where it is needed. Raises StoreUnavailable where the disk refuses."""
        if info[_CHANGES] in {None, raw.total_changes}:
            _sync(self._log)


def _doubt(connection: Connection, _name: str, _context: None) -> None:
    connection.info[_CHANGES] = None


def _sync(log: Path) -> None:
    """Put the log on the disk; SQLite holds no lock on this file that closing it could drop."""
    try:
        handle = os.open(log, os.O_RDWR)
    except FileNotFoundError:  # nothing was written since the file itself was synced
        return
    try:
        os.fsync(handle)
    except OSError:
        raise StoreUnavailable("disk") from None
    finally:
        os.close(handle)
