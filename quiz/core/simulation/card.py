"""Knows how the simulated figures of a quality card come about: every scenario, the whole bank.

It refuses to keep or to show them. The same seed gives the same figures.
"""

from collections.abc import Callable

import numpy as np

from quiz.core.arrays import Floats
from quiz.core.card import Card, Early, Simulated, Told
from quiz.core.model import Model
from quiz.core.report import FORMULA
from quiz.core.simulation.people import SCENARIOS, Scenario
from quiz.core.simulation.play import play, together
from quiz.core.simulation.stops import Stops, stops
from quiz.core.simulation.study import ROUNDS, Study, summarise

MOST_EARLY = 2000
"""More people of a scenario who stop early: each takes as long as hundreds who answer it all."""


def simulate_card(
    model: Model, *, people: int, seed: int, progress: Callable[[int], None] = lambda _: None
) -> Card:
    """Let `people` answer in every scenario; `progress` hears how many are done.

    Every one of them answers the whole bank; `early_people` others, drawn alike, stop early.
    """
    return Card(
        version=model.bank.version,
        formula=FORMULA,
        people=people,
        seed=seed,
        pilot=model.bank.pilot,
        simulated=tuple(
            _simulated(model, scenario, people=people, seed=seed, progress=progress)
            for scenario in SCENARIOS
        ),
    )


def _simulated(
    model: Model, scenario: Scenario, *, people: int, seed: int, progress: Callable[[int], None]
) -> Simulated:
    rounds = []
    for number, share in enumerate(np.array_split(np.arange(people), ROUNDS)):
        rng = np.random.default_rng([seed, number])
        rounds.append(play(model, scenario, len(share), rng=rng))
        progress(len(share))
    played = together(rounds)
    early = stops(model, scenario, people=early_people(people), seed=seed, progress=progress)
    error = _error(played.axes, played.position)
    return _figures(summarise(scenario.name, played), error, early)


def early_people(people: int) -> int:
    """How many others are followed to an early stop, beside so many who answer everything."""
    return min(people, MOST_EARLY)


def _error(true: Floats, found: Floats) -> tuple[float, float]:
    """Root of the mean squared distance along each axis."""
    x, y = np.sqrt(np.mean((true - found) ** 2, axis=0)).tolist()
    return x, y


def _figures(study: Study, error: tuple[float, float], early: Stops) -> Simulated:
    return Simulated(
        scenario=study.scenario,
        reliability=study.reliability,
        error=error,
        verdicts={each.kind: Told(each.share, each.right) for each in study.verdicts},
        right=study.accuracy.points,
        limit=study.accuracy.limit,
        again=study.steadiness.again,
        a_month_later=study.steadiness.a_month_later,
        calibration_error=study.calibration_error,
        early=Early(early.people, early.median, early.verdicts, early.right, early.agreement),
    )
