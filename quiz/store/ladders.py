"""Knows how to read what someone said for their ladder: track, placement, moves, ticks, names.

It refuses to judge it: ids are handed out as stored, even where today's content has dropped them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session

from quiz.core.focus import Tick
from quiz.core.placement import Said
from quiz.core.rules import TrackId
from quiz.core.rungs import CompetencyId, RoleId
from quiz.store.models import LadderRow, NamingRow, StandingRow, TickRow


@dataclass(frozen=True, slots=True)
class LadderView:
    """What an attempt says about its ladder; empty where nothing was said yet.

    `track` is the one the person picked, `moves` the rungs to which they moved themself by track.
    `ticks` are False where they were asked about and left empty. `names` maps dialect to choice.
    """

    track: TrackId | None = None
    said: Said | None = field(default=None, repr=False)
    moves: Mapping[TrackId, RoleId] = field(default_factory=dict, repr=False)
    ticks: Mapping[Tick, bool] = field(default_factory=dict, repr=False)
    names: Mapping[str, str] = field(default_factory=dict, repr=False)


def ladder_of(session: Session, attempt_id: int) -> LadderView:
    """Give what an attempt says about its ladder (`AttemptView.id`)."""
    row = session.get(LadderRow, attempt_id)
    moves = session.execute(
        select(StandingRow.track, StandingRow.rung).where(StandingRow.attempt_id == attempt_id)
    )
    ticks = session.execute(
        select(TickRow.competency, TickRow.level, TickRow.done).where(
            TickRow.attempt_id == attempt_id
        )
    )
    names = session.execute(
        select(NamingRow.dialect, NamingRow.choice).where(NamingRow.attempt_id == attempt_id)
    )
    return LadderView(
        track=None if row is None or row.track is None else TrackId(row.track),
        said=None if row is None else _said(row),
        moves={TrackId(track): RoleId(rung) for track, rung in moves},
        ticks={Tick(CompetencyId(skill), level): bool(done) for skill, level, done in ticks},
        names={row.dialect: row.choice for row in names},
    )


def _said(row: LadderRow) -> Said | None:
    if row.scope is None or row.decides is None:
        return None
    return Said(row.scope, row.decides, row.years, bool(row.expert))
