"""Knows how sure a complete form will be about someone of a given leaning, before they answer.

It refuses to know anyone's answers; `quiz.core.scoring` does, and takes the same formulas.
"""

from dataclasses import dataclass

import numpy as np

from quiz.core.arrays import Floats
from quiz.core.confidence import track_probabilities
from quiz.core.model import Model, moments


@dataclass(frozen=True, slots=True, eq=False)
class Foreseen:
    """A place in the plane, the doubt around it, and the tracks' chances there."""

    position: Floats  # (2,)
    covariance: Floats  # (2, 2), with the pilot term while the bank is not calibrated
    probabilities: Floats  # (tracks,)


def foresee(model: Model, place: tuple[float, float]) -> Foreseen:
    """Say what a complete form is expected to show of someone at a place of the plane."""
    theta = np.asarray(place) @ model.plane
    there = moments(model.curves, theta)
    rows = [model.rows[item] for item in sorted(model.core)]
    information = model.curves.slope**2 * there.covariances[rows].sum(axis=0)
    pilot = model.rules.pilot_variance if model.bank.pilot else 0.0
    one = np.eye(len(theta))
    believed = np.linalg.inv(one + information) + pilot * one
    expected = (there.means - model.neutral.means).sum(axis=0)
    jacobian = model.curves.slope * there.covariances.sum(axis=0)
    factor = jacobian @ np.linalg.cholesky(believed)
    return Foreseen(
        position=model.plane @ theta,
        covariance=model.plane @ believed @ model.plane.T,
        probabilities=track_probabilities(expected, factor, model.profiles),
    )
