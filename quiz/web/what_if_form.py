"""Knows the one form that holds all answers of a person at once, each open to be tried otherwise.

It refuses to know what follows from them. Nothing that it reads is ever stored.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from werkzeug.datastructures import MultiDict
from wtforms import SelectChoice

from quiz.core.bank import Bank, Item, ItemId
from quiz.core.codec import JSON
from quiz.web.forms import Fields, ItemForm, Problem, Radios, item_form

_NO_ANSWER = {"seen", "skip"}
"""What the form of an item holds beside the answer."""
_SKIP = "skip"
"""The box that tries an item as skipped: a group of radios can't be emptied again."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Answers to choose from: the name of the field, what it asks, what is chosen now."""

    name: str
    asks: str  # the part of the answer: most, least, choice, or an option's text
    options: tuple[SelectChoice, ...]


@dataclass(frozen=True, slots=True)
class Trial:
    """One item with the answer given and the one tried; `problems` where that is half an answer."""

    item: Item
    given: JSON
    tried: JSON
    choices: tuple[Choice, ...]
    problems: tuple[Problem, ...] = ()
    skipped: bool = False  # tried as skipped, whatever is chosen

    @property
    def skip(self) -> str:
        """Name the field that tries it as skipped."""
        return f"{self.item.id}.{_SKIP}"

    @property
    def changed(self) -> bool:
        """Whether something else than the given answer is tried, or half of it."""
        return self.tried != self.given or bool(self.problems)


def trials(
    bank: Bank, given: Mapping[ItemId, JSON], posted: Fields | None = None
) -> tuple[Trial, ...]:
    """Put every scored item that was asked into the form, in the order of asking.

    `posted` holds fields named `item.part`, or `item.skip` to try an item as skipped. An item
    without any of them is tried as given.
    """
    scored = {item.id: item for item in bank.scored}
    fields = posted or MultiDict()
    return tuple(_trial(scored[item], given[item], fields) for item in given if item in scored)


def field_names(shown: tuple[Trial, ...]) -> frozenset[str]:
    """The fields that the form may hold."""
    parts = {choice.name for trial in shown for choice in trial.choices}
    return frozenset(parts | {trial.skip for trial in shown})


def _trial(item: Item, given: JSON, posted: Fields) -> Trial:
    blank = item_form(item)
    parts = [field.name for field in _parts(blank)]
    sent = MultiDict(
        {part: posted[f"{item.id}.{part}"] for part in parts if posted.get(f"{item.id}.{part}")}
    )
    form = item_form(item, sent) if sent else item_form(item, shown=given)
    if f"{item.id}.{_SKIP}" in posted:
        return Trial(item, given, None, _choices(form), skipped=True)
    if not sent:
        return Trial(item, given, given, _choices(form))
    if form.validate():
        return Trial(item, given, form.answer(), _choices(form))
    return Trial(item, given, given, _choices(form), tuple(_problems(form)))


def _parts(form: ItemForm) -> Iterator[Radios]:
    return (field for field in form if field.name not in _NO_ANSWER)


def _choices(form: ItemForm) -> tuple[Choice, ...]:
    texts = [option.text for option in form.item.options]
    return tuple(
        Choice(
            f"{form.item.id}.{field.name}",
            texts[place] if field.name.startswith("place_") else field.name,
            tuple(field.iter_choices()),
        )
        for place, field in enumerate(_parts(form))
    )


def _problems(form: ItemForm) -> Iterator[Problem]:
    """Lead to the controls of this form, which have the item's name before their own."""
    for problem in form.problems:
        yield Problem(f"{form.item.id}.{problem.control}", problem.text)
