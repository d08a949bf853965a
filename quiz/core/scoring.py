"""Knows how answers become a profile: sums, points, position, how sure each of them is.

It refuses to know what is recommended on that ground (`quiz.core.verdict`).
"""

from dataclasses import dataclass

import numpy as np

from quiz.core.arrays import Floats, Places
from quiz.core.bank import Responses
from quiz.core.confidence import track_probabilities
from quiz.core.model import Curves, Model, Moments, moments

_STEP_TOLERANCE = 1e-8
_MOST_STEPS = 50


@dataclass(frozen=True, slots=True, eq=False)
class Sheet:
    """One person's answers as places in the arrays of a model."""

    rows: Places  # (answered,): answered items in the order of the bank
    places: Places  # (answered,): which answer each of them got
    sequence: tuple[int, ...]  # the same answers in the order of asking
    asked: int
    complete: bool  # every item not extra is answered or skipped
    heeded: tuple[bool, ...] = ()  # for each answered attention block: got the answer it asks for


@dataclass(frozen=True, slots=True, eq=False)
class Peak:
    """The most likely position: theta (traits,), its covariance, and all items' moments there."""

    theta: Floats
    covariance: Floats
    moments: Moments


@dataclass(frozen=True, slots=True, eq=False)
class Profile:
    """A person's result in numbers, in the order of the bank's traits and the rules' tracks."""

    sheet: Sheet
    gains: Floats  # (answered, traits): chosen weights minus what someone without leaning gets
    sums: Floats  # (traits,): chosen weights
    points: Floats  # (tracks,): against someone without leaning
    theta: Floats  # (traits,): most likely position, in standard deviations
    covariance: Floats  # (traits, traits): of theta, as the answers alone give it
    believed: Floats  # the same, with the pilot term while the bank is not calibrated
    position: Floats  # (2,): theta in the plane of the tracks
    position_sd: float  # from `covariance`
    probabilities: Floats  # (tracks,): from `believed`


def read(model: Model, responses: Responses) -> Sheet:
    """Find each answer in the model; raises KeyError for an item or answer the bank has not.

    Items are taken in the order of the bank, so that the order of asking cannot change a figure.
    Attention blocks are not scored: they are in none of the counts.
    """
    scored = {item: answer for item, answer in responses.items() if item not in model.attention}
    answered = [
        (row := model.rows[item], model.places[row][answer])
        for item, answer in scored.items()
        if answer is not None
    ]
    in_bank_order = np.array(sorted(answered), dtype=np.intp).reshape(-1, 2)
    return Sheet(
        rows=in_bank_order[:, 0],
        places=in_bank_order[:, 1],
        sequence=tuple(place for _, place in answered),
        asked=len(scored),
        complete=model.core <= scored.keys(),
        heeded=tuple(
            responses[item] == expected
            for item, expected in model.attention.items()
            if responses.get(item) is not None
        ),
    )


def score(model: Model, sheet: Sheet) -> Profile:
    """Do the whole arithmetic for one person.

    Track probabilities are about points in the long run: tau(theta), the points that the full form
    is expected to give beyond those of someone without leaning, is normal around its value at the
    peak with covariance J C J', J the slope times the full form's covariance of weights.
    """
    chosen = model.curves.weights[sheet.rows, sheet.places]
    gains = chosen - model.neutral.means[sheet.rows]
    peak = find_peak(model, sheet.rows, chosen.sum(axis=0))
    pilot = model.rules.pilot_variance if model.bank.pilot else 0.0
    believed = peak.covariance + pilot * np.eye(len(peak.theta))
    expected = (peak.moments.means - model.neutral.means).sum(axis=0)
    jacobian = model.curves.slope * peak.moments.covariances.sum(axis=0)
    factor = jacobian @ np.linalg.cholesky(believed)
    return Profile(
        sheet=sheet,
        gains=gains,
        sums=chosen.sum(axis=0),
        points=model.profiles @ gains.sum(axis=0),
        theta=peak.theta,
        covariance=peak.covariance,
        believed=believed,
        position=model.plane @ peak.theta,
        position_sd=_mean_sd(model.plane, peak.covariance),
        probabilities=track_probabilities(expected, factor, model.profiles),
    )


def _mean_sd(plane: Floats, covariance: Floats) -> float:
    """Root of the mean variance along the two axes of the plane."""
    return float(np.sqrt(np.trace(plane @ covariance @ plane.T) / 2))


def find_peak(model: Model, rows: Places, sums: Floats) -> Peak:
    """Climb to the only maximum of the log posterior, theta ~ Normal(0, I), by Newton's method.

    `rows` are the answered items, `sums` (traits,) their chosen weights: for given items the
    posterior depends on the answers through these sums only. The covariance is
    (I + a^2 sum Cov(W))^-1 over the answered items. At the peak E[sums] = sums - theta / a.
    """
    answered = np.zeros(len(model.items))
    answered[rows] = 1
    posterior = _Posterior(model.curves, answered, sums)
    here = posterior.at(np.zeros(len(sums)), model.neutral)
    step = here.covariance @ here.pull
    budget = _MOST_STEPS
    while budget and np.abs(step).max() > _STEP_TOLERANCE:
        budget -= 1
        here = _advance(posterior, here, step)
        step = here.covariance @ here.pull
    return Peak(here.theta + step, here.covariance, here.moments)


@dataclass(frozen=True, slots=True, eq=False)
class _Point:
    theta: Floats
    moments: Moments
    pull: Floats  # gradient of the log posterior
    covariance: Floats  # inverse of minus its second derivative


@dataclass(frozen=True, slots=True, eq=False)
class _Posterior:
    curves: Curves
    answered: Floats  # (items,): 1 for an answered item, else 0
    sums: Floats

    def at(self, theta: Floats, here: Moments) -> _Point:
        slope = self.curves.slope
        information = slope**2 * np.einsum("i,itu->tu", self.answered, here.covariances)
        return _Point(
            theta=theta,
            moments=here,
            pull=slope * (self.sums - self.answered @ here.means) - theta,
            covariance=np.linalg.inv(np.eye(len(theta)) + information).astype(
                np.float64, copy=False
            ),
        )


def _advance(posterior: _Posterior, start: _Point, step: Floats) -> _Point:
    """One step, halved while it leaps so far over the peak that it is pulled back half as hard."""
    most_back = -(step @ start.pull) / 2
    while True:
        theta = start.theta + step
        there = posterior.at(theta, moments(posterior.curves, theta))
        if not step @ there.pull < most_back:
            return there
        step, most_back = step / 2, most_back / 2
