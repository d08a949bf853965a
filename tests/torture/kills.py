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
from tests.torture.serving import Served

WHOLE = 20
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


def kill_under_load(folder, *, database=None, kills, people=4, seed=0, also=None):
    """`also` is one more thing that is killed now and then: a database server."""
    chance = random.Random(seed)
    began = time.monotonic()
    served = Served(folder, database=database, workers=2, tough=True)
    with served:
        with Crowd(served.port, people=people, seed=seed) as ledger:
            for number in range(kills):
                time.sleep(chance.uniform(0.02, 0.2))
                _kill(served, chance, number, also)
            time.sleep(0.3)
        outcome = judge(served.database, ledger)
    return Outcome(
        kills=kills,
        acknowledged=ledger.acknowledged,
        unanswered=ledger.unanswered,
        refused=ledger.refused,
        wrongs=outcome,
        unclean=ledger.unclean,
        seconds=time.monotonic() - began,
    )


def _kill(served, chance, number, also):
    if number % WHOLE == WHOLE - 1:
        if also is not None and chance.random() < 0.5:
            also()
        else:
            chance.choice([served.kill_everything, served.kill_the_parent])()
        return
    while not served.kill_a_worker(chance):
        assert served.parent.poll() is None, served.log[-3000:]
        time.sleep(0.01)


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
