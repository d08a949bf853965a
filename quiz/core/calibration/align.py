"""Knows how to turn free weights back towards the written ones where answers cannot tell.

It refuses to change what the weights say about anybody's answers. Positions come from a round
population: turning it and all weights together explains answers just as well, so that only the
written weights say which direction is which trait.
"""

from collections.abc import Sequence
from itertools import combinations

import numpy as np

from quiz.core.arrays import Floats
from quiz.core.calibration.levels import Level
from quiz.core.calibration.parts import Part, contrasts


def aligned(parts: Sequence[Part], values: Sequence[Floats]) -> list[Floats]:
    """Turn the weights of all items together to where the prior finds them most probable.

    One step of Gauss and Newton over the angles, enough when repeated every round. An item whose
    weights are not free holds the direction by itself; then nothing is turned.
    """
    turns = _turns(len(parts[0].written) - 1)
    if not len(turns) or any(part.level < Level.WEIGHTS for part in parts):
        return list(values)
    curves = [part.curve(value)[1:] for part, value in zip(parts, values, strict=True)]
    bend, pull = np.zeros((len(turns), len(turns))), np.zeros(len(turns))
    for part, curve in zip(parts, curves, strict=True):
        stiffness = _stiffness(part)
        turned = (turns @ curve).reshape(len(turns), -1)
        bend += turned @ stiffness @ turned.T
        pull += turned @ stiffness @ (curve - part.written[1:]).ravel()
    skew = np.tensordot(-np.linalg.solve(bend, pull), turns, 1)
    one = np.eye(len(skew))
    turn = np.linalg.solve(one - skew / 2, one + skew / 2)  # Cayley: no length changes
    return [
        _likeliest(part, value, turn @ curve)
        for part, value, curve in zip(parts, values, curves, strict=True)
    ]


def _turns(traits: int) -> Floats:
    """The directions in which differences between traits can turn: (turns, traits, traits)."""
    pairs = combinations(contrasts(traits), 2)
    found = [np.outer(one, other) - np.outer(other, one) for one, other in pairs]
    return np.array(found).reshape(-1, traits, traits)


def _weights(part: Part) -> Floats:
    """What each parameter adds to the weights: (parameters, traits x options)."""
    return part.moves[:, 1:].reshape(part.size, -1)


def _stiffness(part: Part) -> Floats:
    """Inverse of the prior covariance of an item's weights, where they can move at all."""
    moves = _weights(part)
    covariance = (moves.T / part.precision) @ moves
    return np.linalg.pinv(covariance, rcond=1e-9, hermitian=True).astype(np.float64, copy=False)


def _likeliest(part: Part, values: Floats, weights: Floats) -> Floats:
    """The most probable parameters that give these weights; popularities stay."""
    moves = _weights(part)
    away = (weights - part.written[1:]).ravel()
    found = (moves @ _stiffness(part) @ away) / part.precision
    return np.where(np.abs(moves).max(axis=1) > 0, found, values)
