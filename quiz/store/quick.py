"""Knows the short way into the database for the few statements that everybody waits for.

It refuses what needs a decision between statements, a session or a second try: the short way may
always say that it could not, and whoever took it then takes the whole one, which names the failure.
What is looked up is of one moment; what is put is done as a whole or not at all.
"""

import sqlite3
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any, Protocol, TypeVar

from sqlalchemy import Engine, PoolProxiedConnection, event
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.sql.expression import ClauseElement

from quiz.store.one_writer import OneWriter
from quiz.store.place import Place
from quiz.store.prepared import Prepared, prepare
from quiz.store.unavailable import StoreUnavailable, named

Rows = Sequence[tuple[Any, ...]]
_Found = TypeVar("_Found")


class Quick(Protocol):
    """One statement at a time. Statements are those of SQLAlchemy with named values."""

    def look(self, statement: ClauseElement, given: Mapping[str, object]) -> Rows | None:
        """What a statement finds; None when the short way is closed."""

    def put(self, *statements: ClauseElement, given: Mapping[str, object]) -> bool:
        """Whether each of these statements has changed just one row, and that is on the disk.

        Otherwise nothing is changed, or nobody knows, and doing the whole of it again tells. A
        statement sees what those before it have done; all take their values from `given`.
        """


class _Idle:
    """Connections that wait for the next who needs one, until their engine lets go of them.

    Taking one out of the pool and putting it back takes longer than looking.
    """

    def __init__(self, engine: Engine) -> None:
        self._waiting: deque[PoolProxiedConnection] = deque()
        event.listen(engine, "engine_disposed", self._let_go)

    def take(self) -> PoolProxiedConnection | None:
        """One that waits, None where none does."""
        try:
            return self._waiting.pop()
        except IndexError:
            return None

    def give(self, connection: PoolProxiedConnection) -> None:
        """Let a connection wait that nothing has happened to."""
        self._waiting.append(connection)

    def _let_go(self, _engine: Engine) -> None:
        while (connection := self.take()) is not None:
            connection.invalidate()


class QuickOnFile:
    """The short way into a SQLite file. Who writes stands in line with all the others."""

    def __init__(self, engine: Engine, writer: OneWriter, place: Place) -> None:
        self._engine = engine
        self._writer = writer
        self._place = place
        self._idle = _Idle(engine)
        self._prepared = cache(lambda statement: prepare(statement, engine.dialect))

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
        self._idle.give(connection)
        return found

    def _connection(self) -> PoolProxiedConnection:
        """One that still reads the file of that name."""
        while (connection := self._idle.take()) is not None:
            if self._place.still_holds(connection.info):
                return connection
            connection.invalidate()
            self._engine.dispose()  # none that is open knows the file of today
        return self._engine.raw_connection()

    def put(self, *statements: ClauseElement, given: Mapping[str, object]) -> bool:
        """Whether one row for each is changed and on the disk; raises StoreUnavailable."""
        asked = [self._prepared(statement) for statement in statements]
        with self._writer.turn() as connection:
            try:
                return _all_done(_driver(connection.connection), asked, given)
            except sqlite3.Error as error:
                raise named(error) from error


class QuickOnServer:
    """The short way to PostgreSQL, by connections of its own that are not asked first if they live.

    `engine` commits each statement by itself.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._idle = _Idle(engine)
        self._prepared = cache(lambda statement: prepare(statement, engine.dialect))
        driver: Any = engine.dialect.dbapi
        self._failures: type[Exception] = driver.Error
        self._take_back: type[Exception] = driver.Rollback

    def look(self, statement: ClauseElement, given: Mapping[str, object]) -> Rows | None:
        """What a statement finds; None when the server is gone, changing or full."""
        asked: Prepared = self._prepared(statement)
        return self._run(lambda raw: raw.execute(asked.text, asked.values(given)).fetchall())

    def put(self, *statements: ClauseElement, given: Mapping[str, object]) -> bool:
        """Whether one row for each is changed and on the disk."""
        asked = [self._prepared(statement) for statement in statements]
        if len(asked) == 1:  # a transaction by itself, in one way to the server instead of three
            return bool(self._run(lambda raw: _done(raw, asked[0], given)))
        return bool(self._run(lambda raw: self._together(raw, asked, given)))

    def _together(self, raw: Any, asked: Sequence[Prepared], given: Mapping[str, object]) -> bool:  # noqa: ANN401 - the driver's
        with raw.transaction() as whole:
            done = all(_done(raw, each, given) for each in asked)
            if not done:
                raise self._take_back(whole)
        return done

    def _run(self, work: Callable[[Any], _Found]) -> _Found | None:
        """What this comes to on a connection of the driver; None where the driver fails."""
        try:
            connection = self._idle.take() or self._engine.raw_connection()
            try:
                found = work(_driver(connection))
            except self._failures:
                connection.invalidate()  # whatever it was, the whole way finds it out
                raise
        except (self._failures, SQLAlchemyError):
            return None
        self._idle.give(connection)
        return found


def _all_done(raw: Any, asked: Sequence[Prepared], given: Mapping[str, object]) -> bool:  # noqa: ANN401 - the driver's
    """Do all of it in a transaction that others share, or none of it."""
    if len(asked) > 1:
        raw.execute("SAVEPOINT together")
    try:
        done = all(_done(raw, each, given) for each in asked)
    except sqlite3.IntegrityError:
        done = False  # this statement has done nothing, and others go on
    if len(asked) > 1:
        if not done:
            raw.execute("ROLLBACK TO together")
        raw.execute("RELEASE together")
    return done


def _done(raw: Any, asked: Prepared, given: Mapping[str, object]) -> bool:  # noqa: ANN401 - the driver's
    return bool(raw.execute(asked.text, asked.values(given)).rowcount == 1)


def _driver(connection: PoolProxiedConnection) -> Any:  # noqa: ANN401 - drivers have no common type
    return connection.dbapi_connection
