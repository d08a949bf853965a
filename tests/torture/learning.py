"""How much somebody learns of a group who knows what some of its people are counted as.

They planted those people, or are those people and tell each other: the sum is the same. What is
left after taking them away is the rest. Figures never say who is in the rest; somebody who knows
that all the same knows what each is counted as, where the rest is one person or all alike.
"""

import random
from collections import Counter
from dataclasses import dataclass

from quiz.core.cohort import Figure

SHARES = (0.3, 0.3, 0.2, 0.2)
"""How real people fall into the cells of the table of tracks, undecided last."""


@dataclass(frozen=True)
class Learned:
    """Shares of groups: the rest is one person, all alike, or has somebody alone in a cell."""

    rest: float  # people in it, on average
    alone: float
    alike: float
    single: float


def learned(rule, *, planted, groups=5_000, seed=0):
    """Plant so many of each batch, then let real people come; of all even spreads, the one that
    tells most.
    """
    found = [_tried(rule, planted, cells, groups, seed) for cells in range(1, len(SHARES) + 1)]
    return max(found, key=lambda told: (told.alike, told.single))


def _tried(rule, planted, cells, groups, seed):
    rng = random.Random(seed)
    ours = Counter(place % cells for place in range(planted))
    seen = Counter()
    for _ in range(groups):
        held = list(_rest(rule, ours, rng).values())
        seen["rest"] += sum(held)
        seen["alone"] += sum(held) == 1
        seen["alike"] += len(held) == 1
        seen["single"] += 1 in held
    return Learned(*(seen[name] / groups for name in ("rest", "alone", "alike", "single")))


def _rest(rule, ours, rng):
    """The real people of the next group that closes, by cell."""
    rest = Counter()
    while not rule.may_close(Figure.TRACKS, ours + rest):
        rest[rng.choices(range(len(SHARES)), SHARES)[0]] += 1
    return rest
