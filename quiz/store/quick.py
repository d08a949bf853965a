"""Knows the short way into the database for the two statements that everybody waits for.

It refuses what needs more than one statement, a session or a second try: the short way may always
say that it could not, and whoever took it then takes the whole one, which names the failure. One
statement by itself is a transaction: it sees one moment, and is done as a whole or not at all.
"""

import sqlite3
from collections import deque
from collections.abc import Mapping, Sequence
from contextlib import closing
from functools import cache
from typing import Any, Protocol

from sqlalchemy import Engine, PoolProxiedConnection, event
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.sql.expression import ClauseElement

from quiz.store.one_writer import OneWriter
from quiz.store.place import Place
from quiz.store.prepared import Prepared, prepare
from quiz.store.unavailable import StoreUnavailable, named

Rows = Sequence[tuple[Any, ...]]


class Quick(Protocol):
    """One statement at a time. Statements are those of SQLAlchemy with named values."""

    def look(self, statement: ClauseElement, given: Mapping[str, object]) -> Rows | None:
        """What a statement finds; None when the short way is closed."""

    def put(self, statement: ClauseElement, given: Mapping[str, object]) -> bool:
        """Whether a statement has changed just one row, and that is on the disk.

        Otherwise nothing is changed, or nobody knows, and doing the whole of it again tells.
        """


class QuickOnFile:
    """The short way into a SQLite file. Who writes stands in line with all the others.

    Connections for reading wait here for the next who looks: taking one out of the pool and
    putting it back takes longer than looking.
    """

    def __init__(self, engine: Engine, writer: OneWriter, place: Place) -> None:
        self._engine = engine
        self._writer = writer
        self._place = place
        self._idle: deque[PoolProxiedConnection] = deque()
        self._prepared = cache(lambda statement: prepare(statement, engine.dialect))
        event.listen(engine, "engine_disposed", self._let_go)

    def look(self, statement: ClauseElement, given: Mapping[str, object]) -> Rows | None:
        """What a statement finds; None when the file is busy, damaged, moved or gone."""
        asked: Prepared = self._prepared(statement)
        try:
            connection = self._connection()
            try:
                found = list(_driver(connection).execute(asked.text, asked.values(given)))
            except sqlite3.Error:
                connection.invalidate()
                raise
        except (sqlite3.Error, StoreUnavailable, SQLAlchemyError):
            return None
        self._idle.append(connection)
        return found

    def _connection(self) -> PoolProxiedConnection:
        """One that still reads the file of that name."""
        while self._idle:
            try:
                connection = self._idle.pop()
            except IndexError:  # somebody else was quicker
                break
            if self._place.still_holds(connection.info):
                return connection
            connection.invalidate()
            self._engine.dispose()  # none that is open knows the file of today
        return self._engine.raw_connection()

    def _let_go(self, _engine: Engine) -> None:
        while self._idle:
            self._idle.pop().invalidate()

    def put(self, statement: ClauseElement, given: Mapping[str, object]) -> bool:
        """Whether one row is changed and on the disk; raises StoreUnavailable."""
        asked: Prepared = self._prepared(statement)
        with self._writer.turn() as connection:
            try:
                done = _driver(connection.connection).execute(asked.text, asked.values(given))
            except sqlite3.IntegrityError:
                return False  # this statement has done nothing, and others go on
            except sqlite3.Error as error:
                raise named(error) from error
            return bool(done.rowcount == 1)


class QuickOnServer:
    """The short way to PostgreSQL, by connections of its own that are not asked first if they live.

    `engine` commits each statement by itself.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._prepared = cache(lambda statement: prepare(statement, engine.dialect))
        driver: Any = engine.dialect.dbapi
        self._failures: type[Exception] = driver.Error

    def look(self, statement: ClauseElement, given: Mapping[str, object]) -> Rows | None:
        """What a statement finds; None when the server is gone, changing or full."""
        done = self._run(statement, given)
        return None if done is None else done.fetchall()

    def put(self, statement: ClauseElement, given: Mapping[str, object]) -> bool:
        """Whether one row is changed and on the disk."""
        done = self._run(statement, given)
        return done is not None and done.rowcount == 1

    def _run(self, statement: ClauseElement, given: Mapping[str, object]) -> Any:  # noqa: ANN401 - the driver's cursor
        asked: Prepared = self._prepared(statement)
        try:
            with closing(self._engine.raw_connection()) as connection:
                try:
                    return _driver(connection).execute(asked.text, asked.values(given))
                except self._failures:
                    connection.invalidate()  # whatever it was, the whole way finds it out
                    raise
        except (self._failures, SQLAlchemyError):
            return None


def _driver(connection: PoolProxiedConnection) -> Any:  # noqa: ANN401 - drivers have no common type
    return connection.dbapi_connection
