"""Knows how a person hands out a read-only link to their result, and takes it back.

It refuses to know what the sections are called on a page, and forgets the link itself.
"""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import delete

from quiz.operations.refusals import NotFinished
from quiz.operations.rows import locked
from quiz.store.canonical import canonical
from quiz.store.engine import Sessions
from quiz.store.models import LARGEST_ID, ShareRow
from quiz.store.tokens import new_token, token_hash


def share(
    sessions: Sessions, token: str, *, shows: Sequence[str], expires: date, today: date
) -> str:
    """A new read-only token for the result; it works up to and including the day `expires`.

    The token is returned once and never stored. Links of this attempt that have expired are
    cleared away. Raises AttemptAbsent, NotFinished, ValueError for a day that has passed,
    StoreUnavailable.
    """
    if expires < today:
        raise ValueError("a link cannot expire before it is made")
    link = new_token()
    with sessions.write.begin() as session:
        row = locked(session, token)
        if row.result is None:
            raise NotFinished
        session.execute(
            delete(ShareRow).where(ShareRow.attempt_id == row.id, ShareRow.expires < today)
        )
        session.add(
            ShareRow(
                attempt_id=row.id,
                token_hash=token_hash(link),
                shows=canonical(list(shows)),
                expires=expires,
            )
        )
    return link


def revoke_share(sessions: Sessions, token: str, *, share_id: int) -> None:
    """Take back one read-only link of this attempt (`ShareView.id`); again is as good as once.

    Raises AttemptAbsent, StoreUnavailable.
    """
    with sessions.write.begin() as session:
        row = locked(session, token)
        if share_id <= LARGEST_ID:
            session.execute(
                delete(ShareRow).where(ShareRow.attempt_id == row.id, ShareRow.id == share_id)
            )
