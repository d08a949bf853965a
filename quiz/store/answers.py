"""Knows how to read everybody's answers one after the other, for figures over all of them.

It refuses to say whose they are: keys, links, cohorts and days stay here. It holds some hundred
attempts at a time, and no transaction for longer than those take.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from quiz.core.bank import ItemId
from quiz.core.sample import AnsweredAttempt
from quiz.store.engine import Sessions
from quiz.store.models import AnswerRow, AttemptRow, BankRow
from quiz.store.views import PinnedBank

PAGE = 500


@dataclass(frozen=True, slots=True)
class Window:
    """The days on which a watched attempt began: long enough ago to be over, none purged yet."""

    first: date
    last: date


def kept_banks(session: Session) -> tuple[PinnedBank, ...]:
    """Every bank that was ever in use, the latest first."""
    rows = session.scalars(select(BankRow).order_by(BankRow.turn.desc()))
    return tuple(PinnedBank(row.digest, row.content) for row in rows)


def answered_attempts(
    sessions: Sessions, digests: Collection[str], *, window: Window | None = None
) -> Iterator[AnsweredAttempt]:
    """All attempts pinned to one of these banks, drafts too, in no telling order.

    An attempt that was finished once counts as finished, with its answers as they are now.
    Raises StoreUnavailable.
    """
    after = -1
    while True:
        with sessions.read() as session:
            page = _page(session, digests, after)
            said = _said(session, [key for key, _, _ in page])
        for key, state, day in page:
            watched = window is not None and window.first <= day <= window.last
            yield AnsweredAttempt(said[key], finished=state != "open", watched=watched)
        if len(page) < PAGE:
            return
        after = page[-1][0]


def _page(session: Session, digests: Collection[str], after: int) -> list[tuple[int, str, date]]:
    rows = session.execute(
        select(AttemptRow.id, AttemptRow.state, AttemptRow.started_day)
        .where(AttemptRow.bank_digest.in_(digests), AttemptRow.id > after)
        .order_by(AttemptRow.id)
        .limit(PAGE)
    )
    return [(key, state, day) for key, state, day in rows]


def _said(session: Session, keys: Sequence[int]) -> dict[int, list[tuple[ItemId, str]]]:
    """The answers of some attempts, in the order of asking."""
    found: dict[int, list[tuple[int, ItemId, str]]] = {key: [] for key in keys}
    rows = session.execute(
        select(AnswerRow.attempt_id, AnswerRow.position, AnswerRow.item, AnswerRow.value).where(
            AnswerRow.attempt_id.in_(keys)
        )
    )
    for key, position, item, value in rows:
        found[key].append((position, ItemId(item), value))
    return {
        key: [(item, value) for _, item, value in sorted(answers)] for key, answers in found.items()
    }
