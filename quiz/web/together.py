"""Knows the pages on working with the other roles: all pairs, and each pair by itself.

It refuses to say who is right.
"""

from flask import Blueprint, abort
from flask.typing import ResponseReturnValue

from quiz.web.careers_pages import show
from quiz.web.presenters.together import said_between
from quiz.web.request import catalogue

blueprint = Blueprint("together", __name__)


@blueprint.get("/together")
def pairs() -> ResponseReturnValue:
    """List the pairs of roles that have to get on with each other."""
    found = catalogue().careers.pairs
    return show(
        "moves/together.html",
        [pair.together for pair in found],
        places=[pair.id for pair in found],
    )


@blueprint.get("/together/<pair>")
def pair(pair: str) -> ResponseReturnValue:
    """Say what two roles need from each other, where they collide, and what each can say."""
    found = next((one for one in catalogue().careers.pairs if one.id == pair), None)
    if found is None:
        abort(404)
    return show("moves/pair.html", said_between([found]), places=[pair], pair=found)
