"""Knows what a group's figures say of one result, and when a group may close and be shown.

It refuses to know who is counted. A group closes as a whole and is never opened again, so every
difference between two published states is one or more whole groups, each of which keeps the rule.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from quiz.core.result import EVEN, Kind, Result, strongest_first

SMALLEST_GROUP = 5
"""The fewest people that a group may be set to close with."""

SMALLEST_CELL = 2
"""The fewest people that a cell may be set to stand for."""

FINE_STEP = 20
"""The fewest people with whom the finer tables take a step."""

UNDECIDED = "undecided"
NONE = "none"

Counts = Mapping[str, int]
"""People by cell; a cell that is not there holds nobody."""


class Figure(StrEnum):
    """The tables of a group: tracks, which question comes first, how sure the results are, rungs.

    Rungs are of those who placed themselves on a ladder: the cells are bands of `quiz.core.rungs`.
    """

    TRACKS = "tracks"
    FIRSTS = "firsts"
    KINDS = "kinds"
    RUNGS = "rungs"


OF_A_RESULT = (Figure.TRACKS, Figure.FIRSTS, Figure.KINDS)
"""The tables that every result enters, all three with the same group."""


_KIND_CELLS = {
    Kind.CLEAR: "clear",
    Kind.LEANING: "leaning",
    Kind.CLOSE_CALL: "several",
    Kind.THREE_WAY: "several",
}


@dataclass(frozen=True, slots=True)
class GroupRule:
    """How large a group and a cell must be at least."""

    batch_size: int = SMALLEST_GROUP
    min_cell: int = SMALLEST_CELL

    @property
    def sound(self) -> bool:
        """Whether a group of the smallest size can close at all: two cells have to fit into it."""
        return (
            self.batch_size >= SMALLEST_GROUP
            and self.min_cell >= SMALLEST_CELL
            and 2 * self.min_cell <= self.batch_size
        )

    def step(self, figure: Figure) -> int:
        """How many more people a table has to hold before its next step is shown."""
        return self.batch_size if figure is Figure.TRACKS else max(FINE_STEP, self.batch_size)

    def may_close(self, figure: Figure, counts: Counts) -> bool:
        """Whether these people may be shown together: enough, nobody alone, not all alike."""
        held = [people for people in counts.values() if people]
        return (
            sum(held) >= self.step(figure)
            and len(held) > 1
            and all(people >= self.min_cell for people in held)
        )

    def may_leave(self, people: int) -> bool:
        """Whether so many may be in one table and not in another, which that one contains."""
        return people == 0 or people >= self.min_cell


def cells(result: Result) -> dict[Figure, str]:
    """Name the cell of each table in which this result is counted (`OF_A_RESULT`)."""
    verdict = result.verdict
    named = verdict.kind in {Kind.CLEAR, Kind.LEANING}
    return {
        Figure.TRACKS: verdict.tracks[0] if named else UNDECIDED,
        Figure.FIRSTS: _first(result),
        Figure.KINDS: _KIND_CELLS.get(verdict.kind, NONE),
    }


def total(steps: Iterable[Counts]) -> dict[str, int]:
    """Add up closed steps, cell by cell: a table is cumulative over them."""
    summed: dict[str, int] = {}
    for step in steps:
        for cell, people in step.items():
            summed[cell] = summed.get(cell, 0) + people
    return summed


def at_least(people: int, rule: GroupRule) -> int:
    """Round a number of people down to whole batches, for saying how many have finished."""
    return people // rule.batch_size * rule.batch_size


def _first(result: Result) -> str:
    """The trait that lies highest, if its whole likely range lies above the person's own mean."""
    leanings = result.leanings
    highest = strongest_first(leanings, leanings)[0]
    top = leanings[highest]
    alone = sum(leaning.centre > top.centre - EVEN for leaning in leanings.values()) == 1
    return highest if alone and top.centre > top.half else NONE
