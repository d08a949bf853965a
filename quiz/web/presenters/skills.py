"""Knows how skills at their levels are laid out: one line each, in the order of the four questions.

It refuses to know any one person's skills; the levels are those that rungs ask for.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from quiz.core.careers import Careers, Difference
from quiz.core.rungs import TOP_LEVEL, Competency, CompetencyId, Rung
from quiz.web.presenters.faces import Faces, TraitFace
from quiz.web.presenters.ladders import LEVELS
from quiz.web.presenters.phrases import continuing


@dataclass(frozen=True, slots=True)
class SkillLine:
    """A skill as a rung asks for it. `face` None: all questions need it.

    `before` is the word for the level of the rung below; empty where that asks for nothing, or
    where there is none.
    """

    name: str
    face: TraitFace | None
    before: str
    after: str
    can: str
    evidence: str


@dataclass(frozen=True, slots=True)
class Scale:
    """A skill on the scale from 0 to 4 as two rungs ask for it; `marks`: percents of its width."""

    id: CompetencyId
    name: str
    face: TraitFace | None
    first: str
    second: str
    marks: tuple[str, str]
    step: int


STOPS = tuple(f"{4 + 92 * level / TOP_LEVEL:g}%" for level in range(TOP_LEVEL + 1))
"""Where the levels 0 to 4 stand on a scale that is as wide as its place."""


def skill_lines(
    careers: Careers, faces: Faces, rung: Rung, names: Iterable[CompetencyId]
) -> tuple[SkillLine, ...]:
    """Lay out some of the skills that a rung asks for, in the order of the questions."""
    below = careers.below(rung)
    lines = []
    for skill in in_line([careers.competency(name) for name in names], faces):
        wanted = rung.wants[skill.id]
        before = 0 if below is None else below.wants[skill.id]
        level = skill.level(wanted) if wanted else None
        lines.append(
            SkillLine(
                name=skill.name,
                face=None if skill.trait is None else faces.traits[skill.trait],
                before=str(LEVELS[before]) if before else "",
                after=str(LEVELS[wanted]),
                can=level.can if level else "",
                evidence=continuing(level.evidence) if level else "",
            )
        )
    return tuple(lines)


def scale(difference: Difference, faces: Faces) -> Scale:
    """Put one skill of two rungs on the scale."""
    skill = difference.competency
    return Scale(
        id=skill.id,
        name=skill.name,
        face=None if skill.trait is None else faces.traits[skill.trait],
        first=str(LEVELS[difference.first]),
        second=str(LEVELS[difference.second]),
        marks=(STOPS[difference.first], STOPS[difference.second]),
        step=difference.step,
    )


def in_line(skills: Iterable[Competency], faces: Faces) -> list[Competency]:
    """Sort skills by the order of their questions; those that all questions need come last."""
    order = {trait: place for place, trait in enumerate(faces.traits)}
    return sorted(
        skills,
        key=lambda skill: len(order) if skill.trait is None else order[skill.trait],
    )
