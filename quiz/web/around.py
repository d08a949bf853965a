"""Knows what a frame hears from the page around it, and where in a sitting it says it is.

It refuses to hear more than colours and language: whatever else stands in the address of a frame
is dropped at once, so that nothing about a person can come in with it. And it never says what was
answered, or what came of it.
"""

from typing import Any

from flask import g, request, url_for

from quiz.web.frames import ancestors, cohort_of, is_framed

LANGUAGES = ("en",)
"""Languages that pages exist in."""

_WISHES = {"theme": ("light", "dark"), "locale": LANGUAGES}


def wishes() -> dict[str, str]:
    """Colours and language that the page around asked for, as far as they exist; mostly none."""
    if not is_framed():
        return {}
    asked = {name: request.args.get(name, "") for name in _WISHES}
    return {name: value for name, value in asked.items() if value in _WISHES[name]}


def carry_wishes(_endpoint: str, values: dict[str, str]) -> None:
    """Put the wishes into the addresses of a frame's pages, so that they last for the sitting."""
    for name, value in wishes().items():
        values.setdefault(name, value)


def drop_wishes(values: dict[str, Any]) -> dict[str, Any]:
    """Leave the wishes out of an address that leads out of the frame."""
    return {name: value for name, value in values.items() if name not in _WISHES}


def wished_locale() -> str | None:
    """The language the page around asked for; None leaves it to the site."""
    return wishes().get("locale")


def locale_here() -> str:
    """The language of this page, by its name: of two pages in one language the texts are alike."""
    return wished_locale() or LANGUAGES[0]


def surroundings() -> dict[str, object]:
    """Tell a page in a frame its colours, who may be spoken to, and where it is by itself."""
    if not is_framed():
        return {"wishes": {}}
    return {"wishes": wishes(), "listeners": " ".join(ancestors()), "alone": _alone()}


def _alone() -> str:
    """Where the same sitting goes on in a tab of its own; without one, the cohort's page.

    A link that is not in use meets the same page, whatever it is.
    """
    here = request.view_args or {}
    if "token" not in here or not g.get("let_in"):
        return url_for("groups.welcome", cohort=cohort_of(request.path))
    start = request.args.get("start")
    if start and "item" in here:
        return url_for("take.item", token=here["token"], item=here["item"], start=start)
    return url_for("take.resume", token=here["token"])
