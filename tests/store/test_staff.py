"""People who run cohorts: added, let in by a one-time link, signed out, removed."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from quiz import operations
from quiz.operations import BadStaff, LinkSpent, StaffAbsent, StaffTaken
from quiz.operations.purging import purge
from quiz.operations.staff import LINK_DAYS, SESSION_DAYS
from quiz.store import cohorts
from quiz.store.due import Keeping
from quiz.store.staff import all_staff, staff_by_link, staff_by_login, staff_by_session
from quiz.store.staff_models import StaffLinkRow, StaffSessionRow
from tests.store.group import Group
from tests.store.sitting import MONDAY

OURS = "Example Company"


class Office:
    """An organisation that gets its staff."""

    def __init__(self, database):
        self.sessions = database.sessions

    def adds(self, login="ines@example.com", organisation=OURS, role="owner"):
        return operations.add_staff(
            self.sessions, login, organisation=organisation, role=role, today=MONDAY
        )

    def sets(self, link, kept="scrypt:hash", today=MONDAY):
        operations.set_password(self.sessions, link, password=kept, today=today)

    def signs_in(self, login="ines@example.com"):
        return operations.sign_in(self.sessions, self.knows(login).id, today=MONDAY)

    def knows(self, login="ines@example.com"):
        with self.sessions.read() as session:
            return staff_by_login(session, login)

    def by_link(self, link, today=MONDAY):
        with self.sessions.read() as session:
            return staff_by_link(session, link, today=today)

    def inside(self, token, today=MONDAY):
        with self.sessions.read() as session:
            return staff_by_session(session, token, today=today)


@pytest.fixture
def office(database):
    return Office(database)


def test_somebody_who_is_added_has_a_link_and_no_password(office):
    link = office.adds(" Ines@Example.com ")
    found = office.by_link(link)
    assert (found.login, found.organisation, found.role) == ("ines@example.com", OURS, "owner")
    assert found.password is None


def test_neither_link_nor_session_is_stored_as_it_is(office):
    link, token = office.adds(), office.signs_in()
    with office.sessions.read() as session:
        kept = [*session.scalars(select(StaffLinkRow.token_hash))]
        kept += session.scalars(select(StaffSessionRow.token_hash))
    assert len(kept) == 2
    assert not {link.encode(), token.encode()} & set(kept)


def test_the_link_sets_a_password_once(office):
    link = office.adds()
    office.sets(link)
    assert office.knows().password == "scrypt:hash"
    assert office.by_link(link) is None
    with pytest.raises(LinkSpent):
        office.sets(link, "scrypt:another")
    assert office.knows().password == "scrypt:hash"


def test_the_link_ends_after_its_days(office):
    link = office.adds()
    last = MONDAY + timedelta(days=LINK_DAYS)
    assert office.by_link(link, today=last)
    assert office.by_link(link, today=last + timedelta(days=1)) is None
    with pytest.raises(LinkSpent):
        office.sets(link, today=last + timedelta(days=1))


def test_a_login_belongs_to_one_person(office):
    office.adds()
    with pytest.raises(StaffTaken):
        office.adds("INES@example.com", organisation="Another")


@pytest.mark.parametrize(
    "wrong", [{"login": " "}, {"login": "a\nb"}, {"organisation": ""}, {"role": "manager"}]
)
def test_what_cannot_be_used_is_refused(office, wrong):
    with pytest.raises(BadStaff):
        office.adds(**wrong)


def test_a_reset_ends_password_sessions_and_the_older_link(office):
    old = office.adds()
    office.sets(old)
    token = office.signs_in()
    first = operations.reset_staff(office.sessions, "ines@example.com", today=MONDAY)
    second = operations.reset_staff(office.sessions, "ines@example.com", today=MONDAY)
    assert office.knows().password is None
    assert office.inside(token) is None
    assert office.by_link(first) is None
    assert office.by_link(second)


def test_a_session_lasts_some_days(office):
    office.adds()
    token = office.signs_in()
    last = MONDAY + timedelta(days=SESSION_DAYS)
    assert office.inside(token, today=last).login == "ines@example.com"
    assert office.inside(token, today=last + timedelta(days=1)) is None


def test_setting_a_password_ends_the_sessions_before(office):
    link = office.adds()
    token = office.signs_in()
    office.sets(link)
    assert office.inside(token) is None


def test_signing_out_ends_one_browser_or_all_of_one_person(office):
    office.adds()
    office.adds("omar")
    one, two, three = office.signs_in(), office.signs_in(), office.signs_in()
    theirs = office.signs_in("omar")
    operations.sign_out(office.sessions, one)
    assert [bool(office.inside(token)) for token in (one, two, three)] == [False, True, True]
    operations.sign_out(office.sessions, two, everywhere=True)
    assert not any(office.inside(token) for token in (two, three))
    assert office.inside(theirs)


def test_whoever_is_removed_is_out_at_once_and_the_cohorts_stay(office):
    link = office.adds()
    token = office.signs_in()
    Group.opened(office.sessions)
    operations.remove_staff(office.sessions, "Ines@example.com")
    operations.remove_staff(office.sessions, "Ines@example.com")
    assert office.by_link(link) is None
    assert office.inside(token) is None
    with office.sessions.read() as session:
        assert [group.name for group in cohorts.cohorts_of(session, OURS)] == ["Spring"]
        assert cohorts.cohorts_of(session, "Another") == ()


def test_nobody_can_sign_in_who_was_removed_meanwhile(office):
    office.adds()
    known = office.knows()
    operations.remove_staff(office.sessions, known.login)
    with pytest.raises(StaffAbsent):
        operations.sign_in(office.sessions, known.id, today=MONDAY)


def test_ownership_is_handed_over(office):
    office.adds()
    office.adds("omar", role="member")
    operations.set_role(office.sessions, "omar", role="owner")
    operations.set_role(office.sessions, "ines@example.com", role="member")
    with office.sessions.read() as session:
        roles = {one.login: one.role for one in all_staff(session)}
    assert roles == {"ines@example.com": "member", "omar": "owner"}
    for login, role, refusal in (("nobody", "owner", StaffAbsent), ("omar", "boss", BadStaff)):
        with pytest.raises(refusal):
            operations.set_role(office.sessions, login, role=role)


def test_a_login_with_a_sign_that_a_database_cannot_hold_is_nobodys(office):
    assert office.knows("a\0b") is None


def test_an_older_state_brings_no_access_back(office):
    link, token = office.adds(), office.signs_in()
    operations.end_all_access(office.sessions)
    assert office.by_link(link) is None
    assert office.inside(token) is None
    assert office.knows()


def test_a_purge_clears_away_what_has_ended(office):
    office.adds()
    office.signs_in()
    for days, left in ((SESSION_DAYS, 1), (SESSION_DAYS + 1, 0)):
        purge(office.sessions, today=MONDAY + timedelta(days=days), keeping=Keeping(30, 180))
        with office.sessions.read() as session:
            rows = [session.scalars(select(row)).all() for row in (StaffLinkRow, StaffSessionRow)]
        assert [len(some) for some in rows] == [left, left]
