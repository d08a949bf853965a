"""The server told to reload while people answer: no request fails."""

import time
from dataclasses import dataclass

from tests.torture.kills import judge
from tests.torture.people import Crowd
from tests.torture.serving import Served


@dataclass(frozen=True)
class Outcome:
    """`refused` counts 503 with `Retry-After`, `wrongs` every other reply that is none."""

    reloads: int
    acknowledged: int
    unanswered: int
    refused: int
    wrongs: list
    seconds: float


def reload_under_load(folder, *, database=None, reloads, people=4, workers=1, between=0.3):
    began = time.monotonic()
    with Served(folder, database=database, workers=workers) as served:
        with Crowd(served.port, people=people) as ledger:
            time.sleep(between)
            for _ in range(reloads):
                served.reload()
                time.sleep(between)
        wrongs = judge(served.database, ledger)
    return Outcome(
        reloads=reloads,
        acknowledged=ledger.acknowledged,
        unanswered=ledger.unanswered,
        refused=ledger.refused,
        wrongs=[*wrongs, *ledger.unclean],
        seconds=time.monotonic() - began,
    )
