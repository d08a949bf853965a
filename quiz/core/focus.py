"""Knows what ticks say about a rung and the next: done, started or gap, and what to try first.

It refuses to read skill from a quiz result: leanings only choose among gaps that ticks have shown.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from quiz.core.bank import TraitId
from quiz.core.careers import Careers, Gap
from quiz.core.placement import height
from quiz.core.result import Leaning
from quiz.core.rungs import CompetencyId, Level, Rung


@dataclass(frozen=True, slots=True)
class Tick:
    """A competency at one of its levels, as something that can be done or not."""

    competency: CompetencyId
    level: int  # 1 to 4


class State(StrEnum):
    """How a competency of a rung is drawn."""

    DONE = "done"
    STARTED = "started"  # the level just below was ticked
    GAP = "gap"


class Ground(StrEnum):
    """On what ground a focus point was chosen."""

    DRAWN = "drawn"  # it belongs to a question the person reaches for first
    HOLDS = "holds"  # it is the widest gap
    BOTH = "both"
    SPARE = "spare"  # if there is room


@dataclass(frozen=True, slots=True)
class Standing:
    """Where someone stands, the rung they look to (None at the top), and what they ticked.

    A tick that was asked about and not given is False; one that was never asked is absent.
    """

    rung: Rung
    above: Rung | None
    ticks: Mapping[Tick, bool] = field(default_factory=dict)

    @property
    def target(self) -> Rung:
        """The rung whose levels are needed: the next one, at the top one's own."""
        return self.above or self.rung

    @property
    def skills(self) -> tuple[CompetencyId, ...]:
        """What grows on the rung looked to, then what grows on one's own, each once."""
        return tuple(dict.fromkeys((*self.target.grows, *self.rung.grows)))


@dataclass(frozen=True, slots=True)
class Focus:
    """One thing to work on: on what ground, the gap, and the next level with its attempt."""

    ground: Ground
    gap: Gap
    state: State
    level: Level


def asked(rung: Rung) -> tuple[Tick, ...]:
    """List what a rung asks people to tick: the competencies that grow on it, at its levels."""
    return tuple(Tick(name, rung.wants[name]) for name in rung.grows)


def answered(rung: Rung, ticks: Mapping[Tick, bool]) -> bool:
    """Whether everything a rung asks about was ticked or left empty on a form that was sent."""
    return all(tick in ticks for tick in asked(rung))


def done(ticks: Mapping[Tick, bool], tick: Tick) -> bool:
    """Whether this level was ticked; a higher one includes it."""
    return _ticked(ticks, tick.competency) >= tick.level


def state(careers: Careers, standing: Standing, rung: Rung, *, skill: CompetencyId) -> State:
    """Say how a competency of any rung of the same track is drawn.

    Whatever grows on rungs below one's own is taken as done.
    """
    wanted = rung.wants[skill]
    ticked = _ticked(standing.ticks, skill)
    if ticked >= wanted or height(careers, rung) < height(careers, standing.rung):
        return State.DONE
    return State.STARTED if ticked and ticked == wanted - 1 else State.GAP


def present(careers: Careers, standing: Standing) -> dict[CompetencyId, int]:
    """Give the level of every competency (0 to 4) by the person's own account.

    Someone on a rung is taken to have its levels. Where they left a tick empty that grows there,
    it is the level of the rung below (0 at the foot); ticks raise it.
    """
    below = careers.below(standing.rung)
    levels = {}
    for skill, wanted in standing.rung.wants.items():
        level = wanted
        tick = Tick(skill, wanted)
        if skill in standing.rung.grows and not standing.ticks.get(tick, True):
            level = 0 if below is None else below.wants[skill]
        levels[skill] = max(level, _ticked(standing.ticks, skill))
    return levels


def gaps(careers: Careers, standing: Standing) -> tuple[Gap, ...]:
    """List what the rung looked to needs beyond the present, of the skills that grow: widest first.

    Equal gaps keep the order in which the rung names what grows on it.
    """
    order = {skill: place for place, skill in enumerate(standing.skills)}
    found = careers.gaps(standing.target, present(careers, standing))
    growing = [gap for gap in found if gap.competency.id in order]
    return tuple(sorted(growing, key=lambda gap: (-gap.size, order[gap.competency.id])))


def others(careers: Careers, standing: Standing) -> tuple[Gap, ...]:
    """List the remaining gaps: competencies that rise too, though not among those that grow."""
    found = careers.gaps(standing.target, present(careers, standing))
    return tuple(gap for gap in found if gap.competency.id not in standing.skills)


def in_reach(standing: Standing) -> bool:
    """Whether the rung below is the solid ground: under half of what grows here was ticked."""
    mine = asked(standing.rung)
    if standing.rung.below is None or not answered(standing.rung, standing.ticks):
        return False
    return 2 * sum(done(standing.ticks, tick) for tick in mine) < len(mine)


def leading(leanings: Mapping[TraitId, Leaning]) -> tuple[TraitId, ...]:
    """List the traits whose likely range lies wholly above the person's own mean, first first."""
    above = [trait for trait, leaning in leanings.items() if leaning.centre - leaning.half > 0]
    return tuple(sorted(above, key=lambda trait: -leanings[trait].centre))


def focus(careers: Careers, standing: Standing, *, drawn: Sequence[TraitId]) -> tuple[Focus, ...]:
    """Choose at most three gaps to work on; none when there is no gap.

    One close to what the person is drawn to (`drawn`: their leading traits, first first), the one
    that holds them back most (the widest; among equals one they are not drawn to), and a third if
    there is room: one that is started, else the next widest. A single gap can be both.
    """
    found = gaps(careers, standing)
    if not found:
        return ()
    widest = min(found, key=lambda gap: (-gap.size, gap.competency.trait in drawn))
    rest = [gap for gap in found if gap is not widest]
    close = _closest(rest, drawn) or _closest([widest], drawn)
    if close is None:
        chosen = [(Ground.HOLDS, widest)]
    elif close is widest:
        chosen = [(Ground.BOTH, widest)]
    else:
        chosen = [(Ground.DRAWN, close), (Ground.HOLDS, widest)]
    spare = [_focus(careers, standing, Ground.SPARE, gap) for gap in rest if gap is not close]
    spare.sort(key=lambda point: point.state is not State.STARTED)
    return (*(_focus(careers, standing, ground, gap) for ground, gap in chosen), *spare[:1])


def _closest(found: Sequence[Gap], drawn: Sequence[TraitId]) -> Gap | None:
    """Take the first gap of the first leading trait that has one."""
    for trait in drawn:
        for gap in found:
            if gap.competency.trait == trait:
                return gap
    return None


def _focus(careers: Careers, standing: Standing, ground: Ground, gap: Gap) -> Focus:
    skill = gap.competency
    drawn_as = state(careers, standing, standing.target, skill=skill.id)
    return Focus(ground, gap, drawn_as, skill.level(gap.present + 1))


def _ticked(ticks: Mapping[Tick, bool], skill: CompetencyId) -> int:
    """Give the highest level that was ticked; 0 for none."""
    return max((t.level for t, yes in ticks.items() if yes and t.competency == skill), default=0)
