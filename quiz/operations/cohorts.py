"""Knows what can be done with a cohort: open, rename, close, delete.

It refuses cohorts whose results would decide about people, and whatever would let a page in the
frame's neighbourhood be guessed or a figure stand for one person.
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from quiz.core.cohort import GroupRule
from quiz.core.origins import PRESETS, is_origin
from quiz.operations.refusals import Refusal
from quiz.operations.settling import settled
from quiz.store.canonical import canonical
from quiz.store.code_models import ByCodeRow
from quiz.store.cohort_models import (
    ADDRESS_LENGTH,
    CohortRow,
    ContributionRow,
    CountingRow,
    OrganisationRow,
)
from quiz.store.engine import Sessions
from quiz.store.models import AttemptRow

LONGEST_NAME = 80
LONGEST_WELCOME = 400
_LETTERS = "abcdefghijkmnpqrstuvwxyz23456789"  # 32 that nobody mistakes when they type them


class Fault(StrEnum):
    """What keeps a cohort from being opened; pages and commands say it in their own words."""

    ORGANISATION = "organisation"
    NAME = "name"
    SELECTION = "selection"
    DAYS = "days"
    GROUP = "group"
    ORIGINS = "origins"
    PRESETS = "presets"
    FORM = "form"
    WELCOME = "welcome"
    REDIRECT = "redirect"


class BadCohort(Refusal):
    """The cohort cannot be opened like this; `faults` name everything that has to change."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__("the cohort cannot be opened like this: " + ", ".join(faults))
        self.faults = faults


class CohortAbsent(Refusal):
    """There is no cohort with this address."""

    def __init__(self) -> None:
        super().__init__("no cohort has this address")


@dataclass(frozen=True, slots=True)
class NewCohort:
    """What a cohort is opened with. `selects`: its results would decide about people.

    `origins` are exact origins that may hold the frame, `presets` names of vendors, `names` how
    the company names the roles (dialect to choice), `redirect` the origin a person may be led to
    in the end. `by_code`: people enter it by a code only.
    """

    organisation: str
    name: str
    selects: bool
    opens: date
    closes: date | None = None
    language: str = "en"
    form: str = "adaptive"
    rule: GroupRule = field(default_factory=GroupRule)
    origins: tuple[str, ...] = ()
    presets: tuple[str, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    welcome: str | None = None
    redirect: str | None = None
    by_code: bool = False

    @property
    def faults(self) -> tuple[Fault, ...]:
        """Everything that has to change before it can be opened."""
        sound = {
            Fault.ORGANISATION: _is_line(self.organisation, LONGEST_NAME),
            Fault.NAME: _is_line(self.name, LONGEST_NAME),
            Fault.SELECTION: not self.selects,
            Fault.DAYS: self.closes is None or self.closes >= self.opens,
            Fault.GROUP: self.rule.sound,
            Fault.ORIGINS: all(is_origin(origin) for origin in self.origins),
            Fault.PRESETS: set(self.presets) <= set(PRESETS),
            Fault.FORM: self.form in {"adaptive", "full"},
            Fault.WELCOME: self.welcome is None or _is_line(self.welcome, LONGEST_WELCOME),
            Fault.REDIRECT: self.redirect is None or is_origin(self.redirect),
        }
        return tuple(fault for fault, good in sound.items() if not good)


def open_cohort(sessions: Sessions, new: NewCohort) -> str:
    """Open a cohort and return its part of the address: made by chance, not to be guessed.

    Raises BadCohort, StoreUnavailable.
    """
    if new.faults:
        raise BadCohort(new.faults)
    address = "".join(secrets.choice(_LETTERS) for _ in range(ADDRESS_LENGTH))
    _keep(sessions, new, address=address)
    return address


@settled
def rename_cohort(sessions: Sessions, address: str, *, name: str) -> None:
    """Give a cohort another name. Raises BadCohort, CohortAbsent, StoreUnavailable."""
    if not _is_line(name, LONGEST_NAME):
        raise BadCohort((Fault.NAME,))
    with sessions.write.begin() as session:
        _locked(session, address).name = name


@settled
def revise_cohort(
    sessions: Sessions, address: str, *, name: str, closes: date | None, welcome: str | None
) -> None:
    """Change what stays open to change once people have started: name, last day and welcome.

    Raises BadCohort, CohortAbsent, StoreUnavailable.
    """
    with sessions.write.begin() as session:
        row = _locked(session, address)
        sound = {
            Fault.NAME: _is_line(name, LONGEST_NAME),
            Fault.DAYS: closes is None or closes >= row.opens,
            Fault.WELCOME: welcome is None or _is_line(welcome, LONGEST_WELCOME),
        }
        if not all(sound.values()):
            raise BadCohort(tuple(fault for fault, good in sound.items() if not good))
        row.name, row.closes, row.welcome = name, closes, welcome


@settled
def close_cohort(sessions: Sessions, address: str, *, today: date) -> None:
    """Let nobody start or be counted any more; results stay with their people. Once is enough.

    What people who wait would have added goes.

    Raises CohortAbsent, StoreUnavailable.
    """
    with sessions.write.begin() as session:
        row = _locked(session, address)
        row.closed_day = row.closed_day or today
        session.execute(delete(ContributionRow).where(ContributionRow.cohort_id == row.id))


@settled
def delete_cohort(sessions: Sessions, address: str) -> None:
    """Delete a cohort with its figures; attempts stay with their people and belong to no group.

    Deleting twice is as good as once. Raises StoreUnavailable.
    """
    with sessions.write.begin() as session:
        attempts = select(AttemptRow.id).where(AttemptRow.cohort == address)
        session.execute(delete(CountingRow).where(CountingRow.attempt_id.in_(attempts)))
        session.execute(delete(CohortRow).where(CohortRow.address == address))
        session.execute(update(AttemptRow).where(AttemptRow.cohort == address).values(cohort=None))


@settled
def _keep(sessions: Sessions, new: NewCohort, *, address: str) -> None:
    with sessions.write.begin() as session:
        if session.scalar(select(CohortRow.id).where(CohortRow.address == address)):
            return  # done already, by a try of which nobody heard
        row = _row(new, organisation_id(session, new.organisation), address)
        session.add(row)
        session.flush()
        if new.by_code:
            session.add(ByCodeRow(cohort_id=row.id))


def _row(new: NewCohort, organisation: int, address: str) -> CohortRow:
    return CohortRow(
        organisation_id=organisation,
        address=address,
        name=new.name,
        purpose="development",
        language=new.language,
        form=new.form,
        opens=new.opens,
        closes=new.closes,
        batch_size=new.rule.batch_size,
        min_cell=new.rule.min_cell,
        origins=canonical(list(new.origins)),
        presets=canonical(list(new.presets)),
        names=canonical(dict(new.names)),
        welcome=new.welcome,
        redirect=new.redirect,
        begun=0,
    )


def organisation_id(session: Session, name: str) -> int:
    """The key of an organisation, which is there from now on."""
    row = session.scalar(select(OrganisationRow).where(OrganisationRow.name == name))
    if row is None:
        row = OrganisationRow(name=name)
        session.add(row)
        session.flush()
    return row.id


def _locked(session: Session, address: str) -> CohortRow:
    row = session.scalar(select(CohortRow).where(CohortRow.address == address).with_for_update())
    if row is None:
        raise CohortAbsent
    return row


def _is_line(text: str, longest: int) -> bool:
    """Whether this is a line of plain text: something to read, no line break or control mark."""
    return bool(text.strip()) and len(text) <= longest and text.isprintable()
