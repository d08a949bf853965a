"""Knows where everything of a share card lies: words, arches, marks and bars, in the card's units.

It refuses to know what may be shown: it places what it is given. Words never leave the card,
however long a name or a translation is.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from quiz.web.presenters.faces import TraitFace
from quiz.web.presenters.geometry import CELL, FIRST, STEP, WIDTH, Span
from quiz.web.presenters.lettering import fit, width
from quiz.web.presenters.pictures import Label, SharePicture, TraitCell

CARD_WIDTH, CARD_HEIGHT = 1200, 630
"""The size at which most places show the picture of a link."""
MARGIN = 80
ROOM = CARD_WIDTH - 2 * MARGIN
_LARGEST = 1.62  # of the arches against their own units
_OVER = 92  # what the labels need above the tallest arch
_BENEATH = 34  # from the line down to the names of its stops
_CELL_FOOT = 74  # from the foot of a cell of the trait picture down to the ground line
_LARGEST_CELL = 1.9


@dataclass(frozen=True, slots=True)
class Words:
    """One line of text. `soft`: the quieter of the two inks. `middle`: x is the middle of it."""

    x: float
    y: float
    size: float
    text: str
    bold: bool = False
    soft: bool = False
    middle: bool = False


@dataclass(frozen=True, slots=True)
class Area:
    """A part of the card, from its left edge; `line` is the height of its ground line."""

    left: float
    width: float
    line: float

    @property
    def middle(self) -> float:
        """Half way across."""
        return self.left + self.width / 2


@dataclass(frozen=True, slots=True)
class Arches:
    """The span on the card: its own units are scaled and then moved by x and y."""

    span: Span
    x: float
    y: float
    scale: float
    words: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Stop:
    """A trait's mark on a line."""

    x: float
    y: float
    face: TraitFace


@dataclass(frozen=True, slots=True)
class Road:
    """The bare line of traits: its two ends, its height, the marks on it, and their names."""

    start: float
    end: float
    y: float
    stops: tuple[Stop, ...]
    words: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """One trait against the person's own mean, moved to x and y and scaled, with its words."""

    x: float
    y: float
    scale: float
    cell: TraitCell
    words: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """One track's share as a bar; a ring when its track is not in the running."""

    x: float
    y: float
    length: float
    height: float
    ring: bool
    words: tuple[Words, ...]


def paragraph(
    text: str, top: float, *, sizes: Sequence[float], most: int = 1, look: Words | None = None
) -> tuple[tuple[Words, ...], float]:
    """Set a text from the margin on, its first line below `top`; also gives where it ends."""
    like = look or Words(MARGIN, 0, 0, "")
    fitted = fit(text, ROOM, sizes=sizes, most=most, bold=like.bold)
    step = 1.25 * fitted.size
    lines = tuple(
        replace(
            like, x=MARGIN, y=round(top + fitted.size + step * row, 1), size=fitted.size, text=t
        )
        for row, t in enumerate(fitted.lines)
    )
    return lines, lines[-1].y + 0.3 * fitted.size


def arches(span: Span, labels: Sequence[Label], area: Area, *, top: float) -> Arches:
    """Fit the span into an area below `top`, with a label over each of its arches."""
    free = area.line - top - _OVER
    scale = round(min(_LARGEST, area.width / WIDTH * 1.1, max(free, 60) / span.base), 3)
    x, y = round(area.middle - scale * WIDTH / 2, 1), round(area.line - scale * span.base, 1)
    words: list[Words] = []
    for place, (hill, label) in enumerate(zip(span.hills, labels, strict=True)):
        middle = x + scale * (FIRST + STEP * (place + 0.5))
        apex = area.line - scale * hill.rise
        words += _over(label, middle, apex, room=scale * STEP - 6)
    return Arches(span, x, y, scale, tuple(words))


def _over(label: Label, middle: float, apex: float, *, room: float) -> list[Words]:
    look = Words(round(middle, 1), 0, 0, "", soft=not label.lead, middle=True)
    name = fit(label.face.name, room, sizes=(20, 18, 16, 14), most=2, bold=True)
    first = apex - (46 if label.text else 14) - 1.15 * name.size * (len(name.lines) - 1)
    figure = replace(look, y=round(apex - 12, 1), size=34, text=label.text, bold=True)
    names = [
        replace(
            look,
            y=round(first + 1.15 * name.size * row, 1),
            size=name.size,
            text=line,
            bold=label.lead,
        )
        for row, line in enumerate(name.lines)
    ]
    return [*names, figure] if label.text else names


