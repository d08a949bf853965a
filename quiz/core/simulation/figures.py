"""Knows how to measure recommendations against the truth: accuracy, calibration, confusion, fit.

It refuses to know where either comes from; everything here takes arrays of people.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from quiz.core.arrays import Flags, Floats, Places
from quiz.core.model import Model
from quiz.core.shapes import shapes_of, totals

BINS = 15
_AT_ONCE = 1024
_EQUAL = 1e-9


@dataclass(frozen=True, slots=True)
class Bin:
    """People whose stated probability lies between two bounds: what was said, what came true."""

    low: float
    high: float
    people: int
    stated: float  # mean probability; 0 without people
    right: float  # share for whom the named track was the true one; 0 without people


def calibration(stated: Floats, right: Flags, *, bins: int = BINS) -> tuple[Bin, ...]:
    """Sort people by the probability stated for the track they were told, in equal steps of it."""
    place = np.clip((stated * bins).astype(np.intp), 0, bins - 1)
    count = np.bincount(place, minlength=bins)
    divisor = np.maximum(count, 1)
    means = np.bincount(place, stated, bins) / divisor
    shares = np.bincount(place, right.astype(np.float64), bins) / divisor
    return tuple(
        Bin(k / bins, (k + 1) / bins, int(count[k]), float(means[k]), float(shares[k]))
        for k in range(bins)
    )


def calibration_error(table: Sequence[Bin]) -> float:
    """Give the expected calibration error: how far stated and true shares lie apart, by people."""
    people = sum(each.people for each in table)
    apart = sum(each.people * abs(each.stated - each.right) for each in table)
    return apart / people if people else 0.0


def confusion(true: Places, named: Places, tracks: int) -> Places:
    """Count people by true track (rows) and recommended track (columns)."""
    counts = np.zeros((tracks, tracks), dtype=np.intp)
    np.add.at(counts, (true, named), 1)
    return counts


def true_tracks(model: Model, theta: Floats) -> Places:
    """Name the track with most points after endless such questions, at `theta` (people, traits).

    That is the largest of profile . (E[sums of the whole bank | theta] - E[the same | 0]).
    """
    shapes = shapes_of(model.curves)
    counts = shapes.counts(np.ones((1, len(model.items)), dtype=np.bool_))
    expected = np.empty_like(theta)
    for start in range(0, len(theta), _AT_ONCE):
        some = slice(start, start + _AT_ONCE)
        expected[some] = totals(shapes, counts, theta[some].T)[0].T
    beyond = expected - model.neutral.means.sum(axis=0)
    return np.asarray((beyond @ model.profiles.T).argmax(axis=1))


def votes(model: Model, places: Places) -> Floats:
    """Count answers as in a magazine: each is one vote for its nearest track (people, tracks).

    Ties are shared; an answer that leans nowhere votes for nobody.
    """
    counted = np.zeros((len(places), len(model.tracks)))
    for row, answers in enumerate(model.answers):
        weights = model.curves.weights[row, : len(answers)]
        centred = weights - weights.mean(axis=0)
        near = centred @ model.profiles.T
        nearest = near >= near.max(axis=1, keepdims=True) - _EQUAL
        leaning = np.abs(centred).sum(axis=1, keepdims=True) > _EQUAL
        ballots = nearest * leaning / nearest.sum(axis=1, keepdims=True)
        counted += ballots[places[:, row]]
    return counted


def winners(values: Floats, rng: np.random.Generator) -> Places:
    """Name the largest of each row (people, tracks); ties go by lot."""
    lots = rng.random(values.shape) * 1e-6
    return np.asarray((values + lots).argmax(axis=1))


def reliability(true: Floats, estimated: Floats) -> float:
    """Squared correlation between where people stand on an axis and where they were placed."""
    if np.ptp(true) < _EQUAL or np.ptp(estimated) < _EQUAL:
        return 0.0
    return float(np.corrcoef(true, estimated)[0, 1] ** 2)


def in_top_two(probabilities: Floats, true: Places) -> Flags:
    """Tell for whom the true track is one of the two most probable ones."""
    two = np.argsort(-probabilities, axis=1, kind="stable")[:, :2]
    return np.asarray((two == true[:, None]).any(axis=1))
