"""Shows the normal distribution against closed forms, and against scipy where there is none."""

from itertools import product
from math import asin, pi

import numpy as np
import pytest
from scipy.integrate import quad
from scipy.special import owens_t as scipy_owens_t
from scipy.stats import norm

from quiz.core.normal import lattice, owens_t, quadrant, upper_tail

GRID = np.array([0, 1e-9, 0.03, 0.3, 0.9, 1.0, 1.7, 2.5, 4.0, 6.5, 9.0, 30.0])
SLOPES = np.array([0, 1e-9, 0.1, 0.5, 0.99, 1.0, 1.01, 2.0, 7.0, 60.0, 1e4, 1e9])


def each(h, a):
    pairs = np.array(list(product(h, a)))
    return pairs[:, 0], pairs[:, 1]


def test_owens_t_agrees_with_scipy_on_both_sides_of_one():
    h, a = each(np.concatenate([-GRID, GRID]), np.concatenate([-SLOPES, SLOPES]))
    assert np.abs(owens_t(h, a) - scipy_owens_t(h, a)).max() < 1e-14


def test_owens_t_at_height_nought_is_the_angle():
    assert owens_t(np.zeros(3), np.array([0.0, 1.0, -1.0])) == pytest.approx([0, 1 / 8, -1 / 8])


def test_the_upper_tail_keeps_its_precision_far_out():
    x = np.array([-9.0, -1.0, 0.0, 1.0, 9.0, 30.0])
    assert upper_tail(x) == pytest.approx(norm.sf(x), rel=1e-12)


def one_quadrant(h, k, correlation):
    return quadrant(np.array([h]), np.array([k]), np.array([correlation]))[0]


@pytest.mark.parametrize("correlation", [-0.9, -0.5, 0.0, 0.3, 0.99])
def test_a_quadrant_at_the_centre_is_a_quarter_and_the_angle(correlation):
    centre = 0.25 + asin(correlation) / (2 * pi)
    assert one_quadrant(0.0, 0.0, correlation) == pytest.approx(centre, abs=1e-10)


@pytest.mark.parametrize(("h", "k"), [(1.2, -0.4), (-2, -1), (0, 3), (0, -3), (3, 0), (8, -8)])
def test_without_correlation_a_quadrant_is_a_product(h, k):
    assert one_quadrant(h, k, 0.0) == pytest.approx(norm.cdf(h) * norm.cdf(k), abs=1e-10)


@pytest.mark.parametrize(("h", "k"), [(1.2, -0.4), (-2, -1), (0.7, 0.7), (2.0, 0.3)])
def test_with_full_correlation_the_stricter_side_decides(h, k):
    assert one_quadrant(h, k, 1.0) == pytest.approx(norm.cdf(min(h, k)), abs=1e-6)
    against = max(0.0, norm.cdf(h) + norm.cdf(k) - 1)
    assert one_quadrant(h, k, -1.0) == pytest.approx(against, abs=1e-6)


def strip_by_strip(h, k, correlation):
    """The same probability as one integral over the first variable."""
    spread = (1 - correlation**2) ** 0.5
    return quad(lambda x: norm.pdf(x) * norm.cdf((k - correlation * x) / spread), -12, h)[0]


def test_a_quadrant_agrees_with_an_integral_strip_by_strip():
    cases = list(product([-2.3, -0.4, 0.0, 1.1], [-1.5, 2.6], [-0.95, -0.3, 0.6, 0.9]))
    found = quadrant(*np.array(cases).T)
    assert found == pytest.approx([strip_by_strip(*case) for case in cases], abs=1e-8)


def test_the_lattice_is_spread_like_a_standard_normal():
    draws = lattice(16_384, 4)
    assert draws.mean(axis=0) == pytest.approx(np.zeros(4), abs=0.002)
    assert np.cov(draws.T) == pytest.approx(np.eye(4), abs=0.005)


def test_the_lattice_of_one_dimension_steps_by_the_golden_ratio():
    golden = (5**0.5 - 1) / 2
    assert norm.cdf(lattice(3, 1)[:, 0]) == pytest.approx(
        [(0.5 + step * golden) % 1 for step in (1, 2, 3)]
    )


def test_the_lattice_is_the_same_every_time():
    first = lattice(16, 4).copy()
    lattice.cache_clear()
    assert np.array_equal(lattice(16, 4), first)
