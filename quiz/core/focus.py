"""Knows what ticks say about a rung and the next: done, started or gap, and what to try first.

It refuses to read skill from a quiz result: leanings only choose among gaps that ticks have shown.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from quiz.core.bank import TraitId
from quiz.core.careers import Careers, Gap
from quiz.core.placement import height, least_say
from quiz.core.result import Leaning, Result, strongest_first
from quiz.core.rules import TrackProfile
from quiz.core.rungs import Competency, CompetencyId, Level, Rung

MOST_NAMED = 2
"""A result that names more tracks than this leans to none of them."""


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

    def asking(self, skill: CompetencyId) -> Rung:
        """Find the rung at whose level a skill is needed: the one looked to, if it grows there."""
        return self.target if skill in self.target.grows else self.rung


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
    """List what is needed beyond the present, of the skills that people tick: widest first.

    What grows on the rung looked to is needed at its level, what grows on one's own at that; so
    ticks can close every gap. Equal gaps keep the order in which the rungs name what grows.
    """
    levels = present(careers, standing)
    found = [
        Gap(careers.competency(skill), standing.asking(skill).wants[skill], levels[skill])
        for skill in standing.skills
    ]
    return tuple(sorted((gap for gap in found if gap.size > 0), key=lambda gap: -gap.size))


def others(careers: Careers, standing: Standing) -> tuple[Gap, ...]:
    """List what else the rung looked to asks more of, though it is not what grows most there."""
    listed = {gap.competency.id for gap in gaps(careers, standing)} | {*standing.target.grows}
    found = careers.gaps(standing.target, present(careers, standing))
    return tuple(gap for gap in found if gap.competency.id not in listed)


def tried_on(careers: Careers, rung: Rung) -> tuple[tuple[Competency, Level], ...]:
    """List every level that someone on a rung can be told to try, whatever they tick."""
    below = careers.below(rung)
    found: dict[tuple[CompetencyId, int], None] = {}
    for target in (rung, *careers.ways_up(rung)):
        standing = Standing(rung, target)
        for skill in standing.skills:
            lowest = rung.wants[skill]
            if skill in rung.grows:
                lowest = 0 if below is None else below.wants[skill]
            for number in range(lowest + 1, standing.asking(skill).wants[skill] + 1):
                found[skill, number] = None
    named = ((careers.competency(skill), number) for skill, number in found)
    return tuple((skill, skill.level(number)) for skill, number in named)


def beyond_say(careers: Careers) -> tuple[tuple[Rung, Competency, Level], ...]:
    """Find attempts that need more say than the least with which people stand on a rung."""
    order = {choice.id: place for place, choice in enumerate(careers.placement.decides)}
    return tuple(
        (rung, skill, level)
        for rung in careers.rungs
        for skill, level in tried_on(careers, rung)
        if level.takes and order[level.takes] > least_say(careers, rung)
    )


def open_at_home(standing: Standing, gap: Gap) -> bool:
    """Whether a gap is one of the rung on which the person stands, not only of the next."""
    return gap.present < standing.rung.wants[gap.competency.id]


def in_reach(standing: Standing) -> bool:
    """Whether the rung below is the solid ground: under half of what grows here was ticked."""
    mine = asked(standing.rung)
    if standing.rung.below is None or not answered(standing.rung, standing.ticks):
        return False
    return 2 * sum(done(standing.ticks, tick) for tick in mine) < len(mine)


def leading(leanings: Mapping[TraitId, Leaning]) -> tuple[TraitId, ...]:
    """List the traits whose likely range lies wholly above the person's own mean, first first."""
    above = [trait for trait, leaning in leanings.items() if leaning.centre - leaning.half > 0]
    return strongest_first(leanings, above)


def lagging(leanings: Mapping[TraitId, Leaning]) -> TraitId | None:
    """Find the one trait whose likely range lies wholly below the mean; None unless it is one."""
    below = [trait for trait, leaning in leanings.items() if leaning.centre + leaning.half < 0]
    return below[0] if len(below) == 1 else None


def drawn_to(result: Result, tracks: Sequence[TrackProfile]) -> tuple[TraitId, ...]:
    """List the traits someone is drawn to: the leading ones, then those of the track they lean to.

    The second kind counts where the result names one or two tracks: the traits these stand on and
    that lie above the person's own mean, if only as the best guess. Strongest first within each.
    """
    sure = leading(result.leanings)
    if len(result.verdict.tracks) > MOST_NAMED:
        return sure
    named = [track for track in tracks if track.id in result.verdict.tracks]
    stands = {trait for track in named for trait, weight in track.weights.items() if weight > 0}
    above = [
        trait
        for trait, leaning in result.leanings.items()
        if trait in stands and trait not in sure and leaning.centre > 0
    ]
    return (*sure, *strongest_first(result.leanings, above))


def focus(careers: Careers, standing: Standing, *, drawn: Sequence[TraitId]) -> tuple[Focus, ...]:
    """Choose at most three gaps to work on; none when there is no gap.

    One close to what the person is drawn to (`drawn`, strongest trait first), the one
    that holds them back most (the widest; among equals one that is open on their own rung, then one
    not started, then one they are not drawn to), and a third if there is room: one that is started,
    else the next widest. A single gap can be both.
    """
    found = gaps(careers, standing)
    if not found:
        return ()
    widest = min(found, key=lambda gap: _ease(careers, standing, gap, drawn))
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


def _ease(
    careers: Careers, standing: Standing, gap: Gap, drawn: Sequence[TraitId]
) -> tuple[int, bool, bool, bool]:
    """Rank gaps by how little they hold back: the least comes first and holds back most."""
    skill = gap.competency
    started = _drawn_as(careers, standing, gap) is State.STARTED
    return -gap.size, not open_at_home(standing, gap), started, skill.trait in drawn


def _closest(found: Sequence[Gap], drawn: Sequence[TraitId]) -> Gap | None:
    """Take the first gap of the first leading trait that has one."""
    for trait in drawn:
        for gap in found:
            if gap.competency.trait == trait:
                return gap
    return None


def _focus(careers: Careers, standing: Standing, ground: Ground, gap: Gap) -> Focus:
    level = gap.competency.level(gap.present + 1)
    return Focus(ground, gap, _drawn_as(careers, standing, gap), level)


def _drawn_as(careers: Careers, standing: Standing, gap: Gap) -> State:
    skill = gap.competency.id
    return state(careers, standing, standing.asking(skill), skill=skill)


def _ticked(ticks: Mapping[Tick, bool], skill: CompetencyId) -> int:
    """Give the highest level that was ticked; 0 for none."""
    return max((t.level for t, yes in ticks.items() if yes and t.competency == skill), default=0)
