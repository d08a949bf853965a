"""Knows how what has had its time is deleted, and when a clock is not believed.

It refuses to know pages and settings. Attempts go a few hundred at a time, so that people who
answer meanwhile wait for no more than that.
"""

import logging
from datetime import date, timedelta
from typing import Final

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from quiz.operations.settling import settled
from quiz.store.due import PURGE, Due, Keeping, due, is_due
from quiz.store.engine import Sessions, StoreUnavailable
from quiz.store.models import AttemptRow, ErasureRow, ShareRow, UpkeepRow
from quiz.store.scrub import scrub
from quiz.store.staff_models import StaffLinkRow, StaffSessionRow

log = logging.getLogger(__name__)

AT_ONCE: Final = 500
FEW: Final = 100
ONE_IN: Final = 10
AHEAD: Final = timedelta(days=7)


class ClockDoubtful(Exception):
    """Too much would go on a clock that has run ahead; `due` says how much, of how much."""

    def __init__(self, found: Due) -> None:
        super().__init__(f"{found.attempts} of {found.of} attempts would be deleted")
        self.due = found


def purge(
    sessions: Sessions, *, today: date, keeping: Keeping, confirmed: int | None = None
) -> int:
    """Delete attempts whose time is over, expired shares and old tombstones; returns how many.

    Raises ClockDoubtful, with nothing deleted, when more than 100 attempts and more than a tenth
    would go on a clock more than seven days ahead of everything stored, unless `confirmed` is just
    their number. Raises StoreUnavailable; what was deleted until then stays deleted.
    """
    with sessions.read() as session:
        found = due(session, today, keeping)
    if is_doubtful(found, today) and confirmed != found.attempts:
        raise ClockDoubtful(found)
    gone: list[int] = []
    while some := _delete_some(sessions, today=today, keeping=keeping):
        gone += some
    _finish(sessions, today=today, keeping=keeping)
    try:
        scrub(sessions.engine, gone)
    except StoreUnavailable as error:
        log.warning("the bytes of purged attempts are still on the disk: %s", error.reason)
    return len(gone)


def is_doubtful(found: Due, today: date) -> bool:
    """Whether this many, on this day, look like a wrong clock rather than like time passed."""
    many = found.attempts > FEW and found.attempts * ONE_IN > found.of
    return many and found.last_day is not None and today - found.last_day > AHEAD


@settled
def _delete_some(sessions: Sessions, *, today: date, keeping: Keeping) -> list[int]:
    """Delete the next few; whoever changed their answers meanwhile is not due any more."""
    some = select(AttemptRow.id).where(is_due(today, keeping)).limit(AT_ONCE)
    with sessions.write.begin() as session:
        ids = list(session.scalars(some))
        chosen = delete(AttemptRow).where(AttemptRow.id.in_(ids), is_due(today, keeping))
        return list(session.scalars(chosen.returning(AttemptRow.id)))


@settled
def _finish(sessions: Sessions, *, today: date, keeping: Keeping) -> None:
    """Let expired links and sessions and old tombstones go, and note the day."""
    with sessions.write.begin() as session:
        for row in (ShareRow, StaffLinkRow, StaffSessionRow):
            session.execute(delete(row).where(row.expires < today))
        oldest = today - timedelta(keeping.tombstones)
        session.execute(delete(ErasureRow).where(ErasureRow.erased_day < oldest))
        _note_day(session, today)


def _note_day(session: Session, today: date) -> None:
    row = session.get(UpkeepRow, PURGE)
    if row is None:
        session.add(UpkeepRow(task=PURGE, day=today))
    else:
        row.day = today
