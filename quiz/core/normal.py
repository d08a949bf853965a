"""Knows the normal distribution in one and two dimensions, by quadrature and a fixed lattice.

It refuses to know what is distributed.
"""

from functools import cache
from math import erfc, sqrt
from statistics import NormalDist

import numpy as np

from quiz.core.arrays import Floats, frozen

_NODES, _NODE_WEIGHTS = np.polynomial.legendre.leggauss(64)
_TINY = 1e-12


def upper_tail(x: Floats) -> Floats:
    """Give P(X > x) of a standard normal, elementwise for a one-dimensional array."""
    return np.array([erfc(value / sqrt(2)) / 2 for value in x.tolist()])


def owens_t(h: Floats, a: Floats) -> Floats:
    """Compute Owen's T, elementwise for one-dimensional arrays of one shape.

    T(h, a) = 1/2pi times the integral over x from 0 to a of exp(-h^2 (1 + x^2) / 2) / (1 + x^2).

    Sixty-four Gauss-Legendre points are exact to rounding for |a| <= 1. Beyond that the reflection
    T(h, a) = (Q(h) + Q(ah)) / 2 - Q(h) Q(ah) - T(ah, 1/a), with Q the upper tail, leads back.
    """
    height, size = np.abs(h), np.abs(a)
    steep = size > 1
    far = height * size
    tails, far_tails = upper_tail(height), upper_tail(far)
    inside = _owens_integral(
        np.where(steep, far, height), np.where(steep, 1 / np.maximum(size, 1), size)
    )
    reflected = (tails + far_tails) / 2 - tails * far_tails - inside
    result: Floats = np.sign(a) * np.where(steep, reflected, inside)
    return result


def _owens_integral(height: Floats, width: Floats) -> Floats:
    x = width[:, None] * (_NODES + 1) / 2
    bend = 1 + x * x
    values = np.exp(-(height[:, None] ** 2) * bend / 2) / bend
    area: Floats = width / (4 * np.pi) * (values @ _NODE_WEIGHTS)
    return area


def quadrant(h: Floats, k: Floats, correlation: Floats) -> Floats:
    """Give P(X < h and Y < k) for standard normals of that correlation, elementwise (Owen 1956)."""
    h = np.where(np.abs(h) < _TINY, _TINY, h)
    k = np.where(np.abs(k) < _TINY, _TINY, k)
    spread = np.sqrt(np.maximum(1 - correlation**2, _TINY))
    both_h = np.concatenate([h, k])
    both_a = np.concatenate([(k / h - correlation) / spread, (h / k - correlation) / spread])
    below = 1 - upper_tail(both_h)
    halves = (below / 2 - owens_t(both_h, both_a)).reshape(2, -1).sum(axis=0)
    result: Floats = halves - np.where(h * k > 0, 0.0, 0.5)
    return result


@cache
def lattice(points: int, dimensions: int) -> Floats:
    """Give standard normal draws (points, dimensions) that are the same in every process.

    The points of the unit cube are multiples of powers of the inverse of the root of
    x^(dimensions + 1) = x + 1 (the golden ratio in one dimension), taken modulo 1.
    """
    root = 2.0
    for _ in range(60):
        root = (1 + root) ** (1 / (dimensions + 1))
    strides = root ** -np.arange(1.0, dimensions + 1)
    cube = (0.5 + np.arange(1.0, points + 1)[:, None] * strides) % 1
    inverse = NormalDist().inv_cdf
    return frozen(np.array([[inverse(u) for u in row] for row in cube.tolist()]))
