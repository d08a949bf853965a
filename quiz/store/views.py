"""Knows the shapes in which stored things are handed out: frozen, without rows and without secrets.

It refuses to know the database. What a person said is left out of every printed form.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from quiz.core.bank import ItemId
from quiz.store.canonical import canonical


@dataclass(frozen=True, slots=True)
class AttemptView:
    """One sitting. `responses` holds JSON values in the order of asking, None where skipped.

    `result` (the JSON of the last finish), `result_responses` (the answers it was made from) and
    `finished_day` (its date) are there together or not at all. While the state is `reopened` they
    are those from before the change of `changed_day`.
    """

    id: int
    bank_digest: str
    cohort: str | None
    language: str
    form: str  # "adaptive" or "full"
    state: str  # "open" (never finished), "finished", "reopened" (changed after it)
    started_day: date
    changed_day: date
    finished_day: date | None
    responses: Mapping[ItemId, Any] = field(repr=False)
    result: Mapping[str, Any] | None = field(repr=False)
    result_responses: Mapping[ItemId, Any] | None = field(repr=False)

    @property
    def result_day(self) -> date | None:
        """The day of the finish that made the result."""
        return self.finished_day

    @property
    def agrees(self) -> bool:
        """Whether the result was made from the answers as they are now."""
        return self.state == "finished"

    def seen(self, item: ItemId) -> str:
        """What a form for this item carries as `seen`: canonical JSON, or "" for no answer yet."""
        return canonical(self.responses[item]) if item in self.responses else ""


@dataclass(frozen=True, slots=True)
class UnderWay:
    """What of a sitting a question page needs; `responses` as above.

    `places` is how many places in the order of asking are taken; `has_result`: it was finished
    once.
    """

    bank_digest: str
    form: str
    responses: Mapping[ItemId, Any] = field(repr=False)
    places: int
    has_result: bool


@dataclass(frozen=True, slots=True)
class SharedView:
    """What a read-only link leads to: the last result, and the sections the person chose."""

    shows: tuple[str, ...]
    expires: date  # the last day it works
    bank_digest: str
    language: str
    state: str  # "finished" or "reopened"
    changed_day: date
    result_day: date
    result: Mapping[str, Any] = field(repr=False)
    result_responses: Mapping[ItemId, Any] = field(repr=False)


@dataclass(frozen=True, slots=True)
class ShareView:
    """A read-only link as its owner sees it; the link itself is not stored and cannot be shown."""

    id: int
    shows: tuple[str, ...]
    expires: date


@dataclass(frozen=True, slots=True)
class PinnedBank:
    """A stored question bank with its scoring rules, as canonical JSON."""

    digest: str
    content: str = field(repr=False)
