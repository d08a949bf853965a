"""Knows how the rungs on which people place themselves enter the figures of their cohort.

It refuses to count anyone whose result has not been counted: then the table of rungs holds a part
of the people in the others, and more of them can never be read from it than those hold.
"""

import json
from collections import Counter

from sqlalchemy import ColumnElement, delete, func, select, update
from sqlalchemy.orm import Session

from quiz.core.careers import Careers
from quiz.core.cohort import Figure, GroupRule
from quiz.core.focus import MOST_NAMED
from quiz.core.placement import stands_on
from quiz.core.report import result_from_json
from quiz.core.rules import TrackId
from quiz.core.rungs import Band
from quiz.store.cohort_models import CohortRow, ContributionRow, CountingRow, TallyRow
from quiz.store.ladders import LadderView, ladder_of
from quiz.store.models import AttemptRow

OPEN, COUNTED, TAKEN_BACK = 0, 1, 2
"""What `CountingRow.rung` says."""


def band(session: Session, row: AttemptRow, careers: Careers) -> Band | None:
    """How high someone stands on the ladder that their page shows first; None while on none."""
    kept = ladder_of(session, row.id)
    for track in _tracks(row, kept, careers):
        rung = stands_on(careers, track, kept.said, kept.moves.get(track))
        if rung is not None:
            return rung.band
    return None


def show_rungs(session: Session, group: CohortRow) -> None:
    """Make a step of all who wait with their rung, if it may be shown by itself.

    Those who are counted and stand in no step have to be nobody or enough people too, because the
    other tables hold them. Their link to the step goes as it closes.
    """
    if not _may_show(session, group):
        return
    waiting = _waiting(group.id)
    people = select(ContributionRow.attempt_id).join(CountingRow, _same).where(*waiting)
    session.execute(
        select(AttemptRow.id)
        .where(AttemptRow.id.in_(people))
        .order_by(AttemptRow.id)
        .with_for_update(read=True, key_share=True)
    )
    if not _may_show(session, group):  # somebody left before they were held
        return
    _close(session, group.id)


_same: ColumnElement[bool] = CountingRow.attempt_id == ContributionRow.attempt_id


def _tracks(row: AttemptRow, kept: LadderView, careers: Careers) -> tuple[TrackId, ...]:
    known = {page.id for page in careers.tracks}
    if kept.track in known:
        return (kept.track,)
    if row.result is None:
        return ()
    named = result_from_json(json.loads(row.result)).verdict.tracks
    return tuple(track for track in named if track in known) if len(named) <= MOST_NAMED else ()


def _waiting(cohort_id: int) -> tuple[ColumnElement[bool], ...]:
    return (
        ContributionRow.cohort_id == cohort_id,
        ContributionRow.figure == Figure.RUNGS,
        CountingRow.counted == 1,
    )


def _may_show(session: Session, group: CohortRow) -> bool:
    cells = select(ContributionRow.cell, func.count()).join(CountingRow, _same)
    found = session.execute(cells.where(*_waiting(group.id)).group_by(ContributionRow.cell))
    counts = dict(found.all())
    rule = GroupRule(group.batch_size, group.min_cell)
    if not rule.may_close(Figure.RUNGS, counts):
        return False
    counted = _shown(session, group.id, Figure.TRACKS)
    inside = _shown(session, group.id, Figure.RUNGS) + sum(counts.values())
    return rule.may_leave(counted - inside)


def _shown(session: Session, cohort_id: int, figure: Figure) -> int:
    table = (TallyRow.cohort_id == cohort_id, TallyRow.figure == figure, TallyRow.step > 0)
    return session.scalar(select(func.sum(TallyRow.people)).where(*table)) or 0


def _close(session: Session, cohort_id: int) -> None:
    lines = select(ContributionRow.attempt_id, ContributionRow.cell).join(CountingRow, _same)
    held = session.execute(
        lines.where(*_waiting(cohort_id)).with_for_update(of=ContributionRow)
    ).all()
    table = (TallyRow.cohort_id == cohort_id, TallyRow.figure == Figure.RUNGS)
    step = (session.scalar(select(func.max(TallyRow.step)).where(*table)) or 0) + 1
    session.add_all(
        TallyRow(cohort_id=cohort_id, figure=Figure.RUNGS, step=step, cell=cell, people=people)
        for cell, people in Counter(cell for _, cell in held).items()
    )
    people = [attempt for attempt, _ in held]
    session.execute(
        update(CountingRow).where(CountingRow.attempt_id.in_(people)).values(rung=COUNTED),
        execution_options={"synchronize_session": False},
    )
    session.execute(
        delete(ContributionRow).where(
            ContributionRow.attempt_id.in_(people), ContributionRow.figure == Figure.RUNGS
        )
    )
