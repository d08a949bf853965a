"""Knows which fewest answers would have to be different for the leading track to lose its lead.

It refuses to know whether anyone ought to change them.
"""

import numpy as np

from quiz.core.arrays import Floats
from quiz.core.model import Model
from quiz.core.result import Change
from quiz.core.scoring import Profile

_EQUAL = 1e-9
_DECIMALS = 9


def smallest_change(model: Model, profile: Profile, leader: int) -> tuple[Change, ...]:
    """Find the fewest changed answers after which some track has more points than `leader`.

    Exact: what an answer adds to a rival does not depend on the other answers, so for each rival
    the largest gains come first, and the shortest list over the rivals is minimal. Equal gains
    are taken in the order of the bank, equal rivals in the order of the file. Empty when a rival
    has more points already, and when no change of answers can bring one to the front.
    """
    found = [
        _overtaking(model, profile, leader, rival)
        for rival in range(len(model.tracks))
        if rival != leader
    ]
    possible = [changes for changes in found if changes is not None]
    return _as_answers(model, profile, min(possible, key=len, default=[]))


_Swap = tuple[int, int]  # which answered item, and the place of the answer it would need


def _overtaking(model: Model, profile: Profile, leader: int, rival: int) -> list[_Swap] | None:
    rows, places = profile.sheet.rows, profile.sheet.places
    towards = model.profiles[rival] - model.profiles[leader]
    worth = np.where(model.curves.mask[rows], model.curves.weights[rows] @ towards, -np.inf)
    # Rounding lets equal values be equal, whichever way the weights were added up.
    best = np.round(worth, _DECIMALS).argmax(axis=1)
    every = np.arange(len(rows))
    gains = worth[every, best] - worth[every, places]
    order = np.argsort(-np.round(gains, _DECIMALS), kind="stable")
    lead = profile.points[leader] - profile.points[rival]
    left = lead - _running_total(gains[order])
    behind = np.flatnonzero(left < -_EQUAL)
    if not len(behind):
        return None
    return [(int(i), int(best[i])) for i in order[: behind[0]]]


def _running_total(gains: Floats) -> Floats:
    return np.concatenate([[0.0], np.cumsum(gains)])


def _as_answers(model: Model, profile: Profile, swaps: list[_Swap]) -> tuple[Change, ...]:
    changes = []
    for answered, place in swaps:
        row, now = int(profile.sheet.rows[answered]), int(profile.sheet.places[answered])
        answers = model.answers[row]
        changes.append(Change(model.items[row], answers[now], answers[place]))
    return tuple(changes)
