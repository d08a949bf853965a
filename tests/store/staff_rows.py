"""Rows of staff that the tables take, and one for every constraint that they refuse."""

from quiz.store.staff_models import StaffLinkRow, StaffRow, StaffSessionRow
from tests.store.cohort_rows import organisation
from tests.store.sitting import MONDAY

HASH = bytes(32)


def staff(**changed):
    given = {"id": 1, "organisation_id": 1, "login": "ines", "role": "owner"}
    return StaffRow(**(given | changed))


def link(**changed):
    return StaffLinkRow(**({"staff_id": 1, "token_hash": HASH, "expires": MONDAY} | changed))


def session(**changed):
    given = {"id": 1, "staff_id": 1, "token_hash": HASH, "expires": MONDAY}
    return StaffSessionRow(**(given | changed))


def added(**changed):
    return [organisation(), staff(**changed)]


GOOD = {
    "somebody with a link": [*added(), link()],
    "somebody in two browsers": [
        *added(role="member", password="scrypt:x"),
        session(),
        session(id=2, token_hash=b"x" * 32),
    ],
}

BAD = {
    "ck_staff_login_is_there": added(login=""),
    "ck_staff_role_is_known": added(role="manager"),
    "ck_staff_password_is_set_or_absent": added(password=""),
    "uq_staff_login": [*added(), staff(id=2)],
    "fk_staff_organisation_id": [staff()],
    "ck_staff_link_token_hash_is_sha256": [*added(), link(token_hash=b"x")],
    "uq_staff_link_token_hash": [
        *added(),
        staff(id=2, login="omar"),
        link(),
        link(staff_id=2),
    ],
    "fk_staff_link_staff_id": [link()],
    "ck_staff_session_token_hash_is_sha256": [*added(), session(token_hash=b"x")],
    "uq_staff_session_token_hash": [*added(), session(), session(id=2)],
    "fk_staff_session_staff_id": [session()],
}
