"""What two accounts of staff saw between them, and whether any difference of it tells too much.

It knows figures only, as published; nothing of who is behind them.
"""

from dataclasses import dataclass
from itertools import combinations

from quiz.core.cohort import UNDECIDED, Figure

NAMED = ("clear", "leaning")
WHOLE = (Figure.FIRSTS, Figure.KINDS)
"""Tables that hold the same whole groups as that of tracks, as far as they go."""


@dataclass(frozen=True)
class Look:
    """All figures of one moment: tables and how many have finished at least."""

    tables: dict
    finished: int

    def people(self, figure):
        return sum(self.tables[figure].values())

    def less(self, older, figure):
        """Cells that are not as they were, by how much."""
        now, then = self.tables[figure], older.tables[figure]
        return {
            cell: now.get(cell, 0) - then.get(cell, 0)
            for cell in {*now, *then}
            if now.get(cell, 0) != then.get(cell, 0)
        }


def unsafe(looks, rule, fine):
    """Say what tells too much, in the looks themselves or in a difference of any two."""
    found = []
    for look in looks:
        found += _between(look, look, rule)
        if look.finished % rule.batch_size:
            found.append(f"{look.finished} have finished: not in whole groups")
    for older, newer in combinations(looks, 2):
        for figure in Figure:
            found += _step(figure, newer.less(older, figure), rule, fine)
        found += _between(older, newer, rule)
        if newer.finished < older.finished:
            found.append("fewer have finished than before")
    return found


def _step(figure, cells, rule, fine):
    """A difference of one table is nothing, or enough people in more than one cell."""
    if not cells:
        return []
    least = rule.batch_size if figure is Figure.TRACKS else max(fine, rule.batch_size)
    wrong = []
    if min(cells.values()) < rule.min_cell:
        wrong.append(f"{figure}: a difference of {min(cells.values())}")
    if len(cells) < 2:
        wrong.append(f"{figure}: a step in which all agree")
    if sum(cells.values()) < least:
        wrong.append(f"{figure}: a step of {sum(cells.values())}")
    return wrong


def _between(older, newer, rule):
    """An older table holds a part of the people whom the newer table of tracks holds."""
    tracks = newer.tables[Figure.TRACKS]
    wrong = []
    left = newer.people(Figure.TRACKS) - older.people(Figure.RUNGS)
    if left and left < rule.min_cell:
        wrong.append(f"{left} are counted and on no rung")
    for figure in WHOLE:
        left = newer.people(Figure.TRACKS) - older.people(figure)
        if left and left < rule.batch_size:
            wrong.append(f"{left} are in tracks and not in {figure}")
    kinds = older.tables[Figure.KINDS]
    if kinds:
        undecided = sum(people for cell, people in kinds.items() if cell not in NAMED)
        left = tracks.get(UNDECIDED, 0) - undecided
        others = newer.people(Figure.TRACKS) - older.people(Figure.KINDS) - left
        wrong += [
            f"{rest} of kinds in the difference of two tables"
            for rest in (left, others)
            if rest and rest < rule.min_cell
        ]
    return wrong
