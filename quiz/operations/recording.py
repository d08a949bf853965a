"""Knows how one answer is put beside what is stored, by statements that are built only once.

It refuses to judge an answer, and to change anything else of the attempt. This is the write that
everybody waits for at every question, so it asks the database for no more than it needs.
"""

import json
from dataclasses import dataclass
from datetime import date

from sqlalchemy import bindparam, exists, func, insert, select, update
from sqlalchemy.orm import Session

from quiz.core.bank import ItemId
from quiz.operations.refusals import AttemptAbsent, Conflict
from quiz.operations.rows import NewAttempt, new_row
from quiz.store.engine import Sessions
from quiz.store.models import AnswerRow, AttemptRow, ErasureRow, random_id
from quiz.store.tokens import token_hash

_OWN = AnswerRow.attempt_id == bindparam("attempt")
_THIS = (_OWN, AnswerRow.item == bindparam("asked"))
_HELD = (
    select(AttemptRow.id, AttemptRow.state, AttemptRow.changed_day)
    .where(AttemptRow.token_hash == bindparam("token_hash"))
    .with_for_update(key_share=True)
)
_KEPT = select(
    select(AnswerRow.value).where(*_THIS).scalar_subquery(),
    select(func.max(AnswerRow.position)).where(_OWN).scalar_subquery(),
)
_ADD = insert(AnswerRow)
_PLACED = ("attempt_id", "item", "position", "value")
_SAID = select(
    AttemptRow.id,
    bindparam("asked", type_=AnswerRow.item.type),
    bindparam("place", type_=AnswerRow.position.type),
    bindparam("said", type_=AnswerRow.value.type),
).where(AttemptRow.token_hash == bindparam("token_hash"))
_ADD_NEXT = insert(AnswerRow).from_select(
    _PLACED,
    _SAID.where(
        AttemptRow.state != "finished", AttemptRow.changed_day >= bindparam("today")
    ).with_for_update(key_share=True),
)
_BEGIN = insert(AttemptRow)
# The tombstone is looked for once the row is in place: no erasure can slip in between.
_ADD_FIRST = insert(AnswerRow).from_select(
    _PLACED,
    _SAID.where(~exists().where(ErasureRow.token_hash == AttemptRow.token_hash)),
)
_CHANGE = update(AnswerRow).where(*_THIS).values(value=bindparam("said"))


@dataclass(frozen=True, slots=True)
class Held:
    """What is needed of an attempt that no other operation can change until the end of this one."""

    id: int
    state: str
    changed_day: date


def added(
    sessions: Sessions, token: str, item: ItemId, *, text: str, place: int, today: date
) -> bool:
    """Whether the answer was put down, by one statement, as the next in the order of asking.

    It is not where anything is otherwise than a page may believe: the item or the place is taken,
    the attempt is finished, gone, or was not touched today yet. Then nothing is changed, and the
    whole of `held` and `record` finds out. Raises StoreUnavailable.
    """
    given = {"token_hash": token_hash(token), "asked": item, "said": text, "place": place}
    return sessions.quick.put(_ADD_NEXT, given=given | {"today": today})


def begun_with(
    sessions: Sessions, token: str, start: NewAttempt, *, item: ItemId, text: str, today: date
) -> bool:
    """Whether an attempt was begun together with its first answer, both or neither.

    It is not where a cohort has to be asked, or the attempt was begun or erased before. Then
    nothing is changed, and the whole of `begun`, `held` and `record` finds out. Raises
    StoreUnavailable.
    """
    if start.cohort is not None:
        return False
    row = {column.key: None for column in AttemptRow.__table__.columns}
    given = row | new_row(token, start, today=today)
    answer = {"id": random_id(), "asked": item, "said": text, "place": 1}
    return sessions.quick.put(_BEGIN, _ADD_FIRST, given=given | answer)


def held(session: Session, token: str) -> Held:
    """The attempt behind a private token, for this transaction alone; raises AttemptAbsent."""
    given = {"token_hash": token_hash(token)}
    row = session.connection().execute(_HELD, given).one_or_none()
    if row is None:
        raise AttemptAbsent
    return Held(*row)


def record(session: Session, attempt: Held, item: ItemId, *, text: str, seen: str) -> bool:
    """Whether the stored answer changed; raises Conflict when the page showed an older one.

    `text` and `seen` are canonical JSON, `seen` is empty for no answer.
    """
    ask = session.connection().execute
    kept, last = ask(_KEPT, {"attempt": attempt.id, "asked": item}).one()
    if kept is None:
        position = (last or 0) + 1
        ask(_ADD, {"attempt_id": attempt.id, "item": item, "position": position, "value": text})
        return True
    if kept == text:
        return False
    if kept != seen:
        raise Conflict(stored=json.loads(kept), new=json.loads(text), seen=kept)
    ask(_CHANGE, {"attempt": attempt.id, "asked": item, "said": text})
    return True
