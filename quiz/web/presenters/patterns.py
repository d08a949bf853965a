"""Knows how to tell a person, in words, what made their answers look unread, and which they are.

It refuses to accuse: it describes what the answers have in common, and counts it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from quiz.core.bank import Answer, Item, ItemId, MostLeast
from quiz.core.quality import ATTENTION, PATTERN, RANDOM
from quiz.core.result import Kind, Result
from quiz.web.presenters.phrases import either, number
from quiz.web.presenters.reasons import Sheet
from quiz.web.wording import gettext as _
from quiz.web.wording import ngettext

_DISTANCES = (1, 2, 3)


@dataclass(frozen=True, slots=True)
class Named:
    """An answer to look at again: its item, what it is called, and the words of the question."""

    item: ItemId
    called: str
    situation: str


@dataclass(frozen=True, slots=True)
class Doubt:
    """What made answers look unread, and the answers behind it in the order of asking."""

    says: str
    answers: tuple[Named, ...]


def doubts(behind: Mapping[str, Sequence[ItemId]], sheet: Sheet) -> tuple[Doubt, ...]:
    """Say for each flag what was found; `behind` names the items of each flag, in its order."""
    return tuple(
        Doubt(_found(flag, len(items), sheet), tuple(_named(item, sheet) for item in items))
        for flag, items in behind.items()
    )


def _found(flag: str, count: int, sheet: Sheet) -> str:
    if flag == PATTERN:
        return _repetition(sheet)
    if flag == RANDOM:
        many = _("Your answers point in many directions, much as answers chosen by chance would.")
        return many + " " + _("These go least with the others:") if count else many
    return ngettext(
        "An attention check was not answered as it asked.",
        "%(num)s attention checks were not answered as they asked.",
        count,
    )


def _named(item: ItemId, sheet: Sheet) -> Named:
    question = sheet.bank.item(item)
    situation = _("Situation %(number)s", number=number(sheet.place(item)))
    return Named(item, sheet.called(item) or situation, question.situation)


def caution(result: Result, *, own: bool) -> str:
    """Say first, above a result that is shown all the same, what its answers look like.

    Empty where nothing is in doubt. `own`: to the person, else to a reader they share it with.
    """
    words = {
        PATTERN: _("clicks that follow a pattern"),
        RANDOM: _("answers chosen by chance"),
        ATTENTION: _("answers to questions that were not read"),
    }
    if not result.flags or result.verdict.kind is Kind.CHECK_ANSWERS:
        return ""
    found = [words[flag] for flag in result.flags if flag in words]
    doubtful = (
        _("This result may not describe you.")
        if own
        else _("This result may not describe the person who shared it.")
    )
    if not found:
        return doubtful + " " + _("Something in the answers asked for a second look.")
    return doubtful + " " + _("The answers look like %(what)s.", what=either(found))


def _repetition(sheet: Sheet) -> str:
    """Describe how the places chosen on the page repeat, in the order of asking."""
    asked = ((sheet.bank.item(item), answer) for item, answer in sheet.responses.items())
    places = [
        _place(item, answer)
        for item, answer in asked
        if answer is not None and item.expects is None
    ]
    back, repeats = _clearest(places)
    return ngettext(
        "In %(repeats)s of your %(answers)s answers you chose the same places on the page as in "
        "the one before.",
        "In %(repeats)s of your %(answers)s answers you chose the same places on the page as "
        "%(back)s answers before.",
        back,
        repeats=number(repeats),
        answers=number(len(places)),
        back=number(back),
    )


_Place = tuple[int, ...]


def _clearest(places: Sequence[_Place]) -> tuple[int, int]:
    """Find the distance at which most answers repeat, and how many do."""
    counts: Mapping[int, int] = {
        back: sum(now == then for now, then in zip(places[back:], places, strict=False))
        for back in _DISTANCES
        if len(places) > back
    }
    if not counts:
        return 1, 0
    back = max(counts, key=lambda distance: counts[distance] / (len(places) - distance))
    return back, counts[back]


def _place(item: Item, answer: Answer) -> _Place:
    """Say which places on the page an answer took, from the top (or left), from 0."""
    order = [option.id for option in item.options]
    if isinstance(answer, MostLeast):
        return (order.index(answer.most), order.index(answer.least))
    if isinstance(answer, tuple):
        return tuple(order.index(option) for option in answer)
    if isinstance(answer, str):
        return (order.index(answer),)
    return (answer,)
