"""Knows how many screens simulated people see before the adaptive quiz lets them stop.

It refuses to know how the next item is chosen (`quiz.core.adaptive`).
"""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from quiz.core.adaptive import Stop, next_step
from quiz.core.arrays import Places
from quiz.core.bank import Answer, ItemId, MostLeast
from quiz.core.batch import score_many
from quiz.core.batch_verdict import judge_many
from quiz.core.grid import Grid, compile_grid
from quiz.core.model import Model
from quiz.core.scoring import read, score
from quiz.core.simulation.people import Scenario, answer, populate, truth
from quiz.core.simulation.study import ROUNDS
from quiz.core.verdict import standing


@dataclass(frozen=True, slots=True)
class Stops:
    """Where the adaptive quiz stopped. Screens count attention blocks, items do not.

    `agreement` is the share of people who are then told the track that their own answers to the
    whole bank lead to; `reasons` are shares too.
    """

    scenario: str
    people: int
    items: float
    median: float
    screens: float
    agreement: float
    reasons: Mapping[Stop, float]


@dataclass(frozen=True, slots=True)
class Sitting:
    """One person's way: answered items, screens seen, why it stopped, and who led then."""

    items: int
    screens: int
    reason: Stop
    leader: int


def stops(
    model: Model,
    scenario: Scenario,
    *,
    people: int,
    seed: int,
    progress: Callable[[int], None] = lambda _: None,
) -> Stops:
    """Let people answer adaptively until the quiz may stop, each by the same answers as in full.

    They heed attention blocks, but for those who do not read. `progress` hears of each person.
    """
    grid = compile_grid(model)
    sittings, same = [], 0
    for number, share in enumerate(np.array_split(np.arange(people), ROUNDS)):
        rng = np.random.default_rng([seed, number])
        population = populate(len(share), len(model.traits), scenario, rng=rng)
        places = answer(model, truth(model, scenario, rng), population, scenario, rng=rng)
        for row, careless, leader in zip(
            places, population.careless.tolist(), _leaders(model, places), strict=True
        ):
            sheet = _sheet(model, row) | _attention(model, rng if careless else None)
            sittings.append(sit(model, grid, sheet))
            same += sittings[-1].leader == leader
            progress(1)
    return _summary(scenario.name, sittings, same)


def _leaders(model: Model, places: Places) -> list[int]:
    """Find the tracks that answers to the whole bank lead to."""
    nobody = np.zeros(len(places), dtype=np.bool_)
    crowd = score_many(model, places)
    leaders: list[int] = judge_many(crowd, model.rules.thresholds, flagged=nobody).leaders.tolist()
    return leaders


def sit(model: Model, grid: Grid, answers: Mapping[ItemId, Answer]) -> Sitting:
    """Ask, take the answer, ask on, until the quiz may stop; `answers` are to all items."""
    given: dict[ItemId, Answer] = {}
    step = next_step(model, grid, given)
    while step.stop is None and step.item is not None:
        given[step.item] = answers[step.item]
        step = next_step(model, grid, given)
    profile = score(model, read(model, given))
    now = standing(profile, model.rules.thresholds.tie)
    return Sitting(
        items=len(profile.sheet.rows),
        screens=len(given),
        reason=step.stop or Stop.DONE,
        leader=now.leader,
    )


def _sheet(model: Model, row: Places) -> dict[ItemId, Answer]:
    chosen = zip(model.items, model.answers, row.tolist(), strict=True)
    return {item: answers[place] for item, answers, place in chosen}


def _attention(model: Model, clicks: np.random.Generator | None) -> dict[ItemId, Answer]:
    """Answer attention blocks: as they ask, or with any of their answers."""
    if clicks is None:
        return dict(model.attention)
    found: dict[ItemId, Answer] = {}
    for item in model.attention:
        options = [option.id for option in model.bank.item(item).options]
        most, least = clicks.permutation(len(options))[:2].tolist()
        found[item] = MostLeast(options[most], options[least])
    return found


def _summary(scenario: str, sittings: list[Sitting], same: int) -> Stops:
    people = max(len(sittings), 1)
    items = [each.items for each in sittings]
    reasons = Counter(each.reason for each in sittings)
    return Stops(
        scenario=scenario,
        people=len(sittings),
        items=sum(items) / people,
        median=float(np.median(items)) if items else 0.0,
        screens=sum(each.screens for each in sittings) / people,
        agreement=same / people,
        reasons={reason: reasons[reason] / people for reason in Stop},
    )
