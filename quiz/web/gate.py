"""Knows how many requests a process works on at once, and turns away those beyond a short queue.

It refuses to look at more of a request than its path and whether it is whole. Without it everyone
would wait longer and longer; with it most are served in good time, and the rest are told at once
to come back. A form that arrives slowly keeps nobody waiting: it enters once all of it is here.
"""

import os
import threading
from collections.abc import Iterable
from http import HTTPStatus
from io import BytesIO
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from flask import Flask, Response, render_template

from quiz.web.frames import POLICY, framed_policy, remembered
from quiz.web.security import BODY_LIMIT, RETRY

AT_ONCE = min(16, 8 * (os.cpu_count() or 1))
"""Requests worked on at once: answers that wait for the disk together share one sync of it."""

WAITING = 256
"""Requests that may wait for their turn; the last of a full queue may wait as long as PATIENCE."""

ARRIVING = 1024
"""Requests whose form is still on its way: each holds a thread that does nothing but wait."""

THREADS = AT_ONCE + WAITING + AT_ONCE + ARRIVING
"""Threads that a server needs for all of them, and for turning others away meanwhile."""

PATIENCE = 2.0
"""Seconds after which a waiting request is turned away too."""

_HEALTH = frozenset({"/healthz", "/readyz"})
"""Never turned away: who is told to wait is not therefore dead."""

_WITHOUT_FORM = frozenset({"GET", "HEAD", "OPTIONS"})


class Gate:
    """A WSGI application in front of another; `refusal` is what those hear who are turned away."""

    def __init__(
        self,
        inner: WSGIApplication,
        refusal: WSGIApplication,
        *,
        at_once: int = AT_ONCE,
        waiting: int = WAITING,
        patience: float = PATIENCE,
        arriving: int = ARRIVING,
    ) -> None:
        self._inner = inner
        self._refusal = refusal
        self._arriving = threading.Semaphore(arriving)
        self._patience = patience
        self._free = threading.Semaphore(at_once)
        self._queue = threading.Semaphore(waiting)

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Let the request in, now or in its turn, or turn it away."""
        if environ.get("PATH_INFO") in _HEALTH:
            return self._inner(environ, start_response)
        if not self._arrive(environ) or not self._enter():
            return self._refusal(environ, start_response)
        try:
            return self._inner(environ, start_response)
        finally:
            self._free.release()

    def _arrive(self, environ: WSGIEnvironment) -> bool:
        """Wait until a form is here as a whole; False when too many are on their way already."""
        if environ["REQUEST_METHOD"] in _WITHOUT_FORM:
            return True
        if not self._arriving.acquire(blocking=False):
            return False
        try:
            environ["wsgi.input"] = BytesIO(_body(environ))
        finally:
            self._arriving.release()
        return True

    def _enter(self) -> bool:
        if self._free.acquire(blocking=False):
            return True
        if not self._queue.acquire(blocking=False):
            return False
        try:
            return self._free.acquire(timeout=self._patience)
        finally:
            self._queue.release()


def _body(environ: WSGIEnvironment) -> bytes:
    """Read the body that was announced, or as much as shows that it is too long."""
    announced: str = environ.get("CONTENT_LENGTH") or ""
    if not announced and not environ.get("wsgi.input_terminated"):
        return b""
    if announced and not (announced.isascii() and announced.isdigit()):
        return b""
    length = int(announced) if announced else BODY_LIMIT + 1
    if length > BODY_LIMIT + 1:  # it is refused by its length alone
        return b""
    body: bytes = environ["wsgi.input"].read(length)
    return body


def guard(app: Flask) -> None:
    """Put a gate before an application that has all its pages."""
    with app.test_request_context("/", base_url="http://localhost"):
        page = app.make_response(
            (render_template("errors/busy.html", again=None), HTTPStatus.SERVICE_UNAVAILABLE, RETRY)
        )
        refusal = app.process_response(page)
    app.wsgi_app = Gate(app.wsgi_app, _refusing(app, refusal))  # type: ignore[method-assign]


def _refusing(app: Flask, page: Response) -> WSGIApplication:
    """Answer with the page; in a frame, let those show it that hold frames of its cohort."""

    def refuse(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        places = remembered(app, environ.get("PATH_INFO", ""))
        if not places:
            return page(environ, start_response)
        framed = Response(page.get_data(), page.status, list(page.headers))
        framed.headers[POLICY] = framed_policy(page.headers[POLICY], places)
        return framed(environ, start_response)

    return refuse
