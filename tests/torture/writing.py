"""A process that stores answers and says so, line by line: what a power cut is tried on.

Run as `python -m tests.torture.writing URL ACKNOWLEDGEMENTS SEED [careless | trusting]`. Careless
means SQLite's own way of syncing, trusting that SQLite sees to the name of its log by itself; the
product does neither, and losses must then be found.
"""

import json
import os
import random
import sys

from sqlalchemy import event

from quiz.operations import keep_bank
from quiz.store import unchanged
from quiz.store.engine import make_engine, make_sessions, prepare_sqlite
from quiz.store.migrate import upgrade
from quiz.store.place import Place
from quiz.store.unavailable import StoreUnavailable
from tests.store.sitting import MONDAY, Sitting
from tests.store.small_bank import BLOCKS, CONTENT, DIGEST, TRAITS
from tests.torture.ledger import canonical

PAGES = 60
"""The log is moved into the file after so many pages, so that a short run sees it happen."""

TRIES = 20


class Writer:
    def __init__(self, url, seed, *, careless):
        insist(lambda: prepare_sqlite(url))
        self.engine = make_engine(url)
        event.listen(self.engine, "connect", _hurry(careless=careless))
        insist(lambda: upgrade(self.engine))
        self.sessions = make_sessions(self.engine)
        insist(lambda: keep_bank(self.sessions, DIGEST, CONTENT, today=MONDAY))
        self.chance = random.Random(seed)
        self.people = []

    def step(self):
        """One thing that somebody does; what they are told then."""
        if not self.people or self.chance.random() < 0.1:
            self.people.append(Sitting(self.sessions))
        someone = self.chance.choice(self.people)
        view = someone.view()
        answered = len(view.responses) if view else 0
        choice = self.chance.random()
        if answered == len(BLOCKS) and choice < 0.2:
            insist(someone.finishes)
            return {"token": someone.token, "finished": True}
        if answered > 4 and choice < 0.06:
            insist(someone.erases)
            self.people.remove(someone)
            return {"token": someone.token, "erased": True}
        if choice > 0.985:
            self.engine.dispose()
        return self._answer(someone, view)

    def _answer(self, someone, view):
        item = self.chance.choice(BLOCKS)
        most, least = self.chance.sample(TRAITS, k=2)
        value = {"least": least, "most": most}
        seen = view.seen(item) if view else ""
        insist(lambda: someone.answers(item, value, seen=seen))
        return {"token": someone.token, "item": item, "value": canonical(value)}


def insist(deed):
    """Do it again until it is done, as people do who are told to wait."""
    for _ in range(TRIES):
        try:
            return deed()
        except (StoreUnavailable, OSError):
            continue
    raise AssertionError("it never got through")


def _hurry(*, careless):
    def set_up(raw, _entry):
        raw.execute(
            "PRAGMA synchronous = NORMAL" if careless else f"PRAGMA wal_autocheckpoint = {PAGES}"
        )

    return set_up


def main():
    url, wanted, seed, *defect = sys.argv[1:]
    if defect == ["careless"]:
        unchanged._sync = lambda _log: None
    if defect == ["trusting"]:
        Place.keep_names = lambda _place, _info: None
    writer = Writer(url, seed, careless=defect == ["careless"])
    for _ in range(int(wanted)):
        told = json.dumps(writer.step())
        os.write(1, f"told {told}\n".encode())


if __name__ == "__main__":
    main()
