"""Knows how often each option of an item is chosen, and which ones hardly ever are.

It refuses to know who chose it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from quiz.core.arrays import Floats
from quiz.core.bank import Answer, Format, Item, MostLeast, OptionId
from quiz.core.formats import shares_of

SELDOM = 0.05
"""An option that fewer choose is nobody's best answer, and worth another wording."""


@dataclass(frozen=True, slots=True)
class OptionUse:
    """Shares of the people who answered. `refused` is None where nothing can be refused."""

    id: OptionId
    chosen: float
    refused: float | None

    @property
    def seldom(self) -> bool:
        """Whether hardly anybody chooses it."""
        return self.chosen < SELDOM


def uses_of(item: Item, counts: Floats) -> tuple[OptionUse, ...]:
    """Share out the people by `counts` (answers,) of each answer; nobody gives shares of nought.

    Chosen is the one picked, most like me, or ranked first; of a slider a step to its side; of a
    statement a step above the middle. Refused is least like me, ranked last, a step below.
    """
    answers, _ = shares_of(item)
    people = max(float(counts.sum()), 1.0)
    found = []
    for place, option in enumerate(item.options):
        sides = np.array([_SIDES[item.format](answer, option.id, place) for answer in answers])
        chosen, refused = (float(counts[sides == side].sum()) / people for side in (1, -1))
        found.append(OptionUse(option.id, chosen, refused if item.format in _REFUSABLE else None))
    return tuple(found)


def _pick(answer: Answer, option: OptionId, _: int) -> int:
    return int(answer == option)


def _most_least(answer: Answer, option: OptionId, _: int) -> int:
    pair = answer if isinstance(answer, MostLeast) else None
    return (pair.most == option) - (pair.least == option) if pair else 0


def _slider(answer: Answer, _: OptionId, place: int) -> int:
    to_the_right = isinstance(answer, int) and answer > 0
    to_the_left = isinstance(answer, int) and answer < 0
    return int(to_the_right if place else to_the_left)


def _likert(answer: Answer, _: OptionId, __: int) -> int:
    return (answer > 0) - (answer < 0) if isinstance(answer, int) else 0


def _rank(answer: Answer, option: OptionId, _: int) -> int:
    order = answer if isinstance(answer, tuple) else ()
    return (order[:1] == (option,)) - (order[-1:] == (option,))


_SIDES: Mapping[Format, Callable[[Answer, OptionId, int], int]] = {
    Format.PICK: _pick,
    Format.MOST_LEAST: _most_least,
    Format.SLIDER: _slider,
    Format.LIKERT: _likert,
    Format.RANK: _rank,
}
_REFUSABLE = frozenset({Format.MOST_LEAST, Format.LIKERT, Format.RANK})
