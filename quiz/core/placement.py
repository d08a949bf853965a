"""Knows how what someone says of themself leads to a rung: scope by who decides, years for ties.

It refuses to know what they answered in the quiz: a result names a track and never a height.
"""

from dataclasses import dataclass
from enum import StrEnum

from quiz.core.careers import Careers
from quiz.core.moves import Offer, PlacementChoice
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


@dataclass(frozen=True, slots=True)
class Lever:
    """A least change of the two answers that leads higher; None: that answer may stay."""

    scope: PlacementChoice | None
    decides: PlacementChoice | None


@dataclass(frozen=True, slots=True)
class Placed:
    """A rung and why: the table's cell, what settled it, and what would lead higher.

    `beside` is the step of the ladder for which an expert rung stands; None on the ladder itself.
    """

    rung: Rung
    cell: Cell
    settled: Settled
    levers: tuple[Lever, ...]
    beside: Rung | None = None


def place(careers: Careers, track: TrackId, said: Said) -> Placed:
    """Find the rung on a track's ladder; raises KeyError for an unknown track or answer.

    The table is careers/placement.yaml. Of several rungs in a cell it takes the highest for which
    the years suffice, where the lowest years that people on it often have are the measure.
    """
    table = careers.placement
    row = _place_of(table.scopes, said.scope)
    column = _place_of(table.decides, said.decides)
    cell = table.cells[track][row][column]
    step, settled = _settle(careers, cell, said.years)
    levers = _levers(careers, track, (row, column), years=said.years)
    expert = table.experts.get(step.id) if said.expert else None
    if expert is None:
        return Placed(step, cell, settled, levers)
    return Placed(careers.rung(expert), cell, settled, levers, beside=step)


def stands_on(
    careers: Careers, track: TrackId, said: Said | None, moved: RoleId | None
) -> Rung | None:
    """Find the rung of a track to which someone moved themself, else the one that they said.

    None where nothing leads to a rung that today's careers hold.
    """
    for rung in careers.rungs:
        if (rung.id, rung.track) == (moved, track):
            return rung
    try:
        return None if said is None else place(careers, track, said).rung
    except KeyError:
        return None


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


def least_say(careers: Careers, rung: Rung) -> int:
    """Give the place of the least say with which someone may stand on a rung; 0 decides least."""
    step = rung.beside or rung.id
    rows = careers.placement.cells[rung.track]
    return min(place for row in rows for place, cell in enumerate(row) if step in cell)


def offers(careers: Careers, track: TrackId, said: Said) -> tuple[Offer, ...]:
    """List roles beside a ladder that fit what someone said, where two answers seldom meet."""
    return tuple(
        offer
        for offer in careers.placement.offers.get(track, ())
        if said.scope in offer.scopes and said.decides in offer.decides
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


def _levers(
    careers: Careers, track: TrackId, here: tuple[int, int], *, years: int | None
) -> tuple[Lever, ...]:
    """Find the least changes that lead higher with the same years, the smallest first."""
    table = careers.placement
    rows = table.cells[track]

    def reached(place: tuple[int, int]) -> int:
        return height(careers, _settle(careers, rows[place[0]][place[1]], years)[0])

    around = [
        (row, column)
        for row in range(here[0], len(table.scopes))
        for column in range(here[1], len(table.decides))
        if reached((row, column)) > reached(here)
    ]
    least = [
        place
        for place in around
        if not any(o != place and o[0] <= place[0] and o[1] <= place[1] for o in around)
    ]
    return tuple(
        Lever(
            None if row == here[0] else table.scopes[row],
            None if column == here[1] else table.decides[column],
        )
        for row, column in sorted(least, key=sum)
    )
