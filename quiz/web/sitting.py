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
    now,
    pinned,
    sessions,
    starts,
)
from quiz.web.start import Start


@dataclass(frozen=True, slots=True)
class Sitting:
    """What a question page needs. `new` and `start` are there only while nothing is stored.

    `form` says how the sitting is led: adaptive or full; `has_result`: it was finished once.
    """

    token: str
    pinned: Pinned
    form: str
    responses: Mapping[ItemId, Any]
    places: int = 0  # taken in the order of asking
    new: NewAttempt | None = None
    start: str = ""
    has_result: bool = False

    def item(self, name: str) -> Item:
        """Find the item of this bank; raises UnknownItem when it has none of this id."""
        try:
            return self.pinned.bank.item(ItemId(name))
        except KeyError:
            raise UnknownItem from None

    def next_place(self, item: Item) -> int | None:
        """The place in the order of asking that an answer takes; None where it is no plain next."""
        known = self.new is not None or item.id in self.responses
        return None if known else self.places + 1

    def seen(self, item: Item) -> str:
        """What the form of an item carries as `seen`: canonical JSON, or "" for no answer yet."""
        return canonical(self.responses[item.id]) if item.id in self.responses else ""


def open_sitting(token: str, start: str) -> Sitting:
    """Find the attempt of a token, or take its signed start value; raises NotInUse without both."""
    found = queries.under_way(sessions(), token)
    if found is not None:
        here = pinned(found.bank_digest)
        return Sitting(
            token,
            here,
            found.form,
            found.responses,
            found.places,
            has_result=found.has_result,
        )
    fresh = starts().read(start, token=token, now=now()) if start else None
    if fresh is None or queries.was_erased(sessions(), token):
        raise NotInUse
    content = catalogue()
    new = _new(fresh, content.digest)
    return Sitting(token, pinned(content.digest), fresh.form, {}, new=new, start=start)


def _new(start: Start, digest: str) -> NewAttempt:
    code = bytes.fromhex(start.code) if start.code else None
    return NewAttempt(digest, start.language, start.form, start.cohort, code)
