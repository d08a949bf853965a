"""Knows what simulated people may show about a bank before real ones answer it.

It refuses to know how they are simulated. The pilot term is left out of all figures.
"""

from collections.abc import Iterator, Mapping
from itertools import combinations

import numpy as np

from quiz.core.arrays import Floats
from quiz.core.checks.finding import EVERYWHERE, Finding, error, warning
from quiz.core.model import Model
from quiz.core.simulation.people import BIASED, EXACT, NOISY
from quiz.core.simulation.study import Study, study

PEOPLE = 4000
_OTHERS = 2000  # people who answer otherwise than the weights say; no rule is about them
LEAST_RIGHT = 0.78
LEAST_RECALL = 0.70
RECOMMENDED = (0.85, 1.15)  # as a multiple of the people who belong to a track
MOST_OPPOSITE = 0.12
MOST_ASYMMETRY = 0.10
LEAST_RELIABILITY = 0.75
LEAST_AGREEMENT = 0.97
MOST_DISAGREEMENT = 0.65
_SEED = 7
_OPPOSITE = -0.5  # product of the unit profiles of two tracks
_EQUAL = 1e-9


def trials(model: Model) -> Mapping[str, Study]:
    """Let people answer as the weights say, with noise, and with bias: studies by scenario."""
    by_weights = study(model, EXACT, people=PEOPLE, seed=_SEED, rounds=1)
    others = [study(model, each, people=_OTHERS, seed=_SEED) for each in (NOISY, BIASED)]
    return {each.scenario: each for each in (by_weights, *others)}


def trial_findings(model: Model, exact: Study) -> Iterator[Finding]:
    """Hold what people who answer as the weights say were told against the truth."""
    yield from _accuracy(exact)
    yield from _recalls(model, exact)
    yield from _confusions(model, exact)
    yield from _reliabilities(model, exact)
    yield from _agreement(exact)


def _accuracy(exact: Study) -> Iterator[Finding]:
    right = exact.accuracy.posterior
    if right < LEAST_RIGHT:
        yield error(
            EVERYWHERE,
            f"{right:.1%} of simulated people are told the right track, {LEAST_RIGHT:.0%} are "
            "needed",
            "add items, or use formats that tell more (most-least)",
        )


def _recalls(model: Model, exact: Study) -> Iterator[Finding]:
    belong, told = exact.confusion.sum(axis=1), exact.confusion.sum(axis=0)
    recalls = _shares_of_rows(exact).diagonal()
    low, high = RECOMMENDED
    for place, track in enumerate(model.tracks):
        if recalls[place] < LEAST_RECALL:
            yield error(
                EVERYWHERE,
                f"of those who belong to {track}, {recalls[place]:.1%} are told so, "
                f"{LEAST_RECALL:.0%} are needed",
                "give the traits it stands on more options or more weight",
            )
        ratio = told[place] / max(belong[place], 1)
        if not low <= ratio <= high:
            yield error(
                EVERYWHERE,
                f"{track} is recommended {ratio:.2f} times as often as people belong to it",
                "use each trait equally often, at equal weights",
            )


def _confusions(model: Model, exact: Study) -> Iterator[Finding]:
    shares, alike = _shares_of_rows(exact), model.profiles @ model.profiles.T
    for one, other in combinations(range(len(model.tracks)), 2):
        there, back = float(shares[one, other]), float(shares[other, one])
        names = f"{model.tracks[one]} and {model.tracks[other]}"
        if alike[one, other] < _OPPOSITE and max(there, back) > MOST_OPPOSITE:
            yield error(
                EVERYWHERE,
                f"{names} are opposites and yet confused in {max(there, back):.0%} of cases",
                "add items that set their traits against each other",
            )
        if abs(there - back) > MOST_ASYMMETRY:
            yield warning(
                EVERYWHERE,
                f"{names} are confused one way more than the other ({there:.0%} and {back:.0%})",
                "use their traits equally often, at equal weights",
            )


def _shares_of_rows(exact: Study) -> Floats:
    counts = exact.confusion
    return np.asarray(counts / np.maximum(counts.sum(axis=1, keepdims=True), 1))


def _reliabilities(model: Model, exact: Study) -> Iterator[Finding]:
    lengths = np.linalg.norm(model.plane, axis=1)
    for axis, length, found in zip("xy", lengths, exact.reliability, strict=True):
        if length > _EQUAL and found < LEAST_RELIABILITY:
            yield error(
                EVERYWHERE,
                f"the position along the axis {axis} is reliable to {found:.2f}, "
                f"{LEAST_RELIABILITY} are needed",
                "add items, or raise the weights",
            )


def _agreement(exact: Study) -> Iterator[Finding]:
    same, worst = exact.agreement.share, exact.agreement.worst
    mend = "use one trait for each option, at equal weights"
    if same < LEAST_AGREEMENT:
        what = f"most points and the highest probability name one track for {same:.1%} of people"
        yield error(EVERYWHERE, what, mend)
    if worst > MOST_DISAGREEMENT:
        what = f"they name different tracks even where one is stated to be {worst:.0%} likely"
        yield error(EVERYWHERE, f"most points and the highest probability: {what}", mend)
