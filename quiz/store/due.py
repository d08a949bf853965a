"""Knows which rows have had their time: idle drafts, old results, expired shares, old tombstones.

It refuses to delete them, and to decide whether a clock can be believed.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from quiz.store.models import AttemptRow, UpkeepRow

PURGE: Final = "purge"


@dataclass(frozen=True, slots=True)
class Keeping:
    """How many days each kind is kept after its last change."""

    drafts: int = 30
    results: int = 180
    tombstones: int = 400  # longer than any backup should be kept


@dataclass(frozen=True, slots=True)
class Due:
    """What a purge would delete, and what the store knows of the clock.

    `last_day` is the newest day that the store knows of: of a purge or of any attempt.
    """

    attempts: int
    of: int
    last_day: date | None


def is_due(today: date, keeping: Keeping) -> ColumnElement[bool]:
    """The condition on an attempt: a draft or a result that nobody changed for too long."""
    never_finished = AttemptRow.state == "open"
    return or_(
        and_(never_finished, AttemptRow.changed_day < today - timedelta(keeping.drafts)),
        and_(~never_finished, AttemptRow.changed_day < today - timedelta(keeping.results)),
    )


def due(session: Session, today: date, keeping: Keeping) -> Due:
    """Count what a purge of this day would delete."""
    count = select(func.count()).select_from(AttemptRow)
    days = (
        session.scalar(select(func.max(AttemptRow.changed_day))),
        session.scalar(select(UpkeepRow.day).where(UpkeepRow.task == PURGE)),
    )
    return Due(
        attempts=session.scalar(count.where(is_due(today, keeping))) or 0,
        of=session.scalar(count) or 0,
        last_day=max((day for day in days if day is not None), default=None),
    )
