"""Knows what real answers show about the items of a bank, and from how many people on.

It refuses to know people: it keeps sums, and gives no figure that too few stand behind.
"""

from dataclasses import dataclass

import numpy as np

from quiz.core.arrays import Floats
from quiz.core.bank import ItemId
from quiz.core.batch import SKIPPED, score_many
from quiz.core.model import Model
from quiz.core.sample import Batch, Small
from quiz.core.shapes import inverses, shapes_of, totals
from quiz.core.use import OptionUse, uses_of

USE_FROM = 100
"""People from which option use, skipping and leaving are told."""

FIT_FROM = 300
"""People from which item-rest correlation and reliability are told."""

WEAK = 0.15
"""An item-rest correlation below this is worth a look; below nought the item works against."""


@dataclass(frozen=True, slots=True)
class ItemFigures:
    """What is known of one item; None is not known yet."""

    id: ItemId
    asked: int
    answered: int
    uses: tuple[OptionUse, ...] | None
    skipped: float | None  # share of those who were asked
    item_rest: float | None
    left: float | None  # share of those asked whose last answer it was, and who never finished


@dataclass(frozen=True, slots=True)
class BankFigures:
    """What is known of a bank; None is not known yet."""

    people: int  # finished, and nothing in their answers asks for a second look
    doubtful: int  # finished, but with such answers: left out of every figure but leaving
    watched: int  # attempts of which it is known whether they were finished
    finishing: float | None  # share of the watched
    reliability: tuple[float, float] | None  # empirical, along x and y
    items: tuple[ItemFigures, ...]


class Tally:
    """Sums over people, from which all figures follow; it grows by no person."""

    def __init__(self, model: Model) -> None:
        self.model = model
        items, answers = model.curves.intercepts.shape
        self.people = self.doubtful = 0
        self.counts = np.zeros((items, answers))
        self.asked, self.skipped = np.zeros(items), np.zeros(items)
        self.watched, self.finishing = 0, 0
        self.watched_asked, self.left = np.zeros(items), np.zeros(items)
        self.pairs = np.zeros((items, 6, 2))  # 1, item, rest, their squares and product; by axis
        self.positions = np.zeros((3, 2))  # position, its square, its variance of error; by axis
        gains = (model.curves.weights - model.neutral.means[:, None]) @ model.plane.T
        self.gains = np.concatenate([gains, np.zeros((items, 1, 2))], axis=1)

    def add(self, batch: Batch) -> None:
        """Count some attempts in."""
        self._leaving(batch)
        self.doubtful += int((batch.finished & ~batch.careful).sum())
        places = batch.places[batch.finished & batch.careful]
        if not len(places):
            return
        self.people += len(places)
        self.asked += (batch.order[batch.finished & batch.careful] > 0).sum(axis=0)
        self.skipped += (places == SKIPPED).sum(axis=0)
        for row, given in enumerate(places.T):
            self.counts[row] += np.bincount(given[given >= 0], minlength=self.counts.shape[1])
        self._pairs(places)
        self._positions(places)

    def _leaving(self, batch: Batch) -> None:
        order, finished = batch.order[batch.watched], batch.finished[batch.watched]
        self.watched += len(order)
        self.finishing += int(finished.sum())
        self.watched_asked += (order > 0).sum(axis=0)
        begun = ~finished & (order.max(axis=1, initial=0) > 0)
        last = order[begun].argmax(axis=1)
        self.left += np.bincount(last, minlength=len(self.left))

    def _pairs(self, places: Small) -> None:
        """Sum what each item gave along the axes, beside the mean of the other answered items."""
        answered = (places >= 0).sum(axis=1)
        rows = np.arange(places.shape[1])
        each = self.gains[rows, np.maximum(places, -1)]
        whole = each.sum(axis=1)
        for row in rows.tolist():
            here = (places[:, row] >= 0) & (answered > 1)
            item = each[here, row]
            rest = (whole[here] - item) / (answered[here, None] - 1)
            terms = (np.ones_like(item), item, rest, item**2, rest**2, item * rest)
            self.pairs[row] += [term.sum(axis=0) for term in terms]

    def _positions(self, places: Small) -> None:
        theta = score_many(self.model, places.astype(np.intp)).theta
        shapes = shapes_of(self.model.curves)
        _, spread = totals(shapes, shapes.counts(places >= 0), theta.T)
        errors = inverses(spread * shapes.slope**2 + np.eye(theta.shape[1])[..., None])
        plane = self.model.plane
        at = theta @ plane.T
        variances = np.einsum("at,tun,au->na", plane, errors, plane)
        self.positions += [at.sum(axis=0), (at**2).sum(axis=0), variances.sum(axis=0)]

    def figures(self) -> BankFigures:
        """Say what is known by now."""
        known = self.people >= FIT_FROM
        return BankFigures(
            people=self.people,
            doubtful=self.doubtful,
            watched=self.watched,
            finishing=_share(self.finishing, self.watched),
            reliability=_reliability(self.positions / self.people) if known else None,
            items=tuple(self._item(row) for row in range(len(self.model.items))),
        )

    def _item(self, row: int) -> ItemFigures:
        item = self.model.bank.scored[row]
        asked, answered = int(self.asked[row]), int(self.counts[row].sum())
        counts = self.counts[row, : len(self.model.answers[row])]
        return ItemFigures(
            id=item.id,
            asked=asked,
            answered=answered,
            uses=uses_of(item, counts) if answered >= USE_FROM else None,
            skipped=_share(self.skipped[row], asked),
            item_rest=_item_rest(self.pairs[row]) if answered >= FIT_FROM else None,
            left=_share(self.left[row], int(self.watched_asked[row])),
        )


def _share(part: float, whole: int) -> float | None:
    return float(part) / whole if whole >= USE_FROM else None


def _reliability(means: Floats) -> tuple[float, float]:
    """Variance of the positions over itself plus the mean variance of error, along each axis."""
    position, square, error = means
    variance = square - position**2
    x, y = (variance / (variance + error)).tolist()
    return x, y


def _item_rest(sums: Floats) -> float | None:
    """Correlate item and rest in the plane: covariances over both axes by their variances.

    None where the item, or the rest, is the same for everybody.
    """
    people, item, rest, item_square, rest_square, product = sums
    covariance = (product / people - item * rest / people**2).sum()
    variances = (item_square / people - (item / people) ** 2).sum() * (
        rest_square / people - (rest / people) ** 2
    ).sum()
    return float(covariance / np.sqrt(variances)) if variances > 1e-12 else None
