"""Knows how to say that the process lives and that it can serve. It refuses to say more."""

from flask import Blueprint, Response
from flask.typing import ResponseReturnValue

from quiz.operations import StoreUnavailable
from quiz.store import queries
from quiz.web.request import catalogue, front, sessions
from quiz.web.security import RETRY

blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
def alive() -> ResponseReturnValue:
    """Answer as long as the process does."""
    return Response("ok\n", mimetype="text/plain")


@blueprint.get("/readyz")
def ready() -> ResponseReturnValue:
    """Answer 200 once the database is there and holds the bank in use, else 503.

    Newer questions with problems do not make the server less ready; it says so in a second line.
    """
    try:
        with sessions().read() as session:
            kept = queries.pinned_bank(session, catalogue().digest) is not None
    except StoreUnavailable:
        kept = False
    if kept:
        waits = (
            "newer questions have problems and are not used\n" if front().content_problems() else ""
        )
        return Response("ready\n" + waits, mimetype="text/plain")
    return Response("not ready\n", 503, RETRY, mimetype="text/plain")
