"""Knows what stands on the picture of a shared result: what its owner ticked, and nothing else.

It refuses to know coordinates (`card_layout`) and addresses. The reasons quote answers at length,
so they are on the page of the link only, never on a picture.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from quiz.web.presenters.card_layout import (
    MARGIN,
    ROOM,
    Arches,
    Area,
    Bar,
    Column,
    Road,
    Words,
    arches,
    bars,
    columns,
    paragraph,
    road,
)
from quiz.web.presenters.faces import TraitFace
from quiz.web.presenters.outcome import Outcome
from quiz.web.presenters.phrases import day, listed, opening
from quiz.web.presenters.pictures import TraitCell
from quiz.web.wording import gettext as _

_LINE = 456.0  # height of the ground line, where each trait's question stands below it
_HIGHER = 468.0  # where a sentence stands below it
_WIDE = Area(MARGIN, ROOM, _LINE)
_LEFT = Area(MARGIN - 20, 590, _HIGHER)
_RIGHT = Area(680, 460, _HIGHER)
_QUIET = Words(0, 0, 0, "", soft=True)
_LOUD = Words(0, 0, 0, "", bold=True)


@dataclass(frozen=True, slots=True)
class Card:
    """The picture and its text twin: `title` names it, `says` repeats all that it shows."""

    title: str
    says: str
    words: tuple[Words, ...]
    arches: Arches | None
    road: Road | None
    columns: tuple[Column, ...]
    bars: tuple[Bar, ...]


def card(
    page: Outcome,
    traits: Sequence[TraitFace],
    *,
    shows: Collection[str],
    made: date,
    changed: bool,
) -> Card:
    """Lay out the picture of a result from the sections that its owner shares.

    `changed`: the answers are no longer those that the result was made from.
    """
    verdict = "verdict" in shows
    drawn = page.picture if "picture" in shows else None
    cells = page.cells if "traits" in shows else ()
    sentence = _sentence(page, verdict=verdict) if cells else ""
    head = page.heading.head if verdict else _("A shared result")
    kind = _kind(page) if verdict else _("What somebody reaches for at work")
    doubt = _doubt(page, changed=changed)
    few = page.few if verdict else ""
    lead = "" if drawn else _lead(page, shows, alone=not cells)
    words, top = _top(kind, head, doubt=doubt, few=few, lead=lead)
    words += _bottom(sentence, made, shares=drawn is not None, marks=bool(cells), trial=page.trial)
    area, beside = _areas(picture=drawn is not None, traits=bool(cells))
    placed = arches(drawn.span, drawn.labels, area, top=top) if drawn and drawn.span else None
    lying = bars(drawn, area, top=top + 16) if drawn and not drawn.span else ()
    bare = not drawn and not cells
    scale = placed.scale if placed else 1.4
    alone = not cells  # then there is room to say what each of the traits asks
    line = road(traits, area, scale=scale, spelled=alone) if placed or bare else None
    said = (doubt, few, lead, drawn.says if drawn else "", _standings(cells), sentence)
    return Card(
        title=f"{page.heading.kind}: {head}" if verdict else head,
        says=" ".join(part for part in said if part),
        words=words,
        arches=placed,
        road=line,
        columns=columns(cells, beside, top=top, spelled=drawn is None),
        bars=lying,
    )


def _sentence(page: Outcome, *, verdict: bool) -> str:
    return f"{page.first} {page.stands}".strip() if verdict else page.first_alone


def _kind(page: Outcome) -> str:
    return _("%(kind)s. What somebody reaches for at work:", kind=page.heading.kind)


def _lead(page: Outcome, shows: Collection[str], *, alone: bool) -> str:
    """Say what no picture says: how sure the verdict is, or else where the reasons are."""
    if "verdict" in shows:
        return page.confidence
    reasons = alone and "reasons" in shows
    return _("The page of the link gives the reasons.") if reasons else ""


def _areas(*, picture: bool, traits: bool) -> tuple[Area, Area]:
    """Where the shares and where the traits stand: side by side if both are shown."""
    if picture and traits:
        return _LEFT, _RIGHT
    return _WIDE, Area(MARGIN, ROOM, _HIGHER)


def _doubt(page: Outcome, *, changed: bool) -> str:
    """Say what makes the result doubtful, or out of date; empty where nothing does."""
    old = _("The answers have changed since this result was made.") if changed else ""
    return " ".join(part for part in (page.caution, old) if part)


def _top(
    kind: str, head: str, *, doubt: str, few: str, lead: str
) -> tuple[tuple[Words, ...], float]:
    """Set kind and headline, what is doubtful, what it rests on, and how sure it is."""
    words, end = paragraph(kind, 58, sizes=(26, 20), look=_QUIET)
    more, end = paragraph(head, end + 4, sizes=(45, 40, 36, 32), most=2, look=_LOUD)
    words += more
    if doubt:
        more, end = paragraph(doubt, end + 4, sizes=(19, 17, 15), most=2, look=_LOUD)
        words += more
    if few:
        more, end = paragraph(few, end + 4, sizes=(17, 15), most=2, look=_QUIET)
        words += more
    if lead:
        more, end = paragraph(lead, end + 12, sizes=(26, 23, 20), most=3)
        words += more
    return words, end + 8


def _bottom(
    sentence: str, made: date, *, shares: bool, marks: bool, trial: bool
) -> tuple[Words, ...]:
    """Set which question comes first, what share and line are, the day, and what it is not for."""
    words: tuple[Words, ...] = ()
    if sentence:
        words, _end = paragraph(sentence, 534, sizes=(22, 20, 18, 16), look=_LOUD)
    what = _("Shares: how often many more questions would name each role.") if shares else ""
    line = _("Dashed line: the average of their own four.") if marks else ""
    name = _("Fourways, trial version, %(day)s.") if trial else _("Fourways, %(day)s.")
    not_for = _("For development, not for selection.")
    foot = " ".join(part for part in (name % {"day": day(made)}, what, line, not_for) if part)
    last, _end = paragraph(foot, 574, sizes=(18, 16, 14), most=2, look=_QUIET)
    return words + last


def _standings(cells: Sequence[TraitCell]) -> str:
    """Say of each trait what its mark and range show."""
    said = [
        _("%(trait)s is %(standing)s", trait=cell.face.loud, standing=cell.words) for cell in cells
    ]
    return opening(listed(said)) + "." if said else ""
