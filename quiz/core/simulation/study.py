"""Knows how to put a bank through its paces: simulated people, scored, and set against the truth.

It refuses to know how figures are shown. The same seed gives the same figures.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from quiz.core.arrays import Flags, Floats, Places
from quiz.core.batch_verdict import KINDS
from quiz.core.model import Model
from quiz.core.result import Kind
from quiz.core.simulation.figures import (
    Bin,
    calibration,
    calibration_error,
    confusion,
    in_top_two,
    reliability,
)
from quiz.core.simulation.people import Scenario
from quiz.core.simulation.play import Round, play, together

ROUNDS = 10
"""How many different truths stand behind the people of one study."""

_SHOWN = 1_500  # people in the picture of the plane


@dataclass(frozen=True, slots=True)
class Accuracy:
    """Share of people for whom the true track was named, by rule; `limit` is the best possible."""

    count: float
    points: float
    posterior: float
    limit: float
    top_two: float


@dataclass(frozen=True, slots=True)
class VerdictShare:
    """How many people get a kind of verdict, and for how many of them it is right.

    Right for a close call is one of the two tracks it names; for any other kind, the leader.
    """

    kind: Kind
    share: float
    right: float  # 0 where nobody got it


@dataclass(frozen=True, slots=True)
class Steadiness:
    """Shares of people: told the same track when asked anew, and a month later."""

    again: float
    a_month_later: float


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far the most points and the highest probability name the same track."""

    share: float
    worst: float  # highest stated probability where they do not; 0 where they always do


@dataclass(frozen=True, slots=True, eq=False)
class Study:
    """What one scenario shows about a bank."""

    scenario: str
    people: int
    accuracy: Accuracy
    confusion: Places  # (true, recommended), in people
    calibration: tuple[Bin, ...]
    calibration_error: float
    verdicts: tuple[VerdictShare, ...]  # in the order of `KINDS`
    steadiness: Steadiness
    reliability: tuple[float, float]  # along x and y
    agreement: Agreement
    positions: Floats  # (some people, 2), for a picture
    belonging: Places  # (some people,): their true tracks

    def verdict(self, kind: Kind) -> VerdictShare:
        """Look up one kind."""
        return self.verdicts[KINDS.index(kind)]


def study(
    model: Model,
    scenario: Scenario,
    *,
    people: int,
    seed: int,
    rounds: int = ROUNDS,
    progress: Callable[[int], None] = lambda _: None,
) -> Study:
    """Play all rounds with `people` shared out among them; `progress` hears how many are done."""
    shares = [len(part) for part in np.array_split(np.arange(people), rounds)]
    played = []
    for number, share in enumerate(shares):
        rng = np.random.default_rng([seed, number])
        played.append(play(model, scenario, share, rng=rng))
        progress(share)
    return summarise(scenario.name, together(played))


def summarise(name: str, played: Round) -> Study:
    """Say what these people and answers show."""
    likeliest = played.stated.argmax(axis=1)
    table = calibration(played.stated.max(axis=1), likeliest == played.true)
    return Study(
        scenario=name,
        people=len(played.true),
        accuracy=_accuracy(played, likeliest),
        confusion=confusion(played.true, played.leaders, played.stated.shape[1]),
        calibration=table,
        calibration_error=calibration_error(table),
        verdicts=tuple(_verdict_share(played, place) for place in range(len(KINDS))),
        steadiness=Steadiness(
            again=_share(played.again == played.leaders),
            a_month_later=_share(played.a_month_later == played.leaders),
        ),
        reliability=(
            reliability(played.axes[:, 0], played.position[:, 0]),
            reliability(played.axes[:, 1], played.position[:, 1]),
        ),
        agreement=_agreement(played, likeliest),
        positions=played.position[:_SHOWN],
        belonging=played.true[:_SHOWN],
    )


def _share(right: Flags) -> float:
    return float(right.mean()) if len(right) else 0.0


def _accuracy(played: Round, likeliest: Places) -> Accuracy:
    return Accuracy(
        count=_share(played.counted == played.true),
        points=_share(played.leaders == played.true),
        posterior=_share(likeliest == played.true),
        limit=_share(played.limit == played.true),
        top_two=_share(in_top_two(played.stated, played.true)),
    )


def _verdict_share(played: Round, place: int) -> VerdictShare:
    those = played.kinds == place
    right = played.leaders == played.true
    if KINDS[place] is Kind.CLOSE_CALL:
        right = (played.pairs == played.true[:, None]).any(axis=1)
    return VerdictShare(KINDS[place], _share(those), _share(right[those]))


def _agreement(played: Round, likeliest: Places) -> Agreement:
    apart = played.leaders != likeliest
    worst = played.stated.max(axis=1)[apart].max(initial=0.0)
    return Agreement(1 - _share(apart), float(worst))
