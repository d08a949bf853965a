"""Knows how a question bank is kept for the attempts that are pinned to it.

It refuses to read or judge a bank: it is given a digest and a text.
"""

from datetime import date

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from quiz.operations.settling import settled
from quiz.store.engine import Sessions
from quiz.store.models import BankRow
from quiz.store.queries import last_bank

TRIES = 5


@settled
def keep_bank(sessions: Sessions, digest: str, content: str, *, today: date) -> None:
    """Keep the bank that comes into use, as canonical JSON; from now on it is the last good one.

    A digest that is kept already keeps its first content. Repeating it changes nothing and takes
    no write lock. Raises StoreUnavailable.
    """
    for tries_left in reversed(range(TRIES)):
        if _is_last(sessions, digest):
            return
        try:
            with sessions.write.begin() as session:
                _bring_into_use(session, digest, content, today)
        except IntegrityError:  # perhaps another process was quicker: look again
            if not tries_left:
                raise
        else:
            return


def _is_last(sessions: Sessions, digest: str) -> bool:
    with sessions.read() as session:
        last = last_bank(session)
        return last is not None and last.digest == digest


def _bring_into_use(session: Session, digest: str, content: str, today: date) -> None:
    turn = (session.scalar(select(func.max(BankRow.turn))) or 0) + 1
    kept = session.get(BankRow, digest)
    if kept is None:
        session.add(BankRow(digest=digest, content=content, kept_day=today, turn=turn))
    else:
        kept.turn = turn
