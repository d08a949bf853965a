"""Knows how to tell a person, in words, what made their answers look unread.

It refuses to accuse: it describes what the answers have in common, and counts it.
"""

from collections.abc import Mapping, Sequence

from flask_babel import gettext as _
from flask_babel import ngettext

from quiz.core.bank import Answer, Item, MostLeast
from quiz.core.quality import ATTENTION, PATTERN, RANDOM
from quiz.core.result import Kind, Result
from quiz.web.presenters.phrases import either, number
from quiz.web.presenters.reasons import Sheet

_DISTANCES = (1, 2, 3)


def described(result: Result, sheet: Sheet) -> tuple[str, ...]:
    """Say for each flag of a result what was found, in the order of the flags."""
    words = {
        PATTERN: lambda: _repetition(sheet),
        RANDOM: lambda: _(
            "Your answers point in many directions, much as answers chosen by chance would."
        ),
        ATTENTION: lambda: _(
            "A question that only checks attention asked for one answer and got another."
        ),
    }
    return tuple(words[flag]() for flag in result.flags if flag in words)


def caution(result: Result) -> str:
    """Say above a result that is shown all the same what its answers look like; none: empty.

    True for the person and for a reader they share it with.
    """
    words = {
        PATTERN: _("clicks that follow a pattern"),
        RANDOM: _("answers chosen by chance"),
        ATTENTION: _("answers to questions that were not read"),
    }
    if not result.flags or result.verdict.kind is Kind.CHECK_ANSWERS:
        return ""
    found = [words[flag] for flag in result.flags if flag in words]
    if not found:
        return _(
            "Something in these answers asked for a second look; read this result with that "
            "in mind."
        )
    return _(
        "These answers look like %(what)s; read this result with that in mind.", what=either(found)
    )


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
