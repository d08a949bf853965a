"""Knows the page for two colleagues who each hold a result and each hand over a read-only link.

It refuses to keep or fetch anything, to put a link into an address, and to tell more than both
links show. Each page is made anew, so taking back either link ends it.
"""

import re
from dataclasses import dataclass
from typing import Final

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext

from quiz.core.chairs import Shared, leaning, shared
from quiz.core.rules import TrackId
from quiz.core.rungs import Statement
from quiz.store import queries
from quiz.store.views import SharedView
from quiz.web.careers_pages import show
from quiz.web.forms import Problem
from quiz.web.pace import Rate, bound_address
from quiz.web.presenters.chairs import leans, points, who_talks
from quiz.web.reading import read_result
from quiz.web.request import catalogue, public_url, sessions, today
from quiz.web.security import only_fields

blueprint = Blueprint("chairs", __name__)

TRIES_OF_AN_ADDRESS: Final = Rate(60)
"""A whole company may stand behind one address; nobody can guess a link."""

CHAIRS: Final = ("left", "right")
_LINK = re.compile(r"/s/([A-Za-z0-9_-]{43})(?![A-Za-z0-9_-])")
_PRIVATE = re.compile(r"/a/[A-Za-z0-9_-]{20}")
_LONGEST = 300

_NO_LINK = lazy_gettext("Paste a whole read-only link. In its middle stands /s/.")
_IS_PRIVATE = lazy_gettext(
    "That was a private address: whoever has it can change and delete the answers behind it. We did"
    " not use it. Paste a read-only link, and if somebody sent you the private one, tell them."
)
_GONE = lazy_gettext("This link is not in use: it has ended, was taken back, or never was.")
_HIDES = lazy_gettext("This link does not show the verdict. Ask for one that does.")
_SAME = lazy_gettext("Both chairs hold the same link. Each needs the link of its own person.")


@dataclass(frozen=True, slots=True)
class Chair:
    """What one link says: the tracks that its result leans to, and that in a sentence."""

    leaning: tuple[TrackId, ...]
    says: str


@blueprint.get("/two-chairs")
def ask() -> ResponseReturnValue:
    """Say what the page is for and whose choice it is, and take two links."""
    return _ask({}, [])


@blueprint.post("/two-chairs")
def sit() -> ResponseReturnValue:
    """Show what the two share, or say which link cannot be used and why."""
    only_fields(CHAIRS, needed=CHAIRS)
    bound_address("chairs", TRIES_OF_AN_ADDRESS)
    given = {chair: request.form[chair].strip()[:_LONGEST] for chair in CHAIRS}
    seats, problems = _seats(given)
    if problems:
        kept = {c: "" if _PRIVATE.search(text) else text for c, text in given.items()}
        return _ask(kept, problems), 422
    left, right = seats
    found = shared(left.leaning, right.leaning, catalogue().careers)
    talk = points(found)
    return show(
        "moves/two_chairs.html",
        [*_said(found), *(point.said for point in talk if point.said)],
        chairs=seats,
        found=found,
        talks=who_talks(found),
        points=talk,
    )


def _ask(given: dict[str, str], problems: list[Problem]) -> str:
    return show(
        "moves/chairs.html",
        (),
        given={chair: given.get(chair, "") for chair in CHAIRS},
        problems=problems,
        example=public_url("/s/…"),
    )


def _seats(given: dict[str, str]) -> tuple[list[Chair], list[Problem]]:
    """Read both links; whatever keeps one from being used is told at its field."""
    links = {chair: _LINK.search(text) for chair, text in given.items()}
    seats, problems = [], []
    for chair, text in given.items():
        found = links[chair]
        seat = _IS_PRIVATE if _PRIVATE.search(text) else _NO_LINK if not found else _read(found[1])
        if isinstance(seat, Chair):
            seats.append(seat)
        else:
            problems.append(Problem(chair, str(seat)))
    if not problems and len({found[1] for found in links.values() if found}) == 1:
        problems.append(Problem(CHAIRS[1], str(_SAME)))
    return seats, problems


def _read(link: str) -> Chair | object:
    """What a link shows of a verdict, or why it cannot be used."""
    with sessions().read() as session:
        view = queries.share(session, link, today=today())
    if view is None:
        return _GONE
    return _chair(view) if "verdict" in view.shows else _HIDES


def _chair(view: SharedView) -> Chair:
    verdict = read_result(view, looked_again=True).result.verdict
    careers = catalogue().careers
    leant = leaning(verdict.tracks, careers)
    return Chair(leant, leans(verdict.kind, leant, careers))


def _said(found: Shared) -> list[Statement]:
    return [found.customers.works] if found.customers else []
