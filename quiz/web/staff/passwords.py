"""Knows how a password is checked: at the same cost whether or not somebody has this login.

It refuses to be asked too often for one login, and keeps neither passwords nor addresses.
"""

from ipaddress import ip_address
from typing import Final

from flask import Flask, current_app, request
from werkzeug.security import check_password_hash, generate_password_hash

from quiz.operations.staff import spelled_login
from quiz.store.staff import StaffView, staff_by_login
from quiz.web.pace import Bound, Pace, Rate
from quiz.web.request import sessions
from quiz.web.someone import someone

SHORTEST: Final = 12
LONGEST: Final = 200

TRIES_OF_A_LOGIN: Final = Rate(10, minutes=15)
"""Ten tries in a quarter of an hour, for one login, wherever they come from."""
TRIES_OF_AN_ADDRESS: Final = Rate(100, minutes=15)
"""Generous: a whole company may stand behind one address."""

_NOBODYS = "scrypt:32768:8:1$" + "0" * 16 + "$" + "0" * 128
"""Takes as long to check as a real one, and nothing fits it."""


def guard_passwords(app: Flask) -> None:
    """Count tries from now on, in the memory of this process."""
    app.extensions["knocks"] = Pace()


def hashed(password: str) -> str:
    """The salted hash under which a password is kept."""
    return generate_password_hash(password, "scrypt")


def who_knows(login: str, password: str) -> StaffView | None:
    """Whoever has this login and password. Raises TooManyRequests after too many tries."""
    kept = spelled_login(login)
    _count(kept)
    with sessions().read() as reading:
        found = staff_by_login(reading, kept)
    stored = found.password if found and found.password else _NOBODYS
    return found if check_password_hash(stored, password[:LONGEST]) else None


def _count(login: str) -> None:
    knocks: Pace = current_app.extensions["knocks"]
    knocks.count(Bound("sign-in", TRIES_OF_A_LOGIN, someone(login)))
    address = request.remote_addr or ""
    if _crossed_a_network(address):
        known = someone(address, is_address=True)
        knocks.count(Bound("sign-in-address", TRIES_OF_AN_ADDRESS, known))


def _crossed_a_network(address: str) -> bool:
    """Whoever comes from this machine itself is whoever an unnamed proxy stands for."""
    try:
        return not ip_address(address).is_loopback
    except ValueError:
        return False
