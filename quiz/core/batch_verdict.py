"""Knows which verdict each of many people gets, by the same rules as one person at a time.

It refuses to know reasons and wording; `quiz.core.verdict` judges one person with both.
"""

from dataclasses import dataclass

import numpy as np

from quiz.core.arrays import Flags, Places
from quiz.core.batch import Crowd
from quiz.core.result import Kind
from quiz.core.rules import Thresholds

KINDS = tuple(Kind)
_DECIMALS = 9


@dataclass(frozen=True, slots=True, eq=False)
class Verdicts:
    """One verdict per person; tracks by their place in the file."""

    kinds: Places  # (people,): place in `KINDS`
    leaders: Places  # (people,)
    pairs: Places  # (people, 2): the two tracks that a close call names

    def of(self, kind: Kind) -> Flags:
        """Tell who got this kind of verdict."""
        return np.asarray(self.kinds == KINDS.index(kind))


def judge_many(crowd: Crowd, limits: Thresholds, *, flagged: Flags) -> Verdicts:
    """Apply the first rule that fits to each person; see `quiz.core.verdict.judge`.

    `flagged` (people,) says whose answers ask for a second look.
    """
    people = np.arange(len(crowd.points))
    rounded = np.round(crowd.probabilities, _DECIMALS)
    likeliest = np.argsort(-rounded, axis=1, kind="stable")
    most = crowd.points >= crowd.points.max(axis=1, keepdims=True) - limits.tie
    tied = np.where(crowd.complete, most.sum(axis=1), 1)
    leaders = np.where(crowd.complete, most.argmax(axis=1), likeliest[:, 0])
    agreed = most[people, likeliest[:, 0]]
    lead = crowd.probabilities[people, leaders]
    two = np.take_along_axis(crowd.probabilities, likeliest[:, :2], axis=1).sum(axis=1)
    rules = (
        (flagged, Kind.CHECK_ANSWERS),
        (crowd.position_sd > limits.precision, Kind.NOT_ENOUGH),
        (np.hypot(*crowd.position.T) < limits.balanced, Kind.BALANCED),
        (tied > 2, Kind.THREE_WAY),
        ((tied == 2) | ~agreed, Kind.CLOSE_CALL),
        (lead >= limits.clear, Kind.CLEAR),
        (lead >= limits.leaning, Kind.LEANING),
        (two >= limits.close_call, Kind.CLOSE_CALL),
    )
    kinds = np.select(
        [holds for holds, _ in rules],
        [KINDS.index(kind) for _, kind in rules],
        default=KINDS.index(Kind.THREE_WAY),
    )
    return Verdicts(kinds, leaders, _pairs(likeliest, most, tied))


def _pairs(likeliest: Places, most: Flags, tied: Places) -> Places:
    """Take the two that share most points, else the two likeliest."""
    first_when_tied = np.argsort(
        ~np.take_along_axis(most, likeliest, axis=1), axis=1, kind="stable"
    )
    sharing = np.take_along_axis(likeliest, first_when_tied, axis=1)[:, :2]
    return np.where((tied == 2)[:, None], sharing, likeliest[:, :2])
