"""Knows the answer in a form that holds just what the page of its item sends.

It refuses every other form, without saying why: what is missing, repeated, skipped or foreign is
for the form of the item, which has words for it. Nearly every form is plain, and everybody waits
for it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import parse_qsl

from flask import Request

from quiz.core.bank import STEPS, Format, Item
from quiz.core.codec import JSON

_STEPS: Final = {str(step): step for step in STEPS}
_MOST_FIELDS: Final = 3


@dataclass(frozen=True, slots=True)
class Sent:
    """An answer as it was sent: its value (None where it was skipped) and what the page showed."""

    value: JSON
    seen: str


def plain_answer(item: Item, request: Request) -> Sent | None:
    """The answer that was sent when the form holds each field once; else None.

    The body is read here, not by the framework's parser, which is made for files and large forms
    as well. It stays with the request for whoever has to look at it again.
    """
    read = _READERS.get(item.format)
    kind = request.environ.get("CONTENT_TYPE", "").partition(";")[0]
    if read is None or kind != "application/x-www-form-urlencoded":
        return None
    try:
        body = request.get_data().decode()
        pairs = parse_qsl(body, keep_blank_values=True, max_num_fields=_MOST_FIELDS)
    except ValueError:  # it is no text, or has too many fields
        return None
    sent = dict(pairs)
    seen = sent.pop("seen", None)
    value = None if seen is None or len(sent) + 1 != len(pairs) else read(item, sent)
    return None if value is None or seen is None else Sent(value, seen)


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
