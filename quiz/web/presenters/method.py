"""Knows how the scoring is shown in full: every question, every weight, and a sum done by hand.

It refuses to keep a second copy of any figure: all of them are read from bank, rules and model.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import lazy_gettext

from quiz.core.bank import Answer, Bank, Format, Item, Option
from quiz.core.evidence import evidence
from quiz.core.model import Model
from quiz.web.presenters.answers import Line, quoted
from quiz.web.presenters.faces import Faces, TrackFace, TraitFace
from quiz.web.presenters.phrases import number, signed
from quiz.web.wording import gettext as _

FORMATS = {
    Format.MOST_LEAST: lazy_gettext("most and least"),
    Format.PICK: lazy_gettext("pick one"),
    Format.SLIDER: lazy_gettext("trade-off"),
    Format.LIKERT: lazy_gettext("agreement"),
    Format.RANK: lazy_gettext("ranking"),
}


@dataclass(frozen=True, slots=True)
class Weight:
    """Points that an option gives to one trait."""

    face: TraitFace
    points: str


@dataclass(frozen=True, slots=True)
class OptionRow:
    """An option and everything it gives; `popularity` is empty while nothing is known of it."""

    text: str
    weights: tuple[Weight, ...]
    popularity: str


@dataclass(frozen=True, slots=True)
class ItemRow:
    """A question with its options, as printed on the method page."""

    number: int
    id: str
    format: str
    situation: str
    note: str  # what sets it apart: extra, or only a check of attention
    options: tuple[OptionRow, ...]


@dataclass(frozen=True, slots=True)
class Factor:
    """What one point on each trait is worth to a track, in the order of the traits."""

    face: TrackFace
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Example:
    """One answer worked out: points by trait, and the sum that they make for each track."""

    situation: str
    lines: tuple[Line, ...]
    points: tuple[str, ...]


def items(bank: Bank, faces: Faces) -> tuple[ItemRow, ...]:
    """List every question: the full form in its order, the extras, the checks of attention."""
    extras = [item for item in bank.scored if item.extra]
    ordered = [*bank.form, *extras, *(item for item in bank.items if item.expects is not None)]
    return tuple(_item(item, place, faces) for place, item in enumerate(ordered, 1))


def _item(item: Item, place: int, faces: Faces) -> ItemRow:
    return ItemRow(
        place,
        item.id,
        str(FORMATS[item.format]),
        item.situation,
        _note(item),
        tuple(_option(option, faces) for option in item.options),
    )


def _note(item: Item) -> str:
    if item.expects is not None:
        return _("only checks attention, never counted")
    return _("extra") if item.extra else ""


def _option(option: Option, faces: Faces) -> OptionRow:
    weights = tuple(
        Weight(face, signed(option.weights[trait]))
        for trait, face in faces.traits.items()
        if option.weights.get(trait)
    )
    known = signed(option.popularity) if option.popularity else ""
    return OptionRow(option.text, weights, known)


def factors(model: Model, faces: Faces) -> tuple[Factor, ...]:
    """Show each track's profile as the arithmetic uses it: centred and of length one."""
    rows = model.profiles.tolist()
    return tuple(
        Factor(face, tuple(signed(value) for value in row))
        for face, row in zip(faces.tracks.values(), rows, strict=True)
    )


def example(model: Model, faces: Faces) -> Example:
    """Work out one answer: to the first question, its first option most and its last least.

    Formats other than blocks take the last of their possible answers.
    """
    item = model.bank.scored[0]
    answer = _sample(item, model.answers[0])
    given = evidence(model, {item.id: answer})[item.id]
    return Example(
        item.situation,
        quoted(item, answer),
        tuple(signed(given[track]) for track in faces.tracks),
    )


def _sample(item: Item, answers: Sequence[Answer]) -> Answer:
    if item.format is Format.MOST_LEAST:
        wanted = (item.options[0].id, item.options[-1].id)
        return next(
            a for a in answers if (getattr(a, "most", ""), getattr(a, "least", "")) == wanted
        )
    return answers[-1]


def expected_is_nothing(model: Model) -> bool:
    """Whether someone with no leaning gets 0 points for every track from every question."""
    return bool((abs(model.neutral.means @ model.profiles.T) < 1e-9).all())


@dataclass(frozen=True, slots=True)
class Limits:
    """Where one kind of verdict ends and the next begins, and the constants, as printed."""

    clear: str
    leaning: str
    close_call: str
    balanced: str
    precision: str
    pattern: str
    pattern_from: str
    random: str
    least: str  # answers before the adaptive form may stop
    stop: str
    tell: str  # bits
    unread: str  # odds
    accept_finish: str
    offer_finish: str
    discrimination: str
    extreme_penalty: str
    pilot: str  # empty once the bank is calibrated


def limits(model: Model) -> Limits:
    """Write out the figures by which answers become a verdict."""
    rules, bounds = model.rules, model.rules.thresholds
    return Limits(
        clear=_hundred(bounds.clear),
        leaning=_hundred(bounds.leaning),
        close_call=_hundred(bounds.close_call),
        balanced=number(bounds.balanced),
        precision=number(bounds.precision),
        pattern=_hundred(bounds.pattern),
        pattern_from=number(bounds.pattern_from),
        random=_hundred(rules.adaptive.random),
        least=number(max(rules.adaptive.least, bounds.accept_finish)),
        stop=_hundred(rules.adaptive.stop),
        tell=number(rules.adaptive.tell),
        unread=number(rules.adaptive.unread),
        accept_finish=number(bounds.accept_finish),
        offer_finish=number(bounds.offer_finish),
        discrimination=number(rules.discrimination),
        extreme_penalty=number(rules.extreme_penalty),
        pilot=number(rules.pilot_variance) if model.bank.pilot else "",
    )


def _hundred(share: float) -> str:
    return _("%(count)s of 100", count=number(100 * share))
