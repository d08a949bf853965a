"""Workers and the whole server killed at random under load: nothing acknowledged is lost."""

import random
import time
from dataclasses import dataclass

from sqlalchemy import func, select

from quiz.store import queries
from quiz.store.canonical import canonical
from quiz.store.engine import make_engine, make_sessions
from quiz.store.models import AttemptRow
from tests.torture.people import Crowd
from tests.torture.serving import TOUGH, Served

PEOPLE = 4
WORKERS = 4
"""So many that some serve while others come back: most kills then meet somebody's answer."""
WHOLE = 25
"""One in so many kills takes the parent too, alone or with everything."""


@dataclass(frozen=True)
class Outcome:
    kills: int
    acknowledged: int
    unanswered: int
    refused: int
    wrongs: list
    unclean: list
    seconds: float


def kill_under_load(folder, *, kills, database=None, program=TOUGH, seed=0, also=None):
    """`also` is one more thing that is killed now and then: a database server."""
    chance = random.Random(seed)
    began = time.monotonic()
    served = Served(folder, database=database, workers=WORKERS, program=program)
    with served:
        with Crowd(served.port, people=PEOPLE, seed=seed) as ledger:
            killed = turn = 0
            while killed < kills:
                _until_something_happens(ledger)
                time.sleep(chance.uniform(0, 0.06))
                turn += 1
                killed += _kill(served, chance, turn, also)
            time.sleep(0.3)
        outcome = judge(served.database, ledger)
    return Outcome(
        kills=killed,
        acknowledged=ledger.acknowledged,
        unanswered=ledger.unanswered,
        refused=ledger.refused,
        wrongs=outcome,
        unclean=ledger.unclean,
        seconds=time.monotonic() - began,
    )


def _until_something_happens(ledger, patience=60):
    """A server that is killed before it has done anything tells nothing, and serves nobody."""
    before, last = ledger.acknowledged, time.monotonic() + patience
    while ledger.acknowledged == before and time.monotonic() < last:
        time.sleep(0.002)


def _kill(served, chance, turn, also):
    """How many processes were killed: a worker, all workers at once, or the whole and `also`."""
    if turn % WHOLE == 0:
        if also is not None and chance.random() < 0.5:
            also()
        else:
            chance.choice([served.kill_everything, served.kill_the_parent])()
        return 1
    while not (killed := served.kill_workers(chance, every=chance.random() < 0.5)):
        assert served.parent.poll() is None, served.log[-3000:]
        time.sleep(0.01)
    return killed


def judge(database, ledger):
    """Compare what is stored with what people were told; also that nothing came from nowhere."""
    engine = make_engine(database)
    sessions = make_sessions(engine)
    stored, wrongs = {}, []
    with sessions.read() as session:
        for token, page in ledger.pages.items():
            view = queries.attempt(session, token)
            if view is None:
                continue
            stored[token] = {item: canonical(value) for item, value in view.responses.items()}
            if page.finished and view.result is None:
                wrongs.append(f"{token[:6]} lost its result")
        attempts = session.scalar(select(func.count()).select_from(AttemptRow))
        if attempts != len(stored):
            wrongs.append(f"{attempts} attempts are stored, {len(stored)} were begun")
        if engine.dialect.name == "sqlite":
            checked = session.connection().exec_driver_sql("PRAGMA integrity_check").scalar()
            wrongs += [] if checked == "ok" else [f"damaged: {checked}"]
    engine.dispose()
    return [*wrongs, *ledger.wrongs(stored)]
