"""Knows how a person hands out a read-only link to their result, and takes it back.

It refuses to know what the sections are called on a page, and forgets the link itself.
"""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import delete, select

from quiz.operations.refusals import NotFinished
from quiz.operations.rows import locked
from quiz.operations.settling import settled
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
    _keep(sessions, token, link=link, shows=shows, expires=expires, today=today)
    return link


@settled
def _keep(
    sessions: Sessions,
    token: str,
    *,
    link: str,
    shows: Sequence[str],
    expires: date,
    today: date,
) -> None:
    """Store the link unless that is done already: a new link for each try would leave one over."""
    own = token_hash(link)
    with sessions.write.begin() as session:
        row = locked(session, token)
        if row.result is None:
            raise NotFinished
        if session.scalar(select(ShareRow.id).where(ShareRow.token_hash == own)) is not None:
            return
        session.execute(
            delete(ShareRow).where(ShareRow.attempt_id == row.id, ShareRow.expires < today)
        )
        session.add(
            ShareRow(
                attempt_id=row.id,
                token_hash=own,
                shows=canonical(list(shows)),
                expires=expires,
            )
        )


@settled
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
