"""Knows how to find the likeliest parameters of all items together, and how sure each is.

It refuses to know what the parameters mean for a bank (`quiz.core.calibration.proposal`).
Bock and Aitkin's EM (Psychometrika, 1981) with a normal prior around what is written.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from quiz.core.arrays import Floats
from quiz.core.calibration.align import aligned
from quiz.core.calibration.expect import Seen, expect, posteriors
from quiz.core.calibration.parts import Draws, Part
from quiz.core.sample import Small

MOST_ROUNDS = 150
SETTLED = 1e-4  # logits, sizes, points: far below what is ever written down
_CHUNKS_AT_FIRST = 16
_NEWTON_STEPS = 20
_LONGEST_STEP = 1.0
_CLOSE = 1e-7


@dataclass(frozen=True, slots=True, eq=False)
class Fit:
    """The likeliest parameters of each item, and the covariance of their errors."""

    values: tuple[Floats, ...]  # (parameters,) each
    covariances: tuple[Floats, ...]  # (parameters, parameters) each
    rounds: int
    settled: bool  # the last round moved nothing by more than `SETTLED`


def fit(
    parts: Sequence[Part],
    chunks: Sequence[Small],
    draws: Draws,
    *,
    most_rounds: int = MOST_ROUNDS,
) -> Fit:
    """Find the parameters at which answers and prior together are most probable.

    Goes through the chunks once a round; where there are very many, it first finds the
    neighbourhood on some of them. Equal answers in another order give equal figures, nearly to
    the step at which the search ends; items without answers stay as written.
    """
    start = np.zeros(sum(part.size for part in parts))
    thinned = chunks[:: max(1, len(chunks) // _CHUNKS_AT_FIRST)]
    rounds = 0
    for some in [thinned, chunks] if len(thinned) < len(chunks) else [chunks]:
        search = _Search(parts, some, draws)
        start, settled = search.run(start, most_rounds)
        rounds += search.rounds
    values = search.split(start)
    covariances = _covariances(parts, values, chunks, draws)
    return Fit(tuple(values), covariances, rounds, settled)


class _Search:
    """One round of EM at a time, on the parameters of all items in a row."""

    def __init__(self, parts: Sequence[Part], chunks: Sequence[Small], draws: Draws) -> None:
        self.parts, self.chunks, self.draws = parts, chunks, draws
        self.cuts = np.cumsum([part.size for part in parts])[:-1]
        self.precision = np.concatenate([part.precision for part in parts])
        self.rounds = 0

    def run(self, start: Floats, most_rounds: int) -> tuple[Floats, bool]:
        """Go on until nothing moves any more; tells whether it came so far."""
        settled = False
        while not settled and self.rounds < most_rounds:
            start, settled = self._leap(start)
        return start, settled

    def split(self, values: Floats) -> list[Floats]:
        return np.split(values, self.cuts)

    def round(self, values: Floats) -> tuple[Floats, float]:
        """Better parameters, and how probable the given ones were."""
        self.rounds += 1
        apart = self.split(values)
        found = expect(self.parts, apart, self.chunks, self.draws)
        better = [
            improved(part, value, seen, draws=self.draws)
            for part, value, seen in zip(self.parts, apart, found.items, strict=True)
        ]
        return np.concatenate(aligned(self.parts, better)), found.fit - float(
            values @ (self.precision * values)
        ) / 2

    def _leap(self, start: Floats) -> tuple[Floats, bool]:
        """Two rounds, and a leap to where they seem to lead, unless that is worse than they were.

        Squared extrapolation, step length S3 (Varadhan and Roland, Scand. J. Statist., 2008).
        Tells too whether the rounds themselves no longer move anything.
        """
        first, _ = self.round(start)
        if np.abs(first - start).max(initial=0.0) <= SETTLED:
            return first, True
        second, sure = self.round(first)
        step = first - start
        bend = second - first - step
        length = max(1.0, float(np.linalg.norm(step)) / max(float(np.linalg.norm(bend)), _CLOSE))
        far = start + 2 * length * step + length**2 * bend
        third, probable = self.round(far)
        return (third if probable >= sure else second), False


def improved(part: Part, start: Floats, seen: Seen, *, draws: Draws) -> Floats:
    """Climb to the parameters that fit best what an item saw, by Newton's method.

    The function is concave; a step moves no parameter by more than one, so that none leaps far.
    """
    observed = seen.sums.T @ part.shares
    values = start
    for _ in range(_NEWTON_STEPS if part.size else 0):
        pull, bend = _slope_and_bend(part, values, seen.spread, draws)
        gain = (part.moves * observed).sum(axis=(1, 2)) - pull - part.precision * values
        step = np.linalg.solve(bend + np.diag(part.precision), gain)
        largest = np.abs(step).max()
        values = values + step * min(1.0, _LONGEST_STEP / max(largest, _CLOSE))
        if largest < _CLOSE:
            break
    return values


def _slope_and_bend(
    part: Part, values: Floats, spread: Floats, draws: Draws
) -> tuple[Floats, Floats]:
    """First and second derivative, by the parameters, of the summed log normalisers."""
    chances, means = _chances(part, values, draws)
    rows, options = part.written.shape
    pairs = (part.shares[:, :, None] * part.shares[:, None, :]).reshape(len(part.shares), -1)
    spreads = (chances @ pairs).reshape(-1, options, options)
    spreads -= means[:, :, None] * means[:, None, :]
    pulls = draws.pulls
    products = (pulls[:, :, None] * pulls[:, None, :]).reshape(len(pulls), -1)
    summed = (products * spread[:, None]).T @ spreads.reshape(len(pulls), -1)
    table = summed.reshape(rows, rows, options, options)
    slope = (part.moves * ((pulls * spread[:, None]).T @ means)).sum(axis=(1, 2))
    bend = np.einsum("pik,ijkl,qjl->pq", part.moves, table, part.moves, optimize=True)
    return slope, bend


def _chances(part: Part, values: Floats, draws: Draws) -> tuple[Floats, Floats]:
    """How likely each answer is at each draw, and the mean share of each option there."""
    logits = draws.logits(part, values)
    odds = np.exp(logits - logits.max(axis=1, keepdims=True))
    chances = odds / odds.sum(axis=1, keepdims=True)
    return chances, chances @ part.shares


def _covariances(
    parts: Sequence[Part], values: Sequence[Floats], chunks: Iterable[Small], draws: Draws
) -> tuple[Floats, ...]:
    """Invert each item's information: the summed squares of what single people pull at it.

    That counts what is lost because nobody's position is known. Items are taken one by one, as if
    the others were known, which is nearly so.
    """
    means = [_chances(part, value, draws)[1] for part, value in zip(parts, values, strict=True)]
    likely = [
        np.einsum("qj,qk,pjk->qp", draws.pulls, mean, part.moves, optimize=True)
        for mean, part in zip(means, parts, strict=True)
    ]
    together, cuts = np.hstack(likely), np.cumsum([part.size for part in parts])[:-1]
    found = [np.diag(part.precision) for part in parts]
    for people in posteriors(parts, values, chunks, draws):
        at = people.weights @ draws.pulls
        awaited = np.split(people.weights @ together, cuts, axis=1)
        for item, part in enumerate(parts):
            here = people.answered[:, item]
            shares = part.shares[people.places[here, item]]
            pulls = np.einsum("nj,nk,pjk->np", at[here], shares, part.moves, optimize=True)
            pulls -= awaited[item][here]
            found[item] += pulls.T @ pulls
    return tuple(np.linalg.inv(each).astype(np.float64, copy=False) for each in found)
