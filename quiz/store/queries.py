"""Knows how to read what is stored and hands it out as frozen values.

It refuses to change anything. An erased token reads exactly like one that never was.
"""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import Row, and_, bindparam, func, or_, select
from sqlalchemy.orm import Session

from quiz.core.bank import ItemId
from quiz.store.engine import Sessions
from quiz.store.models import AnswerRow, AttemptRow, BankRow, ErasureRow, ShareRow
from quiz.store.tokens import token_hash
from quiz.store.views import AttemptView, PinnedBank, SharedView, ShareView, UnderWay

# Every page of a sitting asks for these two, so they are built once.
_ATTEMPT = select(AttemptRow.__table__).where(AttemptRow.token_hash == bindparam("token_hash"))
_ANSWERS = (
    select(AnswerRow.item, AnswerRow.value)
    .where(AnswerRow.attempt_id == bindparam("attempt"))
    .order_by(AnswerRow.position)
)

# The same for those who answer, in one statement, and of a result only whether there is one.
_UNDER_WAY = (
    select(
        AttemptRow.bank_digest,
        AttemptRow.form,
        AttemptRow.result.is_not(None),
        AnswerRow.position,
        AnswerRow.item,
        AnswerRow.value,
    )
    .outerjoin(AnswerRow, AnswerRow.attempt_id == AttemptRow.id)
    .where(AttemptRow.token_hash == bindparam("token_hash"))
    .order_by(AnswerRow.position)
)

_ERASED = select(ErasureRow.erased_day).where(ErasureRow.token_hash == bindparam("token_hash"))


def under_way(sessions: Sessions, token: str) -> UnderWay | None:
    """The sitting behind a private token; None when there is none or it was erased.

    Raises StoreUnavailable.
    """
    rows = sessions.quick.look(_UNDER_WAY, {"token_hash": token_hash(token)})
    if rows is None:
        return _under_way_at_length(sessions, token)
    if not rows:
        return None
    digest, form, result, last, _item, _value = rows[-1]
    if last is None:  # begun, and its only answer has been taken back
        return UnderWay(digest, form, {}, 0, bool(result))
    values = json.loads(f"[{','.join([row[5] for row in rows])}]")
    items = [ItemId(row[4]) for row in rows]
    responses = dict(zip(items, values, strict=True))
    return UnderWay(digest, form, responses, last, bool(result))


def _under_way_at_length(sessions: Sessions, token: str) -> UnderWay | None:
    with sessions.read() as session:
        found = attempt(session, token)
    if found is None:
        return None
    asked, has_result = found.responses, found.result is not None
    return UnderWay(found.bank_digest, found.form, asked, len(asked), has_result)


def attempt(session: Session, token: str) -> AttemptView | None:
    """The attempt behind a private token; None when there is none or it was erased."""
    given = {"token_hash": token_hash(token)}
    row = session.connection().execute(_ATTEMPT, given).one_or_none()
    return None if row is None else _attempt_view(row, responses_of(session, row.id))


def responses_of(session: Session, attempt_id: int) -> dict[ItemId, Any]:
    """What an attempt says, as JSON values in the order of asking; None where it skipped."""
    answers = session.connection().execute(_ANSWERS, {"attempt": attempt_id}).all()
    values = json.loads(f"[{','.join(value for _, value in answers)}]")
    return {ItemId(item): value for (item, _), value in zip(answers, values, strict=True)}


def is_erased(session: Session, token: str) -> bool:
    """Whether an attempt with this token was erased. For beginning and restoring."""
    return session.get(ErasureRow, token_hash(token)) is not None


def was_erased(sessions: Sessions, token: str) -> bool:
    """The same for a page that has found no attempt; raises StoreUnavailable."""
    rows = sessions.quick.look(_ERASED, {"token_hash": token_hash(token)})
    if rows is not None:
        return bool(rows)
    with sessions.read() as session:
        return is_erased(session, token)


def share(session: Session, token: str, *, today: date) -> SharedView | None:
    """What a read-only token shows; None when absent, revoked, expired or erased."""
    found = session.execute(
        select(ShareRow, AttemptRow)
        .join(AttemptRow, AttemptRow.id == ShareRow.attempt_id)
        .where(ShareRow.token_hash == token_hash(token), ShareRow.expires >= today)
    ).one_or_none()
    if found is None:
        return None
    link, row = found
    result, answers = _document(row.result), _responses(row.result_answers)
    if result is None or answers is None or row.finished_day is None:
        return None
    return SharedView(
        shows=_sections(link),
        expires=link.expires,
        bank_digest=row.bank_digest,
        language=row.language,
        state=row.state,
        changed_day=row.changed_day,
        result_day=row.finished_day,
        result=result,
        result_responses=answers,
    )


def shares_of(session: Session, attempt_id: int, *, today: date) -> tuple[ShareView, ...]:
    """The read-only links of an attempt that still work, those that end first in front."""
    rows = session.scalars(
        select(ShareRow)
        .where(ShareRow.attempt_id == attempt_id, ShareRow.expires >= today)
        .order_by(ShareRow.expires, ShareRow.id)
    )
    return tuple(ShareView(row.id, _sections(row), row.expires) for row in rows)


def pinned_bank(session: Session, digest: str) -> str | None:
    """The stored content of a bank, canonical JSON; None when this digest was never kept."""
    return session.scalar(select(BankRow.content).where(BankRow.digest == digest))


def last_bank(session: Session) -> PinnedBank | None:
    """The bank that came into use last: what to go on with when the file on disk is broken."""
    row = session.scalar(select(BankRow).order_by(BankRow.turn.desc()).limit(1))
    return None if row is None else PinnedBank(row.digest, row.content)


def outdated(session: Session, *, drafts_before: date, results_before: date) -> tuple[int, ...]:
    """Ids of attempts last changed before these days: never finished ones, and once finished ones.

    An attempt that was ever finished counts as a result, also while it is open again.
    """
    rows = session.scalars(
        select(AttemptRow.id).where(
            or_(
                and_(AttemptRow.state == "open", AttemptRow.changed_day < drafts_before),
                and_(AttemptRow.state != "open", AttemptRow.changed_day < results_before),
            )
        )
    )
    return tuple(rows)


def attempt_count(session: Session) -> int:
    """How many attempts are stored."""
    return session.scalar(select(func.count()).select_from(AttemptRow)) or 0


def last_day(session: Session) -> date | None:
    """The last day on which any attempt changed; a purge compares its clock with it."""
    return session.scalar(select(func.max(AttemptRow.changed_day)))


def _attempt_view(row: Row[Any], responses: Mapping[ItemId, Any]) -> AttemptView:
    return AttemptView(
        id=row.id,
        bank_digest=row.bank_digest,
        cohort=row.cohort,
        language=row.language,
        form=row.form,
        state=row.state,
        started_day=row.started_day,
        changed_day=row.changed_day,
        finished_day=row.finished_day,
        responses=responses,
        result=_document(row.result),
        result_responses=_responses(row.result_answers),
    )


def _document(text: str | None) -> dict[str, Any] | None:
    return None if text is None else json.loads(text)


def _responses(text: str | None) -> dict[ItemId, Any] | None:
    return None if text is None else {ItemId(key): value for key, value in json.loads(text).items()}


def _sections(row: ShareRow) -> tuple[str, ...]:
    return tuple(json.loads(row.shows))
