"""Knows how gaps and focus points are put into words: needed, present, why this one, what to try.

It refuses to say that anyone will be good at something: leanings tell what people reach for.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import lazy_gettext

from quiz.core.bank import TraitId
from quiz.core.careers import Careers, Gap
from quiz.core.focus import (
    Focus,
    Ground,
    Standing,
    State,
    Tick,
    answered,
    done,
    focus,
    gaps,
    open_at_home,
    others,
    present,
    state,
)
from quiz.core.rungs import Competency
from quiz.web.presenters.faces import Faces, TraitFace
from quiz.web.presenters.ladders import LEVELS
from quiz.web.presenters.phrases import number
from quiz.web.wording import gettext as _
from quiz.web.wording import ngettext

PICTURES = {State.DONE: "have", State.STARTED: "part", State.GAP: "gap"}
"""The class under which each state is drawn."""

STATES = {
    State.DONE: lazy_gettext("Done"),
    State.STARTED: lazy_gettext("Started"),
    State.GAP: lazy_gettext("Gap"),
}

_LABELS = {
    Ground.DRAWN: lazy_gettext("Close to what you reach for"),
    Ground.HOLDS: lazy_gettext("What holds you back most"),
    Ground.BOTH: lazy_gettext("Close to what you reach for, and what holds you back most"),
    Ground.SPARE: lazy_gettext("If there is room"),
}
_LEVEL_LABELS = {
    **_LABELS,
    Ground.HOLDS: lazy_gettext("One of your gaps"),
    Ground.BOTH: lazy_gettext("Close to what you reach for"),
}
"""The same where all gaps are equally wide, so that none of them holds back most."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A skill as one piece of a rung: name, trait (None: all four), class and word of its state."""

    name: str
    face: TraitFace | None
    look: str
    state: str


@dataclass(frozen=True, slots=True)
class Need:
    """A skill of the rung looked to: its piece, the level asked for, and where the person is.

    `home`: it is still open on the rung where the person stands, below the one looked to.
    `ticked`: `now` was ticked; otherwise it is taken from the rung, as nothing else is known.
    """

    piece: Piece
    asked: str
    now: str
    home: bool
    ticked: bool


@dataclass(frozen=True, slots=True)
class Try:
    """A focus point: which one it is, the skill, what to try this month, towards what, and why."""

    label: str
    piece: Piece
    attempt: str
    towards: str
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reach:
    """What a result says about order: the traits someone is drawn to, those surely, the last."""

    drawn: tuple[TraitId, ...]
    sure: tuple[TraitId, ...]
    last: TraitId | None


def piece(skill: Competency, faces: Faces, drawn_as: State) -> Piece:
    """Draw one skill in a state."""
    face = faces.traits.get(skill.trait) if skill.trait else None
    return Piece(skill.name, face, PICTURES[drawn_as], str(STATES[drawn_as]))


def needs(careers: Careers, faces: Faces, standing: Standing) -> tuple[Need, ...]:
    """List what grows on the rung looked to: gaps first as the core orders them, then the rest."""
    found = gaps(careers, standing)
    rows = [_need(careers, faces, standing, gap) for gap in found]
    missing = {gap.competency.id for gap in found}
    levels = present(careers, standing)
    for name in standing.target.grows:
        if name not in missing:
            gap = Gap(careers.competency(name), standing.target.wants[name], levels[name])
            rows.append(_need(careers, faces, standing, gap))
    return tuple(rows)


def also_rising(careers: Careers, standing: Standing) -> str:
    """Name the further skills of which the rung looked to asks a little more; empty for none."""
    names = [gap.competency.name.lower() for gap in others(careers, standing)]
    if not names or standing.above is None:
        return ""
    return ngettext(
        "One more skill rises a little there, and we do not ask you to tick it: %(names)s.",
        "%(num)s more skills rise a little there, and we do not ask you to tick them: %(names)s.",
        len(names),
        names="; ".join(names),
    )


