"""Knows how the moves from a role are laid out: by how much is new, and where each one leads.

It refuses to know addresses, and to say which move anyone should make.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from quiz.core.careers import Careers
from quiz.core.moves import Pivot
from quiz.core.rungs import RoleId, Rung, Statement
from quiz.web.presenters.faces import Faces, TraitFace
from quiz.web.presenters.ladders import STRENGTHS
from quiz.web.presenters.phrases import either
from quiz.web.presenters.roles import Place, RoleFace, place_of, role_face
from quiz.web.presenters.titles import Titles
from quiz.web.wording import gettext as _
from quiz.web.wording import ngettext


@dataclass(frozen=True, slots=True)
class Lesson:
    """Something to learn for a move; `gap` counts levels, 0 where one end is no rung."""

    text: str
    face: TraitFace | None
    gap: int


@dataclass(frozen=True, slots=True)
class Move:
    """One move. `start` names the rungs it begins at where the page's own role is not among them.

    `place` is where it leads to on the line; `says` rests on the sources of the move.
    """

    id: str
    leads_to: tuple[RoleFace, ...]
    place: Place
    traits: tuple[TraitFace, ...]
    start: str
    carries_over: str
    lessons: tuple[Lesson, ...]
    bridge: str
    says: Statement
    note: Statement | None


@dataclass(frozen=True, slots=True)
class MoveGroup:
    """Moves that ask for about as much learning, easiest first."""

    name: str
    moves: tuple[Move, ...]


@dataclass(frozen=True, slots=True)
class Reach:
    """The moves from one role, or into it where it is an end; `count` over all groups.

    `within` are those that stay on the role's own ladder: up, or over to the expert branch.
    """

    role: RoleFace
    onward: bool
    groups: tuple[MoveGroup, ...]
    count: int
    within: tuple[Move, ...]


def reach(careers: Careers, faces: Faces, words: Titles, role: RoleId) -> Reach:
    """Lay out the moves from a role; of a rung, those from its whole ladder, nearest first.

    A role that no move leaves shows the moves into it. Raises KeyError when there is no such role.
    """
    here = role_face(careers, faces, role)
    pivots = _leaving(careers, here)
    onward = bool(pivots)
    if not onward:
        pivots = careers.pivots_to(here.id)
    moves = [move(careers, faces, words, pivot, here=here.id, onward=onward) for pivot in pivots]
    return Reach(here, onward, _grouped(moves), len(moves), _within(careers, faces, words, here))


def said_of(reach: Reach) -> tuple[Statement, ...]:
    """Collect the sentences of some moves, for the numbers of their sources."""
    moves = (*(one for group in reach.groups for one in group.moves), *reach.within)
    return tuple(said for one in moves for said in (one.says, one.note) if said)


def move(
    careers: Careers, faces: Faces, words: Titles, pivot: Pivot, *, here: RoleId, onward: bool
) -> Move:
    """Lay out one move as seen from the role `here`: onward from it, or into it."""
    ends = pivot.into if onward else pivot.out_of
    starts = pivot.out_of if onward else pivot.into
    leads_to = tuple(role_face(careers, faces, role) for role in ends)
    standing = {trait.id for face in leads_to for trait in face.traits}
    traits = tuple(face for trait, face in faces.traits.items() if trait in standing)
    return Move(
        id=pivot.id,
        leads_to=leads_to,
        place=place_of([t for face in leads_to for t in face.traits], faces),
        traits=traits,
        start="" if here in starts else either([words.inline(role) for role in starts]),
        carries_over=pivot.carries_over,
        lessons=_lessons(careers, faces, pivot),
        bridge=pivot.bridge,
        says=Statement(str(STRENGTHS[pivot.strength]), pivot.sources),
        note=pivot.note,
    )


def _leaving(careers: Careers, here: RoleFace) -> tuple[Pivot, ...]:
    """List the moves away from a role; those that stay on its ladder are told apart."""
    if here.rung is None:
        return careers.pivots_from(here.id)
    own = _own_ladder(careers, here.rung)
    return tuple(p for p in careers.pivots_along(here.rung) if not own.issuperset(p.into))


def _within(careers: Careers, faces: Faces, words: Titles, here: RoleFace) -> tuple[Move, ...]:
    """List the moves from a rung to others of its own ladder."""
    own = _own_ladder(careers, here.rung) if here.rung else set()
    return tuple(
        move(careers, faces, words, pivot, here=here.id, onward=True)
        for pivot in careers.pivots_from(here.id)
        if own.issuperset(pivot.into)
    )


def _own_ladder(careers: Careers, rung: Rung) -> set[RoleId]:
    return {other.id for other in careers.rungs if other.track == rung.track}


def _lessons(careers: Careers, faces: Faces, pivot: Pivot) -> tuple[Lesson, ...]:
    lessons = []
    for missing in pivot.missing:
        skill = careers.competency(missing.competency) if missing.competency else None
        face = faces.traits[skill.trait] if skill and skill.trait else None
        lessons.append(Lesson(missing.text, face, missing.gap))
    return tuple(lessons)


def _grouped(moves: Sequence[Move]) -> tuple[MoveGroup, ...]:
    """Group moves by how much is new: one or two, three or four, five or more."""
    bounds = (
        (_("One or two things to learn"), 0, 2),
        (_("Three or four"), 3, 4),
        (_("Five or more"), 5, 99),
    )
    order = sorted(moves, key=lambda one: (len(one.lessons), bool(one.start)))
    groups = [
        MoveGroup(name, tuple(one for one in order if low <= len(one.lessons) <= high))
        for name, low, high in bounds
    ]
    return tuple(group for group in groups if group.moves)


def lessons_counted(move: Move) -> str:
    """Say how much is new in a move."""
    return ngettext("One thing to learn", "%(num)s things to learn", len(move.lessons))
