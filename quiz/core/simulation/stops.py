"""Knows how many screens simulated people see before the adaptive quiz lets them stop.

It refuses to know how the next item is chosen (`quiz.core.adaptive`).
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from quiz.core.adaptive import Stop
from quiz.core.arrays import Places
from quiz.core.batch import UNASKED, score_many
from quiz.core.grid import compile_grid
from quiz.core.model import Model
from quiz.core.scoring import read, score
from quiz.core.simulation.people import Scenario, answer, populate, truth
from quiz.core.simulation.sitting import Sitting, sit
from quiz.core.simulation.study import ROUNDS
from quiz.core.verdict import standing

_Full = tuple[set[int], set[int]]  # tracks that lead in the complete form, and with all extras

_HEEDED_BY_CHANCE = 1 / 12  # a block of four options has twelve answers


@dataclass(frozen=True, slots=True)
class Stops:
    """Where the adaptive quiz stopped. Screens count attention blocks, items do not.

    `agreement` is the share of people who are then told the track that their own answers to the
    complete form lead to, `agreement_with_all` the share told that of the form and all extras.
    Where two tracks tie there, either agrees. `reasons` are shares too.
    """

    scenario: str
    people: int
    items: float
    median: float
    screens: float
    agreement: float
    agreement_with_all: float
    reasons: Mapping[Stop, float]


def stops(
    model: Model,
    scenario: Scenario,
    *,
    people: int,
    seed: int,
    progress: Callable[[int], None] = lambda _: None,
) -> Stops:
    """Let people answer adaptively until the quiz may stop, each by the same answers as in full.

    They heed attention blocks; those who do not read do so by chance. `progress` hears of each
    person.
    """
    grid = compile_grid(model)
    sittings: list[Sitting] = []
    full: list[_Full] = []
    for number, share in enumerate(np.array_split(np.arange(people), ROUNDS)):
        rng = np.random.default_rng([seed, number])
        population = populate(len(share), len(model.traits), scenario, rng=rng)
        places = answer(model, truth(model, scenario, rng), population, scenario, rng=rng)
        formed, everything = _leaders(model, _of_form(model, places)), _leaders(model, places)
        full += zip(formed, everything, strict=True)
        luck = rng.random((len(share), len(model.attention))) < _HEEDED_BY_CHANCE
        heeds = luck | ~population.careless[:, None]
        for row, heeded in zip(places.tolist(), heeds.tolist(), strict=True):
            sittings.append(sit(model, grid, row, heeds=heeded))
            progress(1)
    return _summary(model, scenario.name, sittings, full)


def _of_form(model: Model, places: Places) -> Places:
    """Leave the items marked extra unasked: the form is complete without them."""
    return np.where([item in model.core for item in model.items], places, UNASKED)


def _leaders(model: Model, places: Places) -> list[set[int]]:
    """Find the tracks with most points by these answers: several where they tie."""
    points = score_many(model, places).points
    most = points >= points.max(axis=1, keepdims=True) - model.rules.thresholds.tie
    return [set(np.flatnonzero(each).tolist()) for each in most]


def _summary(
    model: Model, scenario: str, sittings: Sequence[Sitting], full: Sequence[_Full]
) -> Stops:
    people = max(len(sittings), 1)
    profiles = [score(model, read(model, each.responses)) for each in sittings]
    leaders = [standing(profile, model.rules.thresholds.tie).leader for profile in profiles]
    items = [len(profile.sheet.rows) for profile in profiles]
    reasons = Counter(each.last.stop for each in sittings)
    return Stops(
        scenario=scenario,
        people=len(sittings),
        items=sum(items) / people,
        median=float(np.median(items)) if items else 0.0,
        screens=sum(len(each.responses) for each in sittings) / people,
        agreement=sum(a in b for a, (b, _) in zip(leaders, full, strict=True)) / people,
        agreement_with_all=sum(a in b for a, (_, b) in zip(leaders, full, strict=True)) / people,
        reasons={reason: reasons[reason] / people for reason in Stop},
    )
