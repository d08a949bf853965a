"""Knows whose sitting an address opens: a stored attempt, or one that begins with its first answer.

It refuses to create anything: a start value is only carried on until somebody answers.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from quiz.core.bank import Item, ItemId
from quiz.operations import NewAttempt, UnknownItem
from quiz.store import queries
from quiz.store.canonical import canonical
from quiz.web.request import (
    NotInUse,
    Pinned,
    catalogue,
    find_attempt,
    now,
    pinned,
    sessions,
    starts,
)
from quiz.web.start import Start


@dataclass(frozen=True, slots=True)
class Sitting:
    """What a question page needs. `new` and `start` are there only while nothing is stored.

    `form` says how the sitting is led: adaptive or full.
    """

    token: str
    pinned: Pinned
    form: str
    responses: Mapping[ItemId, Any]
    new: NewAttempt | None = None
    start: str = ""

    def item(self, name: str) -> Item:
        """Find the item of this bank; raises UnknownItem when it has none of this id."""
        try:
            return self.pinned.bank.item(ItemId(name))
        except KeyError:
            raise UnknownItem from None

    def seen(self, item: Item) -> str:
        """What the form of an item carries as `seen`: canonical JSON, or "" for no answer yet."""
        return canonical(self.responses[item.id]) if item.id in self.responses else ""


def open_sitting(token: str, start: str) -> Sitting:
    """Find the attempt of a token, or take its signed start value; raises NotInUse without both."""
    attempt = find_attempt(token)
    if attempt is not None:
        return Sitting(token, pinned(attempt.bank_digest), attempt.form, attempt.responses)
    fresh = starts().read(start, token=token, now=now()) if start else None
    if fresh is None or _erased(token):
        raise NotInUse
    content = catalogue()
    new = _new(fresh, content.digest)
    return Sitting(token, pinned(content.digest), fresh.form, {}, new, start)


def _erased(token: str) -> bool:
    with sessions().read() as session:
        return queries.is_erased(session, token)


def _new(start: Start, digest: str) -> NewAttempt:
    code = bytes.fromhex(start.code) if start.code else None
    return NewAttempt(digest, start.language, start.form, start.cohort, code)
