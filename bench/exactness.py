"""Measures how exact stated probabilities and smallest changes are, against slower ways."""

from collections import Counter
from itertools import combinations

import numpy as np
from ground import SEED, draw, say
from scipy.stats import norm, qmc

from quiz.core.change import smallest_change
from quiz.core.scoring import Sheet, score
from quiz.core.shapes import normalisers, shapes_of, totals
from quiz.core.verdict import standing

POINTS = 2**15
MOST_TRIED = 4


def integrated(model, rows, places):
    """Track probabilities by importance sampling at 2^15 Sobol points around the peak."""
    sheet = Sheet(rows, places, tuple(places.tolist()), len(rows), complete=True)
    profile = score(model, sheet)
    square = norm.ppf(qmc.Sobol(4, scramble=False).random_base2(15) + 0.5 / POINTS)
    theta = (profile.theta + square @ np.linalg.cholesky(profile.covariance).T).T
    shapes = shapes_of(model.curves)
    answered = np.zeros((1, len(model.items)), dtype=bool)
    answered[0, rows] = True
    logs = model.curves.slope * profile.sums @ theta - (theta * theta).sum(axis=0) / 2
    logs -= normalisers(shapes, shapes.counts(answered), theta)
    logs += (square * square).sum(axis=1) / 2
    weights = np.exp(logs - logs.max())
    everything = shapes.counts(np.ones_like(answered))
    expected = totals(shapes, everything, theta)[0].T - model.neutral.means.sum(axis=0)
    winners = (expected @ model.profiles.T).argmax(axis=1)
    exact = np.bincount(winners, weights, len(model.tracks)) / weights.sum()
    return np.abs(exact - profile.probabilities).max()


def stated(off, picks, people):
    blocks = np.array([n for n, item in enumerate(off.bank.scored) if not item.extra])
    forms = {
        "24 blocks and 12 sliders": (off, np.arange(len(off.items)), 0.015),
        "24 blocks": (off, blocks, 0.015),
        "36 picks": (picks, np.arange(36), 0.015),
        "12 blocks": (off, blocks[:12], 0.03),
        "6 blocks": (off, blocks[:6], 0.03),
        "12 picks": (picks, np.arange(12), 0.03),
    }
    for name, (model, rows, goal) in forms.items():
        places = draw(model, people, seed=SEED)[:, rows].astype(np.intp)
        errors = [integrated(model, rows, row) for row in places]
        say(
            f"stated probability against 2^15 points, {name}: worst, mean",
            f"{max(errors):.4f}, {np.mean(errors):.4f}",
            f"<= {goal}",
            reached=max(errors) <= goal,
        )


def fewest_by_force(model, profile, leader):
    """Try every change of one to four answers; None where they are not enough."""
    rows, places = profile.sheet.rows, profile.sheet.places
    worth = model.curves.weights[rows] @ (model.profiles - model.profiles[leader]).T
    lead = profile.points - profile.points[leader]
    counts = [len(model.answers[row]) for row in rows]
    gains = [worth[n, : counts[n]] - worth[n, places[n]] for n in range(len(rows))]
    for size in range(1, MOST_TRIED + 1):
        for some in combinations(range(len(rows)), size):
            moved = lead[None]
            for n in some:
                moved = (moved[:, None] + gains[n][None]).reshape(-1, len(lead))
            if moved.max() > 1e-9:
                return size
    return None


def changes(off, people):
    """On 5 blocks and 3 sliders, where every change of up to four answers can be tried."""
    rows = np.array([0, 3, 7, 11, 15, 25, 29, 33])
    right, needed = 0, Counter()
    for row in draw(off, people, seed=SEED).astype(np.intp):
        sheet = Sheet(rows, row[rows], tuple(row[rows].tolist()), len(rows), complete=True)
        profile = score(off, sheet)
        leader = standing(profile, 1e-9).leader
        found = smallest_change(off, profile, leader)
        forced = fewest_by_force(off, profile, leader)
        needed[forced] += 1
        right += len(found) == forced if forced else len(found) > MOST_TRIED or not found
    say(
        f"smallest change against every change of up to {MOST_TRIED} answers",
        f"{right} of {people}",
        "all",
        reached=right == people,
    )
    for size, cases in sorted(needed.items(), key=lambda each: each[0] or MOST_TRIED + 1):
        say(f"of these with {size or f'more than {MOST_TRIED}'} to change", str(cases))
