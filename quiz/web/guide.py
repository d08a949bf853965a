"""Knows the conversation guide of each track: two pages for a talk, and days for a calendar.

It refuses to use any result: a talk needs no score.
"""

from datetime import UTC, date

from flask import Blueprint, Response, abort, request
from flask.typing import ResponseReturnValue

from quiz.core.rules import TrackId
from quiz.web.careers_pages import show, words
from quiz.web.forms import Problem
from quiz.web.presenters.calendar import calendar
from quiz.web.presenters.guide import Guide, events, guide
from quiz.web.reading import faces_now
from quiz.web.request import catalogue, now, today
from quiz.web.wording import gettext as _

blueprint = Blueprint("guide", __name__)


@blueprint.get("/guide/<track>")
def talk(track: str) -> ResponseReturnValue:
    """Show the guide for a track."""
    return _page(_guide(track), ())


@blueprint.get("/guide/<track>.ics")
def experiments(track: str) -> ResponseReturnValue:
    """Give the experiments as days in a calendar, from the day asked for or from today."""
    made = _guide(track)
    asked = request.args.get("start", "")
    try:
        days = events(made, date.fromisoformat(asked) if asked else today())
    except (ValueError, OverflowError):
        wrong = _("Give the first day as year, month and day, like 2027-01-31.")
        return _page(made, (Problem("start", wrong),)), 422
    name = _("Experiments: %(track)s", track=words().inline(made.page.id))
    text = calendar(days, name=name, made=now().astimezone(UTC))
    response = Response(text, mimetype="text/calendar")
    response.headers["Content-Disposition"] = f'attachment; filename="fourways-{made.page.id}.ics"'
    return response


def _guide(track: str) -> Guide:
    try:
        return guide(catalogue().careers, faces_now(), words(), TrackId(track))
    except KeyError:
        abort(404)


def _page(made: Guide, problems: tuple[Problem, ...]) -> str:
    return show(
        "moves/guide.html",
        (),
        guide=made,
        problems=problems,
        today=today().isoformat(),
    )
