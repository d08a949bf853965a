"""A server and its standby: the first dies under load, the second takes over, again and again."""

import random
import time
from dataclasses import dataclass
from pathlib import Path

from tests import postgresql
from tests.torture.kills import judge
from tests.torture.people import Crowd
from tests.torture.serving import Served

ENOUGH = 20
"""Acknowledgements between two promotions, at least."""


@dataclass(frozen=True)
class Outcome:
    promotions: int
    acknowledged: int
    unanswered: int
    refused: int
    wrongs: list
    unclean: list
    longest_without: float
    seconds: float


class Pair:
    """Two places, of which one holds the server and the other its standby."""

    def __init__(self, folder, *, waits=True):
        self.folder = folder
        self.waits = waits
        self.number = 0
        self.first = postgresql.Server(folder / "a").make().start()
        self.second = self._standby()

    @property
    def url(self):
        hosts = f"host={self.folder / 'a'}&host={self.folder / 'b'}"
        return f"postgresql+psycopg://postgres@/postgres?{hosts}&target_session_attrs=read-write"

    def _standby(self):
        self.number += 1
        place = next(p for p in ("a", "b") if self.folder / p != self.first.folder)
        standby = postgresql.Server(self.folder / place)
        postgresql.wipe(standby.data)
        standby.make_standby_of(self.first, f"standby{self.number}").start()
        if self.waits:
            self._tell("ALTER SYSTEM SET synchronous_standby_names = '*'")
            self._until("SELECT count(*) FROM pg_stat_replication WHERE sync_state = 'sync'")
        else:
            self._until("SELECT count(*) FROM pg_stat_replication WHERE state = 'streaming'")
        return standby

    def _tell(self, sql):
        self.first.ask(sql)
        self.first.ask("SELECT pg_reload_conf()")

    def _until(self, sql):
        for _ in range(600):
            if self.first.ask(sql) == "1":
                return
            time.sleep(0.05)
        raise AssertionError("the standby does not follow")

    def cut_the_standby_off(self):
        """From now on it receives nothing."""
        self.second.ask("ALTER SYSTEM SET primary_conninfo = ''")
        self.second.ask("SELECT pg_reload_conf()")

    def fail_over(self):
        """The first is gone from one moment to the next; the second takes its place."""
        self.first.stop("immediate")
        self.second.promote()
        self.first = self.second
        self._tell("ALTER SYSTEM RESET synchronous_standby_names")
        self.second = None

    def follow(self):
        self.second = self._standby()

    def stop(self):
        for server in (self.second, self.first):
            if server is not None:
                server.stop()


def promote_under_load(folder, *, promotions, people=4, waits=True, cut_off=0.0, seed=0):
    """`waits`: the server waits for its standby. `cut_off`: seconds that it is cut off before."""
    chance = random.Random(seed)
    began = time.monotonic()
    with postgresql.place() as place:
        pair = Pair(place, waits=waits)
        try:
            with Served(Path(folder), database=pair.url, workers=2) as served:
                with Crowd(served.port, people=people, seed=seed) as ledger:
                    longest = max(_one(pair, ledger, chance, cut_off) for _ in range(promotions))
                wrongs = judge(served.database, ledger)
        finally:
            pair.stop()
    return Outcome(
        promotions=promotions,
        acknowledged=ledger.acknowledged,
        unanswered=ledger.unanswered,
        refused=ledger.refused,
        wrongs=wrongs,
        unclean=ledger.unclean,
        longest_without=longest,
        seconds=time.monotonic() - began,
    )


def _one(pair, ledger, chance, cut_off):
    """One promotion; seconds until answers were acknowledged again."""
    _until_acknowledged(ledger, ENOUGH)
    time.sleep(chance.uniform(0, 0.3))
    if cut_off:
        pair.cut_the_standby_off()
        time.sleep(cut_off)
    gone = time.monotonic()
    pair.fail_over()
    _until_acknowledged(ledger, 1)
    back = time.monotonic() - gone
    pair.follow()
    return back


def _until_acknowledged(ledger, more):
    wanted = ledger.acknowledged + more
    last = time.monotonic() + 120
    while ledger.acknowledged < wanted:
        assert time.monotonic() < last, "answers are not acknowledged any more"
        time.sleep(0.01)
