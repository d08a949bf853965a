"""Knows how deleted rows leave the disk: the write-ahead log, and traces in the database file.

It refuses to decide what is deleted. SQLite overwrites deleted rows with zeros, but copies of a
row can stay in the unused part of a page that was split before; so the file is searched for the
keys of what was deleted, and rebuilt in the rare case that one is found.
"""

import logging
import time
from collections.abc import Collection
from pathlib import Path

from sqlalchemy import Engine

from quiz.store.engine import BEGIN, PATIENCE_MS

log = logging.getLogger(__name__)

CHECKPOINT_PATIENCE_MS = 250
CHECKPOINT_TRIES = 8
_CHUNK = 1 << 20
_MOST_SEARCHED = 20  # for more, rebuilding the file is quicker than looking for each


def scrub(engine: Engine, deleted: Collection[int]) -> bool:
    """Take what is left of deleted attempts, given by their ids, off the disk.

    False when readers of an older moment held it up and it must be repeated. True at once on other
    databases, which clean up by themselves. Raises StoreUnavailable.
    """
    if engine.dialect.name != "sqlite":
        return True
    if not empty_wal(engine):
        return False
    if len(deleted) <= _MOST_SEARCHED and not has_traces(engine, deleted):
        return True
    with engine.connect() as opened:
        opened.execution_options(**{BEGIN: ""}).exec_driver_sql("VACUUM")
    return empty_wal(engine)


def empty_wal(engine: Engine) -> bool:
    """Move everything from SQLite's write-ahead log into the file and cut the log to nothing.

    It waits in short steps that let writers pass. False when a reader of an older moment outlasts
    it. Raises StoreUnavailable.
    """
    with engine.connect() as opened:
        connection = opened.execution_options(**{BEGIN: ""})
        connection.exec_driver_sql(f"PRAGMA busy_timeout = {CHECKPOINT_PATIENCE_MS}")
        try:
            for attempt in range(CHECKPOINT_TRIES):
                time.sleep(0.02 * attempt)
                busy = connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").one()[0]
                if not busy:
                    return True
        finally:
            connection.exec_driver_sql(f"PRAGMA busy_timeout = {PATIENCE_MS}")
    log.warning("the write-ahead log could not be emptied yet: a reader is still at work")
    return False


def has_traces(engine: Engine, ids: Collection[int]) -> bool:
    """Whether the SQLite file holds one of these keys anywhere, in use or not."""
    patterns = [pattern for key in ids for pattern in (key.to_bytes(8, "big"), _varint(key))]
    overlap = 8
    with Path(str(engine.url.database)).open("rb") as file:
        tail = b""
        while chunk := file.read(_CHUNK):
            window = tail + chunk
            if any(pattern in window for pattern in patterns):
                return True
            tail = window[-overlap:]
    return False


def _varint(key: int) -> bytes:
    """A large key as SQLite writes it before a row: eight times seven bits, then eight."""
    high = key >> 8
    return bytes(0x80 | high >> 7 * place & 0x7F for place in range(7, -1, -1)) + bytes(
        [key & 0xFF]
    )
