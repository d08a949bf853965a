"""Knows what may be written about a request: its route, method, status, duration and a number.

It refuses to write addresses of pages or people, what a form holds, and what a page says. A number
made up for the request joins its lines, and the page of a failure shows it.
"""

import json
import logging
import secrets
import time
from datetime import UTC, datetime
from typing import Any, Final, TextIO, cast

from flask import Flask, Response, g, has_request_context, request
from flask.logging import wsgi_errors_stream

log = logging.getLogger("quiz.requests")

_KEPT: Final = ("method", "route", "status", "ms")


class JsonLines(logging.Formatter):
    """One JSON object on a line for each record, with the number of the request if there is one."""

    def format(self, record: logging.LogRecord) -> str:
        """Spell a record; a failure keeps its trace, in which no value of a form stands."""
        said: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        if has_request_context():
            said["request"] = request_number()
        said |= {
            name: value for name in _KEPT if (value := getattr(record, name, None)) is not None
        }
        if record.exc_info:
            said["trace"] = self.formatException(record.exc_info)
        return json.dumps(said, ensure_ascii=False)


def keep_journal(app: Flask) -> None:
    """Write one JSON line to standard error for each request, and all other records likewise."""
    lines = logging.StreamHandler(cast("TextIO", wsgi_errors_stream))
    lines.setFormatter(JsonLines())
    for logger in (app.logger, logging.getLogger("quiz")):
        logger.handlers = [lines]
        logger.propagate = False
    log.setLevel(logging.INFO)
    app.before_request(_begin)
    app.after_request(_write)


def request_number() -> str:
    """Give this request's number: made up, and the same all the while."""
    if "request_number" not in g:
        g.request_number = secrets.token_hex(8)
    number: str = g.request_number
    return number


def _begin() -> None:
    g.began = time.perf_counter()


def _write(response: Response) -> Response:
    began: float | None = g.get("began")
    log.info(
        "request",
        extra={
            "method": request.method,
            "route": str(request.url_rule) if request.url_rule else None,
            "status": response.status_code,
            "ms": None if began is None else round((time.perf_counter() - began) * 1000, 1),
        },
    )
    response.headers["X-Request-Id"] = request_number()
    return response
