"""Knows how fast people go through the quiz, and asks whoever goes much faster to wait.

It refuses to keep an address: like the bounds for programs, it counts by a keyed hash that every
process makes anew. A company stands behind one address, so an attempt is bounded closely and an
address only generously.
"""

import math
import time
from dataclasses import dataclass
from typing import Final

from flask import Flask, Response, current_app, request
from limits import RateLimitItem, RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import FixedWindowRateLimiter
from werkzeug.exceptions import TooManyRequests

from quiz.web.limits import someone

POSTS_OF_AN_ATTEMPT: Final = RateLimitItemPerMinute(120)
"""Nobody reads a situation in half a second."""
LOOKS_AT_AN_ATTEMPT: Final = RateLimitItemPerMinute(600)
STARTS_OF_AN_ADDRESS: Final = RateLimitItemPerMinute(1000, 10)
"""A thousand people of one company may begin within ten minutes."""
POSTS_OF_AN_ADDRESS: Final = RateLimitItemPerMinute(6000)
"""A thousand people who answer every ten seconds."""
MISSES_OF_AN_ADDRESS: Final = RateLimitItemPerMinute(100)
"""Links that lead to nothing: one is a typing mistake, a hundred a minute is a search."""


@dataclass(frozen=True, slots=True)
class Bound:
    """At most so many within a window, for one key. `name` keeps the bounds apart."""

    name: str
    most: RateLimitItem
    key: str


class Pace:
    """What this process has counted so far."""

    def __init__(self) -> None:
        self._windows = FixedWindowRateLimiter(MemoryStorage())

    def count(self, bound: Bound) -> None:
        """Count one more; raises TooManyRequests beyond the bound."""
        if not self._windows.hit(bound.most, bound.name, bound.key):
            self._refuse(bound)

    def insist(self, bound: Bound) -> None:
        """Raise TooManyRequests when the bound is reached, without counting."""
        if not self._windows.test(bound.most, bound.name, bound.key):
            self._refuse(bound)

    def note(self, bound: Bound) -> None:
        """Count one more, whatever the bound."""
        self._windows.hit(bound.most, bound.name, bound.key)

    def _refuse(self, bound: Bound) -> None:
        reset = self._windows.get_window_stats(bound.most, bound.name, bound.key).reset_time
        wait = max(1, math.ceil(reset - time.time()))
        raise TooManyRequests(retry_after=wait)


def keep_pace(app: Flask, *, behind_proxy: bool) -> None:
    """Bound requests under private links. Without a named proxy, visitors from this machine itself
    are not bounded as an address: they are whoever a proxy nobody told us of stands for.
    """
    app.extensions["pace"] = Pace()
    app.config["BOUNDS_LOCAL_ADDRESSES"] = behind_proxy
    app.before_request(_before)
    app.after_request(_after)


def _before() -> None:
    token = _secret()
    if token is None:
        return
    pace: Pace = current_app.extensions["pace"]
    bounds = _of_post(token) if request.method == "POST" else _of_look(token)
    for bound in bounds:
        pace.count(bound)
    if (missed := _of_address("misses", MISSES_OF_AN_ADDRESS)) is not None:
        pace.insist(missed)


def _after(response: Response) -> Response:
    """Count a private link that leads to nothing."""
    if response.status_code == 404 and _secret() is not None:
        missed = _of_address("misses", MISSES_OF_AN_ADDRESS)
        if missed is not None:
            current_app.extensions["pace"].note(missed)
    return response


def _secret() -> str | None:
    """What makes this address private: the token of an attempt, or that of a shared result."""
    given = request.view_args or {}
    return given.get("token") or given.get("link")


def _of_post(token: str) -> list[Bound]:
    found = [
        Bound("posts", POSTS_OF_AN_ATTEMPT, someone(token)),
        _of_address("posts", POSTS_OF_AN_ADDRESS),
        _of_address("starts", STARTS_OF_AN_ADDRESS) if "start" in request.args else None,
    ]
    return [bound for bound in found if bound is not None]


def _of_look(token: str) -> list[Bound]:
    return [Bound("looks", LOOKS_AT_AN_ATTEMPT, someone(token))]


def _of_address(name: str, most: RateLimitItem) -> Bound | None:
    address = request.remote_addr or ""
    if not current_app.config["BOUNDS_LOCAL_ADDRESSES"] and address in {"127.0.0.1", "::1", ""}:
        return None
    return Bound(f"address-{name}", most, someone(address, is_address=True))
