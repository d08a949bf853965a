"""Knows the one connection on which a process writes to a SQLite file, and how it begins and ends.

It refuses to know who writes, and to let two write at once: whoever asks has the turn. The
transaction is begun and ended on the driver's own connection, since the way round costs more than
the transaction; a session that joins is told that it was begun.
"""

import sqlite3
import threading
from typing import Any

from sqlalchemy import Connection, Engine

from quiz.store.place import Place
from quiz.store.unavailable import StoreUnavailable, named
from quiz.store.unchanged import Unchanged


class WritingLine:
    """Opens the connection when it is first needed and keeps it until something is wrong with it.

    The engine's connections begin no transaction by themselves.
    """

    def __init__(self, engine: Engine, place: Place, unchanged: Unchanged) -> None:
        self._engine = engine
        self._place = place
        self._unchanged = unchanged
        self._kept: Connection | None = None
        self._in_use = threading.Lock()
        self._unwanted = False

    def opened(self) -> Connection:
        """The connection, in a transaction that holds the write lock; raises StoreUnavailable."""
        self._in_use.acquire()
        try:
            connection = self._connected()
            self._place.keep_names(connection.info)
            self._unchanged.remember(connection.info, driver(connection))
            driver(connection).execute("BEGIN IMMEDIATE")
        except BaseException as error:
            told = named(error) if isinstance(error, sqlite3.Error) else error
            is_busy = isinstance(told, StoreUnavailable) and told.reason == "busy"
            self._over(keep=is_busy)
            raise told from None
        return connection

    def commit(self, connection: Connection) -> None:
        """Put all on the disk, or raise StoreUnavailable; the transaction is then still to undo."""
        raw = driver(connection)
        self._unchanged.settle(connection.info, raw)
        if not self._place.still_holds(connection.info):
            raise StoreUnavailable("unreachable")
        if connection.in_transaction():
            connection.commit()
        else:
            _commit(raw)
        self._over(keep=True)

    def undo(self, connection: Connection) -> None:
        """Take all of it back. The next transaction has a new connection, whatever was wrong."""
        try:
            if not connection.invalidated:
                driver(connection).rollback()
        finally:
            self._over(keep=False)

    def let_go(self) -> None:
        """Close the connection, now or after what it is used for; the next one is opened anew."""
        self._unwanted = True
        if self._in_use.acquire(blocking=False):
            self._over(keep=False)

    def _connected(self) -> Connection:
        if self._kept is not None and not self._place.still_holds(self._kept.info):
            self._close()
            self._engine.dispose()  # none that is open knows the file of today
        self._unwanted = False
        if self._kept is None:
            self._kept = self._engine.connect()
        return self._kept

    def _over(self, *, keep: bool) -> None:
        if not keep or self._unwanted:
            self._close()
        self._in_use.release()

    def _close(self) -> None:
        connection, self._kept = self._kept, None
        if connection is not None:
            connection.invalidate()
            connection.close()


def _commit(raw: Any) -> None:  # noqa: ANN401 - drivers have no common type
    try:
        raw.commit()
    except sqlite3.Error as error:
        raise named(error) from error


def driver(connection: Connection) -> Any:  # noqa: ANN401 - drivers have no common type
    """The driver's connection under one of the library."""
    return connection.connection.dbapi_connection


def was_rolled_back(connection: Connection) -> bool:
    """Whether SQLite gave up the whole transaction by itself, as it may on a full disk."""
    return connection.invalidated or not driver(connection).in_transaction