def tries(
    careers: Careers, faces: Faces, standing: Standing, reach: Reach
) -> tuple[tuple[Try, ...], str]:
    """Put the focus points into words, and a sentence where none is close to what one reaches for.

    The sentence is empty when the first point is such a one, or when there is no point at all. At
    the top, before anything is ticked, there is one try: from what grows on the rung itself.
    """
    points = focus(careers, standing, drawn=reach.drawn)
    sizes = [gap.size for gap in gaps(careers, standing)]
    found = tuple(
        _try(point, sizes, faces, reach=reach, home=open_at_home(standing, point.gap))
        for point in points
    )
    if not points:
        return _at_the_top(careers, faces, standing, reach), ""
    if points[0].ground in {Ground.DRAWN, Ground.BOTH}:
        return found, ""
    if not reach.drawn:
        why = _("No question comes clearly first for you, so this list starts with %(first)s.")
    else:
        why = _(
            "No gap belongs to a question you reach for first, so this list starts with %(first)s."
        )
    first = _("one of several equal gaps") if _level_gaps(sizes) else _("what holds you back most")
    return found, why % {"first": first}


def _level_gaps(sizes: Sequence[int]) -> bool:
    return len(sizes) > 1 and len(set(sizes)) == 1


def _at_the_top(
    careers: Careers, faces: Faces, standing: Standing, reach: Reach
) -> tuple[Try, ...]:
    """Take one thing to try from the last rung, close to what one reaches for if it can be."""
    rung = standing.rung
    if standing.above is not None or answered(rung, standing.ticks) or not rung.grows:
        return ()
    skills = [careers.competency(name) for name in rung.grows]
    skill = next((one for one in skills if one.trait in reach.drawn), skills[0])
    level = skill.level(rung.wants[skill.id])
    drawn_as = state(careers, standing, rung, skill=skill.id)
    note = _("It grows on your own rung. Once you have ticked, what is still open comes first.")
    label = _("From your own rung")
    return (Try(label, piece(skill, faces, drawn_as), level.attempt, level.can, (note,)),)


def _need(careers: Careers, faces: Faces, standing: Standing, gap: Gap) -> Need:
    skill = gap.competency
    drawn_as = state(careers, standing, standing.asking(skill.id), skill=skill.id)
    if gap.present >= gap.wanted:  # the rung one stands on speaks for it, ticked or not
        drawn_as = State.DONE
    return Need(
        piece=piece(skill, faces, drawn_as),
        asked=str(LEVELS[gap.wanted]),
        now=_level(gap.present),
        home=standing.above is not None and open_at_home(standing, gap),
        ticked=gap.present > 0 and done(standing.ticks, Tick(skill.id, gap.present)),
    )


def _level(present: int) -> str:
    return str(LEVELS[present]) if present else _("not yet")


def _try(point: Focus, sizes: Sequence[int], faces: Faces, *, reach: Reach, home: bool) -> Try:
    return Try(
        label=str((_LEVEL_LABELS if _level_gaps(sizes) else _LABELS)[point.ground]),
        piece=piece(point.gap.competency, faces, point.state),
        attempt=point.level.attempt,
        towards=point.level.can,
        notes=tuple(_notes(point, sizes, faces, reach=reach, home=home)),
    )


def _notes(
    point: Focus, sizes: Sequence[int], faces: Faces, *, reach: Reach, home: bool
) -> list[str]:
    trait = point.gap.competency.trait
    face = faces.traits.get(trait) if trait else None
    found = []
    if point.ground in {Ground.DRAWN, Ground.BOTH} and face:
        found.append(_close(face, sure=trait in reach.sure))
    if point.ground in {Ground.HOLDS, Ground.BOTH}:
        found.append(_width(point.gap.size, sizes))
    if home:
        found.append(_("It grows on your own rung already."))
    if point.state is State.STARTED:
        found.append(_("You ticked the step before it."))
    if face and trait == reach.last:
        found.append(
            _("%(trait)s comes last for you, so it may feel slow at first.", trait=face.loud)
        )
    return found


def _close(face: TraitFace, *, sure: bool) -> str:
    if sure:
        return _(
            "It belongs to %(trait)s, which you reach for more than the others.", trait=face.loud
        )
    return _("It belongs to %(trait)s, which your result leans to.", trait=face.loud)


def _width(size: int, sizes: Sequence[int]) -> str:
    steps = ngettext("One level to climb", "%(levels)s levels to climb", size, levels=number(size))
    if len(sizes) > 1 and list(sizes).count(size) > 1:
        return _("%(steps)s; no gap on your list is wider.", steps=steps)
    if len(sizes) > 1:
        return _("%(steps)s, the widest gap on your list.", steps=steps)
    return _("%(steps)s, and your only gap.", steps=steps)
