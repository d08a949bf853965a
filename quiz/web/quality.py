"""Knows the quality cards: one public page for each version of the questions.

It refuses to simulate anything while somebody waits, and to tell from real results more than whole
closed steps of them show.
"""

import re
from datetime import date
from functools import lru_cache

from flask import Blueprint, Flask, abort, render_template
from flask.typing import ResponseReturnValue

from quiz.content.ready import Content
from quiz.core.card import Observed, Place, closed, observed
from quiz.core.result import Kind
from quiz.store import quality as kept
from quiz.store.engine import Sessions
from quiz.web.presenters.faces import faces
from quiz.web.presenters.quality import quality
from quiz.web.request import card_of, catalogue, pinned, sessions, today

blueprint = Blueprint("quality", __name__)

_PREFIX = re.compile(r"[0-9a-f]{8,64}")
_MOST = 10_000  # results that a page is made from; more would change no printed digit


def prepare(app: Flask, content: Content) -> None:
    """Keep the worked-out figures at hand; why there are none to be had goes into the log."""
    if content.no_cards:
        app.logger.warning("the quality cards have no simulated figures: %s", content.no_cards)
    app.extensions["cards"] = content.cards


@blueprint.get("/quality")
def now() -> ResponseReturnValue:
    """Show the card of the questions in use."""
    return _card(catalogue().digest)


@blueprint.get("/quality/<digest>")
def version(digest: str) -> ResponseReturnValue:
    """Show the card of any kept version, by the first eight or more digits of its fingerprint."""
    if not _PREFIX.fullmatch(digest):
        abort(404)
    with sessions().read() as session:
        found = kept.banks_named(session, digest)
    if len(found) != 1:
        abort(404)
    return _card(found[0])


def _card(digest: str) -> str:
    here = pinned(digest)
    drawn = faces(here.bank, here.rules)
    seen = _observed(sessions(), digest, today())
    return render_template(
        "method/quality.html",
        bank=here.bank,
        digest=digest,
        current=digest == catalogue().digest,
        page=quality(here.bank, drawn, card=card_of(digest), seen=seen),
    )


@lru_cache(maxsize=8)
def _observed(store: Sessions, digest: str, day: date) -> tuple[int, Observed | None]:
    """Say what the results before this day show, and how many there are in whole steps.

    Worked out once a day: results of the same day never move a figure while somebody watches.
    """
    with store.read() as session:
        count = closed(kept.finished_count(session, digest, before=day))
        found = kept.finished(session, digest, before=day, most=min(count, _MOST))
        places = [Place(each.position, each.deviation, Kind(each.kind)) for each in found]
    return count, observed(places)
