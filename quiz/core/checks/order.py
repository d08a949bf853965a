"""Knows how to put the options of a bank in an order in which no place favours a trait.

It refuses to change anything but that order.
"""

from dataclasses import replace
from itertools import combinations

import numpy as np

from quiz.core.arrays import Floats
from quiz.core.bank import Bank, Format, Item

_BETTER = 1e-9


def balance_order(bank: Bank) -> Bank:
    """Reorder options so that the weights in each place, and on each side of sliders, even out.

    Local search: two options of an item change places as long as that makes the squares of the
    places' summed weights smaller. A bank that is even already comes back as it was.
    """
    items = [item for item in bank.scored if item.format is not Format.LIKERT]
    if not items:
        return bank
    weights = [_centred(item, bank) for item in items]
    orders = [list(range(len(each))) for each in weights]
    places = max(map(len, weights))
    # The two sides of sliders have sums of their own, below those of the places.
    starts = [places if item.format is Format.SLIDER else 0 for item in items]
    sums = np.zeros((places + 2, len(bank.traits)))
    for each, start in zip(weights, starts, strict=True):
        sums[start : start + len(each)] += each
    moved = True
    while moved:  # each move makes the squares smaller, and there are only so many orders
        swaps = [
            _swap(each, order, sums[start:])
            for each, order, start in zip(weights, orders, starts, strict=True)
        ]
        moved = any(swaps)
    changed = {
        item.id: replace(item, options=tuple(item.options[place] for place in order))
        for item, order in zip(items, orders, strict=True)
    }
    return replace(bank, items=tuple(changed.get(item.id, item) for item in bank.items))


def _centred(item: Item, bank: Bank) -> Floats:
    weights = np.array(
        [[float(option.weights.get(t.id, 0)) for t in bank.traits] for option in item.options]
    )
    return np.asarray(weights - weights.mean(axis=0))


def _swap(weights: Floats, order: list[int], sums: Floats) -> bool:
    """Make the best change of two places, in `order` and `sums`; False where none helps.

    The squares shrink by -2 m.(s_a - s_b) - 2 m.m, for m what place a gains and place b loses.
    """
    best, pair, moved = _BETTER, None, np.zeros(sums.shape[1])
    for a, b in combinations(range(len(order)), 2):
        move = weights[order[b]] - weights[order[a]]
        gain = float(-2 * move @ (sums[a] - sums[b] + move))
        if gain > best:
            best, pair, moved = gain, (a, b), move
    if pair is None:
        return False
    a, b = pair
    order[a], order[b] = order[b], order[a]
    sums[a] += moved
    sums[b] -= moved
    return True
