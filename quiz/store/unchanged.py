"""Knows that a write which finds all stored already needs the disk before it is acknowledged.

It refuses to know why: perhaps an earlier process was killed after it had written its answer to
the log and before the log was synced. Then the answer can be read, and is gone after a power cut.
"""

import os
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, event

from quiz.store.unavailable import StoreUnavailable

_CHANGES = "changes_before"


def sync_when_unchanged(engine: Engine, file: Path, *, is_write: str) -> None:
    """Sync SQLite's log at the end of each transaction that could have written and did not.

    `is_write` names the execution option whose value is IMMEDIATE for such transactions. A commit
    that changes something syncs the log by itself. SQLite counts changes that were undone as well,
    so after one of those nobody knows. Raises StoreUnavailable where the disk refuses.
    """
    log = file.with_name(f"{file.name}-wal")

    def could_write(connection: Connection) -> bool:
        return connection.get_execution_options().get(is_write) == "IMMEDIATE"

    def remember(connection: Connection) -> None:
        if could_write(connection):
            connection.info[_CHANGES] = _changes(connection)

    def doubt(connection: Connection, _name: str, _context: None) -> None:
        connection.info[_CHANGES] = None

    def sync(connection: Connection) -> None:
        if could_write(connection) and connection.info[_CHANGES] in {None, _changes(connection)}:
            _sync(log)

    event.listen(engine, "begin", remember)
    event.listen(engine, "rollback_savepoint", doubt)
    event.listen(engine, "commit", sync)


def _changes(connection: Connection) -> int:
    raw: Any = connection.connection.dbapi_connection
    changes: int = raw.total_changes
    return changes


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
