"""Knows how a refusal is told to a program: application/problem+json (RFC 9457).

It refuses to tell a program more than a page would tell a person. The status says which kind of
problem it is, so `type` stays at its default, about:blank, and is left out.
"""

import json
from collections.abc import Iterable
from http import HTTPStatus

from flask import Response, request
from werkzeug.exceptions import HTTPException

from quiz.core.sheet import Fault

MEDIA_TYPE = "application/problem+json"
HOME = "/api/"
"""Where programs ask; every refusal below it is a problem."""


def asked_by_program() -> bool:
    """Whether this request is for an address below `HOME`."""
    return request.path.startswith(HOME)


def problem(
    status: int,
    detail: str,
    *,
    faults: Iterable[Fault] = (),
    headers: Iterable[tuple[str, str]] = (),
) -> Response:
    """Say what went wrong; `faults` are what to mend in the body, each with its place."""
    errors = [{"pointer": "#" + fault.pointer, "detail": fault.text} for fault in faults]
    told = {"title": HTTPStatus(status).phrase, "status": status, "detail": detail}
    text = json.dumps(told | ({"errors": errors} if errors else {}), indent=2) + "\n"
    return Response(text, status, list(headers), content_type=MEDIA_TYPE)


def problem_of(error: HTTPException) -> Response:
    """Say what the framework refused, with the headers that belong to its status."""
    kept = [(name, value) for name, value in error.get_headers() if name != "Content-Type"]
    return problem(error.code or 500, error.description or "", headers=kept)
