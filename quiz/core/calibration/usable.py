"""Knows which attempts a bank may be tuned on, and how many were left out for which reason.

It refuses to leave anyone out in silence.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np

from quiz.core.calibration.levels import FEWEST
from quiz.core.model import Model
from quiz.core.sample import Batch, Small
from quiz.core.use import OptionUse, uses_of


@dataclass(slots=True)
class Usable:
    """Answers of those who finished, in chunks of places (people, items), and who is left out."""

    chunks: list[Small] = field(default_factory=list)
    drafts: int = 0  # never finished
    short: int = 0  # finished with fewer answers than a result needs
    doubtful: int = 0  # a repeating pattern, or no attention paid

    @property
    def people(self) -> int:
        """How many are taken in."""
        return sum(len(chunk) for chunk in self.chunks)


def usable(model: Model, batches: Iterable[Batch]) -> Usable:
    """Keep the answers of everyone who finished, answered enough and read what was asked."""
    found, least = Usable(), model.rules.thresholds.accept_finish
    for batch in batches:
        enough = batch.answered >= least
        found.drafts += int((~batch.finished).sum())
        found.short += int((batch.finished & ~enough).sum())
        found.doubtful += int((batch.finished & enough & ~batch.careful).sum())
        kept = batch.places[batch.finished & enough & batch.careful]
        if len(kept):
            found.chunks.append(kept)
    return found


def option_uses(
    model: Model, chunks: Sequence[Small], *, needed: int = FEWEST
) -> tuple[tuple[OptionUse, ...], ...]:
    """How often the options of each item are chosen; nothing for one that fewer answered."""
    counts = np.zeros_like(model.curves.intercepts)
    for chunk in chunks:
        for row, places in enumerate(chunk.T):
            counts[row] += np.bincount(places[places >= 0], minlength=counts.shape[1])
    return tuple(
        uses_of(item, given[: len(answers)]) if given.sum() >= needed else ()
        for item, answers, given in zip(model.bank.scored, model.answers, counts, strict=True)
    )
