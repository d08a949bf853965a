"""Knows how to read who runs cohorts, as frozen values, by login, one-time link or session.

It refuses to tell a link or a session that has ended from one that never was.
"""

from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from quiz.store.cohort_models import OrganisationRow
from quiz.store.staff_models import StaffLinkRow, StaffRow, StaffSessionRow
from quiz.store.tokens import token_hash


@dataclass(frozen=True, slots=True)
class StaffView:
    """Somebody with a login. `password` is a salted hash, None until they have set one."""

    id: int
    organisation: str
    login: str
    role: str
    password: str | None = field(repr=False)


def staff_by_login(session: Session, login: str) -> StaffView | None:
    """Whoever has this login, written as it is kept."""
    return None if "\0" in login else _one(session, StaffRow.login == login)


def staff_by_link(session: Session, link: str, *, today: date) -> StaffView | None:
    """Whoever may set a password with this link today."""
    good = (StaffLinkRow.token_hash == token_hash(link), StaffLinkRow.expires >= today)
    return _one(session, StaffRow.id.in_(select(StaffLinkRow.staff_id).where(*good)))


def staff_by_session(session: Session, token: str, *, today: date) -> StaffView | None:
    """Whoever signed in with this session, while it lasts."""
    good = (StaffSessionRow.token_hash == token_hash(token), StaffSessionRow.expires >= today)
    return _one(session, StaffRow.id.in_(select(StaffSessionRow.staff_id).where(*good)))


def all_staff(session: Session) -> tuple[StaffView, ...]:
    """Everybody with a login, by organisation and login."""
    ordered = _STAFF.order_by(OrganisationRow.name, StaffRow.login)
    return tuple(_view(row, organisation) for row, organisation in session.execute(ordered))


_STAFF = select(StaffRow, OrganisationRow.name).join(
    OrganisationRow, OrganisationRow.id == StaffRow.organisation_id
)


def _one(session: Session, known_by: ColumnElement[bool]) -> StaffView | None:
    found = session.execute(_STAFF.where(known_by)).one_or_none()
    return None if found is None else _view(found[0], found[1])


def _view(row: StaffRow, organisation: str) -> StaffView:
    return StaffView(row.id, organisation, row.login, row.role, row.password)
