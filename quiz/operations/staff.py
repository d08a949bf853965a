"""Knows how people who run cohorts get a login: added, let in by a one-time link, signed out.

It refuses to see a password: what comes in is a salted hash, and a link is returned once and kept
only as a hash. Setting a password, and being removed, end every session there was.
"""

from datetime import date, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from quiz.operations.cohorts import LONGEST_NAME, organisation_id
from quiz.operations.refusals import Refusal
from quiz.operations.settling import settled
from quiz.store.engine import Sessions
from quiz.store.staff_models import StaffLinkRow, StaffRow, StaffSessionRow
from quiz.store.tokens import new_token, token_hash

ROLES = ("owner", "member")
LINK_DAYS = 7
"""Days that a one-time link works."""
SESSION_DAYS = 7
"""Days after which a browser that is never closed has to sign in again."""


class BadStaff(Refusal):
    """The login, the organisation or the role cannot be used like this."""

    def __init__(self) -> None:
        super().__init__("a login and an organisation are lines of 1 to 80 letters")


class StaffTaken(Refusal):
    """Somebody has this login already."""

    def __init__(self) -> None:
        super().__init__("this login is taken")


class StaffAbsent(Refusal):
    """Nobody has this login."""

    def __init__(self) -> None:
        super().__init__("nobody has this login")


class LinkSpent(Refusal):
    """The one-time link was used, replaced, has expired, or never was."""

    def __init__(self) -> None:
        super().__init__("this one-time link is not in use")


def spelled_login(given: str) -> str:
    """Write a login as it is kept: without spaces around it, in small letters."""
    return given.strip().casefold()


def add_staff(sessions: Sessions, login: str, *, organisation: str, role: str, today: date) -> str:
    """Give somebody a login and return the one-time link's token.

    Raises BadStaff, StaffTaken, StoreUnavailable.
    """
    kept = spelled_login(login)
    if role not in ROLES or not (_is_line(kept) and _is_line(organisation)):
        raise BadStaff
    link = new_token()
    _add(sessions, kept, organisation=organisation, role=role, link=link, today=today)
    return link


def reset_staff(sessions: Sessions, login: str, *, today: date) -> str:
    """Make a new one-time link for somebody: older links, sessions and the password end now.

    Raises StaffAbsent, StoreUnavailable.
    """
    link = new_token()
    _reset(sessions, login, link=link, today=today)
    return link


@settled
def set_role(sessions: Sessions, login: str, *, role: str) -> None:
    """Make somebody an owner or a member. Raises BadStaff, StaffAbsent, StoreUnavailable."""
    if role not in ROLES:
        raise BadStaff
    with sessions.write.begin() as session:
        _held(session, login).role = role


@settled
def remove_staff(sessions: Sessions, login: str) -> None:
    """Remove somebody with their link and sessions; again is as good as once.

    Cohorts belong to the organisation and stay. Raises StoreUnavailable.
    """
    with sessions.write.begin() as session:
        session.execute(delete(StaffRow).where(StaffRow.login == spelled_login(login)))


@settled
def set_password(sessions: Sessions, link: str, *, password: str, today: date) -> None:
    """Set the password (its hash) by a one-time link, which is spent; sessions end.

    Raises LinkSpent, StoreUnavailable.
    """
    with sessions.write.begin() as session:
        own = (StaffLinkRow.token_hash == token_hash(link), StaffLinkRow.expires >= today)
        known = session.scalar(select(StaffLinkRow.staff_id).where(*own).with_for_update())
        if known is None:
            raise LinkSpent
        row = session.get_one(StaffRow, known)
        row.password = password
        _end(session, row.id)


def sign_in(sessions: Sessions, staff_id: int, *, today: date) -> str:
    """Begin a session and return its token. The caller has checked the password.

    Raises StaffAbsent when they were removed meanwhile, StoreUnavailable.
    """
    token = new_token()
    _begin(sessions, staff_id, token=token, today=today)
    return token


@settled
def sign_out(sessions: Sessions, token: str, *, everywhere: bool = False) -> None:
    """End a session, or all of the same person; again is as good as once."""
    with sessions.write.begin() as session:
        own = StaffSessionRow.token_hash == token_hash(token)
        if everywhere:
            whose = select(StaffSessionRow.staff_id).where(own)
            own = StaffSessionRow.staff_id.in_(whose.scalar_subquery())
        session.execute(delete(StaffSessionRow).where(own))


@settled
def end_all_access(sessions: Sessions) -> None:
    """End every session and one-time link: what an older state brings back was ended since."""
    with sessions.write.begin() as session:
        session.execute(delete(StaffSessionRow))
        session.execute(delete(StaffLinkRow))


@settled
def _add(
    sessions: Sessions, login: str, *, organisation: str, role: str, link: str, today: date
) -> None:
    with sessions.write.begin() as session:
        row = session.scalar(select(StaffRow).where(StaffRow.login == login))
        if row is not None:
            if _holds(session, row, link):
                return  # done already, by a try of which nobody heard
            raise StaffTaken
        row = StaffRow(
            organisation_id=organisation_id(session, organisation), login=login, role=role
        )
        session.add(row)
        session.flush()
        session.add(_link(row, link, today))


@settled
def _reset(sessions: Sessions, login: str, *, link: str, today: date) -> None:
    with sessions.write.begin() as session:
        row = _held(session, login)
        row.password = None
        _end(session, row.id)
        session.add(_link(row, link, today))


@settled
def _begin(sessions: Sessions, staff_id: int, *, token: str, today: date) -> None:
    """Keep the session unless that is done already; those that have ended are cleared away."""
    own = token_hash(token)
    with sessions.write.begin() as session:
        if session.scalar(select(StaffRow.id).where(StaffRow.id == staff_id)) is None:
            raise StaffAbsent
        if session.scalar(select(StaffSessionRow.id).where(StaffSessionRow.token_hash == own)):
            return
        session.execute(delete(StaffSessionRow).where(StaffSessionRow.expires < today))
        ends = today + timedelta(days=SESSION_DAYS)
        session.add(StaffSessionRow(staff_id=staff_id, token_hash=own, expires=ends))


def _held(session: Session, login: str) -> StaffRow:
    own = StaffRow.login == spelled_login(login)
    row = session.scalar(select(StaffRow).where(own).with_for_update())
    if row is None:
        raise StaffAbsent
    return row


def _holds(session: Session, row: StaffRow, link: str) -> bool:
    kept = session.get(StaffLinkRow, row.id)
    return kept is not None and kept.token_hash == token_hash(link)


def _end(session: Session, staff_id: int) -> None:
    """End the link and all sessions of somebody."""
    session.execute(delete(StaffSessionRow).where(StaffSessionRow.staff_id == staff_id))
    session.execute(delete(StaffLinkRow).where(StaffLinkRow.staff_id == staff_id))


def _link(row: StaffRow, link: str, today: date) -> StaffLinkRow:
    ends = today + timedelta(days=LINK_DAYS)
    return StaffLinkRow(staff_id=row.id, token_hash=token_hash(link), expires=ends)


def _is_line(text: str) -> bool:
    return bool(text.strip()) and len(text) <= LONGEST_NAME and text.isprintable()
