"""Knows which answer sheets look as if nobody had read the questions.

It refuses to judge the person: a flag asks for a second look and discards nothing.
"""

from collections.abc import Sequence

from quiz.core.rules import Thresholds

PATTERN = "pattern"
_DISTANCES = (1, 2, 3)


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


def _share(sequence: Sequence[int], back: int) -> float:
    pairs = list(zip(sequence[back:], sequence, strict=False))
    return sum(now == before for now, before in pairs) / len(pairs)
