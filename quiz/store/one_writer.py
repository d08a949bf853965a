"""Knows how all who write to a SQLite file take turns and share one sync of the disk.

It refuses to know what they write. SQLite lets in one writer at a time and has the others sleep
and look again, each then syncing for itself. Here they queue: each does its work within a
savepoint of a shared transaction and hands the turn on to whoever waits; the last of the group
commits for all. Nobody leaves before that commit has returned, not even to say that they were
refused, for the reason may lie in what another of the group wrote.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from sqlalchemy import Connection, Engine
from sqlalchemy.orm import Session, sessionmaker

from quiz.store.place import Place
from quiz.store.unavailable import StoreUnavailable
from quiz.store.unchanged import Unchanged
from quiz.store.writing_line import WritingLine, was_rolled_back

MOST_IN_A_GROUP = 32
"""Writers after whom a group commits though others wait, so that nobody waits for ever."""


@dataclass(slots=True, eq=False)
class _Group:
    """Writers who share a transaction. `failed` tells all of them why nothing of it was kept."""

    connection: Connection
    size: int = 0
    failed: StoreUnavailable | None = None
    over: threading.Event = field(default_factory=threading.Event)


class OneWriter:
    """Makes sessions that write, one at a time.

    The engine begins no transactions by itself (`WritingLine` does). `patience` is how many seconds
    one waits for a turn before StoreUnavailable("busy").
    """

    def __init__(
        self, engine: Engine, *, patience: float, place: Place, unchanged: Unchanged
    ) -> None:
        self._line = WritingLine(engine, place, unchanged)
        self.let_go = self._line.let_go
        self._patience = patience
        self._sessions = sessionmaker(
            expire_on_commit=False, join_transaction_mode="create_savepoint"
        )
        self._turn = threading.Condition()
        self._taken = False
        self._waiting = 0
        self._group: _Group | None = None

    @contextmanager
    def begin(self) -> Iterator[Session]:
        """A session whose work is on the disk as a whole when this returns, or not at all.

        An error raised within undoes this session's work alone. An error of the database undoes
        the whole group, none of whom was told yet that anything is stored. Raises
        StoreUnavailable.
        """
        group = self._enter()
        try:
            if not group.connection.in_transaction():
                group.connection.begin()  # begun it is: this tells the session so
            with self._sessions(bind=group.connection) as session, session.begin():
                yield session
        except BaseException as error:
            group.failed = _from_database(error)
            raise
        finally:
            self._leave(group)

    @contextmanager
    def turn(self) -> Iterator[Connection]:
        """A connection for a single statement, which by itself is done as a whole or not at all.

        An error raised within undoes the whole group: a statement that was refused and has done
        nothing need raise none. Raises StoreUnavailable.
        """
        group = self._enter()
        try:
            yield group.connection
        except BaseException as error:
            group.failed = _from_database(error) or StoreUnavailable("disk")
            raise
        finally:
            self._leave(group)

    def _enter(self) -> _Group:
        """Wait for the turn, and join the group whose transaction is open or begin one."""
        with self._turn:
            self._waiting += 1
            try:
                if not self._turn.wait_for(lambda: not self._taken, self._patience):
                    raise StoreUnavailable("busy")
                self._taken = True
            finally:
                self._waiting -= 1
        try:
            group = self._group = self._group or _Group(self._line.opened())
        except BaseException:
            self._hand_on()
            raise
        group.size += 1
        return group

    def _leave(self, group: _Group) -> None:
        """Hand the turn on where somebody waits, else commit; return once the group is over."""
        if group.failed is None and was_rolled_back(group.connection):
            group.failed = StoreUnavailable("disk")
        with self._turn:
            goes_on = self._waiting and group.size < MOST_IN_A_GROUP and group.failed is None
            if goes_on:
                self._hand_on()
        if not goes_on:
            self._end(group)
        group.over.wait()
        if group.failed is not None:
            raise StoreUnavailable(group.failed.reason) from None

    def _end(self, group: _Group) -> None:
        """Commit for all, or undo the work of all, and let the next group begin."""
        try:
            if group.failed is None:
                group.failed = StoreUnavailable("disk")  # until the commit has returned
                self._line.commit(group.connection)
                group.failed = None
        except StoreUnavailable as error:
            group.failed = error
        finally:
            self._group = None
            try:
                if group.failed is not None:
                    self._line.undo(group.connection)
            finally:
                self._hand_on()
                group.over.set()

    def _hand_on(self) -> None:
        with self._turn:
            self._taken = False
            self._turn.notify()


def _from_database(error: BaseException | None) -> StoreUnavailable | None:
    """What the database said first: where it has undone everything by itself, undoing fails too."""
    while error is not None and not isinstance(error, StoreUnavailable):
        error = error.__context__
    return error
