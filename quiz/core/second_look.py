"""Knows which answers to look at again, for each flag that asks for a second look.

It refuses to say why they were given, and to leave any of them out of the result.
"""

from collections.abc import Callable, Mapping

import numpy as np

from quiz.core.bank import ItemId, Responses
from quiz.core.model import Model, probabilities
from quiz.core.quality import ATTENTION, PATTERN, RANDOM, repeated
from quiz.core.scoring import find_peak, read

MOST_NAMED = 5


def answers_to_check(model: Model, responses: Responses, flag: str) -> tuple[ItemId, ...]:
    """Name the items behind a flag (`quiz.core.quality`), in the order they were asked.

    Pattern: answers in the same place as an earlier one. Random: those that fit the others least,
    `MOST_NAMED` at most. Attention: blocks that were answered otherwise than they ask. Raises
    KeyError for another flag, and for an item or answer that the bank does not have.
    """
    return _FINDERS[flag](model, responses)


def _answered(model: Model, responses: Responses) -> list[ItemId]:
    return [item for item in responses if item in model.rows and responses[item] is not None]


def _patterned(model: Model, responses: Responses) -> tuple[ItemId, ...]:
    items = _answered(model, responses)
    return tuple(items[place] for place in repeated(read(model, responses).sequence))


def _unlikely(model: Model, responses: Responses) -> tuple[ItemId, ...]:
    """Find answers that clicking at random explains better than the person's likeliest position."""
    sheet = read(model, responses)
    rows = sheet.rows
    sums = model.curves.weights[rows, sheet.places].sum(axis=0)
    theta = find_peak(model, rows, sums).theta
    chances = probabilities(model.curves, theta)[rows, sheet.places]
    fit = chances * model.curves.mask[rows].sum(axis=1)
    worst = [row for row in np.argsort(fit, kind="stable").tolist() if fit[row] < 1][:MOST_NAMED]
    named = {model.items[rows[row]] for row in worst}
    return tuple(item for item in responses if item in named)


def _unheeded(model: Model, responses: Responses) -> tuple[ItemId, ...]:
    return tuple(
        item
        for item, answer in responses.items()
        if item in model.attention and model.bank.item(item).missed(answer)
    )


_FINDERS: Mapping[str, Callable[[Model, Responses], tuple[ItemId, ...]]] = {
    PATTERN: _patterned,
    RANDOM: _unlikely,
    ATTENTION: _unheeded,
}
