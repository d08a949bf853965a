"""Knows where people probably stand by their answers, and what items see of that, summed up.

It refuses to keep anybody: people pass in chunks, and only sums over all of them are left.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from quiz.core.arrays import Flags, Floats, Places
from quiz.core.calibration.parts import Draws, Part
from quiz.core.sample import Small


@dataclass(frozen=True, slots=True, eq=False)
class Seen:
    """What an item saw of the people who answered it."""

    counts: Floats  # (answers,): people by answer
    sums: Floats  # (answers, 1 + traits): over them, 1 and slope times the mean position
    spread: Floats  # (draws,): the same people spread over where they may stand


@dataclass(frozen=True, slots=True, eq=False)
class Expected:
    """What every item saw, and how well the parameters explain all answers."""

    items: tuple[Seen, ...]
    fit: float  # log likelihood of the answers


@dataclass(frozen=True, slots=True, eq=False)
class Posterior:
    """A chunk of people with what their answers say."""

    places: Places  # (people, items)
    answered: Flags  # (people, items)
    weights: Floats  # (people, draws): how probably each stands there; rows add up to 1
    fit: float


def posteriors(
    parts: Sequence[Part], values: Sequence[Floats], chunks: Iterable[Small], draws: Draws
) -> Iterator[Posterior]:
    """Weigh all draws for each person, by Bayes' rule with equal prior weight for every draw.

    The likelihood depends on answers through the sums of chosen weights alone:
    exp(a S.theta + sum c) / product of the answered items' normalisers at theta.
    """
    curves = [part.curve(value) for part, value in zip(parts, values, strict=True)]
    chosen = [part.shares @ curve.T for part, curve in zip(parts, curves, strict=True)]
    for table, part in zip(chosen, parts, strict=True):
        table[:, 0] += part.penalties
    normalisers = np.array(
        [_log_sums(draws.logits(part, value)) for part, value in zip(parts, values, strict=True)]
    )
    against = np.vstack([draws.pulls.T, -normalisers])
    for chunk in chunks:
        places = chunk.astype(np.intp)
        answered = places >= 0
        sums = np.zeros((len(places), draws.pulls.shape[1]))
        for item, table in enumerate(chosen):
            sums += table[np.maximum(places[:, item], 0)] * answered[:, item, None]
        logs = np.hstack([sums, answered]) @ against
        top = logs.max(axis=1, keepdims=True)
        odds = np.exp(np.subtract(logs, top, out=logs), out=logs)
        totals = odds.sum(axis=1, keepdims=True)
        odds /= totals
        fit = float((top + np.log(totals / len(draws.theta))).sum())
        yield Posterior(places, answered, odds, fit)


def _log_sums(logits: Floats) -> Floats:
    top = logits.max(axis=1)
    sums: Floats = top + np.log(np.exp(logits - top[:, None]).sum(axis=1))
    return sums


def expect(
    parts: Sequence[Part], values: Sequence[Floats], chunks: Iterable[Small], draws: Draws
) -> Expected:
    """Sum up, over all people, what each item needs to know; one pass over the chunks."""
    pulls = draws.pulls
    sums = [np.zeros((len(part.shares), pulls.shape[1])) for part in parts]
    spread = np.zeros((len(parts), len(pulls)))
    fit = 0.0
    for people in posteriors(parts, values, chunks, draws):
        means = people.weights @ pulls
        spread += people.answered.T.astype(np.float64) @ people.weights
        fit += people.fit
        for item, total in enumerate(sums):
            here = people.answered[:, item]
            places = people.places[here, item]
            for column, mean in enumerate(means[here].T):
                total[:, column] += np.bincount(places, mean, len(total))
    seen = (Seen(total[:, 0], total, along) for total, along in zip(sums, spread, strict=True))
    return Expected(tuple(seen), fit)
