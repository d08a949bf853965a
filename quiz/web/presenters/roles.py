"""Knows how any role is laid out, on a ladder or beside it: its questions, its place on the line.

It refuses to know addresses and moves.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from quiz.core.careers import Careers
from quiz.core.moves import Neighbour, OtherRole
from quiz.core.rules import TrackId
from quiz.core.rungs import RoleId, Rung, Statement
from quiz.web.presenters.faces import Faces, TraitFace
from quiz.web.wording import gettext as _


@dataclass(frozen=True, slots=True)
class Place:
    """Where some questions lie on the line, in percent from its left: their middle and ends.

    `dots` mark them: one in the middle of neighbours, else one on each, since what lies between is
    not among them.
    """

    middle: str
    left: str
    right: str
    dots: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RoleFace:
    """A role as shown. `rung` is set where a ladder holds it; `asks` is its weekly question."""

    id: RoleId
    rung: Rung | None
    traits: tuple[TraitFace, ...]
    place: Place
    about: Statement
    asks: Statement | None = None
    nearest: TrackId | None = None
    differs: Statement | None = None


@dataclass(frozen=True, slots=True)
class RoleGroup:
    """Roles that belong together under one name, in file order."""

    name: str
    roles: tuple[RoleId, ...]


def role_face(careers: Careers, faces: Faces, role: RoleId) -> RoleFace:
    """Lay out a role; a neighbour that a ladder also holds is its rung.

    A track whose id no rung has is a role too. Raises KeyError when there is no such role.
    """
    for neighbour in careers.neighbours:
        if neighbour.id == role:
            found = _neighbour(careers, faces, neighbour)
            return found if found.rung is None else _rung(careers, faces, found.rung)
    for other in careers.others:
        if other.id == role:
            return _beside(faces, other)
    for rung in careers.rungs:
        if rung.id == role:
            return _rung(careers, faces, rung)
    page = careers.track(TrackId(role))
    traits = faces.tracks[page.id].traits
    return RoleFace(role, None, traits, place_of(traits, faces), page.summary, page.questions)


def role_groups(careers: Careers) -> tuple[RoleGroup, ...]:
    """Group every role that can be looked at: the ladders, their neighbours, and the rest."""
    ladders = [
        RoleGroup(page.name, tuple(r.id for r in careers.rungs if r.track == page.id))
        for page in careers.tracks
    ]
    around = [
        RoleGroup(
            _("Neighbouring roles"), tuple(n.id for n in careers.neighbours if n.rung is None)
        ),
        RoleGroup(
            _("Where people come from or go to"), tuple(other.id for other in careers.others)
        ),
    ]
    return tuple(group for group in (*ladders, *around) if group.roles)


def neighbours(careers: Careers, faces: Faces, track: TrackId) -> tuple[RoleFace, ...]:
    """List the roles that are nearest to a track; `rung` is set where a ladder holds one too."""
    near = (one for one in careers.neighbours if one.nearest == track)
    return tuple(_neighbour(careers, faces, one) for one in near)


def others(careers: Careers, faces: Faces) -> tuple[RoleFace, ...]:
    """List the roles that only moves name."""
    return tuple(_beside(faces, other) for other in careers.others)


def place_of(traits: Sequence[TraitFace], faces: Faces) -> Place:
    """Find some questions on the line; without any, the whole line."""
    order = list(faces.traits)
    stops = [order.index(trait.id) + 0.5 for trait in traits]
    ends = stops or [0.5, len(order) - 0.5]
    neighbours = max(ends) - min(ends) < max(len(stops), 1) or not stops
    dots = [sum(ends) / len(ends)] if neighbours else sorted(stops)
    parts = (sum(ends) / len(ends), min(ends), max(ends), *dots)
    middle, left, right, *marks = (f"{100 * part / len(order):g}%" for part in parts)
    return Place(middle, left, right, tuple(marks))


def _rung(careers: Careers, faces: Faces, rung: Rung) -> RoleFace:
    traits = faces.tracks[rung.track].traits
    asks = careers.track(rung.track).questions
    return RoleFace(rung.id, rung, traits, place_of(traits, faces), rung.scope, asks)


def _neighbour(careers: Careers, faces: Faces, neighbour: Neighbour) -> RoleFace:
    traits = tuple(faces.traits[trait] for trait in neighbour.traits)
    return RoleFace(
        neighbour.id,
        None if neighbour.rung is None else careers.rung(neighbour.rung),
        traits,
        place_of(traits, faces),
        neighbour.about,
        Statement(neighbour.question),
        neighbour.nearest,
        neighbour.differs,
    )


def _beside(faces: Faces, other: OtherRole) -> RoleFace:
    traits = tuple(faces.traits[trait] for trait in other.traits)
    return RoleFace(other.id, None, traits, place_of(traits, faces), other.about)
