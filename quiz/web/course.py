"""Knows the way through a form: which item follows, which one came before, how far one has come.

It refuses to know requests and what answers mean; it sees only which items were asked, in order.
Attention blocks are not part of the way: one that is opened stands at the end like a new item.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from quiz.core.bank import Bank, Item, ItemId

Asked = Mapping[ItemId, object]
"""Stored answers by item in the order of asking; None is a skipped item."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where an item stands among those of its kind (situations of the form, or extras).

    `number` counts from 1 in the order of asking, `done` is how many were asked so far, and
    `before` is the item that Back leads to (None: there is none of this kind).
    """

    number: int
    total: int
    done: int
    before: ItemId | None


def of_kind(bank: Bank, *, extra: bool) -> tuple[Item, ...]:
    """List the items of the form (or the extras), in bank order."""
    return bank.extras if extra else bank.form


def asked_of_kind(bank: Bank, asked: Asked, *, extra: bool) -> tuple[ItemId, ...]:
    """List the asked items of the form (or the asked extras), in the order of asking."""
    kind = bank.extra_ids if extra else bank.form_ids
    return tuple(item for item in asked if item in kind)


def place(bank: Bank, asked: Asked, item: Item) -> Place:
    """Say where this item stands: at its own place when it was asked before, else at the end."""
    order = asked_of_kind(bank, asked, extra=item.extra)
    index = order.index(item.id) if item.id in order else len(order)
    total = len(of_kind(bank, extra=item.extra))
    return Place(index + 1, total, len(order), order[index - 1] if index else None)


def following(bank: Bank, asked: Asked, after: ItemId | None) -> ItemId | None:
    """Find the item after this one: the next that was asked, else the first new one of its kind.

    Without `after` it is the first new item of the form. None means that nothing of this kind is
    left to ask.
    """
    extra = after is not None and bank.item(after).extra
    order = asked_of_kind(bank, asked, extra=extra)
    if after in order[:-1]:
        return order[order.index(after) + 1]
    return first_new(bank, asked, extra=extra)


def first_new(bank: Bank, asked: Asked, *, extra: bool) -> ItemId | None:
    """Find the first item of the form (or extra) that was not asked yet, in bank order."""
    return next((item.id for item in of_kind(bank, extra=extra) if item.id not in asked), None)


def first_skipped(bank: Bank, asked: Asked) -> ItemId | None:
    """Find the first skipped item of the form, in the order of asking."""
    order = asked_of_kind(bank, asked, extra=False)
    return next((item for item in order if asked[item] is None), None)


def answered(bank: Bank, asked: Asked) -> int:
    """Count how many items of the form have an answer; skipped ones do not count."""
    return sum(1 for item in asked_of_kind(bank, asked, extra=False) if asked[item] is not None)
