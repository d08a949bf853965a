"""A server that goes away while it commits leaves nobody knowing; doing it again settles it."""

import sqlite3
import time
from contextlib import closing, contextmanager

import pytest
from sqlalchemy import event

from quiz.operations import StoreUnavailable, settling
from quiz.store.quick import QuickOnServer
from tests.store.sitting import Sitting
from tests.store.small_bank import BLOCKS, MOST_HOW, MOST_WHY

FIRST = BLOCKS[0]


@pytest.fixture
def someone(on_postgresql, monkeypatch):
    """Somebody for whom the short way is closed: where it fails, the whole way is taken too."""
    monkeypatch.setattr(QuickOnServer, "put", lambda *_, **__: False)
    return Sitting(on_postgresql.sessions)


@contextmanager
def lost_at_commit(database, *, times=1, stored):
    """The server goes away at the next commits: before them, or when they have just been done."""
    left = [times]

    def lose(connection):
        if not left[0]:
            return
        left[0] -= 1
        if stored:
            connection.connection.dbapi_connection.commit()
        connection.connection.dbapi_connection.close()

    event.listen(database.engine, "commit", lose)
    yield
    event.remove(database.engine, "commit", lose)
    assert left[0] < times, "the server was never lost"


@pytest.mark.parametrize("stored", [True, False], ids=["stored", "not stored"])
def test_every_operation_is_done_once_whether_or_not_its_lost_commit_was(
    on_postgresql, someone, stored
):
    def lost():
        return lost_at_commit(on_postgresql, stored=stored)

    with lost():
        someone.answers(FIRST, MOST_WHY)
    with lost():
        someone.changes(FIRST, MOST_HOW)
    for block in BLOCKS[1:]:
        someone.answers(block, MOST_WHY)
    with lost():
        result = someone.finishes()
    with lost():
        link = someone.shares("verdict")
    assert someone.stored(FIRST) == MOST_HOW
    assert someone.finishes() == result
    assert len(someone.links()) == 1
    assert someone.shared(link).shows == ("verdict",)
    with lost():
        someone.revokes(someone.links()[0].id)
    assert someone.links() == ()
    with lost():
        someone.erases()
    assert someone.view() is None


def test_a_server_that_stays_away_is_given_up_in_time(on_postgresql, someone, monkeypatch):
    monkeypatch.setattr(settling, "PATIENCE", 0.2)
    began = time.monotonic()
    with (
        lost_at_commit(on_postgresql, times=9, stored=False),
        pytest.raises(StoreUnavailable) as said,
    ):
        someone.answers(FIRST, MOST_WHY)
    assert said.value.reason == "unreachable"
    assert time.monotonic() - began < 20
    assert someone.view() is None


def test_a_busy_file_is_not_tried_again(on_sqlite, monkeypatch):
    """SQLite has waited for the lock already, and a refused commit there is no secret."""
    monkeypatch.setattr("quiz.store.engine.PATIENCE_MS", 30)
    on_sqlite.engine.dispose()
    with closing(sqlite3.connect(on_sqlite.file, isolation_level=None)) as hog:
        hog.execute("BEGIN IMMEDIATE")
        began = time.monotonic()
        with pytest.raises(StoreUnavailable, match="busy"):
            Sitting(on_sqlite.sessions).answers(FIRST, MOST_WHY)
        assert time.monotonic() - began < settling.PATIENCE
