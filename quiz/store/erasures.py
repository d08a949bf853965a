"""Knows what was erased, as hashes of tokens with their days, in the store and as lines of text.

It refuses to hold anything by which a person or an answer could be found.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from quiz.store.models import ErasureRow

_LINE: Final = re.compile(r"([0-9a-f]{64}) (\d{4}-\d{2}-\d{2})")


class BadErasures(ValueError):
    """A text that is no list of erasures; the message names the line."""


@dataclass(frozen=True, slots=True)
class Erasure:
    """One erased attempt: the SHA-256 of its token, and the day."""

    token_hash: bytes
    day: date


def stored_erasures(session: Session) -> list[Erasure]:
    """Everything that was erased, in the order of the hashes, which tells nothing."""
    rows = session.scalars(select(ErasureRow).order_by(ErasureRow.token_hash))
    return [Erasure(row.token_hash, row.erased_day) for row in rows]


def to_lines(found: Iterable[Erasure]) -> str:
    """Spell erasures as text, one on a line."""
    return "".join(f"{each.token_hash.hex()} {each.day.isoformat()}\n" for each in found)


def from_lines(text: str) -> Iterator[Erasure]:
    """Read what `to_lines` wrote; raises BadErasures for anything else."""
    for number, line in enumerate(text.splitlines(), 1):
        read = _LINE.fullmatch(line.strip())
        if read is None:
            raise BadErasures(f"line {number} is no erasure")
        try:
            yield Erasure(bytes.fromhex(read[1]), date.fromisoformat(read[2]))
        except ValueError:
            raise BadErasures(f"line {number} has no day of the calendar") from None
