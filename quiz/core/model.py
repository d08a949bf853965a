"""Knows the response model: how likely each answer is for a position, and what follows from that.

It refuses to know anyone's answers; `quiz.core.scoring` brings the two together.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from quiz.core.arrays import Flags, Floats, frozen
from quiz.core.bank import Answer, Bank, ItemId, MostLeast, TraitId
from quiz.core.formats import Answers, answers_of
from quiz.core.rules import Rules, TrackId, TrackProfile


@dataclass(frozen=True, slots=True, eq=False)
class Curves:
    """The response curves of some items: everything the model says about them, and nothing else.

    `weights` (items, answers, traits) in points, 0 in the padding; `intercepts` (items, answers) in
    logits, minus infinity in the padding; `slope` in logits per point and standard deviation;
    `logits` and `products` are the same weights, laid out for speed.
    """

    weights: Floats
    intercepts: Floats
    slope: float
    logits: Floats  # (traits, items x answers): slope times weights
    products: Floats  # (items, answers, traits, traits): outer product of an answer's weights

    @property
    def mask(self) -> Flags:
        """(items, answers): which places hold an answer; the rest is padding."""
        return np.isfinite(self.intercepts)


@dataclass(frozen=True, slots=True, eq=False)
class Moments:
    """What answers will weigh: `means` (..., items, traits), `covariances` with traits twice."""

    means: Floats
    covariances: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Model:
    """A bank and its rules, compiled once; shared by everyone who answers that bank."""

    bank: Bank
    rules: Rules
    traits: tuple[TraitId, ...]
    tracks: tuple[TrackId, ...]
    items: tuple[ItemId, ...]
    rows: Mapping[ItemId, int]  # where an item stands in the arrays
    answers: tuple[tuple[Answer, ...], ...]
    places: tuple[Mapping[Answer, int], ...]  # where an answer stands in its item
    curves: Curves
    profiles: Floats  # (tracks, traits): centred, of unit length
    plane: Floats  # (2, traits): rows x and y of the position
    neutral: Moments  # of someone without leaning
    core: frozenset[ItemId]  # the items of a complete form
    attention: Mapping[ItemId, MostLeast]  # what attention blocks expect; they are in no array


def compile_model(bank: Bank, rules: Rules) -> Model:
    """Make all arrays that scoring needs.

    Raises ValueError for what the arithmetic cannot do without: an item, two tracks, and tracks
    whose weights differ between traits.
    """
    _refuse_impossible(bank, rules)
    traits = tuple(trait.id for trait in bank.traits)
    items = tuple(item.id for item in bank.scored)
    reduced = [answers_of(item, traits, rules.extreme_penalty) for item in bank.scored]
    curves = _padded(reduced, rules.discrimination)
    return Model(
        bank=bank,
        rules=rules,
        traits=traits,
        tracks=tuple(track.id for track in rules.tracks),
        items=items,
        rows={item: row for row, item in enumerate(items)},
        answers=tuple(each.answers for each in reduced),
        places=tuple({a: place for place, a in enumerate(each.answers)} for each in reduced),
        curves=curves,
        profiles=unit_profiles(rules.tracks, traits),
        plane=plane(len(traits)),
        neutral=moments(curves, np.zeros(len(traits))),
        core=frozenset(item.id for item in bank.form),
        attention={item.id: item.expects for item in bank.items if item.expects is not None},
    )


def unit_profiles(tracks: Sequence[TrackProfile], traits: Sequence[TraitId]) -> Floats:
    """Give each track's written weights minus their mean, scaled to length 1: (tracks, traits).

    Only differences between traits decide, so a track that stands on more points has no advantage.
    """
    written = np.array([[float(t.weights.get(trait, 0)) for trait in traits] for t in tracks])
    centred = written - written.mean(axis=1, keepdims=True)
    return frozen(centred / np.linalg.norm(centred, axis=1, keepdims=True))


def plane(traits: int) -> Floats:
    """Give the axes x and y of the position, (2, traits) by the order of the traits in the bank.

    x is the first half against the second, y the inner half against the outer; for four traits
    x = (1, 1, -1, -1) / 2 and y = (-1, 1, 1, -1) / 2. Axes are centred and of length 1, or 0 where
    there are too few traits to have an inner half.
    """
    from_middle = 2 * np.arange(traits) - (traits - 1)
    inner = np.where(2 * np.abs(from_middle) < traits, 1.0, -1.0)
    axes = np.array([-np.sign(from_middle), inner - inner.mean()])
    return frozen(axes / np.maximum(np.linalg.norm(axes, axis=1, keepdims=True), 1e-12))


def make_curves(weights: Floats, intercepts: Floats, slope: float) -> Curves:
    """Lay out padded arrays for speed; see `Curves` for their shapes."""
    flat = weights.reshape(-1, weights.shape[-1])
    return Curves(
        weights=frozen(weights),
        intercepts=frozen(intercepts),
        slope=slope,
        logits=frozen(slope * flat.T),
        products=frozen(weights[..., :, None] * weights[..., None, :]),
    )


def probabilities(curves: Curves, theta: Floats) -> Floats:
    """Give how likely each answer is, (..., items, answers), at positions `theta` (..., traits).

    Bock's nominal model: P(k) = exp(a W_k.theta + c_k) / sum_j exp(a W_j.theta + c_j).
    """
    logits = (theta @ curves.logits).reshape(*theta.shape[:-1], *curves.intercepts.shape)
    logits += curves.intercepts
    # The largest logit becomes 0, so that no weight, however large, can overflow.
    odds = np.exp(logits - logits.max(axis=-1, keepdims=True))
    likely: Floats = odds / odds.sum(axis=-1, keepdims=True)
    return likely


def moments(curves: Curves, theta: Floats) -> Moments:
    """Give mean and covariance of each item's weights at positions `theta` (..., traits).

    The information of an item about the position is slope squared times its covariance.
    """
    likely = probabilities(curves, theta)
    means = np.einsum("...ia,iat->...it", likely, curves.weights)
    squares = np.einsum("...ia,iatu->...itu", likely, curves.products)
    return Moments(means, squares - means[..., :, None] * means[..., None, :])


def _padded(reduced: Sequence[Answers], slope: float) -> Curves:
    most = max(len(each.answers) for each in reduced)
    weights = np.zeros((len(reduced), most, reduced[0].weights.shape[1]))
    intercepts = np.full((len(reduced), most), -np.inf)
    for row, each in enumerate(reduced):
        weights[row, : len(each.answers)] = each.weights
        intercepts[row, : len(each.answers)] = each.intercepts
    return make_curves(weights, intercepts, slope)


def _refuse_impossible(bank: Bank, rules: Rules) -> None:
    if not bank.scored:
        raise ValueError("a bank needs at least one item that is scored")
    if len(rules.tracks) < 2:
        raise ValueError("a recommendation needs at least two tracks to choose from")
    for track in rules.tracks:
        if len({track.weights.get(trait.id, 0) for trait in bank.traits}) == 1:
            raise ValueError(f"track {track.id}: its weights must differ between traits")
