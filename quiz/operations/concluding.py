"""Knows how an attempt is held while its result is kept, by statements that are built only once.

It refuses to work a result out, and to know who is counted.
"""

from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Session

from quiz.operations.refusals import AttemptAbsent
from quiz.store.models import AttemptRow
from quiz.store.tokens import token_hash

_HELD = (
    select(
        AttemptRow.id,
        AttemptRow.state,
        AttemptRow.changed_day,
        AttemptRow.bank_digest,
        AttemptRow.cohort,
        AttemptRow.result,
    )
    .where(AttemptRow.token_hash == bindparam("token_hash"))
    .with_for_update(key_share=True)
)
_KEEP = (
    update(AttemptRow.__table__)  # type: ignore[arg-type]
    .where(AttemptRow.id == bindparam("attempt"))
    .values(
        state="finished",
        changed_day=bindparam("day"),
        finished_day=bindparam("day"),
        result=bindparam("made"),
        result_answers=bindparam("said"),
    )
)


@dataclass(frozen=True, slots=True)
class HeldWhole:
    """What finishing needs of an attempt that no other operation can change until it is done."""

    id: int
    state: str
    changed_day: date
    bank_digest: str
    cohort: str | None
    result: str | None = field(repr=False)


def held_whole(session: Session, token: str) -> HeldWhole:
    """The attempt behind a private token, for this transaction alone; raises AttemptAbsent."""
    given = {"token_hash": token_hash(token)}
    row = session.connection().execute(_HELD, given).one_or_none()
    if row is None:
        raise AttemptAbsent
    return HeldWhole(*row)


def keep_result(session: Session, attempt_id: int, *, made: str, said: str, day: date) -> None:
    """Keep a result and the answers it was made from, both in canonical JSON, under this day."""
    given = {"attempt": attempt_id, "made": made, "said": said, "day": day}
    session.connection().execute(_KEEP, given)
