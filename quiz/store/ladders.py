"""Knows how to read what someone said for their ladder: track, placement, moves, ticks, names.

It refuses to judge it: ids are handed out as stored, even where today's content has dropped them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import BindParameter, Row, bindparam, select
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


_WHOSE: BindParameter[int] = bindparam("attempt")
_LADDER = select(LadderRow.__table__).where(LadderRow.attempt_id == _WHOSE)
_MOVES = select(StandingRow.track, StandingRow.rung).where(StandingRow.attempt_id == _WHOSE)
_TICKS = select(TickRow.competency, TickRow.level, TickRow.done).where(TickRow.attempt_id == _WHOSE)
_NAMES = select(NamingRow.dialect, NamingRow.choice).where(NamingRow.attempt_id == _WHOSE)


def ladder_of(session: Session, attempt_id: int) -> LadderView:
    """Give what an attempt says about its ladder (`AttemptView.id`)."""
    ask, whose = session.execute, {"attempt": attempt_id}
    row = ask(_LADDER, whose).one_or_none()
    moves, ticks, names = (ask(said, whose) for said in (_MOVES, _TICKS, _NAMES))
    return LadderView(
        track=None if row is None or row.track is None else TrackId(row.track),
        said=None if row is None else _said(row),
        moves={TrackId(track): RoleId(rung) for track, rung in moves},
        ticks={Tick(CompetencyId(skill), level): bool(done) for skill, level, done in ticks},
        names={row.dialect: row.choice for row in names},
    )


def _said(row: Row[Any]) -> Said | None:
    if row.scope is None or row.decides is None:
        return None
    return Said(row.scope, row.decides, row.years, bool(row.expert))
