"""Writers to a SQLite file take turns: they share a commit, and fail alone or all together."""

import threading
import time
from contextlib import contextmanager

import pytest
from sqlalchemy import event, func, select, text

from quiz.store import engine as store_engine
from quiz.store import one_writer, unchanged
from quiz.store.engine import StoreUnavailable, make_sessions
from quiz.store.models import ErasureRow
from tests.store.sitting import MONDAY

SOON = 60  # seconds after which a test gives up


def until(true):
    end = time.monotonic() + SOON
    while not true():
        assert time.monotonic() < end
        time.sleep(0.002)


class Writers:
    """Each notes one line; `group` has them all wait behind one who holds the turn."""

    def __init__(self, database):
        self.sessions = database.sessions
        self.commits = 0
        event.listen(database.engine, "commit", self._count)

    def _count(self, _connection):
        self.commits += 1

    def note(self, number, then=lambda _session: None):
        with self.sessions.write.begin() as session:
            session.add(ErasureRow(token_hash=number.to_bytes(32, "big"), erased_day=MONDAY))
            session.flush()
            then(session)

    def noted(self):
        with self.sessions.read() as session:
            return session.scalar(select(func.count()).select_from(ErasureRow))

    @contextmanager
    def group(self, *deeds):
        """Let the deeds queue up; on leaving they begin. What they returned or raised is told."""
        said = dict.fromkeys(range(len(deeds)))

        def run(place, deed):
            try:
                said[place] = deed() or "done"
            except Exception as error:
                said[place] = error

        threads = [threading.Thread(target=run, args=pair) for pair in enumerate(deeds)]
        with self.sessions.write.begin():
            for place, thread in enumerate(threads):
                thread.start()
                until(lambda place=place: self.sessions.write._waiting == place + 1)
            self.commits = 0
            yield said
        for thread in threads:
            thread.join(SOON)

    def together(self, *deeds):
        with self.group(*deeds) as said:
            pass
        return list(said.values())


@pytest.fixture
def writers(on_sqlite):
    return Writers(on_sqlite)


def noting(writers, *numbers, then=lambda _session: None):
    return [lambda number=n: writers.note(number, then) for n in numbers]


def refuse(_session):
    raise ZeroDivisionError


def test_those_who_wait_share_one_commit(writers):
    assert writers.together(*noting(writers, *range(8))) == ["done"] * 8
    assert (writers.commits, writers.noted()) == (1, 8)


def test_a_group_ends_though_others_wait(writers, monkeypatch):
    monkeypatch.setattr(one_writer, "MOST_IN_A_GROUP", 3)
    assert writers.together(*noting(writers, *range(8))) == ["done"] * 8
    assert (writers.commits, writers.noted()) == (3, 8)  # with the one who held the turn: 3, 3, 3


def test_one_who_is_refused_undoes_nothing_of_the_others(writers):
    deeds = [*noting(writers, 1, 2), *noting(writers, 3, then=refuse), *noting(writers, 4)]
    *_, refused, last = writers.together(*deeds)
    assert isinstance(refused, ZeroDivisionError)
    assert (last, writers.commits, writers.noted()) == ("done", 1, 3)


def test_nobody_is_told_anything_before_the_commit_has_returned(writers, on_sqlite):
    reached, go_on = threading.Event(), threading.Event()

    def slow(_connection):
        reached.set()
        assert go_on.wait(SOON)

    event.listen(on_sqlite.engine, "commit", slow)
    deeds = [*noting(writers, 1, 2), *noting(writers, 3, then=refuse)]
    waiting = threading.Thread(target=lambda: (reached.wait(SOON), looked(), go_on.set()))
    told = []

    def looked():
        told.extend(said.values())

    with writers.group(*deeds) as said:
        waiting.start()
    assert told == [None] * 3
    assert [type(each) for each in said.values()] == [str, str, ZeroDivisionError]


def test_a_commit_that_fails_fails_all_and_keeps_nothing(writers, on_sqlite):
    def fail(_connection):
        raise StoreUnavailable("disk")

    event.listen(on_sqlite.engine, "commit", fail)
    deeds = [*noting(writers, 1, 2), *noting(writers, 3, then=refuse)]
    with pytest.raises(StoreUnavailable), writers.group(*deeds) as said:
        pass
    until(lambda: None not in said.values())
    assert [error.reason for error in said.values()] == ["disk"] * 3
    event.remove(on_sqlite.engine, "commit", fail)
    assert writers.noted() == 0
    writers.note(1)
    assert (writers.noted(), on_sqlite.engine.pool.checkedout()) == (1, 1)  # the one for writing


def test_a_disk_that_is_full_for_one_stores_nothing_of_the_group(writers, on_sqlite):
    def fill(session):
        session.execute(text("UPDATE bank SET content = zeroblob(1000000)"))

    with writers.sessions.write.turn() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 1")
    deeds = [*noting(writers, 1), *noting(writers, 2, then=fill), *noting(writers, 3)]
    with pytest.raises(StoreUnavailable), writers.group(*deeds) as said:
        pass
    until(lambda: None not in said.values())
    assert [error.reason for error in list(said.values())[:2]] == ["full", "full"]
    assert writers.noted() == (1 if said[2] == "done" else 0)


def test_one_who_waits_longer_than_patience_is_told_so(on_sqlite, monkeypatch):
    monkeypatch.setattr(store_engine, "PATIENCE_MS", 30)
    sessions = make_sessions(on_sqlite.engine)
    second = sessions.write.begin()
    with sessions.write.begin(), pytest.raises(StoreUnavailable) as told, second:
        pass
    assert told.value.reason == "busy"
    with sessions.write.begin() as session:
        session.execute(text("UPDATE bank SET turn = turn"))


def test_what_was_stored_already_is_synced_though_a_neighbour_was_undone(writers, monkeypatch):
    syncs = []
    monkeypatch.setattr(unchanged, "_sync", syncs.append)
    with writers.group(*noting(writers, 1, then=refuse)) as said:
        pass  # the one who holds the turn finds everything stored already
    assert isinstance(said[0], ZeroDivisionError)
    assert len(syncs) == 1
