"""Shows the probability of each track where geometry gives it without any integral."""

import numpy as np
import pytest
from scipy.stats import norm

from quiz.core.confidence import track_probabilities
from quiz.core.model import unit_profiles
from tests.core.builders import MANAGER, OWNER, PROJECT, TRAITS, track

THREE = unit_profiles((MANAGER, OWNER, PROJECT), TRAITS)
FOUR = unit_profiles((MANAGER, OWNER, PROJECT, track("planner", why=1, when=1)), TRAITS)


def chances(profiles, centre=(0, 0, 0, 0), factor=None):
    factor = np.eye(4) if factor is None else factor
    return track_probabilities(np.array(centre, dtype=float), factor, profiles).tolist()


def test_nobody_in_particular_meets_three_wedges_of_three_two_and_three_eighths():
    assert chances(THREE) == pytest.approx([3 / 8, 1 / 4, 3 / 8], abs=1e-10)


def test_four_tracks_around_the_plane_have_a_quarter_each():
    assert chances(FOUR) == pytest.approx([1 / 4] * 4, abs=0.002)


def test_the_owner_wins_when_what_beats_when_and_how_beats_why():
    expected = norm.cdf(1.5 / 2**0.5) * norm.cdf(0.8 / 2**0.5)
    assert chances(THREE, (0, 1.5, 0.8, 0))[1] == pytest.approx(expected, abs=1e-10)


def test_counting_and_the_closed_form_agree_about_the_same_three_tracks():
    profiles = np.vstack([THREE, -10 * np.ones(4)])
    centre = np.array([0.9, 1.1, 0.4, 0.0])
    counted = track_probabilities(centre + 20, np.eye(4), profiles)
    assert counted[:3] == pytest.approx(chances(THREE, centre), abs=0.004)


def test_two_tracks_share_one_line():
    expected = norm.cdf(2**0.5 / 2)
    assert chances(THREE[[0, 2]], (0.5, 0.5, -0.5, 0.5)) == pytest.approx(
        [norm.cdf(0.5), norm.cdf(-0.5)], abs=0.002
    )
    assert chances(THREE[[0, 1]], (0.5, 0, -0.5, 0)) == pytest.approx(
        [expected, 1 - expected], abs=0.002
    )


def test_the_farther_out_the_surer():
    sure = [chances(THREE, (reach, reach, 0, 0))[0] for reach in (0, 0.5, 1, 2, 4, 40, 1e6)]
    assert sure == sorted(sure)
    assert sure[-1] == 1


def test_without_any_spread_the_leader_is_certain():
    assert chances(THREE, (1, 2, 0, 0), np.zeros((4, 4))) == pytest.approx([1, 0, 0], abs=1e-9)


def test_points_that_can_only_move_along_one_line_still_have_probabilities():
    line = np.outer([1, 0, -1, 0], [1, 0, 0, 0]).astype(float)
    found = chances(THREE, (0, 1, 0, 0), line)
    assert found == pytest.approx([0.5, 0.5, 0], abs=1e-5)
