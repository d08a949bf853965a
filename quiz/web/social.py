"""Knows what a public page says of itself to programs that show a preview of a link.

It refuses to say anything about a private page: one that belongs to a person has no preview, so
that no chat or search engine ever shows it. Without a public address there is none to name.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import current_app, request, url_for
from flask_babel import lazy_gettext

from quiz.web.assets import Assets
from quiz.web.request import front, public_url
from quiz.web.security import PUBLIC
from quiz.web.wording import gettext as _

PICTURE = "link.png"
"""The picture beside every link, 1200 by 630: the tracks level, as before the first answer."""

_ABOUT: Mapping[str, object] = {
    "ladders.tracks": lazy_gettext(
        "Which questions each track is built around, what a week is like, and where they differ."
    ),
    "ladders.track": lazy_gettext(
        "Every rung from a first job to the top: what is new on each, and what to show for it."
    ),
    "rungs.rung": lazy_gettext(
        "What you answer for on this rung, what is new, what you decide and what you can show."
    ),
    "moves.roles": lazy_gettext("Where people go from each role, and how far it is."),
    "moves.pivots": lazy_gettext("Where people go from this role, and what there is to learn."),
    "compare.pick": lazy_gettext("Two roles side by side: what is shared, what is different."),
    "ground.contested": lazy_gettext("Duties that companies give to different roles, and why."),
    "together.pairs": lazy_gettext("Where two roles meet, what goes wrong, and what helps."),
    "together.pair": lazy_gettext("Where two roles meet, what goes wrong, and what helps."),
    "chairs.ask": lazy_gettext("Two colleagues, two results: how to share the work you both do."),
    "guide.talk": lazy_gettext("Two pages for a talk with your manager about the next step."),
    "method.how": lazy_gettext(
        "Every question, every weight, every limit: with a pencil you can add up your own points."
    ),
    "method.privacy": lazy_gettext("What is kept, for how long, and how to delete it."),
    "method.accessibility": lazy_gettext("For whom the pages are built, and how that is checked."),
    "method.sources": lazy_gettext("Every text that the ladders rest on."),
    "quality.now": lazy_gettext("How sure the results are, and what is not known yet."),
    "quality.version": lazy_gettext("How sure the results are, and what is not known yet."),
}
_TOLD_APART = {"compare.pick": ("one", "other")}
"""What besides the path says which page it is; anything else in an address is left out."""


@dataclass(frozen=True, slots=True)
class Social:
    """What a public page says of itself; `address` and `picture` only under a public address."""

    about: str
    address: str
    picture: str


def social() -> Social | None:
    """Describe the page of this request, or give None where it belongs to somebody."""
    endpoint = request.endpoint
    if endpoint is None or endpoint not in PUBLIC:
        return None
    about = str(_ABOUT.get(endpoint) or _general())
    if front().url is None:
        return Social(about, "", "")
    assets: Assets = current_app.extensions["assets"]
    return Social(about, public_url(_own_path(endpoint)), public_url(assets.url(PICTURE)))


def _own_path(endpoint: str) -> str:
    said = {
        name: request.args[name] for name in _TOLD_APART.get(endpoint, ()) if name in request.args
    }
    return url_for(endpoint, **((request.view_args or {}) | said))


def _general() -> str:
    return _(
        "Short situations from work show which of four questions, why, what, how and when, you "
        "reach for first, and which track is built around them. For development, not for selection."
    )
