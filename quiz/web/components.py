"""Knows every piece of the pages in every state, for people who build and for pictures in tests.

It refuses to be part of a public site: the factory adds it in development alone.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from flask import Blueprint, abort, render_template, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from quiz.core.bank import Format, Item, ItemId, Option, OptionId
from quiz.core.focus import asked
from quiz.core.result import Leaning
from quiz.core.rungs import TrackPage
from quiz.store.ladders import LadderView
from quiz.web.careers_pages import show, words
from quiz.web.forms import ItemForm, item_form
from quiz.web.presenters.faces import Faces
from quiz.web.presenters.geometry import ranges, span
from quiz.web.presenters.leanings import standing_words
from quiz.web.presenters.moves import lessons_counted, reach, said_of
from quiz.web.presenters.my_ladder import Desk, MyLadder, my_ladder, said_on
from quiz.web.presenters.pictures import Label, SharePicture, TraitCell, level_picture
from quiz.web.presenters.plane import plane_picture
from quiz.web.presenters.reasons import Dots
from quiz.web.presenters.steps import Reach
from quiz.web.reading import faces_now
from quiz.web.request import catalogue, model_for

blueprint = Blueprint("components", __name__, url_prefix="/components")


@dataclass(frozen=True, slots=True)
class Verdict:
    """A kind of verdict as it is headed, and its picture where it has one."""

    kind: str
    counts: tuple[int, ...] = ()
    filled: tuple[int, ...] = ()

    @property
    def arches(self) -> tuple[int, ...]:
        """The small arches beside the name are those that the picture fills."""
        return self.filled


_VERDICTS = (
    Verdict("Clear", (3, 11, 86), (2,)),
    Verdict("Clear, all dots in one arch", (0, 100, 0), (1,)),
    Verdict("Leaning", (14, 68, 18), (1,)),
    Verdict("A close call", (46, 41, 13), (0, 1)),
    Verdict("A close call between the ends", (47, 8, 45), (0, 2)),
    Verdict("Three-way", (36, 31, 33), (0, 1, 2)),
    Verdict("A balanced profile", (34, 36, 30)),
    Verdict("Not enough answers yet"),
    Verdict("Check your answers"),
)
_LEANINGS = ((0.9, 0.3), (-0.8, 0.25), (0.1, 0.4), (-0.2, 0.3))  # centre and half of a range
_DOTS = (Dots(6, half=False, against=False), Dots(2, half=True, against=False))
_RINGS = (Dots(3, half=False, against=True), Dots(0, half=True, against=True))

_SITUATION = "A piece of work turns out to be twice as big as everyone thought. What now?"
_ANSWERS = (
    "Moving the dates that depend on it before anyone asks",
    "Checking whether the reason for doing it still holds",
    "Cutting it into slices that can each be finished",
    "Keeping the part that users will notice most",
)
_OPTIONS = {Format.SLIDER: 2, Format.LIKERT: 1}

_CHOSEN: Mapping[Format, Mapping[str, str]] = {
    Format.MOST_LEAST: {"most": "c", "least": "a"},
    Format.PICK: {"choice": "b"},
    Format.SLIDER: {"choice": "-1"},
    Format.LIKERT: {"choice": "2"},
    Format.RANK: {"place_0": "2", "place_1": "1", "place_2": "4", "place_3": "3"},
}
_OTHERWISE: Mapping[Format, Mapping[str, Mapping[str, str]]] = {
    Format.MOST_LEAST: {"most-alone": {"most": "c"}, "same": {"most": "c", "least": "c"}},
    Format.RANK: {"twins": {"place_0": "1", "place_1": "1", "place_2": "2", "place_3": "3"}},
}
_SAYS = {
    "saved": "Saved",
    "unsaved": "Not saved yet",
    "offline": "No connection: kept on this page",
}
"""States of a chosen answer, by what the line beside Continue says."""


@blueprint.get("")
def overview() -> ResponseReturnValue:
    """Every piece but the questions, which fill a page each."""
    drawn = faces_now()
    return render_template(
        "components/overview.html",
        verdicts=[(one, _picture(drawn, one.counts, one.filled)) for one in _VERDICTS],
        level=level_picture(drawn),
        bars=SharePicture(None, _labels(drawn, (22, 64, 14), (1,)), (), ""),
        cells=_cells(drawn),
        faces=drawn,
        dots=(*_DOTS, *_RINGS),
        questions={kind.value: _states(kind) for kind in Format},
    )


@blueprint.get("/ladders")
def ladders() -> ResponseReturnValue:
    """The pictures that need whole content: a ladder in three states, a map of moves, the plane."""
    content, drawn = catalogue(), faces_now()
    desk = Desk(content.careers, drawn, words())
    shown = [_ladder(desk, page, place) for place, page in enumerate(content.careers.tracks)]
    start = content.careers.ladder(content.careers.tracks[-1].id)[1]
    moves = reach(content.careers, drawn, desk.words, start.id)
    said = [statement for ladder in shown for statement in said_on(ladder)]
    return show(
        "components/ladders.html",
        [*said, *said_of(moves)],
        ladders=shown,
        moves=moves,
        counted=lessons_counted,
        drawn=len(drawn.traits) == len(_LEANINGS),
        plane=plane_picture(model_for(content.digest), drawn),
        public_url=url_for,
    )


@blueprint.get("/<kind>/<state>")
def question(kind: str, state: str) -> ResponseReturnValue:
    """One kind of question in one state."""
    if kind not in [each.value for each in Format] or state not in _states(Format(kind)):
        abort(404)
    item, form = _question(Format(kind), state)
    return render_template(
        "components/question.html", item=item, form=form, state=state, says=_SAYS.get(state, "")
    )


def _states(kind: Format) -> Sequence[str]:
    return ("rest", *_SAYS, "missing", *_OTHERWISE.get(kind, {}))


def _question(kind: Format, state: str) -> tuple[Item, ItemForm]:
    """Make an item and its form; a state that is neither rest nor an answer is refused."""
    count = _OPTIONS.get(kind, 4)
    names = "abcd"[:count]
    options = [Option(OptionId(n), text, {}) for n, text in zip(names, _ANSWERS, strict=False)]
    item = Item(ItemId("sample"), kind, _SITUATION, tuple(options))
    if state == "rest":
        return item, item_form(item)
    sent = {} if state == "missing" else _OTHERWISE.get(kind, {}).get(state, _CHOSEN[kind])
    form = item_form(item, MultiDict({"seen": "", **sent}))
    form.validate()
    return item, form


def _ladder(desk: Desk, page: TrackPage, place: int) -> MyLadder:
    """Draw a ladder where nobody stands, where someone ticked every other line, or from its top."""
    rungs = desk.careers.ladder(page.id)
    said = LadderView()
    if place:
        here = rungs[1] if place == 1 else rungs[-1]
        lines = [line for rung in rungs[:3] for line in asked(rung)]
        ticks = {line: bool(number % 2) for number, line in enumerate(lines)}
        said = LadderView(moves={page.id: here.id}, ticks=ticks if place == 1 else {})
    return my_ladder(desk, page.id, kept=said, reach=Reach((), (), None))


def _labels(faces: Faces, counts: Sequence[int], filled: Collection[int]) -> tuple[Label, ...]:
    return tuple(
        Label(face, counts[place], place in filled)
        for place, face in enumerate(faces.tracks.values())
    )


def _picture(faces: Faces, counts: Sequence[int], filled: Collection[int]) -> SharePicture | None:
    if not counts or not faces.arched:
        return None
    labels = _labels(faces, counts, filled)
    says = ", ".join(f"{label.face.name} {label.text}" for label in labels)
    return SharePicture(span(counts, filled), labels, tuple(faces.traits.values()), says)


def _cells(faces: Faces) -> list[TraitCell]:
    pairs = zip(faces.traits, _LEANINGS, strict=False)
    leanings = {trait: Leaning(centre, half) for trait, (centre, half) in pairs}
    marks = zip(leanings.items(), ranges(leanings), strict=True)
    return [
        TraitCell(faces.traits[trait], mark, standing_words(leaning, own=True))
        for (trait, leaning), mark in marks
    ]
