"""Knows the addresses for programs: the bank, the careers, scoring, and their description.

It refuses to keep anything: what is sent to be scored is forgotten with the answer.
"""

import json
from typing import Any

from flask import Blueprint, Response, request, url_for
from werkzeug.exceptions import (
    BadRequest,
    NotAcceptable,
    RequestEntityTooLarge,
    TooManyRequests,
    UnsupportedMediaType,
)

from quiz.core.report import assess, result_to_json
from quiz.core.sheet import AnotherBank, BadSheet, Fault, read_sheet
from quiz.web.json_shapes import as_json
from quiz.web.openapi import FIELDS, TITLE, VERSION, describe
from quiz.web.presenters.export import FORMAT
from quiz.web.problems import MEDIA_TYPE, problem
from quiz.web.request import catalogue, model_for
from quiz.web.security import BODY_LIMIT

blueprint = Blueprint("api", __name__, url_prefix="/api/v1")

_JSON = "application/json"


@blueprint.before_request
def _only_json() -> None:
    """Refuse whoever says that they can read no JSON at all."""
    accepted = request.accept_mimetypes
    if accepted and not accepted.best_match((_JSON, MEDIA_TYPE)):
        raise NotAcceptable("These addresses answer in application/json only.")


@blueprint.get("/", strict_slashes=False)
def index() -> Response:
    """Name what is here, for whoever meets this address first."""
    return _document(
        {
            "title": TITLE,
            "version": VERSION,
            "description": url_for(".description"),
            "bank": url_for(".bank"),
            "careers": url_for(".careers"),
            "score": url_for(".score"),
            "method": url_for("method.how"),
        },
        indent=2,
    )


@blueprint.get("/bank")
def bank() -> Response:
    """Give the questions and the scoring rules that are in use, and the digest of both."""
    content = catalogue()
    return _document(
        {
            "digest": content.digest,
            "bank": as_json(content.bank),
            "rules": as_json(content.rules),
        }
    )


@blueprint.get("/careers")
def careers() -> Response:
    """Give all career content: tracks, rungs, competencies, moves and what they rest on."""
    return _document(as_json(catalogue().careers))


@blueprint.get("/openapi.json", endpoint="description")
def description() -> Response:
    """Describe these addresses, with the answers that fit each question in use."""
    content = catalogue()
    return _document(describe(content.bank, content.digest))


@blueprint.post("/score")
def score() -> Response:
    """Score a sheet of answers as `fourways score --json` does; nothing is stored."""
    content = catalogue()
    responses = read_sheet(_sheet(), content.bank, digest=content.digest)
    result = assess(model_for(content.digest), responses, digest=content.digest)
    return _document(result_to_json(result), indent=2)


def _sheet() -> object:
    """Read the body; what is no JSON object, or holds a foreign or repeated field, is refused."""
    if request.mimetype != _JSON:
        raise UnsupportedMediaType("Send the answers as application/json.")
    body = request.get_data(cache=False)
    if not request.content_length and len(body) >= BODY_LIMIT:
        raise RequestEntityTooLarge  # sent without a length, it is cut off there and not refused
    try:
        given = json.loads(body.decode("utf-8"), object_pairs_hook=_once, parse_constant=_no_number)
    except (ValueError, RecursionError):
        raise BadRequest("The body is not JSON in UTF-8 with each name once.") from None
    if isinstance(given, dict) and given.get("format") != FORMAT and not set(given) <= FIELDS:
        raise BadRequest("Beside answers, order and bank, only an export may hold other fields.")
    return given


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) < len(pairs):
        raise ValueError("a name stands twice")
    return made


def _no_number(name: str) -> float:
    raise ValueError(f"{name} is no number in JSON")


@blueprint.errorhandler(BadSheet)
def _unread(error: BadSheet) -> Response:
    return problem(422, "These answers do not fit the questions in use.", faults=error.faults)


@blueprint.errorhandler(AnotherBank)
def _foreign(_error: AnotherBank) -> Response:
    fault = Fault("/bank", f"the questions in use have the digest {catalogue().digest}")
    return problem(
        409, "These answers were given to another version of the questions.", faults=[fault]
    )


@blueprint.errorhandler(TooManyRequests)
def _too_often(error: TooManyRequests) -> Response:
    wait = str(error.retry_after)
    return problem(
        429,
        f"Too many requests from this address. Ask again in {wait} s.",
        headers=[("Retry-After", wait)],
    )


def _document(value: object, *, indent: int | None = None) -> Response:
    text = json.dumps(value, indent=indent, ensure_ascii=False) + "\n"
    return Response(text, content_type=_JSON)
