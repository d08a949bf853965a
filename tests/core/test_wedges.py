"""Shows the normal distribution for many people at once against the one for a single person."""

import numpy as np
import pytest

from quiz.core.confidence import track_probabilities
from quiz.core.model import unit_profiles
from quiz.core.normal import owens_t, quadrant, upper_tail
from quiz.core.wedges import owens_ts, quadrants, tails, wedge_probabilities
from tests.core.builders import MANAGER, OWNER, PROJECT, TRAITS

PROFILES = unit_profiles((MANAGER, OWNER, PROJECT), TRAITS)


def test_tails_are_those_of_one_person():
    x = np.concatenate([np.linspace(-9, 9, 20_001), [-50.0, 50.0]])
    assert np.abs(tails(x) - upper_tail(x)).max() < 2e-15


def test_owens_t_is_that_of_one_person():
    heights = np.array([0, 1e-9, 0.03, 0.9, 1.7, 4.0, 9.0, 30.0])
    slopes = np.array([0, 1e-9, 0.1, 0.99, 1.0, 1.01, 7.0, 1e4, 1e9])
    h, a = (grid.ravel() for grid in np.meshgrid([*-heights, *heights], [*-slopes, *slopes]))
    assert np.abs(owens_ts(h, a) - owens_t(h, a)).max() < 1e-14


def test_quadrants_are_those_of_one_person():
    draw = np.random.default_rng(1)
    h, k = draw.normal(size=(2, 500)) * 2
    h[:3] = 0
    correlation = draw.uniform(-1, 1, 500)
    correlation[3:5] = (-1, 1)
    assert np.abs(quadrants(h, k, correlation) - quadrant(h, k, correlation)).max() < 1e-14


def test_someone_in_the_middle_belongs_to_tracks_by_the_angle_of_their_wedges():
    even = np.eye(4)[..., None]
    chances = wedge_probabilities(np.zeros((4, 1)), even, even, profiles=PROFILES)
    assert chances[:, 0] == pytest.approx([0.375, 0.25, 0.375])


def test_wedges_are_those_of_one_person():
    draw = np.random.default_rng(2)
    centres = draw.normal(size=(4, 50))
    roots = draw.normal(size=(2, 50, 4, 4))
    factors, beliefs = (each @ each.transpose(0, 2, 1) + 0.1 * np.eye(4) for each in roots)
    many = wedge_probabilities(
        centres, factors.transpose(1, 2, 0), beliefs.transpose(1, 2, 0), profiles=PROFILES
    )
    one_by_one = [
        track_probabilities(centre, factor @ np.linalg.cholesky(belief), PROFILES)
        for centre, factor, belief in zip(centres.T, factors, beliefs, strict=True)
    ]
    assert np.abs(many.T - one_by_one).max() < 1e-12
