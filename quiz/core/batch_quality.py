"""Knows which of many answer sheets ask for a second look, by the same rules as one at a time.

It refuses to judge people, and to know how they came to their answers.
"""

from math import log

import numpy as np

from quiz.core.arrays import Flags, Floats, Places
from quiz.core.batch import Crowd
from quiz.core.clicking import least_honest
from quiz.core.model import Model
from quiz.core.shapes import normalisers, shapes_of, totals

_AT_ONCE = 1024
_DISTANCES = (1, 2, 3)  # as for one person
_PROOF = 2  # attention blocks, as for one person


def flagged_many(model: Model, places: Places, crowd: Crowd, *, reads: Flags) -> Flags:
    """Tell whose answers `places` (people, items) to the whole bank, in its order, raise a flag.

    Nobody may have left an item out. People whose answers are doubtful are shown attention blocks
    as the form in a fixed order shows them, as many as the bank has and two at most; those who
    `reads` (people,) heed all of them, the others none. See `quiz.core.quality.raised`.
    """
    limits, answered = model.rules.thresholds, places.shape[1]
    enough = answered >= limits.pattern_from
    found = evidences(model, places, crowd.theta)
    patterned = (repetitions(places) >= limits.pattern) & enough
    doubtful = patterned | (found < log(model.rules.adaptive.doubt))
    shown = min(len(model.attention), _PROOF)
    flagged = patterned | (doubtful & ~reads & (shown > 0))
    if not enough:
        return np.asarray(flagged)
    least = least_honest(model, answered, model.rules.adaptive.random)
    random = (np.hypot(*crowd.position.T) >= limits.balanced) & (found < least)
    proven = doubtful & reads & (shown == _PROOF)
    return np.asarray(flagged | (random & ~proven))


def repetitions(places: Places) -> Floats:
    """Find the largest share of answers in the same place as the one 1, 2 or 3 back, per person."""
    shares = [np.zeros(len(places))] + [
        (places[:, back:] == places[:, :-back]).mean(axis=1)
        for back in _DISTANCES
        if places.shape[1] > back
    ]
    return np.asarray(np.max(shares, axis=0))


def evidences(model: Model, places: Places, theta: Floats) -> Floats:
    """Give the evidence against random clicking, (people,), in nats; `theta` (people, traits)."""
    curves, shapes = model.curves, shapes_of(model.curves)
    counts = shapes.counts(np.ones((1, places.shape[1]), dtype=np.bool_))
    rows = np.arange(places.shape[1])
    sums = curves.weights[rows, places].sum(axis=1)
    fit = curves.intercepts[rows, places].sum(axis=1) + np.log(curves.mask.sum(axis=1)).sum()
    fit += curves.slope * (sums * theta).sum(axis=1) - (theta * theta).sum(axis=1) / 2
    for start in range(0, len(theta), _AT_ONCE):
        some = slice(start, start + _AT_ONCE)
        here = theta[some].T
        covariance = totals(shapes, counts, here)[1] * shapes.slope**2
        precision = covariance + np.eye(len(here))[..., None]
        fit[some] -= normalisers(shapes, counts, here)
        fit[some] -= np.linalg.slogdet(precision.transpose(2, 0, 1))[1] / 2
    return np.asarray(fit)
