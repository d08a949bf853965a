"""Knows how one's own levels are set beside a rung: what to learn, what is there, what is more.

It refuses to measure skill: the levels are those of their rung and their ticks.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from quiz.core.focus import Standing
from quiz.core.rungs import CompetencyId, Rung, Statement
from quiz.web.presenters.compare import SkillGroup, scales
from quiz.web.presenters.my_ladder import Desk
from quiz.web.presenters.ways import Path, paths
from quiz.web.wording import gettext as _
from quiz.web.wording import ngettext


@dataclass(frozen=True, slots=True)
class Beside:
    """One's own rung and levels beside another rung, and the move there if one is told.

    `climbs`: it is the next rung, so that what is new on it is new to the person. `says` counts
    the skills to learn and those that are there.
    """

    mine: Rung
    rung: Rung
    climbs: bool
    says: str
    groups: tuple[SkillGroup, ...]
    path: Path | None


def beside(
    desk: Desk, standing: Standing, rung: Rung, *, levels: Mapping[CompetencyId, int]
) -> Beside:
    """Set someone's levels beside those that a rung asks for, what is missing first."""
    own = replace(standing.rung, wants=levels)
    lines = scales(desk.careers, desk.faces, own, rung)
    groups = (
        SkillGroup(_("To learn"), tuple(line for line in lines if line.step > 0)),
        SkillGroup(_("You are there"), tuple(line for line in lines if line.step == 0)),
        SkillGroup(_("You bring more than it asks"), tuple(x for x in lines if x.step < 0)),
    )
    found = paths(desk.careers, desk.faces, desk.words, standing)
    near = (path for group in found.groups for path in group.paths if path.rung == rung.id)
    return Beside(
        mine=standing.rung,
        rung=rung,
        climbs=rung == standing.above,
        says=_counted(sum(line.step > 0 for line in lines), len(lines)),
        groups=tuple(group for group in groups if group.skills),
        path=next(near, None),
    )


def _counted(missing: int, total: int) -> str:
    """Say how much there is to learn, by one's own account."""
    there = _("%(have)s of %(total)s carry over.", have=total - missing, total=total)
    if not missing:
        return _("All %(total)s skills that it asks carry over, by your own account.", total=total)
    return ngettext("One skill to learn; ", "%(num)s skills to learn; ", missing) + there


def said_beside(made: Beside) -> tuple[Statement, ...]:
    """Collect the sentences of the page in its order."""
    path = [one for one in (made.path.says, made.path.note) if one] if made.path else []
    pair = (made.mine, made.rung)
    rows = [part for rung in pair for part in (rung.scope, rung.decides, rung.years.says)]
    first = (made.rung.new,) if made.climbs else ()
    return (*first, *rows, *path)
