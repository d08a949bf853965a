"""Knows how to read what someone said for their ladder: track, placement, moves, ticks, names.

It refuses to judge it: ids are handed out as stored, even where today's content has dropped them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Select,
    SmallInteger,
    Text,
    bindparam,
    cast,
    literal_column,
    null,
    select,
    union_all,
)
from sqlalchemy.orm import InstrumentedAttribute, Session

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


_PLACED, _MOVED, _TICKED, _NAMED = range(4)
_NO_TEXT, _NO_NUMBER = cast(null(), Text), cast(null(), SmallInteger)
_NO_NUMBERS = (_NO_NUMBER, _NO_NUMBER)
_Column = ColumnElement[Any] | InstrumentedAttribute[Any]


def _of(
    kind: int, *columns: _Column, whose: InstrumentedAttribute[int]
) -> Select[*tuple[Any, ...]]:
    """Select three texts and two numbers of one attempt, marked with what they are."""
    return select(literal_column(str(kind)), *columns).where(whose == bindparam("attempt"))


# Every look at a ladder needs all four tables: one statement asks them.
_SAID: CompoundSelect[*tuple[Any, ...]] = union_all(
    _of(
        _PLACED,
        LadderRow.track,
        LadderRow.scope,
        LadderRow.decides,
        LadderRow.years,
        LadderRow.expert,
        whose=LadderRow.attempt_id,
    ),
    _of(
        _MOVED,
        StandingRow.track,
        StandingRow.rung,
        _NO_TEXT,
        *_NO_NUMBERS,
        whose=StandingRow.attempt_id,
    ),
    _of(
        _TICKED,
        TickRow.competency,
        _NO_TEXT,
        _NO_TEXT,
        TickRow.level,
        TickRow.done,
        whose=TickRow.attempt_id,
    ),
    _of(
        _NAMED,
        NamingRow.dialect,
        NamingRow.choice,
        _NO_TEXT,
        *_NO_NUMBERS,
        whose=NamingRow.attempt_id,
    ),
)


def ladder_of(session: Session, attempt_id: int) -> LadderView:
    """Give what an attempt says about its ladder (`AttemptView.id`)."""
    found: tuple[list[Any], ...] = ([], [], [], [])
    for kind, *values in session.connection().execute(_SAID, {"attempt": attempt_id}):
        found[kind].append(values)
    placed, moved, ticked, named = found
    track, *said = placed[0] if placed else [None] * 5
    return LadderView(
        track=None if track is None else TrackId(track),
        said=_said(*said),
        moves={TrackId(track): RoleId(rung) for track, rung, *_none in moved},
        ticks={Tick(CompetencyId(skill), level): bool(done) for skill, _, _, level, done in ticked},
        names={dialect: choice for dialect, choice, *_none in named},
    )


def _said(
    scope: str | None, decides: str | None, years: int | None, expert: int | None
) -> Said | None:
    if scope is None or decides is None:
        return None
    return Said(scope, decides, years, bool(expert))
