"""Knows how an operation gets hold of the one attempt it works on, and of nobody else's.

It refuses to decide anything about answers. From here to the end of the transaction no other
operation can change the attempt: SQLite lets one writer in, PostgreSQL locks its row.
"""

import json
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from quiz.operations.codes import use_code
from quiz.operations.refusals import AttemptAbsent
from quiz.store.cohort_models import CohortRow
from quiz.store.models import AttemptRow, NamingRow
from quiz.store.queries import is_erased
from quiz.store.tokens import token_hash


@dataclass(frozen=True, slots=True)
class NewAttempt:
    """What an attempt is begun with: the pinned bank, the language, the form, perhaps a cohort."""

    bank_digest: str
    language: str
    form: str = "full"  # or "adaptive"
    cohort: str | None = None
    code: bytes | None = None  # the hash of the code with which a cohort was entered


def found(session: Session, token: str) -> AttemptRow | None:
    """The attempt behind a private token, for this transaction alone; None when there is none.

    Its key is not locked, so that rows which refer to it do not wait.
    """
    own = AttemptRow.token_hash == token_hash(token)
    return session.scalar(select(AttemptRow).where(own).with_for_update(key_share=True))


def locked(session: Session, token: str) -> AttemptRow:
    """The attempt behind a private token, for this transaction alone; raises AttemptAbsent."""
    row = found(session, token)
    if row is None:
        raise AttemptAbsent
    return row


def begun(session: Session, token: str, start: NewAttempt, *, today: date) -> AttemptRow:
    """The attempt behind a token, begun now if it was not; raises AttemptAbsent when erased.

    Raises CodeSpent where it cannot begin without an unused code.

    Whoever comes second to begin the same attempt finds it begun. The tombstone is looked for
    after the row is in place: from then on no erasure can slip in between.
    """
    row = found(session, token)
    if row is not None:
        return row
    row = _inserted(session, token, start, today)
    if is_erased(session, token):
        raise AttemptAbsent
    return row


def new_row(token: str, start: NewAttempt, *, today: date) -> dict[str, Any]:
    """What is stored of an attempt that begins, by column."""
    return {
        "token_hash": token_hash(token),
        "bank_digest": start.bank_digest,
        "cohort": start.cohort,
        "language": start.language,
        "form": start.form,
        "state": "open",
        "started_day": today,
        "changed_day": today,
    }


def _inserted(session: Session, token: str, start: NewAttempt, today: date) -> AttemptRow:
    row = AttemptRow(**new_row(token, start, today=today))
    try:
        with session.begin_nested():
            session.add(row)
    except IntegrityError:
        if (other := found(session, token)) is None:
            raise
        return other
    if row.cohort is not None:
        _join(session, row, row.cohort, code=start.code)
    return row


def _join(session: Session, row: AttemptRow, address: str, *, code: bytes | None) -> None:
    """Take over how the company of a cohort names the roles, and note that somebody has started.

    A code is used up where the cohort asks for one; raises CodeSpent. A cohort that was deleted
    meanwhile is forgotten here too.
    """
    group = session.scalar(select(CohortRow).where(CohortRow.address == address))
    if group is None:
        row.cohort = None
        return
    use_code(session, group.id, code)
    if not group.begun:
        group.begun = 1
    named = json.loads(group.names)
    session.add_all(NamingRow(attempt_id=row.id, dialect=d, choice=c) for d, c in named.items())
