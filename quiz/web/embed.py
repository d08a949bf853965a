"""Knows what a frame holds: a sitting, its result and what follows from it, mounted a second time.

It refuses everything that is not listed here, and attempts of another cohort or of none. Share,
export and deletion are not among it: links to them open a tab of their own.
"""

import re
from http import HTTPStatus
from typing import Any

from flask import Blueprint, Flask, Response, g, request, url_for
from markupsafe import escape
from werkzeug.routing import BuildError

from quiz.store import cohorts
from quiz.web import groups
from quiz.web.around import carry_wishes, drop_wishes, surroundings
from quiz.web.frames import HOME, is_framed
from quiz.web.request import NotInUse, now, sessions, starts
from quiz.web.wording import gettext as _

MOUNT = "embed"

FRAMED = {
    "take": ("resume", "next_item", "item", "answer", "check", "finish"),
    "results": ("result",),
    "counting": ("window", "keep"),
    "what_if": ("show", "tried"),
    "ladders": ("mine", "moves", "compare", "place", "move", "tick", "choose", "name"),
}
"""The views that a frame holds, by blueprint; each at its own path below the cohort's."""

_LINK = re.compile(r"<a (?P<attributes>[^>]*)>(?P<inner>.*?)</a>", re.DOTALL)
_FORM = re.compile(r"<form (?P<attributes>[^>]*)>")
_TO = re.compile(r'\b(?:href|action)="(?P<address>[^"]*)"')
_FORMS = {HTTPStatus.CONFLICT, HTTPStatus.UNPROCESSABLE_ENTITY}
_TAB = ' target="_blank" rel="noopener">'


def mount(app: Flask) -> None:
    """Mount the listed views below `/embed/<cohort>`; call it once all of them are registered."""
    frame = Blueprint(MOUNT, __name__, url_prefix=HOME + "<cohort>")
    frame.url_value_preprocessor(groups.take_cohort)
    frame.url_defaults(groups.put_cohort)
    frame.url_defaults(carry_wishes)
    frame.before_request(_insist_on_cohort)
    rules = {rule.endpoint: rule for rule in app.url_map.iter_rules()}
    for name, leaves in FRAMED.items():
        part = Blueprint(name, __name__)
        for leaf in leaves:
            rule, view = rules[f"{name}.{leaf}"], app.view_functions[f"{name}.{leaf}"]
            methods = sorted((rule.methods or set()) - {"HEAD", "OPTIONS"})
            part.add_url_rule(rule.rule, leaf, view, methods=methods)
        if name == "take":  # where a sitting begins is the cohort's own page
            part.add_url_rule("", "welcome", groups.welcome)
            part.add_url_rule("/start", "start", groups.start)
        frame.register_blueprint(part)
    app.register_blueprint(frame)
    app.url_build_error_handlers.append(_lead_out)
    app.context_processor(_told)
    app.after_request(_open_outside)
    app.after_request(_tell_failure)


def _insist_on_cohort() -> None:
    """Let in only attempts of this cohort, and those that are about to begin in it."""
    token = (request.view_args or {}).get("token")
    if token is None:
        return
    with sessions().read() as session:
        found = cohorts.cohort_of_attempt(session, token)
    if found is None:
        fresh = starts().read(request.args.get("start", ""), token=token, now=now())
        found = fresh.cohort if fresh else None
    if found != g.group_address:
        raise NotInUse
    g.let_in = True


def _lead_out(error: Exception, endpoint: str, values: dict[str, Any]) -> str:
    """Lead to the page outside where the frame has none of this name."""
    if not isinstance(error, BuildError) or not endpoint.startswith(MOUNT + "."):
        raise error
    values.pop("cohort", None)
    return url_for(endpoint.removeprefix(MOUNT + "."), **drop_wishes(values))


def _told() -> dict[str, object]:
    """Tell every page whether it is shown in a frame, and what a page there has to know."""
    inside = is_framed() and g.get("group") is not None
    home = url_for(f"{MOUNT}.take.welcome" if inside else "take.welcome")
    return {"framed": is_framed(), "home": home, **surroundings()}


def _open_outside(response: Response) -> Response:
    """Open a tab of its own for every link and form that leads out of the frame, and say so.

    No other page of this site lets itself be framed: followed within, it would stay blank. A page
    that is packed already went through here when it was made.
    """
    if is_framed() and response.mimetype == "text/html" and not response.content_encoding:
        said = f'<span class="vh"> {escape(_("(opens a new tab)"))}</span>'
        page = response.get_data(as_text=True)
        page = _LINK.sub(lambda link: _outward(link, said), page)
        response.set_data(_FORM.sub(_sent_outward, page))
    return response


def _tell_failure(response: Response) -> Response:
    """Let a page in a frame that shows a failure say so; a form that lacks something is none."""
    failed = response.status_code >= HTTPStatus.BAD_REQUEST and response.status_code not in _FORMS
    if failed and is_framed() and response.mimetype == "text/html":
        said = f'<body data-tells="error" data-code="{response.status_code}" '
        response.set_data(response.get_data(as_text=True).replace("<body ", said, 1))
    return response


def _outward(link: re.Match[str], said: str) -> str:
    if _stays(link):
        return link[0]
    return f"<a {link['attributes']}{_TAB}{link['inner']}{said}</a>"


def _sent_outward(form: re.Match[str]) -> str:
    return form[0] if _stays(form) else f"<form {form['attributes']}{_TAB}"


def _stays(element: re.Match[str]) -> bool:
    found = _TO.search(element["attributes"])
    if found is None or "target=" in element["attributes"]:  # it says itself where it opens
        return True
    return found["address"].startswith(("#", HOME))
