"""Knows which answer sheets look as if nobody had read the questions.

It refuses to judge the person: a flag asks for a second look and discards nothing.
"""

from collections.abc import Sequence
from math import hypot, log

from quiz.core.clicking import evidence, least_honest
from quiz.core.model import Model
from quiz.core.rules import Thresholds
from quiz.core.scoring import Profile

PATTERN, RANDOM, ATTENTION = "pattern", "random", "attention"
_DISTANCES = (1, 2, 3)
_PROOF = 2  # attention blocks, all heeded, after which nobody is taken to click at random


def raised(model: Model, profile: Profile) -> tuple[str, ...]:
    """List what asks for a second look: some of pattern, random and attention, in this order."""
    sheet = profile.sheet
    found = list(flags(model.rules.thresholds, sheet.sequence))
    if _looks_random(model, profile):
        found.append(RANDOM)
    if not all(sheet.heeded) and (not any(sheet.heeded) or doubtful(model, profile)):
        found.append(ATTENTION)
    return tuple(found)


def doubtful(model: Model, profile: Profile) -> bool:
    """Whether one heeded attention block is too little to show that this person reads."""
    if flags(model.rules.thresholds, profile.sheet.sequence):
        return True
    return evidence(model, profile) < log(model.rules.adaptive.doubt)


def _looks_random(model: Model, profile: Profile) -> bool:
    """Whether a leaning is claimed on answers that few honest people would give.

    Nobody is flagged for having no leaning: who stands in the middle is told just that. Nor is
    anyone who heeded two attention blocks.
    """
    sheet, limits = profile.sheet, model.rules.thresholds
    answered = len(sheet.sequence)
    if answered < limits.pattern_from or hypot(*profile.position.tolist()) < limits.balanced:
        return False
    if len(sheet.heeded) >= _PROOF and all(sheet.heeded):
        return False
    return evidence(model, profile) < least_honest(model, answered, model.rules.adaptive.random)


def flags(thresholds: Thresholds, sequence: Sequence[int]) -> tuple[str, ...]:
    """List what asks for a second look; `sequence` has answers by place, in the order of asking."""
    if len(sequence) < thresholds.pattern_from:
        return ()
    return (PATTERN,) if repetition(sequence) >= thresholds.pattern else ()


def repetition(sequence: Sequence[int]) -> float:
    """Find the largest share of answers in the same place as the one 1, 2 or 3 back.

    Always the first answer gives 1, and so do first, second, first, second, and cycles of three;
    up to one answer gives 0.
    """
    return max(
        (_share(sequence, back) for back in _DISTANCES if len(sequence) > back),
        default=0.0,
    )


def repeated(sequence: Sequence[int]) -> list[int]:
    """Find which answers, from 0, are in the same place as the one so far back that most are."""
    distances = [back for back in _DISTANCES if len(sequence) > back]
    if not distances:
        return []
    back = max(distances, key=lambda distance: _share(sequence, distance))
    return [now for now in range(back, len(sequence)) if sequence[now] == sequence[now - back]]


def _share(sequence: Sequence[int], back: int) -> float:
    pairs = list(zip(sequence[back:], sequence, strict=False))
    return sum(now == before for now, before in pairs) / len(pairs)
