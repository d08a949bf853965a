"""Knows what two results say of the work that two colleagues share: who may want which duty.

It refuses figures: what it is given are the tracks that each result names, and nobody is put
before anybody. A result that names no track, or all of them, is open: it wants nothing for sure
and rules nothing out.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from quiz.core.careers import Careers
from quiz.core.moves import Duty, Pair, Side
from quiz.core.rules import TrackId


class Who(StrEnum):
    """Which of two chairs may want something."""

    BOTH = "both"
    LEFT = "left"
    RIGHT = "right"
    NOBODY = "nobody"
    OPEN = "open"  # whoever may want it does not follow from the results


@dataclass(frozen=True, slots=True)
class Crossing:
    """Where the two collide: a pair of roles, with the side of each chair."""

    pair: Pair
    left: Side
    right: Side


@dataclass(frozen=True, slots=True)
class Shared:
    """How the duties of a company fall between two chairs; customers are told by themselves."""

    both: tuple[Duty, ...]
    nobody: tuple[Duty, ...]
    customers: Duty | None
    talks: Who
    crossing: Crossing | None


def leaning(named: Sequence[TrackId], careers: Careers) -> tuple[TrackId, ...]:
    """The tracks a result leans to: those it names that the careers know, unless it is open."""
    known = tuple(track.id for track in careers.tracks if track.id in named)
    return known if len(known) < len(careers.tracks) else ()


def shared(left: tuple[TrackId, ...], right: tuple[TrackId, ...], careers: Careers) -> Shared:
    """Sort the duties that somebody could want by who of the two may; `left`, `right`: leanings.

    Where both are open nothing is claimed twice and nothing is left over.
    """
    wanted = [duty for duty in careers.duties if duty.wanted_by]
    others = [duty for duty in wanted if not duty.with_customers]
    customers = next((duty for duty in wanted if duty.with_customers), None)
    return Shared(
        both=tuple(duty for duty in others if _who(duty, left, right) is Who.BOTH),
        nobody=tuple(duty for duty in others if _who(duty, left, right) is Who.NOBODY),
        customers=customers,
        talks=_who(customers, left, right) if customers else Who.OPEN,
        crossing=_crossing(left, right, careers),
    )


def _who(duty: Duty, left: tuple[TrackId, ...], right: tuple[TrackId, ...]) -> Who:
    if not left and not right:
        return Who.OPEN
    one, other = (bool(set(duty.wanted_by) & set(leans)) for leans in (left, right))
    if one and other:
        return Who.BOTH
    if one:
        return Who.LEFT
    return Who.RIGHT if other else Who.NOBODY


def _crossing(
    left: tuple[TrackId, ...], right: tuple[TrackId, ...], careers: Careers
) -> Crossing | None:
    """The first pair of roles of which each chair leans to another; None where there is none."""
    for pair in careers.pairs:
        for own, other in (pair.sides, pair.sides[::-1]):
            one, two = TrackId(own.role), TrackId(other.role)
            if one in left and two in right and not (one in right and two in left):
                return Crossing(pair, own, other)
    return None
