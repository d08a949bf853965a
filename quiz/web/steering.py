"""Knows what follows an answer: the next item of an adaptive or a full form, or that it may stop.

It refuses to know addresses, and which track is ahead: pages hear only that one is likely enough.
"""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from quiz.core.adaptive import Step, attention_before_finishing, next_in_order, next_step
from quiz.core.bank import ItemId
from quiz.core.codec import responses_from_json
from quiz.web.course import first_new
from quiz.web.request import Pinned

ADAPTIVE = "adaptive"
FULL = "full"
FORMS = (ADAPTIVE, FULL)
"""How an attempt is led: by what tells most about the track, or through the bank in its order."""


def step_after(here: Pinned, form: str, asked: Mapping[ItemId, Any]) -> Step:
    """Find the step that follows these stored answers (JSON values in the order of asking)."""
    if not asked:
        return _first(here, form)
    if form == FULL and (item := first_new(here.bank, asked, extra=False)) is not None:
        return Step(item)  # what was answered does not matter yet
    responses = responses_from_json(here.bank, asked)
    if form == FULL:
        return next_in_order(here.model, responses)
    return next_step(here.model, here.grid, responses)


@lru_cache(maxsize=16)
def _first(here: Pinned, form: str) -> Step:
    """What everybody is asked first; a thousand people may begin in the same minute."""
    if form == FULL:
        return next_in_order(here.model, {})
    return next_step(here.model, here.grid, {})


def before_finishing(here: Pinned, asked: Mapping[ItemId, Any]) -> ItemId | None:
    """Find the attention block to show before finishing early; None where enough were shown."""
    return attention_before_finishing(here.model, responses_from_json(here.bank, asked))


def asked_next(asked: Mapping[ItemId, object], item: ItemId) -> ItemId | None:
    """Find the item that was asked after this one, for someone who went back."""
    order = list(asked)
    place = order.index(item) + 1 if item in asked else len(order)
    return order[place] if place < len(order) else None
