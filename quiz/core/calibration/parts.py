"""Knows what of an item can move, how each move shifts its response curve, and what is likely.

It refuses to know answers. A curve is a table (1 + traits, options): popularity in the first row,
below it the options' weights, one row for each trait.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from quiz.core.arrays import Floats
from quiz.core.bank import Item, TraitId
from quiz.core.calibration.levels import Level
from quiz.core.formats import answers_of, shares_of
from quiz.core.normal import lattice

POPULARITY_SD = 0.6  # logits, around the written popularity
SLOPE_SD = 0.3  # of the written size
WEIGHT_SD = 0.6  # points, around the weights that the slope leaves
DRAWS = 1024
_EQUAL = 1e-9


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """One item as calibration sees it.

    An answer's logit is the sum of its options' by `shares`, minus its penalty. Parameters are
    moves away from what is written; nought is as written, and their prior is Normal(0, 1 /
    precision).
    """

    shares: Floats  # (answers, options)
    penalties: Floats  # (answers,): intercepts that stay
    written: Floats  # (1 + traits, options)
    moves: Floats  # (parameters, 1 + traits, options): what one unit of a parameter adds
    precision: Floats  # (parameters,)
    level: Level
    relative: bool  # only differences between the options count

    def curve(self, values: Floats) -> Floats:
        """The table (1 + traits, options) at parameters `values`."""
        moved: Floats = self.written + np.tensordot(values, self.moves, 1)
        return moved

    @property
    def size(self) -> int:
        """How many parameters it has."""
        return len(self.precision)

    def slopes(self) -> Floats:
        """How each parameter moves the slope, 1 being the written size: (parameters,).

        The slope of any weights is their projection on the written ones; nought for an item
        whose weights tell nothing.
        """
        weights = self.centred(self.written[1:])
        length = (weights * weights).sum()
        if length < _EQUAL:
            return np.zeros(self.size)
        along: Floats = (self.moves[:, 1:] * weights).sum(axis=(1, 2)) / length
        return along

    def centred(self, table: Floats) -> Floats:
        """Options (last axis) against their mean, where only differences count."""
        return table - table.mean(axis=-1, keepdims=True) if self.relative else table


def part_of(item: Item, traits: Sequence[TraitId], *, penalty: float, level: Level) -> Part:
    """Make the part of an item; `penalty` is the rules' extreme penalty."""
    _, shares = shares_of(item)
    plain = replace(item, options=tuple(replace(o, popularity=0.0) for o in item.options))
    popularity = [[option.popularity for option in item.options]]
    weights = [[float(o.weights.get(t, 0.0)) for o in item.options] for t in traits]
    written = np.array(popularity + weights, dtype=np.float64)
    moves, deviations = _moves(written, level)
    return Part(
        shares=shares,
        penalties=answers_of(plain, traits, penalty).intercepts,
        written=written,
        moves=moves,
        precision=deviations**-2.0,
        level=level,
        relative=bool(np.ptp(shares.sum(axis=1)) < _EQUAL),
    )


def _moves(written: Floats, level: Level) -> tuple[Floats, Floats]:
    """List the parameters of a level: what each adds to the curve, and its prior deviation.

    Free weights move so that the points of an option over all traits stay as written: a bank with
    equal options keeps them.
    """
    rows, options = written.shape
    one = np.eye(options)
    found: list[tuple[Floats, float]] = []
    if level >= Level.POPULARITY:
        found += [(_table(rows, 0, one[k]), POPULARITY_SD) for k in range(options)]
    if level >= Level.SLOPE:
        slope = written.copy()
        slope[0] = 0
        found.append((slope, SLOPE_SD))
    if level >= Level.WEIGHTS:
        for contrast in contrasts(rows - 1):
            along = np.concatenate([[0.0], contrast])
            found += [(along[:, None] * one[k], WEIGHT_SD) for k in range(options)]
    tables = np.array([table for table, _ in found]).reshape(-1, rows, options)
    return tables, np.array([deviation for _, deviation in found], dtype=np.float64)


def _table(rows: int, row: int, values: Floats) -> Floats:
    table = np.zeros((rows, len(values)))
    table[row] = values
    return table


def contrasts(traits: int) -> Floats:
    """Directions of length 1, at right angles, in which traits differ: (traits - 1, traits)."""
    found = np.zeros((traits - 1, traits))
    for row in range(traits - 1):
        found[row, : row + 1] = 1
        found[row, row + 1] = -(row + 1)
    unit: Floats = found / np.linalg.norm(found, axis=1, keepdims=True)
    return unit


@dataclass(frozen=True, slots=True, eq=False)
class Draws:
    """Positions from the population, the same in every process."""

    theta: Floats  # (draws, traits)
    pulls: Floats  # (draws, 1 + traits): 1, then slope times position

    def logits(self, part: Part, values: Floats) -> Floats:
        """Logits of an item's answers at each draw: (draws, answers)."""
        found: Floats = self.pulls @ part.curve(values) @ part.shares.T + part.penalties
        return found


def draws_of(parts: Sequence[Part], slope: float, *, draws: int = DRAWS) -> Draws:
    """Take the fixed draws; `slope` is the rules' discrimination.

    Where the options of each item are worth the same in sum, no answer depends on the mean of the
    traits: then only differences between traits are drawn, and the draws lie closer together.
    """
    traits = len(parts[0].written) - 1
    level = np.concatenate([part.centred(part.written[1:].sum(axis=0)) for part in parts])
    directions = np.eye(traits) if np.abs(level).max() > _EQUAL else contrasts(traits)
    theta = lattice(draws, len(directions)) @ directions
    return Draws(theta, np.hstack([np.ones((draws, 1)), slope * theta]))
