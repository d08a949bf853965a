"""Knows how well answers fit someone who reads, compared with someone who clicks at random.

It refuses to accuse: what follows from a poor fit is decided elsewhere (`quiz.core.quality`).
"""

import numpy as np

from quiz.core.arrays import Floats, Places
from quiz.core.made_once import made_once
from quiz.core.model import Curves, Model, make_curves, probabilities
from quiz.core.normal import lattice
from quiz.core.scoring import Profile

HONEST_PEOPLE = 2000
_FEWEST_PEOPLE = 100
_LARGEST_TABLE = 1 << 23  # numbers; 64 MB
_SEED = 20240601
_TINY = 1e-300
_STEPS = 30
_CLOSE = 1e-3
_FARTHEST_STEP = 1.0
_DECIMALS = 6


def evidence(model: Model, profile: Profile) -> float:
    """Give the log of how much better reading explains these answers than random clicking, in nats.

    B = log m(answers) - sum log(1 / C_i), C_i the number of answers that item i has, and m what
    the model expects of the whole population, by Laplace's method at the likeliest position:
    log m = l(theta) - |theta|^2 / 2 + log det C / 2. Below 0 clicking explains them better.
    """
    rows, theta = profile.sheet.rows, profile.theta
    chances = probabilities(model.curves, theta)[rows, profile.sheet.places].clip(_TINY)
    options = model.curves.mask[rows].sum(axis=1)
    fit = np.log(chances * options).sum() - theta @ theta / 2
    return float(fit + np.linalg.slogdet(profile.covariance)[1] / 2)


@made_once(256)
def least_honest(model: Model, answered: int, share: float) -> float:
    """Give the evidence that all but this share of honest people reach with so many answers.

    Simulated people, the same in every process, answer the items of the form in their order, then
    the extra ones, exactly as the model says. Takes some 50 ms once for each length.
    """
    core = [model.rows[item] for item in model.items if item in model.core]
    extra = [model.rows[item] for item in model.items if item not in model.core]
    rows = np.array((core + extra)[:answered], dtype=np.intp)
    curves = make_curves(
        model.curves.weights[rows], model.curves.intercepts[rows], model.curves.slope
    )
    affordable = max(_FEWEST_PEOPLE, _LARGEST_TABLE // curves.intercepts.size)
    theta = lattice(min(HONEST_PEOPLE, affordable), len(model.traits))
    places = _answers(curves, theta)
    return round(float(np.quantile(_evidence(curves, places, start=theta), share)), _DECIMALS)


def _answers(curves: Curves, theta: Floats) -> Places:
    """Let people at `theta` (people, traits) answer every item: places (people, items)."""
    count = len(theta) * len(curves.weights)
    # Raw bits of this generator are promised never to change, so neither do the imaginary people.
    bits = np.random.PCG64(_SEED).random_raw(count)
    drawn = ((bits >> np.uint64(11)) * 2.0**-53).reshape(len(theta), -1, 1)
    reached = probabilities(curves, theta).cumsum(axis=2)
    return np.asarray((reached[..., :-1] <= drawn * reached[..., -1:]).sum(axis=2))


def _evidence(curves: Curves, places: Places, *, start: Floats) -> Floats:
    """Give `evidence` for many people, (people,), by Newton's method from `start`."""
    items = np.arange(len(curves.weights))
    sums = curves.weights[items, places].sum(axis=1)
    theta, precision = start, np.eye(start.shape[1])
    step, steps = np.ones_like(start), 0
    while steps < _STEPS and np.abs(step).max() > _CLOSE:
        means, covariances = _totals(curves, theta)
        precision = np.eye(start.shape[1]) + curves.slope**2 * covariances
        pull = curves.slope * (sums - means) - theta
        step = np.linalg.solve(precision, pull[..., None])[..., 0]
        step = step.clip(-_FARTHEST_STEP, _FARTHEST_STEP)
        theta, steps = theta + step, steps + 1
    people = np.arange(len(theta))[:, None]
    chances = probabilities(curves, theta)[people, items, places].clip(_TINY)
    fit = np.log(chances * curves.mask.sum(axis=1)).sum(axis=1) - (theta * theta).sum(axis=1) / 2
    return np.asarray(fit - np.linalg.slogdet(precision)[1] / 2)


def _totals(curves: Curves, theta: Floats) -> tuple[Floats, Floats]:
    """Add up over the items the means (people, traits) and covariances of the answers' weights."""
    likely = probabilities(curves, theta)
    people, traits = theta.shape
    means = np.matmul(likely.transpose(1, 0, 2), curves.weights)
    squares = likely.reshape(people, -1) @ curves.products.reshape(-1, traits * traits)
    between = np.einsum("int,inu->ntu", means, means)
    return means.sum(axis=0), squares.reshape(people, traits, traits) - between
