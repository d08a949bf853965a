"""Knows how each of the five formats becomes "choose one of these answers", each with its weights.

It refuses to know how likely an answer is (`quiz.core.model`) and how it is written
(`quiz.core.codec`).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import permutations

import numpy as np

from quiz.core.arrays import Floats
from quiz.core.bank import STEPS, Answer, Format, Item, MostLeast, OptionId, TraitId


@dataclass(frozen=True, slots=True, eq=False)
class Answers:
    """Every possible answer to an item: `weights` (answers, traits) in points, `intercepts`
    (answers,) in logits.
    """

    answers: tuple[Answer, ...]
    weights: Floats
    intercepts: Floats


def answers_of(item: Item, traits: Sequence[TraitId], extreme_penalty: float) -> Answers:
    """List all answers to an item, in a fixed order, with effective weights and intercepts.

    An answer takes a share of each option; its weights and its intercept are those shares of the
    options' weights and popularities. Pick: the whole option. Most-least: plus the one called
    most, minus the one called least. Slider step s: s/2 of the right minus s/2 of the left.
    Likert step s: s/2. Rank: from 1 for the first evenly down to -1 for the last. A step also
    loses `extreme_penalty` times its square, because extremes are chosen less.
    """
    weights = [[float(option.weights.get(trait, 0)) for trait in traits] for option in item.options]
    popularity = np.array([option.popularity for option in item.options], dtype=np.float64)
    answers, matrix = shares_of(item)
    penalties = [extreme_penalty * a * a if isinstance(a, int) else 0.0 for a in answers]
    return Answers(
        answers=answers,
        weights=matrix @ np.array(weights, dtype=np.float64),
        intercepts=matrix @ popularity - np.array(penalties),
    )


def shares_of(item: Item) -> tuple[tuple[Answer, ...], Floats]:
    """List all answers to an item, and the share of each option they take: (answers, options)."""
    shares = _SHARES[item.format]([option.id for option in item.options])
    matrix = np.array([share for _, share in shares], dtype=np.float64)
    return tuple(answer for answer, _ in shares), matrix


_Shares = list[tuple[Answer, Sequence[float]]]


def _pick(options: Sequence[OptionId]) -> _Shares:
    return [(chosen, [float(o == chosen) for o in options]) for chosen in options]


def _most_least(options: Sequence[OptionId]) -> _Shares:
    return [
        (MostLeast(most, least), [float(o == most) - float(o == least) for o in options])
        for most, least in permutations(options, 2)
    ]


def _slider(_: Sequence[OptionId]) -> _Shares:
    return [(step, [-step / 2, step / 2]) for step in STEPS]


def _likert(_: Sequence[OptionId]) -> _Shares:
    return [(step, [step / 2]) for step in STEPS]


def _rank(options: Sequence[OptionId]) -> _Shares:
    worth = np.linspace(1, -1, len(options)).tolist()
    return [
        (order, [worth[order.index(option)] for option in options])
        for order in permutations(options)
    ]


_SHARES: Mapping[Format, Callable[[Sequence[OptionId]], _Shares]] = {
    Format.PICK: _pick,
    Format.MOST_LEAST: _most_least,
    Format.SLIDER: _slider,
    Format.LIKERT: _likert,
    Format.RANK: _rank,
}
