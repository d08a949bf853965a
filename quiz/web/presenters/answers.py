"""Knows how an answer is quoted: the person's own choice in the words of the question.

It refuses to know what an answer is worth (`reasons`) and how it is given (`quiz.web.forms`).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from flask_babel import lazy_gettext

from quiz.core.bank import (
    STEPS,
    Answer,
    Format,
    Item,
    MostLeast,
    Option,
    OptionId,
    TraitId,
)
from quiz.core.codec import JSON, answer_from_json
from quiz.web.wording import gettext as _

SLIDER_STEPS = (
    lazy_gettext("Definitely A"),
    lazy_gettext("Probably A"),
    lazy_gettext("Cannot choose"),
    lazy_gettext("Probably B"),
    lazy_gettext("Definitely B"),
)
"""The words for the steps of a trade-off, from the left."""

LIKERT_STEPS = (
    lazy_gettext("Not at all like me"),
    lazy_gettext("Not much like me"),
    lazy_gettext("Partly like me"),
    lazy_gettext("Much like me"),
    lazy_gettext("Very much like me"),
)
"""The words for the steps of agreement, from the least."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a quoted answer: a word such as "Most", the text, and the one trait it shows."""

    label: str
    text: str
    trait: TraitId | None = None


def answer_lines(item: Item, value: JSON) -> tuple[Line, ...]:
    """Quote a stored answer; a skipped item has no lines. Raises BadAnswer for a foreign value."""
    answer = answer_from_json(item, value)
    return () if answer is None else quoted(item, answer)


def quoted(item: Item, answer: Answer) -> tuple[Line, ...]:
    """Quote an answer that fits the item."""
    return _QUOTES[item.format](item, answer)


def in_a_sentence(lines: tuple[Line, ...]) -> str:
    """Put a quoted answer on one line: most “…”, least “…”.

    A label that begins with a small letter goes on from the line before.
    """
    said = ""
    for line in lines:
        label = line.label[:1].lower() + line.label[1:]
        joint = " " if label == line.label else ", "
        quote = _("%(word)s “%(text)s”", word=label, text=line.text)
        said = f"{said}{joint}{quote}" if said else quote
    return said


def _pick(item: Item, answer: Answer) -> tuple[Line, ...]:
    return (_line(_("Chosen"), item.option(_option(answer))),)


def _most_least(item: Item, answer: Answer) -> tuple[Line, ...]:
    if not isinstance(answer, MostLeast):
        raise TypeError("an answer to a block names a most and a least")
    return (
        _line(_("Most"), item.option(answer.most)),
        _line(_("Least"), item.option(answer.least)),
    )


def _slider(item: Item, answer: Answer) -> tuple[Line, ...]:
    left, right = item.options
    step = _step(answer)
    if step == 0:
        return (_line(_("Cannot choose between"), left), _line(_("and"), right))
    nearer, other = (left, right) if step < 0 else (right, left)
    word = _("Definitely") if abs(step) > 1 else _("Probably")
    return (_line(word, nearer), _line(_("rather than"), other))


def _likert(item: Item, answer: Answer) -> tuple[Line, ...]:
    return (_line(str(LIKERT_STEPS[STEPS.index(_step(answer))]), item.options[0]),)


def _rank(item: Item, answer: Answer) -> tuple[Line, ...]:
    if not isinstance(answer, tuple):
        raise TypeError("an answer to a ranking is a list of options")
    return tuple(
        _line(_("Place %(number)s", number=place), item.option(option))
        for place, option in enumerate(answer, 1)
    )


_QUOTES: Mapping[Format, Callable[[Item, Answer], tuple[Line, ...]]] = {
    Format.PICK: _pick,
    Format.MOST_LEAST: _most_least,
    Format.SLIDER: _slider,
    Format.LIKERT: _likert,
    Format.RANK: _rank,
}


def _option(answer: Answer) -> OptionId:
    if not isinstance(answer, str):
        raise TypeError("an answer to a pick is an option's id")
    return answer


def _step(answer: Answer) -> int:
    if not isinstance(answer, int):
        raise TypeError("an answer on a scale is a step")
    return answer


def _line(word: str, option: Option) -> Line:
    shown = [trait for trait, weight in option.weights.items() if weight]
    return Line(word, option.text, shown[0] if len(shown) == 1 else None)