def road(traits: Sequence[TraitFace], area: Area, *, scale: float, spelled: bool) -> Road:
    """Draw the line of traits in the middle of an area, as wide as the span at this scale.

    `spelled`: what each of them asks stands below its name.
    """
    reach = scale * (WIDTH - 2 * FIRST)
    start, gap = area.middle - reach / 2, reach / max(len(traits) - 1, 1)
    stops = tuple(
        Stop(round(start + gap * place, 1), area.line, face) for place, face in enumerate(traits)
    )
    words: list[Words] = []
    for stop in stops:
        words += centred(stop.face.name, stop.x, stop.y + _BENEATH, room=gap - 6)
        if spelled:
            words += _asks(stop.face, stop.x, stop.y + _BENEATH + 22, room=gap - 10)
    return Road(round(start, 1), round(start + reach, 1), area.line, stops, tuple(words))


def columns(
    cells: Sequence[TraitCell], area: Area, *, top: float, spelled: bool
) -> tuple[Column, ...]:
    """Stand the traits side by side below `top`, each in a cell with its words below it.

    `spelled`: what each of them asks stands below that.
    """
    wide = area.width / max(len(cells), 1)
    below = area.line - _CELL_FOOT
    scale = round(min(_LARGEST_CELL, wide / 80, max(below - top, 60) / CELL), 3)
    placed = []
    for place, cell in enumerate(cells):
        x, foot = round(area.left + wide * (place + 0.5), 1), below + 26
        words = centred(cell.face.name, x, foot, room=wide - 6)
        said = fit(cell.words, wide - 8, sizes=(16, 15, 14, 13), most=3, bold=False)
        words += [
            Words(x, round(foot + 22 + 18 * row, 1), said.size, line, soft=True, middle=True)
            for row, line in enumerate(said.lines)
        ]
        if spelled:
            words += _asks(cell.face, x, foot + 26 + 18 * len(said.lines), room=wide - 24)
        placed.append(Column(x, round(below - scale * CELL, 1), scale, cell, tuple(words)))
    return tuple(placed)


def _asks(face: TraitFace, x: float, y: float, *, room: float) -> list[Words]:
    """Set what a trait asks around a place, in at most three lines."""
    said = fit(face.question, room, sizes=(17, 16, 15, 14), most=3, bold=False)
    return [
        Words(x, round(y + 1.15 * said.size * row, 1), said.size, line, soft=True, middle=True)
        for row, line in enumerate(said.lines)
    ]


def centred(text: str, x: float, y: float, *, room: float) -> list[Words]:
    """Set a name in bold around a place, smaller where it would not fit."""
    fitted = fit(text, room, sizes=(22, 20, 18, 16, 14, 12), bold=True)
    return [Words(x, round(y, 1), fitted.size, fitted.lines[0], bold=True, middle=True)]


def bars(picture: SharePicture, area: Area, *, top: float) -> tuple[Bar, ...]:
    """Lay the shares of tracks that are no arches under each other, with name and figure."""
    step = min(64.0, (area.line - top) / len(picture.labels))
    thick, size = round(step * 0.5, 1), min(24.0, step * 0.6)
    named, drawn = 0.42 * area.width, 0.44 * area.width
    placed = []
    for row, label in enumerate(picture.labels):
        y = top + step * row
        base = round(y + thick / 2 + size / 3, 1)
        name = fit(label.face.name, named - 16, sizes=(size, 0.85 * size, 0.7 * size))
        look = Words(0, base, name.size, "", bold=label.lead, soft=not label.lead)
        length = round(drawn * (label.share or 0) / 100, 1)
        left = area.left + named
        words = (
            replace(look, x=area.left, text=name.lines[0]),
            replace(look, x=round(left + length + 12, 1), text=label.text, bold=True),
        )
        placed.append(Bar(left, round(y, 1), length, thick, not label.lead, words))
    return tuple(placed)


def right_edge(words: Words) -> float:
    """Where a line ends at most."""
    wide = width(words.text, words.size, bold=words.bold)
    return words.x + (wide / 2 if words.middle else wide)
