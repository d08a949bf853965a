"""Knows the one comparison that counts: product and baseline in turn, in the same run.

It refuses to judge. In every round each cell (a page, so many connections) is asked of both, the
product first in one round and the baseline first in the next; ratios are of one round.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from itertools import chain, cycle
from statistics import median

from bench.speed.client import drive, get, post


@dataclass(frozen=True, slots=True)
class Side:
    """A server that is asked: the product or the baseline, and whose data it has."""

    name: str
    server: object
    tokens: list
    said: list
    database_pid: int | None = None


@dataclass(slots=True)
class Cell:
    """What was measured of one page on one side with so many connections, round by round."""

    seen: list = field(default_factory=list)

    def middle(self, figure):
        return median(figure(each) for each in self.seen)

    @property
    def right(self):
        return sum(each.count for each in self.seen)

    @property
    def wrong(self):
        return sum(sum(each.wrong.values()) for each in self.seen)


class Walk:
    """The walks of all connections through one server; each goes on in the next round."""

    def __init__(self, side):
        self.side = side
        self._fresh = iter(side.tokens)
        self._ways = defaultdict(list)

    def ways(self, page, connections):
        """As many scripts as connections, the same ones each time."""
        mine = self._ways[page]
        while len(mine) < connections:
            mine.append(getattr(self, f"_{page}")(len(mine)))
        return mine[:connections]

    def _hello(self, _number):
        return cycle([get("/hello")])

    def _item(self, number):
        """The page of the item that follows the first answer, of many people in turn."""
        tokens, said = self.side.tokens[-1000:], self.side.said
        wanted = (
            get(f"/a/{tokens[(number * 61 + n) % len(tokens)]}/items/{said[1].item}")
            for n in range(1 << 60)
        )
        return chain(wanted)

    def _answer(self, _number):
        """First answers of somebody to all items but the first, then of somebody else."""
        for token in self._fresh:
            for each in self.side.said[1:]:
                body = f"seen=&most={each.most}&least={each.least}"
                if self.side.name == "bare":
                    body += f"&place={each.place}"
                yield post(f"/a/{token}/items/{each.item}", body)
        raise AssertionError("more people were asked for than were stored")


def rounds(sides, plan, *, times, seconds):
    """Run a plan of (page, connections) so many times; cells by (side, page, connections).

    A side takes part in the pages that are named for it in the plan: (page, connections, sides).
    """
    cells, walks = defaultdict(Cell), {side.name: Walk(side) for side in sides}
    for page, connections, names in plan:  # warm-up, not counted
        for side in (side for side in sides if side.name in names):
            _ask(walks[side.name], page, connections, 0.3)
    for turn in range(times):
        for page, connections, names in plan:
            taking_part = [side for side in sides if side.name in names]
            for side in taking_part if turn % 2 == 0 else reversed(taking_part):
                seen = _ask(walks[side.name], page, connections, seconds)
                cells[side.name, page, connections].seen.append(seen)
    return cells


def _ask(walk, page, connections, seconds):
    side = walk.side
    ways = walk.ways(page, connections)
    return drive(side.server.port, ways, seconds, pid=side.server.pid, database=side.database_pid)


def ratios(above, below, figure):
    """Smallest, middle and largest of the ratios of one round each."""
    each = [figure(one) / figure(other) for one, other in zip(above.seen, below.seen, strict=True)]
    return min(each), median(each), max(each)
