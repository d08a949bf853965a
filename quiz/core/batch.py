"""Knows how to score a whole population at once, to the same figures as one person at a time.

It refuses to know single people's pages, reasons and changes (`quiz.core.scoring` has them).
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from quiz.core.arrays import Flags, Floats, Places
from quiz.core.confidence import track_probabilities
from quiz.core.model import Curves, Model
from quiz.core.shapes import Shapes, inverses, shapes_of, totals
from quiz.core.wedges import wedge_probabilities

UNASKED = -1
SKIPPED = -2
"""Places of an item that was never shown, and of one that was shown and not answered."""

_STEP_TOLERANCE = 1e-8
_MOST_STEPS = 100
_AT_ONCE = 1 << 18  # numbers in one pass: they stay in the processor's cache
_MOST_AT_ONCE = 1024  # keeps products of small matrices below the size of a second thread
_FEWEST_AT_ONCE = 32
_GRAIN = 120  # halves, thirds, quarters and fifths of points become whole numbers


@dataclass(frozen=True, slots=True, eq=False)
class Crowd:
    """Many people's results in numbers; see `quiz.core.scoring.Profile`. Axis one is people."""

    sums: Floats  # (people, traits)
    points: Floats  # (people, tracks)
    theta: Floats  # (people, traits)
    position: Floats  # (people, 2)
    position_sd: Floats  # (people,)
    probabilities: Floats  # (people, tracks)
    complete: Flags  # (people,)


@dataclass(frozen=True, slots=True, eq=False)
class _Task:
    """What every pass over some people needs."""

    model: Model
    shapes: Shapes  # of the curves that the answers are believed to follow
    target: Shapes  # of the written curves, in whose points tracks are compared
    full: Floats  # (target shapes, 1): how often each occurs in the whole bank


def score_many(model: Model, places: Places, *, believing: Curves | None = None) -> Crowd:
    """Score `places` (people, items): the place of each answer, or `UNASKED`, or `SKIPPED`.

    `believing` are curves other than the written ones from which to infer positions, as if the
    truth were known; points and tracks stay those of the written weights. People whose sums and
    answered items are the same are computed once. Agrees with `quiz.core.scoring.score` to 1e-8.
    """
    curves = believing or model.curves
    answered = places >= 0
    sums = chosen_sums(curves, places)
    gains = sums if believing is None else chosen_sums(model.curves, places)
    neutral = answered.astype(np.float64) @ model.neutral.means
    theta, deviations, chances = _infer(model, curves, sums, answered)
    core = [model.rows[item] for item in model.core]
    return Crowd(
        sums=gains,
        points=(gains - neutral) @ model.profiles.T,
        theta=theta,
        position=theta @ model.plane.T,
        position_sd=deviations,
        probabilities=chances,
        complete=np.asarray((places[:, core] != UNASKED).all(axis=1)),
    )


def chosen_sums(curves: Curves, places: Places) -> Floats:
    """Add up the weights of the answers at `places` (people, items): (people, traits)."""
    people, traits = len(places), curves.weights.shape[-1]
    sums = np.zeros((people, traits))
    nothing = np.zeros((1, traits))
    for item, weights in enumerate(curves.weights):
        # The last row catches both kinds of missing answers.
        table = np.concatenate([weights, nothing])
        sums += table[np.maximum(places[:, item], -1)]
    return sums


def _infer(
    model: Model, curves: Curves, sums: Floats, answered: Flags
) -> tuple[Floats, Floats, Floats]:
    shapes, target = shapes_of(curves), shapes_of(model.curves)
    everything = np.ones((1, len(model.items)), dtype=np.bool_)
    task = _Task(model, shapes, target, target.counts(everything))
    alike = bool(answered.all())
    counts = shapes.counts(everything if alike else answered)
    firsts, back = _distinct(sums if alike else np.hstack([sums, counts.T]))
    theta = np.empty((len(firsts), sums.shape[1]))
    deviations = np.empty(len(firsts))
    chances = np.empty((len(firsts), len(model.tracks)))
    for some in _portions(len(firsts), max(shapes.size, target.size)):
        here = firsts[some]
        peak, covariance = _peaks(shapes, counts if alike else counts[:, here], sums[here].T.copy())
        theta[some] = peak.T
        deviations[some] = _mean_sd(model.plane, covariance)
        chances[some] = _chances(task, peak, covariance).T
    return theta[back], deviations[back], chances[back]


