"""Knows how staff hand out a cohort: its link, a poster, and the code for a page of their own.

It refuses to put anything about a person into them: everybody comes in by the same address.
"""

from flask import Blueprint, Response, make_response, request, url_for
from flask.typing import ResponseReturnValue

from quiz.store.cohorts import CohortView
from quiz.web.around import LANGUAGES
from quiz.web.frames import POLICY
from quiz.web.presenters.phrases import day
from quiz.web.presenters.qr import qr_code
from quiz.web.request import public_url
from quiz.web.security import SAVING_POLICY
from quiz.web.staff.signed_in import for_staff_only, own_cohort, show
from quiz.web.staff.snippet import KINDS, LONGEST_TITLE, MODES, THEMES, look_of, snippet

blueprint = Blueprint("ways", __name__, url_prefix="/staff")
for_staff_only(blueprint)

_TRYING = SAVING_POLICY + "; frame-src 'self'"
"""This page asks for the code again as choices change, and holds a frame of this site."""


@blueprint.get("/groups/<group>/ways-in")
def ways(group: str) -> ResponseReturnValue:
    """Show the link, the poster and the code to paste, with what has to be allowed for it."""
    found = own_cohort(group)
    look = look_of(request.args, leads_back=found.redirect is not None)
    inside = url_for("embed.take.welcome", cohort=found.address)
    frame = public_url(inside)
    page = show(
        "staff/ways.html",
        group=found,
        address=_address(found),
        look=look,
        offered={"kind": KINDS, "theme": THEMES, "locale": LANGUAGES, "mode": MODES},
        longest=LONGEST_TITLE,
        snippet=snippet(look, site=public_url(""), frame=frame),
        inside=inside,
        frame=frame,
        site=public_url(""),
        secure=frame.startswith("https:"),
    )
    return _letting_it_try(page)


@blueprint.get("/groups/<group>/poster")
def poster(group: str) -> ResponseReturnValue:
    """Show one page to print and hang up."""
    found = own_cohort(group)
    address = _address(found)
    closes = day(found.closes) if found.closes else ""
    return show(
        "staff/poster.html", group=found, address=address, qr=qr_code(address), closes=closes
    )


def _letting_it_try(page: str) -> Response:
    response = make_response(page)
    response.headers[POLICY] = _TRYING
    return response


def _address(group: CohortView) -> str:
    return public_url(url_for("groups.welcome", cohort=group.address))
