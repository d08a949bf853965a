"""Knows the addresses of ladders, and shows the public ones: the tracks side by side, each ladder.

It refuses to place anyone on a rung: what a person says of themself is for their own page.
"""

from flask import Blueprint, abort, redirect
from flask.typing import ResponseReturnValue

from quiz.core.rules import TrackId
from quiz.core.rungs import Statement
from quiz.web import my_ladder, my_moves
from quiz.web.careers_pages import page_url, show, words
from quiz.web.presenters.ladders import comparison, ladder, said_on_ladder
from quiz.web.reading import faces_now
from quiz.web.request import catalogue

blueprint = Blueprint("ladders", __name__)


@blueprint.get("/tracks")
def tracks() -> ResponseReturnValue:
    """Set the tracks side by side."""
    careers, compared = catalogue().careers, comparison(words())
    known = {str(page.id) for page in careers.tracks}
    pairs = [pair for pair in careers.pairs if known.issuperset(s.role for s in pair.sides)]
    said: list[Statement] = compared.cells
    said += [statement for page in careers.tracks for statement in page.day]
    said += [pair.together for pair in pairs]
    return show(
        "ladders/tracks.html",
        said,
        places=known,
        compared=compared,
        pairs=pairs,
        decided=any(words().here(track) for track in known),
    )


@blueprint.get("/ladders")
def all_ladders() -> ResponseReturnValue:
    """Lead someone who shortened the address of a ladder to all of them."""
    return redirect(page_url(".tracks"), 301)


@blueprint.get("/ladders/<track>")
def track(track: str) -> ResponseReturnValue:
    """Show one ladder to anybody."""
    careers = catalogue().careers
    try:
        found = ladder(careers, faces_now(), words(), TrackId(track))
    except KeyError:
        abort(404)
    places = [row.rung.id for row in (*found.rungs, *found.experts)]
    said = said_on_ladder(careers, found)
    return show("ladders/track.html", said, places=places, ladder=found)


blueprint.add_url_rule("/a/<token>/ladder", "mine", my_ladder.show)
blueprint.add_url_rule("/a/<token>/ladder/moves", "moves", my_moves.moves)
blueprint.add_url_rule("/a/<token>/ladder/compare", "compare", my_moves.compare)
blueprint.add_url_rule("/a/<token>/ladder/month.ics", "month", my_moves.month)
for _verb in (my_ladder.place, my_ladder.move, my_ladder.tick, my_ladder.choose, my_ladder.name):
    _leaf = _verb.__name__
    blueprint.add_url_rule(f"/a/<token>/ladder/{_leaf}", _leaf, _verb, methods=["POST"])
