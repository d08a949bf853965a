"""Knows the picture behind a read-only link: what the link shows, small enough to send around.

It refuses to show more than the page of the link does, and to run anything: the picture is lines
and words, and its policy forbids the rest.
"""

from flask import Blueprint, Response, render_template

from quiz.store import queries
from quiz.web.presenters.card import card
from quiz.web.presenters.card_layout import CARD_HEIGHT, CARD_WIDTH
from quiz.web.reading import read_result
from quiz.web.request import NotInUse, sessions, today

blueprint = Blueprint("cards", __name__)

POLICY = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox"
"""A picture that is opened by itself loads nothing, runs nothing and is not framed."""


INK = {
    "paper": "#ffffff",
    "ink": "#161d26",
    "soft": "#4a5666",
    "edge": "#76828f",
    "traits": {"why": "#2f2aa5", "what": "#0a8189", "how": "#b97d14", "when": "#a3204c"},
}
"""The colours of the pages in light, which a picture that leaves them cannot look up."""


@blueprint.get("/s/<link>/card")
def shared_card(link: str) -> Response:
    """Draw what the owner of a result chose to share; an unusable link is "not in use"."""
    with sessions().read() as session:
        view = queries.share(session, link, today=today())
    if view is None:
        raise NotInUse
    reading = read_result(view, looked_again=True)
    traits = tuple(reading.sheet.faces.traits.values())
    changed = view.state != "finished"
    drawn = card(reading.page, traits, shows=view.shows, made=view.result_day, changed=changed)
    size = (CARD_WIDTH, CARD_HEIGHT)
    text = render_template("results/card.svg", card=drawn, ink=INK, size=size)
    response = Response(text, mimetype="image/svg+xml")
    response.headers["Content-Security-Policy"] = POLICY
    return response
