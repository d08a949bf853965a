"""Knows pieces of pages that are the same for everybody who meets them: each is written once.

It refuses whatever is a person's. What a piece is made of is named where it stands in a template;
language, frame and the product's place in a site are seen to here, and the content is that of the
process.
"""

from collections.abc import Callable, Hashable

from flask import Flask, current_app, request
from markupsafe import Markup

from quiz.web.frames import is_framed
from quiz.web.wording import language

MOST = 256
"""Pieces that are kept. Three tracks have some ten, and as many for each way to name the roles."""


def keep_pieces(app: Flask) -> None:
    """Let templates mark a piece: `{% call piece("work", track) %}` ... `{% endcall %}`."""
    app.extensions["pieces"] = {}
    app.jinja_env.globals["piece"] = piece


def piece(*made_of: Hashable, caller: Callable[[], Markup]) -> Markup:
    """Give the piece that `caller` writes, as it was written before from the same things."""
    kept: dict[Hashable, Markup] = current_app.extensions["pieces"]
    key = (str(language()), request.script_root, is_framed(), *made_of)
    found = kept.get(key)
    if found is None:
        if len(kept) >= MOST:
            kept.clear()
        found = kept[key] = caller()
    return found
