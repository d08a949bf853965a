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
from quiz.core.card import Told
from quiz.core.grid import compile_grid
from quiz.core.model import Model
from quiz.core.quality import raised
from quiz.core.result import Kind, Verdict
from quiz.core.rules import TrackId
from quiz.core.scoring import Profile, read, score
from quiz.core.simulation.figures import true_tracks
from quiz.core.simulation.people import Scenario, answer, populate, truth
from quiz.core.simulation.sitting import Sitting, sit
from quiz.core.simulation.study import ROUNDS
from quiz.core.verdict import Standing, judge, standing

_HEEDED_BY_CHANCE = 1 / 12  # a block of four options has twelve answers


@dataclass(frozen=True, slots=True)
class Stops:
    """Where the adaptive quiz stopped. Screens count attention blocks, items do not.

    `agreement` is the share of people who are then told the track that their own answers to the
    complete form lead to, `agreement_with_all` the share told that of the form and all extras.
    Where two tracks tie there, either agrees. `reasons` are shares too. `right` is the share told
    the track they belong to, `verdicts` says the same for each kind: right for a close call is one
    of the tracks it names.
    """

    scenario: str
    people: int
    items: float
    median: float
    screens: float
    agreement: float
    agreement_with_all: float
    right: float
    verdicts: Mapping[Kind, Told]
    reasons: Mapping[Stop, float]


@dataclass(frozen=True, slots=True)
class _Truth:
    """What can be held against an early stop: the track of a person, and what more answers say."""

    track: int
    form: set[int]  # tracks that lead in the complete form
    everything: set[int]  # with all extras


@dataclass(frozen=True, slots=True)
class _Told:
    """What a person is told where the quiz stops for them."""

    leader: int
    kind: Kind
    right: bool


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
    known: list[_Truth] = []
    for number, share in enumerate(np.array_split(np.arange(people), ROUNDS)):
        rng = np.random.default_rng([seed, number])
        population = populate(len(share), len(model.traits), scenario, rng=rng)
        places = answer(model, truth(model, scenario, rng), population, scenario, rng=rng)
        formed, everything = _leaders(model, _of_form(model, places)), _leaders(model, places)
        true = true_tracks(model, population.theta).tolist()
        known += map(_Truth, true, formed, everything)
        luck = rng.random((len(share), len(model.attention))) < _HEEDED_BY_CHANCE
        heeds = luck | ~population.careless[:, None]
        for row, heeded in zip(places.tolist(), heeds.tolist(), strict=True):
            sittings.append(sit(model, grid, row, heeds=heeded))
            progress(1)
    return _summary(model, scenario.name, sittings, known)


def _of_form(model: Model, places: Places) -> Places:
    """Leave the items marked extra unasked: the form is complete without them."""
    return np.where([item in model.core for item in model.items], places, UNASKED)


def _leaders(model: Model, places: Places) -> list[set[int]]:
    """Find the tracks with most points by these answers: several where they tie."""
    points = score_many(model, places).points
    most = points >= points.max(axis=1, keepdims=True) - model.rules.thresholds.tie
    return [set(np.flatnonzero(each).tolist()) for each in most]


def _summary(
    model: Model, scenario: str, sittings: Sequence[Sitting], known: Sequence[_Truth]
) -> Stops:
    people = max(len(sittings), 1)
    profiles = [score(model, read(model, each.responses)) for each in sittings]
    told = [_tell(model, each, truth) for each, truth in zip(profiles, known, strict=True)]
    pairs = list(zip(told, known, strict=True))
    items = [len(profile.sheet.rows) for profile in profiles]
    reasons = Counter(each.last.stop for each in sittings)
    return Stops(
        scenario=scenario,
        people=len(sittings),
        items=sum(items) / people,
        median=float(np.median(items)) if items else 0.0,
        screens=sum(len(each.responses) for each in sittings) / people,
        agreement=sum(each.leader in truth.form for each, truth in pairs) / people,
        agreement_with_all=sum(each.leader in truth.everything for each, truth in pairs) / people,
        right=sum(each.leader == truth.track for each, truth in pairs) / people,
        verdicts={kind: _share(told, kind) for kind in Kind},
        reasons={reason: reasons[reason] / people for reason in Stop},
    )


def _tell(model: Model, profile: Profile, truth: _Truth) -> _Told:
    now = standing(profile, model.rules.thresholds.tie)
    verdict = judge(model, profile, now, raised(model, profile))
    return _Told(now.leader, verdict.kind, model.tracks[truth.track] in _named(model, now, verdict))


def _named(model: Model, now: Standing, verdict: Verdict) -> tuple[TrackId, ...]:
    """The tracks that count as told: both of a close call, for any other kind the leader."""
    return verdict.tracks if verdict.kind is Kind.CLOSE_CALL else (model.tracks[now.leader],)


def _share(told: Sequence[_Told], kind: Kind) -> Told:
    those = [each.right for each in told if each.kind is kind]
    return Told(len(those) / max(len(told), 1), sum(those) / max(len(those), 1))
