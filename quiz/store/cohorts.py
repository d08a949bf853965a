"""Knows how to read cohorts, and the figures of their closed groups, as frozen values.

It refuses to tell who is counted, how many wait, and anything of a group that has not closed.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from quiz.core.cohort import Figure, GroupRule, at_least
from quiz.core.origins import ancestors
from quiz.store.code_models import ByCodeRow
from quiz.store.cohort_models import (
    ADDRESS_LENGTH,
    CohortRow,
    CountingRow,
    OrganisationRow,
    TallyRow,
)
from quiz.store.models import AttemptRow
from quiz.store.tokens import token_hash


@dataclass(frozen=True, slots=True)
class CohortView:
    """A group as its pages need it. `names` maps dialect to choice; `address` ends its addresses.

    `ancestors` are the pages that may hold its frame. `begun`: somebody has started, so that
    purpose, group size and places are fixed. `by_code`: people enter by a code only.
    """

    id: int
    organisation: str
    address: str
    name: str
    language: str
    form: str
    opens: date
    closes: date | None
    closed_day: date | None
    rule: GroupRule
    origins: tuple[str, ...]
    presets: tuple[str, ...]
    names: Mapping[str, str] = field(repr=False)
    welcome: str | None
    redirect: str | None
    begun: bool
    by_code: bool

    @property
    def ancestors(self) -> tuple[str, ...]:
        """List the pages that may hold a frame of this cohort."""
        return ancestors(self.origins, self.presets)

    def is_open(self, today: date) -> bool:
        """Whether people may start, and be counted, on this day."""
        return self.opens <= today and not self.is_over(today)

    def is_over(self, today: date) -> bool:
        """Whether it is closed for good: by hand, or because its last day has passed."""
        return self.closed_day is not None or (self.closes is not None and today > self.closes)


@dataclass(frozen=True, slots=True)
class CountedView:
    """What an attempt said to being counted: yes or no, and whether it has been: then it stands.

    `rung` is the same answer for the table of rungs; None once the rung has been counted too.
    """

    yes: bool = False
    counted: bool = False
    rung: bool | None = False


def cohort(session: Session, address: str) -> CohortView | None:
    """The cohort with this part of an address, or None; takes any text."""
    if len(address) != ADDRESS_LENGTH or not (address.isascii() and address.isalnum()):
        return None  # the database would stumble over some of it
    found = session.execute(_COHORTS.where(CohortRow.address == address)).one_or_none()
    return None if found is None else _view(*found)


def cohorts(session: Session) -> tuple[CohortView, ...]:
    """All cohorts, by organisation and name."""
    ordered = _COHORTS.order_by(OrganisationRow.name, CohortRow.name, CohortRow.address)
    return tuple(_view(*found) for found in session.execute(ordered))


def cohorts_of(session: Session, organisation: str) -> tuple[CohortView, ...]:
    """The cohorts of one organisation, those opened last first."""
    own = _COHORTS.where(OrganisationRow.name == organisation)
    ordered = own.order_by(CohortRow.opens.desc(), CohortRow.name, CohortRow.address)
    return tuple(_view(*found) for found in session.execute(ordered))


def cohort_of_attempt(session: Session, token: str) -> str | None:
    """The cohort in which the attempt of a private token was begun; None without either."""
    own = AttemptRow.token_hash == token_hash(token)
    return session.scalar(select(AttemptRow.cohort).where(own))


def counted_of(session: Session, attempt_id: int) -> CountedView:
    """What an attempt (`AttemptView.id`) said to being counted."""
    row = session.get(CountingRow, attempt_id)
    if row is None:
        return CountedView()
    return CountedView(yes=True, counted=bool(row.counted), rung=_RUNG[row.rung])


def figures(session: Session, cohort_id: int) -> dict[Figure, dict[str, int]]:
    """The tables of a cohort's closed groups, cumulative; a table with no step yet is empty."""
    summed = session.execute(
        select(TallyRow.figure, TallyRow.cell, func.sum(TallyRow.people))
        .where(TallyRow.cohort_id == cohort_id, TallyRow.step > 0)
        .group_by(TallyRow.figure, TallyRow.cell)
    )
    tables: dict[Figure, dict[str, int]] = {figure: {} for figure in Figure}
    for figure, cell, people in summed:
        if figure in tables:
            tables[Figure(figure)][cell] = int(people)
    return tables


def finished_at_least(session: Session, group: CohortView) -> int:
    """How many have ever finished, in whole groups rounded down: the only form in which it is said.

    Somebody who erases does not lower it, so that leaving tells nobody anything either.
    """
    finished = session.scalar(select(CohortRow.finished).where(CohortRow.id == group.id))
    return at_least(finished or 0, group.rule)


_RUNG = {0: True, 1: None, 2: False}

_COHORTS = (
    select(CohortRow, OrganisationRow.name, ByCodeRow.cohort_id)
    .join(OrganisationRow, OrganisationRow.id == CohortRow.organisation_id)
    .outerjoin(ByCodeRow, ByCodeRow.cohort_id == CohortRow.id)
)


def _view(row: CohortRow, organisation: str, by_code: int | None) -> CohortView:
    return CohortView(
        id=row.id,
        organisation=organisation,
        address=row.address,
        name=row.name,
        language=row.language,
        form=row.form,
        opens=row.opens,
        closes=row.closes,
        closed_day=row.closed_day,
        rule=GroupRule(row.batch_size, row.min_cell),
        origins=tuple(json.loads(row.origins)),
        presets=tuple(json.loads(row.presets)),
        names=json.loads(row.names),
        welcome=row.welcome,
        redirect=row.redirect,
        begun=bool(row.begun),
        by_code=by_code is not None,
    )
