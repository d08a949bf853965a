"""Knows the chance of each of three tracks for a hundred thousand people in one go.

It refuses to know who they are. One person's figures come from `quiz.core.confidence`, with the
same formulas; here the tail comes from a table and Owen's T from fewer points, both to 1e-14.
"""

from functools import cache
from math import erfc, pi, sqrt

import numpy as np

from quiz.core.arrays import Floats, frozen

_FARTHEST = 39.0  # beyond it the tail is smaller than the smallest number
_PER_UNIT = 64
_NODES, _NODE_WEIGHTS = np.polynomial.legendre.leggauss(14)
_TINY = 1e-12
_PAIRS = ((0, 1), (0, 2), (1, 2))
_WEDGES = (((0, 1), (1, 1)), ((0, -1), (2, 1)), ((1, -1), (2, -1)))
"""For each track its two boundaries: which pair of tracks, and on which side of it the track is."""


def wedge_probabilities(
    centres: Floats, factors: Floats, beliefs: Floats, *, profiles: Floats
) -> Floats:
    """Give P(profile_t . tau is largest) for tau ~ Normal(centre, F B F'): (3, people).

    The last axis counts people: `centres` (traits, people), `factors` F and `beliefs` B
    (traits, traits, people), both symmetric. `profiles` (3, traits).
    """
    between = np.array([profiles[one] - profiles[other] for one, other in _PAIRS])
    across = np.einsum("dt,tun->dun", between, factors)
    lean = np.einsum("dtn,tun->dun", across, beliefs)
    products = np.einsum("dtn,etn->den", lean, across)
    deviations = np.sqrt(np.einsum("ddn->dn", products) + _TINY)
    heights = (between @ centres) / deviations
    chances = np.array([_wedge(heights, products, deviations, *sides) for sides in _WEDGES])
    chances = chances.clip(0, 1)
    shares: Floats = chances / chances.sum(axis=0)
    return shares


_Side = tuple[int, int]


def _wedge(
    heights: Floats, products: Floats, deviations: Floats, first: _Side, second: _Side
) -> Floats:
    (one, way), (other, other_way) = first, second
    together = way * other_way * products[one, other] / (deviations[one] * deviations[other])
    return quadrants(way * heights[one], other_way * heights[other], together)


def quadrants(h: Floats, k: Floats, correlation: Floats) -> Floats:
    """Give P(X < h and Y < k) for standard normals of that correlation, elementwise (Owen 1956)."""
    h = np.where(np.abs(h) < _TINY, _TINY, h)
    k = np.where(np.abs(k) < _TINY, _TINY, k)
    spread = np.sqrt(np.maximum(1 - correlation**2, _TINY))
    cut_off = owens_ts(h, (k / h - correlation) / spread)
    cut_off += owens_ts(k, (h / k - correlation) / spread)
    below = 1 - (tails(h) + tails(k)) / 2
    result: Floats = below - cut_off - np.where(h * k > 0, 0.0, 0.5)
    return result


def owens_ts(h: Floats, a: Floats) -> Floats:
    """Compute Owen's T elementwise; see `quiz.core.normal.owens_t` for the formula."""
    height, size = np.abs(h), np.abs(a)
    steep = size > 1
    far = height * size
    inside = _integral(np.where(steep, far, height), np.where(steep, 1 / np.maximum(size, 1), size))
    near_tail, far_tail = tails(height), tails(far)
    reflected = (near_tail + far_tail) / 2 - near_tail * far_tail - inside
    result: Floats = np.sign(a) * np.where(steep, reflected, inside)
    return result


def _integral(height: Floats, width: Floats) -> Floats:
    """Sum over quadrature points one at a time: memory holds people, not their points."""
    fall = -(height**2) / 2
    area = np.zeros_like(height)
    for node, weight in zip((_NODES + 1) / 2, _NODE_WEIGHTS, strict=True):
        bend = 1 + (node * width) ** 2
        area += weight * np.exp(fall * bend) / bend
    result: Floats = width / (4 * pi) * area
    return result


def tails(x: Floats) -> Floats:
    """Give P(X > x) of a standard normal, elementwise, to 1e-15.

    Taylor's series of five terms around the nearest of 64 tabled points per unit.
    """
    points, values, densities = _table()
    reach = np.clip(x, -_FARTHEST, _FARTHEST)
    place = np.rint((reach + _FARTHEST) * _PER_UNIT).astype(np.intp)
    at, d = points[place], reach - points[place]
    # Derivatives of the density are the density times Hermite polynomials, signs alternating.
    series = at**3 - 3 * at - d / 5 * (at**4 - 6 * at**2 + 3)
    series = at - d / 3 * (at**2 - 1 - d / 4 * series)
    series = d * (1 - d / 2 * series)
    result: Floats = values[place] - densities[place] * series
    return result


@cache
def _table() -> tuple[Floats, Floats, Floats]:
    points = np.arange(-_FARTHEST * _PER_UNIT, _FARTHEST * _PER_UNIT + 1) / _PER_UNIT
    values = np.array([erfc(point / sqrt(2)) / 2 for point in points.tolist()])
    densities = np.exp(-(points**2) / 2) / sqrt(2 * pi)
    return frozen(points), frozen(values), frozen(densities)
