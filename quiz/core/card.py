"""Knows the figures of a quality card: what simulated people and real results show about a bank.

It refuses to know where results are kept, and to tell anything from fewer than a closed step.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from quiz.core.result import Kind

STEP = 100
"""Real results count in closed steps of so many; below the first nothing is told from them."""

STABILITY = 0.87
"""Correlation of interests with themselves a month later (Gaudron and Vautier 2007)."""


@dataclass(frozen=True, slots=True)
class Told:
    """Share of people who are told a kind of verdict, and of those, for how many it is right."""

    share: float
    right: float  # 0 where nobody is told it


@dataclass(frozen=True, slots=True)
class Early:
    """What imaginary people show who stop where the adaptive quiz first lets them.

    `items` is the median of answers they have given by then, without checks of attention. Shares
    lie between 0 and 1; `same` are told the track that their answers to every situation lead to.
    """

    people: int
    items: float
    verdicts: Mapping[Kind, Told]
    right: float  # told the track they belong to
    same: float


@dataclass(frozen=True, slots=True)
class Simulated:
    """What imaginary people of one scenario show, each answering the whole bank.

    Shares lie between 0 and 1. `reliability` is the squared correlation of true and found place,
    `error` the root of the mean squared distance between them, both along the two axes of the
    plane and in standard deviations of the population.
    """

    scenario: str
    reliability: tuple[float, float]
    error: tuple[float, float]
    verdicts: Mapping[Kind, Told]
    right: float  # told the track they belong to
    limit: float  # the same for someone who knows the truth about every item
    again: float  # told the same track when they answer anew
    a_month_later: float
    calibration_error: float  # how far stated and true shares lie apart
    early: Early | None = None  # those who stop early; None in figures from before it was asked


@dataclass(frozen=True, slots=True)
class Card:
    """The simulated figures of one bank, with what is needed to make them again."""

    version: str  # of the bank
    formula: str
    people: int  # in each scenario
    seed: int
    pilot: bool
    simulated: tuple[Simulated, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """Where one real result lies: (x, y), its doubt in standard deviations, and its verdict."""

    position: tuple[float, float]
    deviation: float
    kind: Kind


@dataclass(frozen=True, slots=True)
class Observed:
    """What real results show; `verdicts` are shares of them, `people` is a multiple of `STEP`."""

    people: int
    reliability: tuple[float, float]
    error: float  # along both axes
    verdicts: Mapping[Kind, float]


def closed(count: int) -> int:
    """Round a count down to whole steps."""
    return count - count % STEP


def observed(places: Sequence[Place]) -> Observed | None:
    """Say what the first whole steps of these results show; None where there is not one.

    Empirical reliability of an axis: var / (var + e^2), with the variance of the places and the
    mean squared doubt e^2; the standard error is e.
    """
    people = closed(len(places))
    if not people:
        return None
    counted = places[:people]
    doubt = float(np.mean([place.deviation**2 for place in counted]))
    spread = np.var([place.position for place in counted], axis=0)
    x, y = (spread / np.maximum(spread + doubt, 1e-12)).tolist()
    told = [place.kind for place in counted]
    return Observed(
        people=people,
        reliability=(x, y),
        error=float(np.sqrt(doubt)),
        verdicts={kind: told.count(kind) / people for kind in Kind},
    )
