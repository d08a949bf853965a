"""Knows how staff hand out a cohort: its link, a poster, and the code for a page of their own.

It refuses to put anything about a person into them: everybody comes in by the same address.
"""

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue

from quiz.store.cohorts import CohortView
from quiz.web.presenters.phrases import day
from quiz.web.presenters.qr import qr_code
from quiz.web.request import public_url
from quiz.web.staff.signed_in import for_staff_only, own_cohort, show

blueprint = Blueprint("ways", __name__, url_prefix="/staff")
for_staff_only(blueprint)


@blueprint.get("/groups/<group>/ways-in")
def ways(group: str) -> ResponseReturnValue:
    """Show the link, the poster and the code to paste, with what has to be allowed for it."""
    found = own_cohort(group)
    frame = public_url(url_for("embed.take.welcome", cohort=found.address))
    return show(
        "staff/ways.html",
        group=found,
        address=_address(found),
        snippet=_snippet(frame),
        site=public_url(""),
        secure=frame.startswith("https:"),
    )


@blueprint.get("/groups/<group>/poster")
def poster(group: str) -> ResponseReturnValue:
    """Show one page to print and hang up."""
    found = own_cohort(group)
    address = _address(found)
    closes = day(found.closes) if found.closes else ""
    return show(
        "staff/poster.html", group=found, address=address, qr=qr_code(address), closes=closes
    )


def _address(group: CohortView) -> str:
    return public_url(url_for("groups.welcome", cohort=group.address))


def _snippet(frame: str) -> str:
    return f'<iframe src="{frame}"\n  title="Career quiz" width="100%" height="900"></iframe>'
