"""Knows how one round of a simulation goes: people answer, are scored, and are asked again.

It refuses to know what all rounds together show (`quiz.core.simulation.study`).
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from quiz.core.arrays import Floats, Places
from quiz.core.batch import score_many
from quiz.core.batch_quality import flagged_many
from quiz.core.batch_verdict import judge_many
from quiz.core.card import STABILITY
from quiz.core.model import Model
from quiz.core.simulation.figures import true_tracks, votes, winners
from quiz.core.simulation.people import Scenario, answer, later, populate, truth


class Round(NamedTuple):
    """Some people and what was said to them; the first axis of every array is people."""

    axes: Floats  # (people, 2): where they truly stand in the plane
    true: Places  # the track they belong to
    stated: Floats  # (people, tracks): the probabilities they were told
    position: Floats  # (people, 2)
    leaders: Places  # the track they were told
    kinds: Places  # see `quiz.core.batch_verdict.Verdicts`
    pairs: Places  # (people, 2)
    limit: Places  # the track that someone who knows the truth about every item would name
    counted: Places  # the track that a count of answers would name
    again: Places  # the track they are told when asked anew
    a_month_later: Places


def together(rounds: Sequence[Round]) -> Round:
    """Make one round of several."""
    return Round(*(np.concatenate(column) for column in zip(*rounds, strict=True)))


def play(model: Model, scenario: Scenario, people: int, *, rng: np.random.Generator) -> Round:
    """Draw one truth and people of it, let them answer, score them, and ask them again twice."""
    curves = truth(model, scenario, rng)
    population = populate(people, len(model.traits), scenario, rng=rng)
    places = answer(model, curves, population, scenario, rng=rng)
    crowd = score_many(model, places)
    flagged = flagged_many(model, places, crowd, reads=~population.careless)
    verdicts = judge_many(crowd, model.rules.thresholds, flagged=flagged)
    known = score_many(model, places, believing=curves)
    counted = winners(votes(model, places), rng)
    again = _leaders(model, answer(model, curves, population, scenario, rng=rng))
    changed = later(population, STABILITY, rng)
    return Round(
        axes=population.theta @ model.plane.T,
        true=true_tracks(model, population.theta),
        stated=crowd.probabilities,
        position=crowd.position,
        leaders=verdicts.leaders,
        kinds=verdicts.kinds,
        pairs=verdicts.pairs,
        limit=np.asarray(known.probabilities.argmax(axis=1)),
        counted=counted,
        again=again,
        a_month_later=_leaders(model, answer(model, curves, changed, scenario, rng=rng)),
    )


def _leaders(model: Model, places: Places) -> Places:
    unflagged = np.zeros(len(places), dtype=np.bool_)
    return judge_many(score_many(model, places), model.rules.thresholds, flagged=unflagged).leaders
