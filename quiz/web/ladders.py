"""Knows the pages of the careers: the tracks side by side, each ladder, and a person's own.

It refuses to place anyone on a rung: a ladder is shown from entry to the top and beyond.
"""

from flask import Blueprint, abort, redirect, render_template, request
from flask.typing import ResponseReturnValue

from quiz.core.rules import TrackId
from quiz.web.presenters.ladders import Ladder, comparison, ladder, sources
from quiz.web.presenters.phrases import month
from quiz.web.presenters.verdicts import first
from quiz.web.reading import faces_now, read_result
from quiz.web.request import catalogue, current_attempt, taker_url

blueprint = Blueprint("ladders", __name__)


@blueprint.get("/tracks")
def tracks() -> ResponseReturnValue:
    """Set the tracks side by side."""
    careers = catalogue().careers
    lines = comparison(careers)
    said = [cell for line in lines for cell in line.cells]
    said += [statement for page in careers.tracks for statement in page.day]
    return render_template(
        "ladders/tracks.html",
        faces=faces_now(),
        careers=careers,
        lines=lines,
        sources=sources(careers, said),
    )


@blueprint.get("/ladders/<track>")
def track(track: str) -> ResponseReturnValue:
    """Show one ladder to anybody."""
    return render_template(
        "ladders/track.html", faces=faces_now(), ladder=_ladder(track), **_texts()
    )


@blueprint.get("/a/<token>/ladder")
def mine(token: str) -> ResponseReturnValue:
    """Show the ladder that a result leads to, or one door for each track."""
    attempt = current_attempt(token)
    if attempt.result is None:
        return redirect(taker_url("take.check"), 303)
    reading = read_result(attempt, looked_again=True)
    named = [face.id for face in reading.page.named]
    chosen = request.args.get("track") or (named[0] if len(named) == 1 else "")
    page = {
        "token": token,
        "faces": reading.sheet.faces,
        "named": named,
        **_texts(),
    }
    if not chosen:
        return render_template("ladders/doors.html", **page)
    found = _ladder(chosen)
    said = first(reading.result.leanings, reading.sheet.faces)
    return render_template("ladders/mine.html", ladder=found, first=said, **page)


def _texts() -> dict[str, object]:
    """Name the version of the career texts and when they were last read through."""
    careers = catalogue().careers
    return {"careers": careers, "checked": month(careers.checked)}


def _ladder(track: str) -> Ladder:
    try:
        return ladder(catalogue().careers, faces_now(), TrackId(track))
    except KeyError:
        abort(404)
