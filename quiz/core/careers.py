"""Knows all career content of one version and answers look-ups: ladders, gaps, moves, differences.

It refuses to know where the content comes from (`quiz.content.careers`) and any one person.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol, TypeVar

from quiz.core.moves import (
    Credential,
    Dialect,
    Duty,
    Neighbour,
    OtherRole,
    Pair,
    Pivot,
    Placement,
)
from quiz.core.rules import TrackId
from quiz.core.rungs import (
    Branch,
    Competency,
    CompetencyId,
    CredentialId,
    Notes,
    RoleId,
    Rung,
    Source,
    SourceId,
    TrackPage,
)


class _Named(Protocol):
    @property
    def id(self) -> str: ...

    @property
    def name(self) -> str: ...


class _WithId(Protocol):
    @property
    def id(self) -> str: ...


Value = TypeVar("Value", bound=_WithId)


@dataclass(frozen=True, slots=True)
class Gap:
    """A competency of which a rung asks more than someone has; levels 0 to 4."""

    competency: Competency
    wanted: int
    present: int

    @property
    def size(self) -> int:
        """Levels still to climb."""
        return self.wanted - self.present


@dataclass(frozen=True, slots=True)
class Difference:
    """One competency as two rungs ask for it; levels 0 to 4."""

    competency: Competency
    first: int
    second: int

    @property
    def step(self) -> int:
        """Levels gained from the first rung to the second; negative where the second asks less."""
        return self.second - self.first


@dataclass(frozen=True, slots=True)
class Careers:
    """Tracks, ladders and what lies around them. Loading checks every id, so look-ups find it."""

    version: str
    checked: str  # the month or day (ISO) the content was last read through
    sources: Mapping[SourceId, Source]
    competencies: tuple[Competency, ...]
    tracks: tuple[TrackPage, ...]
    rungs: tuple[Rung, ...]  # track by track, from entry upwards
    placement: Placement
    notes: Notes
    pivots: tuple[Pivot, ...] = ()
    neighbours: tuple[Neighbour, ...] = ()
    others: tuple[OtherRole, ...] = ()
    credentials: tuple[Credential, ...] = ()
    duties: tuple[Duty, ...] = ()
    pairs: tuple[Pair, ...] = ()
    dialects: tuple[Dialect, ...] = ()

    def track(self, track: TrackId) -> TrackPage:
        """Find the page of a track; raises KeyError when there is none."""
        return _by_id(self.tracks, track)

    def rung(self, rung: RoleId) -> Rung:
        """Find the rung with this id; raises KeyError when there is none."""
        return _by_id(self.rungs, rung)

    def competency(self, competency: CompetencyId) -> Competency:
        """Find the competency with this id; raises KeyError when there is none."""
        return _by_id(self.competencies, competency)

    def credential(self, credential: CredentialId) -> Credential:
        """Find the credential with this id; raises KeyError when there is none."""
        return _by_id(self.credentials, credential)

    def role_name(self, role: RoleId, chosen: Mapping[str, str] | None = None) -> str:
        """Give the title of a role or track, in the company's words where it chose some.

        `chosen` maps dialect id to choice id; later dialects win. Raises KeyError without the role.
        """
        roles: tuple[_Named, ...] = (
            *self.rungs,
            *self.neighbours,
            *self.others,
            *self.tracks,
        )
        name = _by_id(roles, role).name
        for dialect in self.dialects:
            for choice in dialect.choices:
                if chosen and chosen.get(dialect.id) == choice.id:
                    name = choice.titles.get(role, name)
        return name

    def ladder(self, track: TrackId) -> tuple[Rung, ...]:
        """List the rungs of a track's own ladder from entry upwards, without the expert branch."""
        return tuple(r for r in self.rungs if r.track == track and r.branch is Branch.LADDER)

    def experts(self, track: TrackId) -> tuple[Rung, ...]:
        """List the rungs beside a ladder, for people who go deeper instead of leading others."""
        return tuple(r for r in self.rungs if r.track == track and r.branch is Branch.EXPERT)

    def doors(self, track: TrackId) -> tuple[Rung, ...]:
        """Rungs of other ladders through which this track can be entered."""
        return tuple(r for r in self.rungs if track in r.opens)

    def below(self, rung: Rung) -> Rung | None:
        """Find the rung that this one is compared with; None at the foot of a ladder."""
        return None if rung.below is None else self.rung(rung.below)

    def above(self, rung: Rung) -> Rung | None:
        """Find the next step; from the expert branch, the step after the one beside it."""
        ladder = self.ladder(rung.track)
        start = ladder.index(rung if rung.beside is None else self.rung(rung.beside))
        return ladder[start + 1] if start + 1 < len(ladder) else None

    def ways_up(self, rung: Rung) -> tuple[Rung, ...]:
        """List the next step first, then every other rung that is built on this one."""
        above = self.above(rung)
        built = (r for r in self.rungs if r.below == rung.id and r != above)
        return (*((above,) if above else ()), *built)

    def gaps(self, rung: Rung, present: Mapping[CompetencyId, int]) -> tuple[Gap, ...]:
        """List what the rung asks beyond `present` (absent = level 0), widest first."""
        found = (Gap(c, rung.wants[c.id], present.get(c.id, 0)) for c in self.competencies)
        return tuple(sorted((g for g in found if g.size > 0), key=lambda gap: -gap.size))

    def difference(self, first: Rung, second: Rung) -> tuple[Difference, ...]:
        """Give every competency at both rungs' levels, in file order."""
        return tuple(
            Difference(c, first.wants[c.id], second.wants[c.id]) for c in self.competencies
        )

    def pivots_from(self, role: RoleId) -> tuple[Pivot, ...]:
        """List moves that start at this role, in file order; moves back are turned round."""
        found = []
        for pivot in self.pivots:
            if role in pivot.out_of:
                found.append(pivot)
            elif role in pivot.into and pivot.back is not None:
                found.append(pivot.turned())
        return tuple(found)

    def pivots_along(self, rung: Rung) -> tuple[Pivot, ...]:
        """List moves from this rung, then those from its ladder's other rungs, nearest first."""
        places = {r.id: i for i, r in enumerate(self.ladder(rung.track))}
        places |= {r.id: places[r.beside] for r in self.experts(rung.track) if r.beside}
        near = sorted(
            places, key=lambda name: (name != rung.id, abs(places[name] - places[rung.id]))
        )
        found: dict[str, Pivot] = {}
        for name in near:
            for pivot in self.pivots_from(name):
                found.setdefault(pivot.id, pivot)
        return tuple(found.values())

    def pivots_to(self, role: RoleId) -> tuple[Pivot, ...]:
        """List moves that end at this role, in file order; moves back are turned round."""
        found = []
        for pivot in self.pivots:
            if role in pivot.into:
                found.append(pivot)
            elif role in pivot.out_of and pivot.back is not None:
                found.append(pivot.turned())
        return tuple(found)


def _by_id(values: tuple[Value, ...], wanted: str) -> Value:
    """Find the value whose `id` is wanted; raises KeyError when there is none."""
    for value in values:
        if value.id == wanted:
            return value
    raise KeyError(wanted)
