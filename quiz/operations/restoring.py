"""Knows how a restored database forgets again what people had erased.

It refuses to know files and servers: who restores brings the list of what was erased.
"""

from collections.abc import Sequence
from typing import Final

from sqlalchemy import delete, select

from quiz.operations.settling import settled
from quiz.store.engine import Sessions
from quiz.store.erasures import Erasure
from quiz.store.models import AttemptRow, ErasureRow
from quiz.store.scrub import scrub

AT_ONCE: Final = 500


def replay_erasures(sessions: Sessions, erased: Sequence[Erasure]) -> int:
    """Erase again every attempt of the list that is back, and keep the list; returns how many.

    Doing it twice changes nothing. Raises StoreUnavailable.
    """
    gone: list[int] = []
    for first in range(0, len(erased), AT_ONCE):
        gone += _replay(sessions, erased[first : first + AT_ONCE])
    scrub(sessions.engine, gone)
    return len(gone)


@settled
def _replay(sessions: Sessions, erased: Sequence[Erasure]) -> list[int]:
    hashes = [each.token_hash for each in erased]
    with sessions.write.begin() as session:
        known = set(
            session.scalars(select(ErasureRow.token_hash).where(ErasureRow.token_hash.in_(hashes)))
        )
        session.add_all(
            ErasureRow(token_hash=each.token_hash, erased_day=each.day)
            for each in erased
            if each.token_hash not in known
        )
        back = delete(AttemptRow).where(AttemptRow.token_hash.in_(hashes))
        return list(session.scalars(back.returning(AttemptRow.id)))
