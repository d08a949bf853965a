"""Knows how moves look from where one person stands: where they start, land, and what is missing.

It refuses to read a height into a quiz result: all it counts with are a rung and ticks.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from quiz.core.careers import Careers, Gap
from quiz.core.focus import Standing, present
from quiz.core.moves import Pivot
from quiz.core.placement import height
from quiz.core.rules import TrackId
from quiz.core.rungs import Branch, Competency, CompetencyId, RoleId, Rung

SHARE = 3
"""Somebody new begins where at most one in so many of the skills asked for is missing."""

_NEAR = -1  # a move that starts one rung below is as near as one from one's own


class Step(StrEnum):
    """How high a landing is against the rung one leaves."""

    DOWN = "down"
    SIDEWAYS = "sideways"
    UP = "up"


class Range(StrEnum):
    """How far off a move is, for someone on a rung; they are shown in this order."""

    NOW = "now"  # from one's own rung or the one below, or across at the height that fits
    BEHIND = "behind"  # from rungs left behind; the work is often smaller than today's
    LATER = "later"  # from rungs further up


@dataclass(frozen=True, slots=True)
class Landing:
    """A rung on which someone would begin: what it asks that they have, and what they lack.

    `described`: the move as our sources tell it ends here. Otherwise it is reckoned from levels.
    """

    rung: Rung
    step: Step
    described: bool
    carried: tuple[Competency, ...]
    gaps: tuple[Gap, ...]


@dataclass(frozen=True, slots=True)
class Outlook:
    """A move as one person sees it. `climb`: rungs up to where it starts, negative for down.

    `here`: it starts on the very rung. `landing` is None where it leads to no rung of ours, and
    where it is too far off to be counted from here.
    """

    pivot: Pivot
    start: Rung
    climb: int
    here: bool
    range: Range
    landing: Landing | None

    @property
    def lessons(self) -> int:
        """Count what there is to learn: gaps on the landing, else what the move says is missing."""
        return len(self.pivot.missing if self.landing is None else self.landing.gaps)


def abilities(careers: Careers, standing: Standing) -> dict[CompetencyId, int]:
    """Give the levels someone brings to another ladder: the present ones, and those of rungs below.

    A ladder lets some skills step back at the top; whoever climbed it has them still.
    """
    levels = present(careers, standing)
    rung = careers.below(standing.rung)
    while rung is not None:
        for skill, wanted in rung.wants.items():
            levels[skill] = max(levels[skill], wanted)
        rung = careers.below(rung)
    return levels


def begins(careers: Careers, standing: Standing, usual: Rung) -> Rung:
    """Find where someone would begin on the ladder of a rung on which such a move usually ends.

    It is the highest rung of no higher band than their own and at most one above the usual one, of
    which no skill is more than one level away and at most a third are missing; without such a
    rung, the foot of the ladder.
    """
    levels = abilities(careers, standing)
    steps = careers.ladder(usual.track)
    most = standing.rung.band.height
    fitting = [
        rung
        for rung in steps[: height(careers, usual) + 2]
        if rung.band.height <= most and _fits(careers, rung, levels)
    ]
    return fitting[-1] if fitting else steps[0]


def landing(careers: Careers, standing: Standing, rung: Rung, *, described: bool) -> Landing:
    """Say what a rung asks that someone has, and what they lack."""
    levels = abilities(careers, standing)
    gaps = careers.gaps(rung, levels)
    lacking = {gap.competency.id for gap in gaps}
    carried = tuple(c for c in careers.competencies if rung.wants[c.id] and c.id not in lacking)
    return Landing(rung, _step(careers, standing.rung, rung), described, carried, gaps)


def outlooks(careers: Careers, standing: Standing) -> tuple[Outlook, ...]:
    """List the moves off one's ladder: those of now, those left behind, those of later.

    To each other ladder one move counts as of now: the nearest that is described. Its landing is
    the described one where it starts on this very rung, otherwise where one would begin. Of two
    moves to the same role the nearer one counts. Of now, those from one's own rung come first,
    then what asks for less.
    """
    rung = standing.rung
    own = set() if rung.branch is Branch.EXPERT else {s.id for s in careers.ladder(rung.track)}
    reached: set[TrackId] = set()
    ends: set[tuple[RoleId, ...]] = {(rung.id,)}
    found = []
    for pivot in careers.pivots_along(rung):
        if pivot.into not in ends and not own.issuperset(pivot.into):
            ends.add(pivot.into)
            seen = _outlook(careers, standing, pivot, reached)
            if seen is not None:
                found.append(seen)
    order = tuple(Range)
    found.sort(key=lambda one: (order.index(one.range), *_nearness(one)))
    return tuple(found)


def _nearness(one: Outlook) -> tuple[int, int, int]:
    far = 0 if one.range is Range.NOW else abs(one.climb)
    return far, 0 if one.here else 1, one.lessons


def _outlook(
    careers: Careers, standing: Standing, pivot: Pivot, reached: set[TrackId]
) -> Outlook | None:
    """Look at one move, nearest first; None for one to a ladder that a nearer one reaches."""
    rung = standing.rung
    starts = [r for r in careers.rungs if r.id in pivot.out_of and r.track == rung.track]
    start = min(starts, key=lambda r: (r != rung, abs(height(careers, r) - height(careers, rung))))
    climb = height(careers, start) - height(careers, rung)
    target = next((r for r in careers.rungs if r.id in pivot.into), None)
    if target is None:
        return Outlook(pivot, start, climb, start == rung, _range(climb), None)
    nearest = target.track not in {*reached, rung.track}
    reached.add(target.track)
    if not nearest and start != rung and (climb <= 0 or target.track == rung.track):
        return None
    if not nearest and start != rung:
        return Outlook(pivot, start, climb, here=False, range=Range.LATER, landing=None)
    described = start == rung
    if not described:
        target = begins(careers, standing, target)
    land = landing(careers, standing, target, described=described)
    return Outlook(pivot, start, climb, described, Range.NOW, land)


def _range(climb: int) -> Range:
    if climb > 0:
        return Range.LATER
    return Range.NOW if climb >= _NEAR else Range.BEHIND


def _fits(careers: Careers, rung: Rung, levels: Mapping[CompetencyId, int]) -> bool:
    gaps = careers.gaps(rung, levels)
    asked = sum(1 for wanted in rung.wants.values() if wanted)
    return all(gap.size == 1 for gap in gaps) and len(gaps) * SHARE <= asked


def _step(careers: Careers, left: Rung, rung: Rung) -> Step:
    """Compare by band; within one, the foot of a ladder lies below what is no foot."""
    if rung.band.height != left.band.height:
        return Step.DOWN if rung.band.height < left.band.height else Step.UP
    at_foot = height(careers, rung) == 0 < height(careers, left)
    return Step.DOWN if at_foot else Step.SIDEWAYS
