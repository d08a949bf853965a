"""Knows how many requests a process works on at once, and turns away those beyond a short queue.

It refuses to look at more of a request than its path. Without it everyone would wait longer and
longer; with it most are served in good time, and the rest are told at once to come back.
"""

import os
import threading
from collections.abc import Iterable
from http import HTTPStatus
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from flask import Flask, Response, render_template

from quiz.web.security import RETRY

AT_ONCE = min(8, 2 * (os.cpu_count() or 1) + 1)
"""Requests worked on at once: they wait for the disk, so a few more than cores pay."""

WAITING = 4 * AT_ONCE
"""Requests that may wait for their turn: what is worked off well before anyone grows impatient."""

THREADS = AT_ONCE + WAITING + AT_ONCE
"""Threads that a server needs for them, and for turning others away meanwhile."""

PATIENCE = 2.0
"""Seconds after which a waiting request is turned away too."""

_HEALTH = frozenset({"/healthz", "/readyz"})
"""Never turned away: who is told to wait is not therefore dead."""


class Gate:
    """A WSGI application in front of another; `refusal` is what those hear who are turned away."""

    def __init__(
        self,
        inner: WSGIApplication,
        refusal: Response,
        *,
        at_once: int = AT_ONCE,
        waiting: int = WAITING,
        patience: float = PATIENCE,
    ) -> None:
        self._inner = inner
        self._refusal = refusal
        self._patience = patience
        self._free = threading.Semaphore(at_once)
        self._queue = threading.Semaphore(waiting)

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Let the request in, now or in its turn, or turn it away."""
        if environ.get("PATH_INFO") in _HEALTH:
            return self._inner(environ, start_response)
        if not self._enter():
            return self._refusal(environ, start_response)
        try:
            return self._inner(environ, start_response)
        finally:
            self._free.release()

    def _enter(self) -> bool:
        if self._free.acquire(blocking=False):
            return True
        if not self._queue.acquire(blocking=False):
            return False
        try:
            return self._free.acquire(timeout=self._patience)
        finally:
            self._queue.release()


def guard(app: Flask) -> None:
    """Put a gate before an application that has all its pages."""
    with app.test_request_context("/", base_url="http://localhost"):
        page = app.make_response(
            (render_template("errors/busy.html", again=None), HTTPStatus.SERVICE_UNAVAILABLE, RETRY)
        )
        refusal = app.process_response(page)
    app.wsgi_app = Gate(app.wsgi_app, refusal)  # type: ignore[method-assign]
