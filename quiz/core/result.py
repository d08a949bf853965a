"""Knows the shape of a result: numbers, verdict, reasons. It refuses to know how they are computed.

`quiz.core.report` makes one from answers; the store keeps it as JSON; pages read it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from quiz.core.bank import Answer, ItemId, TraitId
from quiz.core.rules import TrackId


class Kind(StrEnum):
    """The seven kinds of verdict."""

    CLEAR = "clear"
    LEANING = "leaning"
    CLOSE_CALL = "close-call"
    THREE_WAY = "three-way"
    BALANCED = "balanced"
    NOT_ENOUGH = "not-enough"
    CHECK_ANSWERS = "check-answers"


@dataclass(frozen=True, slots=True)
class Verdict:
    """A kind, and the tracks it names: leader (clear, leaning), two or more, all, or none."""

    kind: Kind
    tracks: tuple[TrackId, ...]


EVEN = 1e-9
"""Leanings that differ by less are equal: the difference is the arithmetic's, not the person's."""


@dataclass(frozen=True, slots=True)
class Leaning:
    """A trait against the mean of the person's own traits, in standard deviations."""

    centre: float
    half: float  # half-width of the likely range, 1.28 standard deviations


def strongest_first(
    leanings: Mapping[TraitId, Leaning], among: Iterable[TraitId]
) -> tuple[TraitId, ...]:
    """Sort traits by where they lie, the highest first; equal ones stay in the order given.

    Equal answers give equal centres but for the last bits, which differ from processor to
    processor: what lies closer together than EVEN is equal.
    """
    return tuple(sorted(among, key=lambda trait: -round(leanings[trait].centre / EVEN)))


@dataclass(frozen=True, slots=True)
class Why:
    """What each answer added to the leader against the runner-up; adds up to the margin."""

    leader: TrackId
    over: TrackId
    margin: float
    contributions: Mapping[ItemId, float]


@dataclass(frozen=True, slots=True)
class Change:
    """One answer of the smallest set that would unseat the leader."""

    item: ItemId
    now: Answer
    instead: Answer


@dataclass(frozen=True, slots=True)
class FormCount:
    """How much of the form was seen; `complete` is every item not extra answered or skipped."""

    complete: bool
    asked: int
    answered: int
    skipped: int


@dataclass(frozen=True, slots=True)
class Result:
    """Everything a result page, an export or `fourways score` says about one set of answers."""

    sums: Mapping[TraitId, float]
    points: Mapping[TrackId, float]
    tracks: Mapping[TrackId, float]  # probabilities, in file order
    position: tuple[float, float]  # (x, y) at the MAP
    position_sd: float  # without the pilot term
    leanings: Mapping[TraitId, Leaning]  # in the order of the bank
    verdict: Verdict
    why: Why
    change: tuple[Change, ...]
    flags: tuple[str, ...]
    pilot: bool
    form: FormCount
    bank: str  # digest of bank and scoring rules
    formula: str  # version of the arithmetic
    warnings: tuple[str, ...] = ()
