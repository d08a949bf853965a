"""Knows how what someone says of themself leads to a rung: scope by who decides, years for ties.

It refuses to know what they answered in the quiz: a result names a track and never a height.
"""

from dataclasses import dataclass
from enum import StrEnum

from quiz.core.careers import Careers
from quiz.core.moves import PlacementChoice
from quiz.core.rules import TrackId
from quiz.core.rungs import Branch, RoleId, Rung

Cell = tuple[RoleId, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """The answers to the placement questions; `expert`: would rather go deeper than lead people."""

    scope: str
    decides: str
    years: int | None = None  # whole years in this kind of work; None: not said
    expert: bool = False


class Settled(StrEnum):
    """What chose among the rungs of a cell."""

    TABLE = "table"  # it holds one
    YEARS = "years"
    CAUTION = "caution"  # it holds several and no years were said: the lowest


class Bound(StrEnum):
    """Which of the two answers keeps someone from standing higher."""

    SCOPE = "scope"  # more say alone would lead no higher
    DECIDES = "decides"  # a larger scope alone would lead no higher
    NEITHER = "neither"  # both fit this rung, or either would do


@dataclass(frozen=True, slots=True)
class Placed:
    """A rung and why: the table's cell, what settled it, and which answer holds it down.

    `beside` is the step of the ladder for which an expert rung stands; None on the ladder itself.
    """

    rung: Rung
    cell: Cell
    settled: Settled
    bound: Bound
    beside: Rung | None = None


def place(careers: Careers, track: TrackId, said: Said) -> Placed:
    """Find the rung on a track's ladder; raises KeyError for an unknown track or answer.

    The table is careers/placement.yaml. Of several rungs in a cell it takes the highest for which
    the years suffice, where the lowest years that people on it often have are the measure.
    """
    table = careers.placement
    rows = table.cells[track]
    row = _place_of(table.scopes, said.scope)
    column = _place_of(table.decides, said.decides)
    cell = rows[row][column]
    step, settled = _settle(careers, cell, said.years)
    bound = _bound(cell, with_more_say=rows[row][-1], with_more_scope=rows[-1][column])
    expert = table.experts.get(step.id) if said.expert else None
    if expert is None:
        return Placed(step, cell, settled, bound)
    return Placed(careers.rung(expert), cell, settled, bound, beside=step)


def next_rung(careers: Careers, rung: Rung, *, expert: bool) -> Rung | None:
    """Find the rung to look to: the next step, or for an expert the branch without reports.

    None at the top, and for an expert on the branch itself: what lies beyond leads people.
    """
    if not expert:
        return careers.above(rung)
    if rung.branch is Branch.EXPERT:
        return None
    branches = (way for way in careers.ways_up(rung) if way.branch is Branch.EXPERT)
    return next(branches, careers.above(rung))


def height(careers: Careers, rung: Rung) -> int:
    """Count the steps of the ladder below this rung; an expert's is that of the step beside it."""
    return careers.ladder(rung.track).index(
        rung if rung.beside is None else careers.rung(rung.beside)
    )


def _place_of(choices: tuple[PlacementChoice, ...], wanted: str) -> int:
    for place, choice in enumerate(choices):
        if choice.id == wanted:
            return place
    raise KeyError(wanted)


def _settle(careers: Careers, cell: Cell, years: int | None) -> tuple[Rung, Settled]:
    rungs = [careers.rung(name) for name in cell]
    if len(rungs) == 1:
        return rungs[0], Settled.TABLE
    if years is None:
        return rungs[0], Settled.CAUTION
    reached = [rung for rung in rungs if rung.years.low <= years]
    return reached[-1] if reached else rungs[0], Settled.YEARS


def _bound(cell: Cell, *, with_more_say: Cell, with_more_scope: Cell) -> Bound:
    by_scope, by_decides = cell == with_more_say, cell == with_more_scope
    if by_scope == by_decides:
        return Bound.NEITHER
    return Bound.SCOPE if by_scope else Bound.DECIDES
