"""Knows a bank's response curves without repetition, and their moments for many people at once.

It refuses to know anyone's answers. Items whose answers weigh the same, in whatever order, share
one shape: twenty-four blocks of the same four weights are computed once and counted 24 times.
"""

from dataclasses import dataclass

import numpy as np

from quiz.core.arrays import Flags, Floats, Places
from quiz.core.model import Curves

_DECIMALS = 12


@dataclass(frozen=True, slots=True, eq=False)
class Shapes:
    """Each distinct response curve once; see `quiz.core.model.Curves` for weights and intercepts.

    `of_item` (items,) says which shape an item has. `logits` (shapes, answers, traits) are slope
    times weights; `across` (shapes, traits + trait pairs, answers) are the weights and, below them,
    the products of an answer's weights for two traits; `pairs` (2, trait pairs) says which traits.
    """

    of_item: Places
    slope: float
    intercepts: Floats  # (shapes, answers, 1)
    logits: Floats
    across: Floats
    pairs: Places

    @property
    def size(self) -> int:
        """Numbers that one person needs in every pass."""
        return self.intercepts.size

    def counts(self, answered: Flags) -> Floats:
        """Count answered items by shape: (shapes, people) for `answered` (people, items)."""
        found = np.zeros((len(self.across), len(answered)))
        np.add.at(found, self.of_item, answered.T.astype(np.float64))
        return found


def shapes_of(curves: Curves) -> Shapes:
    """Find the distinct shapes among the curves."""
    keys = [_key(w, c) for w, c in zip(curves.weights, curves.intercepts, strict=True)]
    firsts: dict[bytes, int] = {}
    for row, key in enumerate(keys):
        firsts.setdefault(key, row)
    places = {key: place for place, key in enumerate(firsts)}
    rows = list(firsts.values())
    weights, traits = curves.weights[rows], curves.weights.shape[-1]
    pairs = np.array(np.triu_indices(traits))
    products = weights[..., pairs[0]] * weights[..., pairs[1]]
    return Shapes(
        of_item=np.array([places[key] for key in keys], dtype=np.intp),
        slope=curves.slope,
        intercepts=curves.intercepts[rows][..., None],
        logits=curves.slope * weights,
        across=np.ascontiguousarray(np.concatenate([weights, products], axis=2).transpose(0, 2, 1)),
        pairs=pairs,
    )


def _key(weights: Floats, intercepts: Floats) -> bytes:
    rows = np.round(np.column_stack([intercepts, weights]), _DECIMALS) + 0.0  # no negative nought
    return rows[np.lexsort(rows.T)].tobytes()


def totals(shapes: Shapes, counts: Floats, theta: Floats) -> tuple[Floats, Floats]:
    """Add up means and covariances of the items' weights at positions `theta` (traits, people).

    `counts` (shapes, people), or (shapes, 1) where all people answered alike. Gives
    (traits, people) and (traits, traits, people).
    """
    # Products of small matrices stay below the size at which a second thread would join in.
    odds = shapes.logits @ theta
    odds += shapes.intercepts
    odds -= odds.max(axis=1, keepdims=True)
    np.exp(odds, out=odds)
    expected = shapes.across @ odds
    expected *= (1 / odds.sum(axis=1))[:, None, :]
    traits, (one, other) = len(theta), shapes.pairs
    means, spreads = expected[:, :traits], expected[:, traits:]
    spreads -= means[:, one] * means[:, other]
    summed = np.einsum("sn,spn->pn", counts, spreads)
    covariance = np.empty((traits, traits, summed.shape[1]))
    covariance[one, other] = summed
    covariance[other, one] = summed
    return np.einsum("sn,stn->tn", counts, means), covariance


def inverses(matrices: Floats) -> Floats:
    """Invert symmetric positive definite matrices (traits, traits, people) in place.

    Gauss and Jordan's elimination over all people together; no pivoting is needed.
    """
    for k in range(len(matrices)):
        pivot = 1 / matrices[k, k]
        row, column = matrices[k] * pivot, matrices[:, k].copy()
        matrices -= column[:, None] * row
        matrices[k] = row
        matrices[:, k] = -column * pivot
        matrices[k, k] = pivot
    return matrices


def normalisers(shapes: Shapes, counts: Floats, theta: Floats) -> Floats:
    """Add up the logs of the items' sums of exp(logit) at `theta` (traits, people): (people,)."""
    logits = shapes.logits @ theta + shapes.intercepts
    top = logits.max(axis=1)
    each = top + np.log(np.exp(logits - top[:, None, :]).sum(axis=1))
    total: Floats = (counts * each).sum(axis=0)
    return total
