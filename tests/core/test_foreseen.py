import numpy as np
import pytest

from quiz.core.foreseen import foresee
from quiz.core.model import moments
from quiz.core.scoring import find_peak
from tests.core import builders

MODEL = builders.model(builders.blocks(12))


def test_a_place_is_where_it_was_asked_for():
    assert foresee(MODEL, (0.7, -0.2)).position == pytest.approx([0.7, -0.2])


def test_in_the_middle_the_chances_of_mirrored_tracks_are_equal():
    there = foresee(MODEL, (0.0, 0.0))
    assert there.probabilities.sum() == pytest.approx(1)
    assert there.probabilities[0] == pytest.approx(there.probabilities[-1])


def test_the_further_out_the_surer():
    shares = [foresee(MODEL, (x, 0.0)).probabilities.max() for x in (0.2, 0.6, 1.2)]
    assert shares == sorted(shares)
    assert shares[-1] > 0.9


def test_the_doubt_is_that_of_a_complete_form_with_the_pilot_term():
    theta = np.array([0.7, 0.3]) @ MODEL.plane
    rows = np.arange(len(MODEL.items))
    there = moments(MODEL.curves, theta)
    sums = there.means.sum(axis=0) + theta / MODEL.curves.slope
    peak = find_peak(MODEL, rows, sums)
    assert peak.theta == pytest.approx(theta, abs=1e-6)
    pilot = MODEL.rules.pilot_variance if MODEL.bank.pilot else 0.0
    believed = peak.covariance + pilot * np.eye(4)
    wanted = MODEL.plane @ believed @ MODEL.plane.T
    assert foresee(MODEL, (0.7, 0.3)).covariance == pytest.approx(wanted, abs=1e-6)
