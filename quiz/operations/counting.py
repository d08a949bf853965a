"""Knows how a person's result enters the figures of their cohort, and leaves them again.

It refuses to count anyone who did not say yes. A group closes as a whole: its lines become sums,
the link from each line to its attempt is gone with the line, and from then on the sums stand. Where
people place themselves enters a table of its own (`quiz.operations.counting_rungs`).

Locks are always taken in this order: one's own attempt, the cohort, the attempts of those who
wait, their lines. So no two of these operations can wait for each other.
"""

import json
from datetime import date
from typing import Protocol

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from quiz.core.careers import Careers
from quiz.core.cohort import OF_A_RESULT, Counts, Figure, GroupRule, cells
from quiz.core.report import result_from_json
from quiz.core.result import Result
from quiz.operations.counting_rungs import OPEN, TAKEN_BACK, band, show_rungs
from quiz.operations.rows import locked
from quiz.operations.settling import settled
from quiz.store.cohort_models import CohortRow, ContributionRow, CountingRow, TallyRow
from quiz.store.engine import Sessions
from quiz.store.models import AttemptRow, LadderRow

_WAITING = 0  # the step of sums that wait for more people


class Member(Protocol):
    """An attempt that is held for this transaction, and the cohort it was begun in, if any."""

    @property
    def id(self) -> int:
        """Its key."""

    @property
    def cohort(self) -> str | None:
        """The cohort's part of the address."""


@settled
def count_me(sessions: Sessions, token: str, *, yes: bool, today: date) -> None:
    """Keep whether a person wants to be counted. A yes enters the figures with their result.

    Once their group has closed, yes and no are about their rung alone, until that is counted too.
    Raises AttemptAbsent, StoreUnavailable.
    """
    with sessions.write.begin() as session:
        row = locked(session, token)
        say(session, row, yes=yes)
        _enter_kept(session, row, today=today)


def place_me(session: Session, row: AttemptRow, careers: Careers, *, today: date) -> None:
    """Keep how high an attempt that is held stands now, for the figures of its cohort if any."""
    if row.cohort is None:
        return
    session.flush()
    kept = session.get(LadderRow, row.id)
    if kept is None:
        kept = LadderRow(attempt_id=row.id)
        session.add(kept)
    kept.band = band(session, row, careers)
    _enter_kept(session, row, today=today)


def say(session: Session, row: Member, *, yes: bool) -> None:
    """Keep the yes or no of an attempt that is held; a no takes it out of what has not closed."""
    kept = session.get(CountingRow, row.id)
    if kept is None:
        if yes and row.cohort is not None:
            session.add(CountingRow(attempt_id=row.id, counted=0, rung=OPEN))
    elif yes:
        kept.rung = OPEN if kept.rung == TAKEN_BACK else kept.rung
    elif not kept.counted:
        withdraw(session, row)
        session.delete(kept)
    elif kept.rung == OPEN:
        withdraw(session, row)
        kept.rung = TAKEN_BACK
    session.flush()


def withdraw(session: Session, row: Member) -> None:
    """Take an attempt that is held out of a group that has not closed."""
    session.execute(delete(ContributionRow).where(ContributionRow.attempt_id == row.id))


def enter(session: Session, row: Member, result: Result, *, today: date) -> None:
    """Add the result of an attempt that is held to its group, if the person said yes to it.

    Nothing happens outside the days of the cohort, and to what has been counted. A rung counts once
    the result does.
    """
    kept = None if row.cohort is None else session.get(CountingRow, row.id)
    if kept is None or row.cohort is None or (kept.counted and kept.rung != OPEN):
        return
    group = _cohort(session, row.cohort)
    if group is None or not _is_open(group, today):
        return
    withdraw(session, row)
    lines = _lines(session, row, kept, result)
    session.add_all(
        ContributionRow(attempt_id=row.id, figure=figure, cohort_id=group.id, cell=cell)
        for figure, cell in lines.items()
    )
    session.flush()
    rule = GroupRule(group.batch_size, group.min_cell)
    closed = not kept.counted and _close(session, group.id, rule)
    if closed or Figure.RUNGS in lines:
        show_rungs(session, group)


