"""Knows the page of each rung: an address that anyone can link to.

It refuses to place anyone on it.
"""

from flask import Blueprint, abort
from flask.typing import ResponseReturnValue

from quiz.core.rules import TrackId
from quiz.core.rungs import RoleId
from quiz.web.careers_pages import show, words
from quiz.web.presenters.rungs import band_words, rung_page, said_on
from quiz.web.reading import faces_now
from quiz.web.request import catalogue

blueprint = Blueprint("rungs", __name__)


@blueprint.get("/ladders/<track>/<rung>")
def rung(track: str, rung: str) -> ResponseReturnValue:
    """Show what a rung is, what is new on it, and what people on it can do and show."""
    careers = catalogue().careers
    try:
        page = rung_page(careers, faces_now(), TrackId(track), RoleId(rung))
    except KeyError:
        abort(404)
    said = said_on(careers, page)
    band = band_words(page.rung, words().name(page.rung.id))
    return show("ladders/rung.html", said, places=[rung], page=page, band=band)
