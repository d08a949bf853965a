"""Knows how many people's answers are packed small, a thousand at a time, for figures over all.

It refuses to know whose they are: an attempt here has no key, no link and no day.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from quiz.core.arrays import Flags
from quiz.core.bank import Bank, ItemId
from quiz.core.batch import SKIPPED, UNASKED
from quiz.core.codec import BadAnswer, answer_from_json
from quiz.core.model import Model
from quiz.core.quality import flags

Small = NDArray[np.int16]
"""Whole numbers (people, items) in two bytes each."""

AT_ONCE = 1024


@dataclass(frozen=True, slots=True)
class AnsweredAttempt:
    """One sitting: what was said to each item, as JSON text, in the order of asking."""

    said: Sequence[tuple[ItemId, str]]
    finished: bool
    watched: bool = False  # counts for how many leave before the end


@dataclass(frozen=True, slots=True, eq=False)
class Batch:
    """Some attempts. Items are those of the model; what attention blocks got is in `careful`."""

    places: Small  # the place of each answer, or UNASKED, or SKIPPED
    order: Small  # 1 for the item asked first; 0 for one that was not asked
    finished: Flags
    watched: Flags
    careful: Flags  # neither a repeating pattern nor every attention block failed

    @property
    def answered(self) -> NDArray[np.intp]:
        """How many items each attempt answers: (people,)."""
        return np.asarray((self.places >= 0).sum(axis=1))


def batches(
    model: Model, attempts: Iterable[AnsweredAttempt], *, size: int = AT_ONCE
) -> Iterator[Batch]:
    """Pack attempts as they come, at most `size` together.

    Raises BadAnswer for an item or answer that the bank does not have.
    """
    reader, rest = _Reader(model), iter(attempts)
    while some := list(islice(rest, size)):
        yield reader.batch(some)


@dataclass(frozen=True, slots=True)
class _Cell:
    """What one answer to one item is: a place in the model, or whether attention was paid."""

    row: int
    place: int = SKIPPED
    heeded: bool | None = None


class _Reader:
    """Reads answers; each different one is taken apart only once."""

    def __init__(self, model: Model) -> None:
        self.model = model
        self.items = {item.id: item for item in model.bank.items}
        self.cells: dict[tuple[ItemId, str], _Cell] = {}

    def batch(self, attempts: Sequence[AnsweredAttempt]) -> Batch:
        shape = (len(attempts), len(self.model.items))
        places = np.full(shape, UNASKED, dtype=np.int16)
        order = np.zeros(shape, dtype=np.int16)
        careful = np.zeros(len(attempts), dtype=np.bool_)
        for person, attempt in enumerate(attempts):
            cells = [self.cells.get(pair) or self.cell(*pair) for pair in attempt.said]
            scored = [(cell.row, cell.place) for cell in cells if cell.row >= 0]
            if scored:
                rows, found = zip(*scored, strict=True)
                places[person, list(rows)] = found
                order[person, list(rows)] = range(1, len(rows) + 1)
            careful[person] = self.is_careful(cells)
        return Batch(
            places=places,
            order=order,
            finished=np.array([attempt.finished for attempt in attempts]),
            watched=np.array([attempt.watched for attempt in attempts]),
            careful=careful,
        )

    def cell(self, item: ItemId, text: str) -> _Cell:
        if item not in self.items:
            raise BadAnswer("answers to an item that this bank does not have")
        answer = answer_from_json(self.items[item], json.loads(text))
        if item in self.model.attention:
            heeded = None if answer is None else answer == self.model.attention[item]
            cell = _Cell(row=-1, heeded=heeded)
        elif answer is None:
            cell = _Cell(self.model.rows[item])
        else:
            row = self.model.rows[item]
            cell = _Cell(row, self.model.places[row][answer])
        self.cells[item, text] = cell
        return cell

    def is_careful(self, cells: Sequence[_Cell]) -> bool:
        heeded = [cell.heeded for cell in cells if cell.heeded is not None]
        if heeded and not any(heeded):
            return False
        sequence = [cell.place for cell in cells if cell.row >= 0 and cell.place >= 0]
        return not flags(self.model.rules.thresholds, sequence)


def same_questions(one: Bank, other: Bank) -> bool:
    """Whether two banks ask in the same words, whatever the answers are worth."""
    return _words(one) == _words(other)


def _words(bank: Bank) -> dict[ItemId, tuple[object, ...]]:
    return {
        item.id: (item.format, item.situation, {option.id: option.text for option in item.options})
        for item in bank.items
    }
