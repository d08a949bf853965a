"""Knows how imaginary people answer: by the written weights, by others, or without reading.

It refuses to know how they are scored. All chance comes from the generator that is passed in.
"""

from dataclasses import dataclass, replace

import numpy as np

from quiz.core.arrays import Flags, Floats, Places
from quiz.core.bank import STEPS, Format, Item, Option
from quiz.core.formats import Answers, answers_of
from quiz.core.model import Curves, Model, make_curves

RATINGS = frozenset({Format.SLIDER, Format.LIKERT})
_KINDS_OF_CARELESS = (0.5, 0.25, 0.25)  # at random, one place throughout, a repeating pattern
_LONGEST_PATTERN = 3
_PLACES_IN_USE = 5


@dataclass(frozen=True, slots=True)
class Scenario:
    """How far people are from the written weights; all nought means not at all."""

    name: str
    weights_sd: float = 0.0  # points, each option and trait by itself
    discrimination_sd: float = 0.0  # of the logarithm, each item by itself
    popularity_sd: float = 0.0  # logits, each option by itself
    desirability: float = 0.0  # logits per point and rank, from the first trait to the last
    guessing: float = 0.0  # share of answers given at random
    acquiescence_sd: float = 0.0  # logits per step of a likert item, each person by themself
    careless: float = 0.0  # share of people who do not read


EXACT = Scenario("exact")
NOISY = Scenario("noisy", weights_sd=0.6, discrimination_sd=0.3, popularity_sd=0.5)
BIASED = replace(NOISY, name="biased", desirability=0.05, guessing=0.05, acquiescence_sd=0.4)
CARELESS = replace(BIASED, name="careless", careless=0.1)
SCENARIOS = (EXACT, NOISY, BIASED, CARELESS)


def truth(model: Model, scenario: Scenario, rng: np.random.Generator) -> Curves:
    """Draw the curves that people really follow, around the written ones; same shapes as those.

    Weights vary by option, for a slider by its right side alone, because only the difference
    counts. Desirability moves the appeal of an answer by its written weights: twice the figure for
    the first of four traits, once for the second, then minus once and minus twice.
    """
    weights, intercepts = model.curves.weights.copy(), model.curves.intercepts.copy()
    pull = scenario.desirability * _ranks(len(model.traits))
    for row, item in enumerate(model.bank.scored):
        moved = _moved(model, item, scenario, rng)
        count = len(moved.answers)
        intercepts[row, :count] = moved.intercepts + weights[row, :count] @ pull
        weights[row, :count] = moved.weights * np.exp(rng.normal(0, scenario.discrimination_sd))
    return make_curves(weights, intercepts, model.curves.slope)


def _ranks(traits: int) -> Floats:
    """From half the number of traits down to minus it, without nought where the number is even."""
    half = traits // 2
    return np.array(
        [rank for rank in range(half, -half - 1, -1) if rank or traits % 2], dtype=float
    )


def _moved(model: Model, item: Item, scenario: Scenario, rng: np.random.Generator) -> Answers:
    options = list(item.options)
    for place in range(item.format is Format.SLIDER, len(options)):
        options[place] = _moved_option(options[place], model, scenario, rng)
    moved = answers_of(
        replace(item, options=tuple(options)), model.traits, model.rules.extreme_penalty
    )
    if item.format in RATINGS:
        habits = rng.normal(0, scenario.popularity_sd / 3, len(STEPS))
        return replace(moved, intercepts=moved.intercepts + habits)
    return moved


def _moved_option(
    option: Option, model: Model, scenario: Scenario, rng: np.random.Generator
) -> Option:
    by = rng.normal(0, scenario.weights_sd, len(model.traits)).tolist()
    weights = {
        trait: option.weights.get(trait, 0.0) + move
        for trait, move in zip(model.traits, by, strict=True)
    }
    appeal = option.popularity + float(rng.normal(0, scenario.popularity_sd))
    return replace(option, weights=weights, popularity=appeal)


@dataclass(frozen=True, slots=True, eq=False)
class Population:
    """Imaginary people: where they stand, how they answer, and who of them does not read.

    `theta` (people, traits) in standard deviations; `agreeing` (people,) in logits per step.
    """

    theta: Floats
    agreeing: Floats
    careless: Flags


def populate(
    people: int, traits: int, scenario: Scenario, *, rng: np.random.Generator
) -> Population:
    """Draw people from the normal distribution that scoring assumes."""
    return Population(
        theta=rng.normal(size=(people, traits)),
        agreeing=rng.normal(0, scenario.acquiescence_sd, people),
        careless=rng.random(people) < scenario.careless,
    )


def later(population: Population, stability: float, rng: np.random.Generator) -> Population:
    """Let time pass: the same people, whose true positions correlate by `stability` with before."""
    fresh = rng.normal(size=population.theta.shape)
    theta = stability * population.theta + np.sqrt(1 - stability**2) * fresh
    return replace(population, theta=theta)


def answer(
    model: Model,
    curves: Curves,
    population: Population,
    scenario: Scenario,
    *,
    rng: np.random.Generator,
) -> Places:
    """Let everyone answer every item once by these curves: places (people, items)."""
    places = np.empty((len(population.theta), len(model.items)), dtype=np.intp)
    for row, item in enumerate(model.bank.scored):
        count = len(model.answers[row])
        logits = curves.slope * population.theta @ curves.weights[row, :count].T
        logits += curves.intercepts[row, :count]
        if item.format is Format.LIKERT:
            logits += population.agreeing[:, None] * np.array(STEPS)
        places[:, row] = _chosen(logits, rng)
        guessed = rng.random(len(places)) < scenario.guessing
        places[guessed, row] = rng.integers(0, count, guessed.sum())
    careless = population.careless
    places[careless] = unread(model, int(careless.sum()), rng)
    return places


def _chosen(logits: Floats, rng: np.random.Generator) -> Places:
    """Draw one answer per row, with the softmax of the row as probabilities."""
    odds = np.exp(logits - logits.max(axis=1, keepdims=True))
    reached = odds.cumsum(axis=1)
    drawn = rng.random((len(odds), 1)) * reached[:, -1:]
    return np.asarray((reached[:, :-1] <= drawn).sum(axis=1), dtype=np.intp)


def unread(model: Model, people: int, rng: np.random.Generator) -> Places:
    """Answer without reading: half at random, a quarter in one place, a quarter in a cycle."""
    counts = np.array([len(answers) for answers in model.answers])
    at_random = rng.integers(0, counts, (people, len(counts)))
    lengths = np.where(
        rng.random(people) < _KINDS_OF_CARELESS[1] / sum(_KINDS_OF_CARELESS[1:]),
        1,
        rng.integers(2, _LONGEST_PATTERN + 1, people),
    )
    cycle = rng.integers(0, _PLACES_IN_USE, (people, _LONGEST_PATTERN))
    turn = np.arange(len(counts)) % lengths[:, None]
    patterned = np.minimum(np.take_along_axis(cycle, turn, axis=1), counts - 1)
    reads_nothing = rng.random(people) < _KINDS_OF_CARELESS[0]
    return np.where(reads_nothing[:, None], at_random, patterned)
