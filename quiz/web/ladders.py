"""Knows the addresses of ladders, and shows the public ones: the tracks side by side, each ladder.

It refuses to place anyone on a rung: what a person says of themself is for their own page.
"""

from flask import Blueprint, abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from quiz.core.rules import TrackId
from quiz.web import my_ladder
from quiz.web.careers_pages import words
from quiz.web.presenters.ladders import Ladder, comparison, ladder, sources, track_statements
from quiz.web.presenters.phrases import month
from quiz.web.reading import faces_now
from quiz.web.request import catalogue

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


@blueprint.get("/ladders")
def all_ladders() -> ResponseReturnValue:
    """Lead someone who shortened the address of a ladder to all of them."""
    return redirect(url_for(".tracks"), 301)


@blueprint.get("/ladders/<track>")
def track(track: str) -> ResponseReturnValue:
    """Show one ladder to anybody."""
    careers, found = catalogue().careers, _ladder(track)
    said = (*track_statements(found.page), *found.page.notes, *careers.notes.frank)
    return render_template(
        "ladders/track.html",
        faces=faces_now(),
        ladder=found,
        sources=sources(careers, said),
        words=words(),
        **_texts(),
    )


blueprint.add_url_rule("/a/<token>/ladder", "mine", my_ladder.show)
for _verb in (my_ladder.place, my_ladder.move, my_ladder.tick, my_ladder.choose, my_ladder.name):
    _leaf = _verb.__name__
    blueprint.add_url_rule(f"/a/<token>/ladder/{_leaf}", _leaf, _verb, methods=["POST"])


def _texts() -> dict[str, object]:
    """Name the version of the career texts and when they were last read through."""
    careers = catalogue().careers
    return {"careers": careers, "checked": month(careers.checked)}


def _ladder(track: str) -> Ladder:
    try:
        return ladder(catalogue().careers, faces_now(), TrackId(track))
    except KeyError:
        abort(404)
