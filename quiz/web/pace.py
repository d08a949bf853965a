"""Knows how fast people go through the quiz, and asks whoever goes much faster to wait.

It refuses to keep an address: like the bounds for programs, it counts by a keyed hash that every
process makes anew. A company stands behind one address, so an attempt is bounded closely and an
address only generously.
"""

import math
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from flask import Flask, Response, current_app, request
from werkzeug.exceptions import TooManyRequests

from quiz.web.someone import someone


@dataclass(frozen=True, slots=True)
class Rate:
    """At most this many within so many minutes."""

    amount: int
    minutes: int = 1


POSTS_OF_AN_ATTEMPT: Final = Rate(120)
"""Nobody reads a situation in half a second."""
LOOKS_AT_AN_ATTEMPT: Final = Rate(600)
STARTS_OF_AN_ADDRESS: Final = Rate(1000, minutes=10)
"""A thousand people of one company may begin within ten minutes."""
POSTS_OF_AN_ADDRESS: Final = Rate(6000)
"""A thousand people who answer every ten seconds."""
MISSES_OF_AN_ADDRESS: Final = Rate(100)
"""Links that lead to nothing: one is a typing mistake, a hundred a minute is a search."""

_SWEEP = 60.0  # seconds after which what has ended is forgotten


@dataclass(frozen=True, slots=True)
class Bound:
    """At most so many within a window, for one key. `name` keeps the bounds apart."""

    name: str
    most: Rate
    key: str


class Pace:
    """What this process has counted so far, in windows that begin with the first of a key.

    `clock` gives seconds that only grow. Windows that have ended are forgotten once a minute, so
    a request costs the same however many people there are.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._windows: dict[tuple[str, str], tuple[int, float]] = {}  # count, and when it ends
        self._next_sweep = clock() + _SWEEP

    def count(self, bound: Bound) -> None:
        """Count one more; raises TooManyRequests beyond the bound."""
        count, ends = self._add(bound, 1)
        if count > bound.most.amount:
            self._refuse(ends)

    def insist(self, bound: Bound) -> None:
        """Raise TooManyRequests when the bound is reached, without counting."""
        count, ends = self._add(bound, 0)
        if count >= bound.most.amount:
            self._refuse(ends)

    def note(self, bound: Bound) -> None:
        """Count one more, whatever the bound."""
        self._add(bound, 1)

    def _add(self, bound: Bound, more: int) -> tuple[int, float]:
        key, now = (bound.name, bound.key), self._clock()
        with self._lock:
            if now >= self._next_sweep:
                self._windows = {k: kept for k, kept in self._windows.items() if kept[1] > now}
                self._next_sweep = now + _SWEEP
            count, ends = self._windows.get(key, (0, now))
            if ends <= now:
                count, ends = 0, now + 60 * bound.most.minutes
            if more:
                self._windows[key] = (count + more, ends)
        return count + more, ends

    def _refuse(self, ends: float) -> None:
        raise TooManyRequests(retry_after=max(1, math.ceil(ends - self._clock())))


def keep_pace(app: Flask, *, behind_proxy: bool) -> None:
    """Bound requests under private links. Without a named proxy, visitors from this machine itself
    are not bounded as an address: they are whoever a proxy nobody told us of stands for.
    """
    app.extensions["pace"] = Pace()
    app.config["BOUNDS_LOCAL_ADDRESSES"] = behind_proxy
    app.before_request(_before)
    app.after_request(_after)


def bound_address(name: str, most: Rate) -> None:
    """Count one request of this address under a name; raises TooManyRequests beyond the bound."""
    pace: Pace | None = current_app.extensions.get("pace")
    bound = _of_address(name, most) if pace else None
    if pace and bound:
        pace.count(bound)


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


def _of_address(name: str, most: Rate) -> Bound | None:
    address = request.remote_addr or ""
    if not current_app.config["BOUNDS_LOCAL_ADDRESSES"] and address in {"127.0.0.1", "::1", ""}:
        return None
    return Bound(f"address-{name}", most, someone(address, is_address=True))
