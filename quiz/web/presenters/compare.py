"""Knows how two roles are set side by side on one scale: words, levels, duties, moves.

It refuses to say which of the two is better.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from quiz.core.careers import Careers
from quiz.core.moves import Claim, Duty, Pivot
from quiz.core.rungs import RoleId, Rung, Statement
from quiz.web.presenters.faces import Faces
from quiz.web.presenters.moves import Move, move
from quiz.web.presenters.roles import RoleFace, role_face
from quiz.web.presenters.skills import Scale, in_line, scale
from quiz.web.presenters.titles import Titles
from quiz.web.wording import gettext as _


@dataclass(frozen=True, slots=True)
class Row:
    """One aspect, said of both; None where we have no sentence for one of them.

    Beside the `decisive` one stands what a company's own words mean for each of the two.
    """

    label: str
    cells: tuple[Statement | None, Statement | None]
    decisive: bool = False


@dataclass(frozen=True, slots=True)
class SkillGroup:
    """Skills of which one of the two asks more, or both the same; the widest gap first."""

    name: str
    skills: tuple[Scale, ...]


@dataclass(frozen=True, slots=True)
class Disputed:
    """A duty that both claim, each in its own words."""

    duty: Duty
    claims: tuple[Claim, Claim]


@dataclass(frozen=True, slots=True)
class Pairing:
    """Two roles side by side. `climbs`: the second is built on the first, one rung up.

    `groups` is empty unless both are rungs: only they have levels. `moves` lead from the first to
    the second, `back` the other way.
    """

    sides: tuple[RoleFace, RoleFace]
    climbs: bool
    rows: tuple[Row, ...]
    groups: tuple[SkillGroup, ...]
    disputed: tuple[Disputed, ...]
    moves: tuple[Move, ...]
    back: tuple[Move, ...]


def pairing(careers: Careers, faces: Faces, words: Titles, roles: tuple[RoleId, RoleId]) -> Pairing:
    """Set two roles side by side; raises KeyError where there is no such role."""
    one, other = (role_face(careers, faces, role) for role in roles)
    climbs = bool(one.rung and other.rung and other.rung.below == one.id)
    return Pairing(
        sides=(one, other),
        climbs=climbs,
        rows=_rows(one, other, climbs=climbs),
        groups=_groups(careers, faces, words, (one, other), climbs=climbs),
        disputed=_disputed(careers, one, other),
        moves=_moves(careers, faces, words, (one, other)),
        back=_moves(careers, faces, words, (other, one)),
    )


def said_in(pairing: Pairing) -> tuple[Statement, ...]:
    """Collect the sentences of a comparison in the order of its page."""
    top = pairing.sides[1].rung if pairing.climbs else None
    said = [top.new] if top else []
    said += [cell for row in pairing.rows for cell in row.cells if cell]
    for one in pairing.disputed:
        said += [*(claim.says for claim in one.claims), one.duty.works]
    for each in (*pairing.moves, *pairing.back):
        said += [each.says, *((each.note,) if each.note else ())]
    return tuple(said)


def _rows(one: RoleFace, other: RoleFace, *, climbs: bool) -> tuple[Row, ...]:
    """Say the same aspects of both; what is new on the upper rung heads the page of a climb."""
    both = bool(one.rung and other.rung)
    rows = [Row(_("What it is"), (one.about, other.about), decisive=not both)]
    if one.asks and other.asks and not both:
        rows.append(Row(_("What it asks every week"), (one.asks, other.asks)))
    if one.rung and other.rung:
        first, second = one.rung, other.rung
        rows += [
            Row(_("Decides"), (first.decides, second.decides), decisive=True),
            *(() if climbs else (Row(_("New on that rung"), (first.new, second.new)),)),
            Row(_("Years"), (first.years.says, second.years.says)),
            Row(_("Ways in"), (first.doors_in, second.doors_in)),
        ]
    elif one.differs or other.differs:
        rows.append(Row(_("How it differs from the nearest track"), (one.differs, other.differs)))
    return tuple(rows)


def _groups(
    careers: Careers,
    faces: Faces,
    words: Titles,
    sides: tuple[RoleFace, RoleFace],
    *,
    climbs: bool,
) -> tuple[SkillGroup, ...]:
    first, second = sides[0].rung, sides[1].rung
    if first is None or second is None:
        return ()
    lines = scales(careers, faces, first, second)
    names = [words.name(side.id) for side in sides]
    more = [_("%(role)s asks more", role=name) for name in names]
    grows = second.grows if climbs else ()
    found = (
        SkillGroup(_("Grows most"), _these(lines, lambda one: one.id in grows)),
        SkillGroup(
            _("Rises too") if climbs else more[1],
            _these(lines, lambda one: one.step > 0 and one.id not in grows),
        ),
        SkillGroup(_("Steps back") if climbs else more[0], _these(lines, lambda one: one.step < 0)),
        SkillGroup(
            _("Stays") if climbs else _("Both ask the same"),
            _these(lines, lambda one: one.step == 0 and one.id not in grows),
        ),
    )
    return tuple(group for group in found if group.skills)


def _these(lines: Sequence[Scale], wanted: Callable[[Scale], bool]) -> tuple[Scale, ...]:
    return tuple(line for line in lines if wanted(line))


def scales(careers: Careers, faces: Faces, first: Rung, second: Rung) -> Sequence[Scale]:
    """Put every skill that one of two rungs asks for on the scale, widest difference first."""
    found = {each.competency.id: each for each in careers.difference(first, second)}
    order = in_line(careers.competencies, faces)
    asked = [found[skill.id] for skill in order if found[skill.id].first or found[skill.id].second]
    return [scale(each, faces) for each in sorted(asked, key=lambda each: -abs(each.step))]


def _disputed(careers: Careers, one: RoleFace, other: RoleFace) -> tuple[Disputed, ...]:
    """Find the duties that both claim: by their own name, as a neighbour, or by their track."""
    found = []
    for duty in careers.duties:
        claims = [_claim(careers, duty, side) for side in (one, other)]
        if claims[0] and claims[1] and claims[0] != claims[1]:
            found.append(Disputed(duty, (claims[0], claims[1])))
    return tuple(found)


def _claim(careers: Careers, duty: Duty, side: RoleFace) -> Claim | None:
    """Find what a role claims of a duty; a claim of its own comes before that of its track."""
    names: list[str] = [side.id]
    if side.rung is not None:
        names += [n.id for n in careers.neighbours if n.rung == side.id]
        names.append(side.rung.track)
    by_role = {str(claim.role): claim for claim in duty.claims}
    return next((by_role[name] for name in names if name in by_role), None)


def _moves(
    careers: Careers, faces: Faces, words: Titles, sides: tuple[RoleFace, RoleFace]
) -> tuple[Move, ...]:
    start, end = sides

    def leads(pivot: Pivot) -> bool:
        return end.id in pivot.into

    return tuple(
        move(careers, faces, words, pivot, here=start.id, onward=True)
        for pivot in careers.pivots_from(start.id)
        if leads(pivot)
    )
