"""Knows the answer in a form that holds just what the page of its item sends.

It refuses every other form, without saying why: what is missing, repeated, skipped or foreign is
for the form of the item, which has words for it. Nearly every form is plain, and everybody waits
for it.
"""

from collections.abc import Callable, Mapping
from typing import Final

from flask import Request

from quiz.core.bank import STEPS, Format, Item
from quiz.core.codec import JSON

_STEPS: Final = {str(step): step for step in STEPS}


def plain_answer(item: Item, request: Request) -> JSON:
    """The answer that was sent, as JSON, when the form holds each field once; else None."""
    read = _READERS.get(item.format)
    if read is None or request.files:
        return None
    sent = {name: values[0] for name, values in request.form.lists() if len(values) == 1}
    if len(sent) != len(request.form) or sent.pop("seen", None) is None:
        return None
    return read(item, sent)


def _pair(item: Item, sent: Mapping[str, str]) -> JSON:
    most, least = sent.get("most"), sent.get("least")
    if len(sent) > 2 or most == least or not {most, least} <= _ids(item):
        return None
    return {"most": most, "least": least}


def _pick(item: Item, sent: Mapping[str, str]) -> JSON:
    choice = sent.get("choice")
    return choice if len(sent) == 1 and choice in _ids(item) else None


def _step(_item: Item, sent: Mapping[str, str]) -> JSON:
    return _STEPS.get(sent.get("choice", "")) if len(sent) == 1 else None


def _ids(item: Item) -> set[str | None]:
    return {option.id for option in item.options}


_READERS: Final[Mapping[Format, Callable[[Item, Mapping[str, str]], JSON]]] = {
    Format.MOST_LEAST: _pair,
    Format.PICK: _pick,
    Format.SLIDER: _step,
    Format.LIKERT: _step,
}
"""A ranking is not among them: few items are rankings, and they have many ways to be amiss."""
