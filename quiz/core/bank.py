"""Knows what a question bank is: traits, items in five formats, options, and answers to them.

It refuses to know where a bank comes from (`quiz.content`) and what an answer is worth
(`quiz.core.model`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import NewType

TraitId = NewType("TraitId", str)
ItemId = NewType("ItemId", str)
OptionId = NewType("OptionId", str)

STEPS = (-2, -1, 0, 1, 2)
"""The five labelled steps of a slider or likert item, from the left or lowest to the right."""


class Format(StrEnum):
    """The five ways of asking; each is reduced to a set of answers with weights by the model."""

    MOST_LEAST = "most-least"
    PICK = "pick"
    SLIDER = "slider"
    LIKERT = "likert"
    RANK = "rank"


@dataclass(frozen=True, slots=True)
class Trait:
    """One of the questions that options show: WHY, WHAT, HOW or WHEN in the shipped bank."""

    id: TraitId
    name: str
    question: str
    pole: str  # "vision" or "execution"
    description: str


@dataclass(frozen=True, slots=True)
class Option:
    """A choice on an item, with the points it gives to each trait (absent traits get none)."""

    id: OptionId
    text: str
    weights: Mapping[TraitId, float]
    popularity: float = (
        0.0  # intercept in logits: how often it is chosen by someone without leaning
    )


@dataclass(frozen=True, slots=True)
class MostLeast:
    """The answer to a block: the option most like the person and the one least like them."""

    most: OptionId
    least: OptionId


@dataclass(frozen=True, slots=True)
class Item:
    """A question. A slider has two options (left, right), a likert item has one.

    A block that `expects` an answer says in its own words which one to give: it only shows that
    the page is being read. Such an attention block weighs nothing and is never scored.
    """

    id: ItemId
    format: Format
    situation: str
    options: tuple[Option, ...]
    kind: str = ""  # the kind of work the situation is set in
    extra: bool = False  # true: not part of a complete form
    expects: MostLeast | None = None  # the answer that an attention block asks for

    def option(self, option_id: OptionId) -> Option:
        """The option with this id; raises KeyError when the item has none."""
        for option in self.options:
            if option.id == option_id:
                return option
        raise KeyError(option_id)

    def missed(self, answer: "Answer | None") -> bool:
        """Whether this attention block asked for another answer; skipping it misses nothing."""
        return self.expects is not None and answer is not None and answer != self.expects


@dataclass(frozen=True, slots=True)
class Calibration:
    """Whose answers tuned the popularities and weights, and when (ISO day)."""

    people: int
    day: str


@dataclass(frozen=True)
class Bank:
    """All items of one version, in the order of the full form; without calibration: pilot mode.

    What every page looks up in it is worked out once.
    """

    version: str
    traits: tuple[Trait, ...]
    items: tuple[Item, ...]
    calibration: Calibration | None = None

    @property
    def pilot(self) -> bool:
        """Whether no real answers have tuned this bank yet."""
        return self.calibration is None

    @cached_property
    def form(self) -> tuple[Item, ...]:
        """The items of a complete form: all scored ones that are not marked extra."""
        return tuple(item for item in self.scored if not item.extra)

    @cached_property
    def extras(self) -> tuple[Item, ...]:
        """The scored items beyond a complete form."""
        return tuple(item for item in self.scored if item.extra)

    @cached_property
    def form_ids(self) -> frozenset[ItemId]:
        """The ids of the items of a complete form."""
        return frozenset(item.id for item in self.form)

    @cached_property
    def extra_ids(self) -> frozenset[ItemId]:
        """The ids of the extras."""
        return frozenset(item.id for item in self.extras)

    @cached_property
    def scored(self) -> tuple[Item, ...]:
        """The items whose answers weigh something: all but the attention blocks."""
        return tuple(item for item in self.items if item.expects is None)

    def item(self, item_id: ItemId) -> Item:
        """The item with this id; raises KeyError when the bank has none."""
        return self._by_id[item_id]

    @cached_property
    def _by_id(self) -> Mapping[ItemId, Item]:
        return {item.id: item for item in self.items}


Answer = OptionId | MostLeast | int | tuple[OptionId, ...]
"""pick: option id; most-least: `MostLeast`; slider, likert: a step; rank: ids, best first."""

Responses = Mapping[ItemId, Answer | None]
"""Answers by item, in the order of asking; None is a skipped item, an absent one was not asked."""