def _enter_kept(session: Session, row: AttemptRow, *, today: date) -> None:
    """Add what is kept of an attempt that is held: nothing while its answers are being changed."""
    if row.state == "finished" and row.result is not None:
        enter(session, row, result_from_json(json.loads(row.result)), today=today)


def _lines(session: Session, row: Member, kept: CountingRow, result: Result) -> dict[Figure, str]:
    lines = {} if kept.counted else cells(result)
    ladder = session.get(LadderRow, row.id)
    if ladder is not None and ladder.band is not None and kept.rung == OPEN:
        lines[Figure.RUNGS] = ladder.band
    return lines


def _cohort(session: Session, address: str) -> CohortRow | None:
    """The cohort, for this transaction alone: only one group of it closes at a time."""
    held = select(CohortRow).where(CohortRow.address == address).with_for_update(key_share=True)
    return session.scalar(held)


def _is_open(group: CohortRow, today: date) -> bool:
    last = group.closed_day is None and (group.closes is None or today <= group.closes)
    return last and group.opens <= today


def _close(session: Session, cohort_id: int, rule: GroupRule) -> bool:
    """Close the group of those who wait, if it may be shown; gives whether it was.

    The finer tables take in whole groups only, so that between two tables no single person can be
    told apart either.
    """
    tables = _waiting(session, cohort_id)
    if not rule.may_close(Figure.TRACKS, tables[Figure.TRACKS]):
        return False
    lines = (ContributionRow.cohort_id == cohort_id, ContributionRow.figure.in_(OF_A_RESULT))
    people = select(ContributionRow.attempt_id).where(*lines)
    session.execute(
        update(CountingRow).where(CountingRow.attempt_id.in_(people)).values(counted=1),
        execution_options={"synchronize_session": False},
    )
    session.execute(delete(ContributionRow).where(*lines))
    for figure, counts in tables.items():
        _take_in(session, cohort_id, figure, counts)
        _show(session, cohort_id, figure, rule)
    return True


def _waiting(session: Session, cohort_id: int) -> dict[Figure, dict[str, int]]:
    """Count those who wait, by table and cell; until the end none of them can leave."""
    mine = (ContributionRow.cohort_id == cohort_id, ContributionRow.figure.in_(OF_A_RESULT))
    people = select(ContributionRow.attempt_id).where(*mine)
    session.execute(
        select(AttemptRow.id)
        .where(AttemptRow.id.in_(people))
        .order_by(AttemptRow.id)
        .with_for_update(read=True, key_share=True)
    )
    tables: dict[Figure, dict[str, int]] = {figure: {} for figure in OF_A_RESULT}
    lines = session.execute(
        select(ContributionRow.figure, ContributionRow.cell).where(*mine).with_for_update()
    )
    for name, cell in lines:
        counts = tables[Figure(name)]
        counts[cell] = counts.get(cell, 0) + 1
    return tables


def _take_in(session: Session, cohort_id: int, figure: Figure, counts: Counts) -> None:
    """Add a closed group to what a table has to show next."""
    for cell, people in counts.items():
        key = {"cohort_id": cohort_id, "figure": figure, "step": _WAITING, "cell": cell}
        kept = session.get(TallyRow, key)
        if kept is None:
            session.add(TallyRow(**key, people=people))
        else:
            kept.people += people
    session.flush()


def _show(session: Session, cohort_id: int, figure: Figure, rule: GroupRule) -> None:
    """Make a new step of what a table has to show, if it may be shown by itself."""
    table = (TallyRow.cohort_id == cohort_id, TallyRow.figure == figure)
    next_up = (*table, TallyRow.step == _WAITING)
    counts = dict(session.execute(select(TallyRow.cell, TallyRow.people).where(*next_up)).all())
    if not rule.may_close(figure, counts):
        return
    last = session.scalar(select(func.max(TallyRow.step)).where(*table)) or 0
    session.execute(
        update(TallyRow).where(*next_up).values(step=last + 1),
        execution_options={"synchronize_session": False},
    )