def _portions(people: int, size: int) -> Iterator[slice]:
    step = min(_MOST_AT_ONCE, max(_FEWEST_AT_ONCE, _AT_ONCE // size))
    return (slice(start, start + step) for start in range(0, people, step))


def _distinct(rows: Floats) -> tuple[Places, Places]:
    """Find the first of each set of equal rows, and for every row the place of its first.

    Rows whose numbers are no whole multiples of a grain are too seldom equal to be worth the
    search: all are then taken as distinct.
    """
    each = np.arange(len(rows))
    scaled = rows * _GRAIN
    whole = np.rint(scaled)
    if not len(rows) or np.abs(scaled - whole).max() > 1e-6:
        return each, each
    lowest = whole.min(axis=0)
    sizes = whole.max(axis=0) - lowest + 1
    if sizes.prod() >= 2.0**62:
        return each, each
    strides = np.concatenate([[1.0], np.cumprod(sizes[:-1])])
    keys = (whole - lowest).astype(np.int64) @ strides.astype(np.int64)
    _, firsts, back = np.unique(keys, return_index=True, return_inverse=True)
    return firsts, back


def _peaks(shapes: Shapes, counts: Floats, sums: Floats) -> tuple[Floats, Floats]:
    """Climb as `quiz.core.scoring.find_peak` does, all people together: theta and its covariance.

    A step that leaps so far over the peak that it is pulled back half as hard is halved.
    """
    middle = np.zeros((len(sums), 1))
    pull, covariance = _look(shapes, counts, sums, middle)
    theta, step = np.zeros_like(sums), _times(covariance, pull)
    most_back = -_along(step, pull) / 2
    budget = _MOST_STEPS
    while budget and np.abs(step).max() > _STEP_TOLERANCE:
        budget -= 1
        there = theta + step
        pull, spread = _look(shapes, counts, sums, there)
        kept = ~(_along(step, pull) < most_back)
        theta = np.where(kept, there, theta)
        covariance = np.where(kept, spread, covariance)
        step = np.where(kept, _times(spread, pull), step / 2)
        most_back = np.where(kept, -_along(step, pull) / 2, most_back / 2)
    return theta + step, covariance


def _look(shapes: Shapes, counts: Floats, sums: Floats, theta: Floats) -> tuple[Floats, Floats]:
    """Give the gradient of the log posterior, and the inverse of minus its second derivative."""
    means, covariance = totals(shapes, counts, theta)
    covariance *= shapes.slope**2
    covariance += np.eye(len(theta))[..., None]
    return shapes.slope * (sums - means) - theta, inverses(covariance)


def _times(matrices: Floats, vectors: Floats) -> Floats:
    product: Floats = (matrices * vectors).sum(axis=1)
    return product


def _along(one: Floats, other: Floats) -> Floats:
    total: Floats = (one * other).sum(axis=0)
    return total


def _mean_sd(plane: Floats, covariance: Floats) -> Floats:
    """Root of the mean variance along the two axes of the plane, per person."""
    variance = np.einsum("at,au,tun->n", plane, plane, covariance) / 2
    deviation: Floats = np.sqrt(variance)
    return deviation


def _chances(task: _Task, theta: Floats, covariance: Floats) -> Floats:
    """Give track probabilities (tracks, people), with the pilot term where the bank needs it."""
    model = task.model
    pilot = model.rules.pilot_variance if model.bank.pilot else 0.0
    believed = covariance + pilot * np.eye(len(theta))[..., None]
    means, factors = totals(task.target, task.full, theta)
    expected = means - model.neutral.means.sum(axis=0)[:, None]
    factors *= task.target.slope
    if len(model.tracks) == 3:
        return wedge_probabilities(expected, factors, believed, profiles=model.profiles)
    each = [
        track_probabilities(centre, factor @ np.linalg.cholesky(belief), model.profiles)
        for centre, factor, belief in zip(
            expected.T, factors.transpose(2, 0, 1), believed.transpose(2, 0, 1), strict=True
        )
    ]
    return np.array(each).T
