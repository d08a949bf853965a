"""Knows how to say that the process lives and that it can serve. It refuses to say more."""

from flask import Blueprint, Response
from flask.typing import ResponseReturnValue

from quiz.operations import StoreUnavailable
from quiz.store import queries
from quiz.web.request import catalogue, sessions
from quiz.web.security import RETRY

blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
def alive() -> ResponseReturnValue:
    """Answer as long as the process does."""
    return Response("ok\n", mimetype="text/plain")


@blueprint.get("/readyz")
def ready() -> ResponseReturnValue:
    """Answer 200 once the database is there and holds the bank in use, else 503."""
    try:
        with sessions().read() as session:
            kept = queries.pinned_bank(session, catalogue().digest) is not None
    except StoreUnavailable:
        kept = False
    if kept:
        return Response("ready\n", mimetype="text/plain")
    return Response("not ready\n", 503, RETRY, mimetype="text/plain")
