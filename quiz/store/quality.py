"""Knows how to read what finished attempts show about a bank: how many there are, where they lie.

It refuses to say whose they are, and to read the results of the day that has not ended.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import Session

from quiz.store.models import AttemptRow, BankRow


@dataclass(frozen=True, slots=True)
class FinishedView:
    """The last result of an attempt: its place in the plane, the doubt about it, its verdict."""

    position: tuple[float, float]
    deviation: float
    kind: str


def banks_named(session: Session, prefix: str) -> tuple[str, ...]:
    """List the digests of kept banks that begin like this (hexadecimal digits, small letters)."""
    found = select(BankRow.digest).where(BankRow.digest.startswith(prefix, autoescape=True))
    return tuple(session.scalars(found.order_by(BankRow.digest)))


def finished_count(session: Session, digest: str, *, before: date) -> int:
    """Count the attempts on a bank whose last result is from before this day."""
    counted = select(func.count()).select_from(AttemptRow)
    return session.scalar(counted.where(_finished(digest, before))) or 0


def finished(session: Session, digest: str, *, before: date, most: int) -> Iterator[FinishedView]:
    """Read those results, the earliest days first, `most` at most.

    The order within a day says nothing about the order of finishing, and stays as it is.
    """
    rows = session.scalars(
        select(AttemptRow.result)
        .where(_finished(digest, before))
        .order_by(AttemptRow.finished_day, AttemptRow.id)
        .limit(most)
        .execution_options(yield_per=1000)
    )
    return (_view(json.loads(text)) for text in rows if text is not None)


def _finished(digest: str, before: date) -> ColumnElement[bool]:
    return and_(AttemptRow.bank_digest == digest, AttemptRow.finished_day < before)


def _view(result: Any) -> FinishedView:  # noqa: ANN401 - what the column holds, as it was stored
    x, y = result["position"]
    return FinishedView((x, y), result["position_sd"], result["verdict"]["kind"])
