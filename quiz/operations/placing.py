"""Knows what a person can say for their ladder: a track, where they stand, ticks, names of roles.

It refuses ids that today's careers do not hold, and to touch the answers or the result. In a cohort
it counts as well, for those who said yes.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date

from sqlalchemy import delete
from sqlalchemy.orm import Session

from quiz.core import placement
from quiz.core.careers import Careers
from quiz.core.focus import Tick
from quiz.core.placement import Said
from quiz.core.rules import TrackId
from quiz.core.rungs import TOP_LEVEL, RoleId
from quiz.operations.counting import place_me
from quiz.operations.refusals import UnknownChoice
from quiz.operations.rows import locked
from quiz.operations.settling import settled
from quiz.store.engine import Sessions
from quiz.store.models import AttemptRow, LadderRow, NamingRow, StandingRow, TickRow

MOST_YEARS = 70
"""Nobody has worked longer; what the table refuses is refused before it."""


@settled
def place(sessions: Sessions, token: str, *, said: Said, careers: Careers, today: date) -> None:
    """Keep the answers to the placement questions; moves made by hand before are forgotten.

    Raises UnknownChoice for an answer that the careers do not know or years out of range,
    AttemptAbsent, StoreUnavailable.
    """
    _insist(said.years is None or 0 <= said.years <= MOST_YEARS)
    try:
        for track in careers.tracks:
            placement.place(careers, track.id, said)
    except KeyError:
        raise UnknownChoice from None
    with _attempt(sessions, token, today=today) as (session, row):
        session.execute(delete(StandingRow).where(StandingRow.attempt_id == row.id))
        kept = _ladder(session, row)
        kept.scope, kept.decides = said.scope, said.decides
        kept.years, kept.expert = said.years, int(said.expert)
        place_me(session, row, careers, today=today)


@settled
def move(sessions: Sessions, token: str, *, rung: RoleId, careers: Careers, today: date) -> None:
    """Keep that the person stands on this rung, whatever their answers say.

    Raises UnknownChoice for what is no rung, AttemptAbsent, StoreUnavailable.
    """
    try:
        track = careers.rung(rung).track
    except KeyError:
        raise UnknownChoice from None
    with _attempt(sessions, token, today=today) as (session, row):
        session.merge(StandingRow(attempt_id=row.id, track=track, rung=rung))
        place_me(session, row, careers, today=today)


@settled
def tick(
    sessions: Sessions, token: str, *, ticks: Mapping[Tick, bool], careers: Careers, today: date
) -> None:
    """Keep what was asked about and whether it was ticked; what was not asked now stays as it was.

    Raises UnknownChoice for a competency or level that the careers do not know, AttemptAbsent,
    StoreUnavailable.
    """
    known = {competency.id for competency in careers.competencies}
    _insist(all(t.competency in known and 1 <= t.level <= TOP_LEVEL for t in ticks))
    with _attempt(sessions, token, today=today) as (session, row):
        for asked, done in ticks.items():
            session.merge(
                TickRow(
                    attempt_id=row.id,
                    competency=asked.competency,
                    level=asked.level,
                    done=int(done),
                )
            )


@settled
def choose_track(
    sessions: Sessions, token: str, *, track: TrackId | None, careers: Careers, today: date
) -> None:
    """Keep the track whose ladder the person picked; None leaves it to the result again.

    Raises UnknownChoice for a track that the careers do not know, AttemptAbsent, StoreUnavailable.
    """
    _insist(track is None or track in {page.id for page in careers.tracks})
    with _attempt(sessions, token, today=today) as (session, row):
        _ladder(session, row).track = track
        place_me(session, row, careers, today=today)


@settled
def choose_names(
    sessions: Sessions, token: str, *, names: Mapping[str, str], careers: Careers, today: date
) -> None:
    """Keep how the person's company uses the words, dialect by dialect, instead of before.

    Raises UnknownChoice for a dialect or choice that the careers do not know, AttemptAbsent,
    StoreUnavailable.
    """
    known = {dialect.id: {c.id for c in dialect.choices} for dialect in careers.dialects}
    _insist(all(choice in known.get(dialect, ()) for dialect, choice in names.items()))
    with _attempt(sessions, token, today=today) as (session, row):
        session.execute(delete(NamingRow).where(NamingRow.attempt_id == row.id))
        session.add_all(
            NamingRow(attempt_id=row.id, dialect=dialect, choice=choice)
            for dialect, choice in names.items()
        )


@contextmanager
def _attempt(
    sessions: Sessions, token: str, *, today: date
) -> Iterator[tuple[Session, AttemptRow]]:
    """Hold one attempt for one transaction; what is said for a ladder counts as a change."""
    with sessions.write.begin() as session:
        row = locked(session, token)
        row.changed_day = max(row.changed_day, today)
        yield session, row


def _ladder(session: Session, row: AttemptRow) -> LadderRow:
    kept = session.get(LadderRow, row.id)
    if kept is None:
        kept = LadderRow(attempt_id=row.id)
        session.add(kept)
    return kept


def _insist(known: bool) -> None:  # noqa: FBT001 - the one thing it is about
    if not known:
        raise UnknownChoice
