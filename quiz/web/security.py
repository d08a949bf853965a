"""Knows what a browser and a search engine may do with each kind of page, and what a form may hold.

It refuses to know what pages say. A page is private unless it is listed here as public.
"""

from collections.abc import Collection

from flask import Flask, Response, request
from werkzeug.exceptions import BadRequest

from quiz.web.frames import POLICY, ancestors, framed_policy

BODY_LIMIT = 64 * 1024
"""Bytes of a request body; the largest form of ours is far below."""

RETRY = {"Retry-After": "5"}
"""What a page that could not be served for the moment says to programs: seconds to wait."""

PUBLIC = frozenset(
    {
        "take.welcome",
        "ladders.tracks",
        "ladders.track",
        "rungs.rung",
        "moves.pivots",
        "moves.roles",
        "compare.pick",
        "ground.contested",
        "together.pairs",
        "together.pair",
        "chairs.ask",
        "guide.talk",
        "guide.experiments",
        "careers_files.rungs_json",
        "careers_files.rungs_csv",
        "method.how",
        "method.privacy",
        "method.accessibility",
        "method.sources",
        "quality.now",
        "quality.version",
    }
)
"""Pages that are the same for everybody: they may be kept for a moment and found by search."""

CONTENT_POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "script-src 'self'",
        "img-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)

SAVING_POLICY = CONTENT_POLICY + "; connect-src 'self'"
"""Where the script saves it may ask this site, and so may whoever checks a public page from within:
Lighthouse looks for `/robots.txt` that way, and takes a refusal for a fault of the page."""

TAKER_POLICY = SAVING_POLICY.replace("img-src 'self'", "img-src 'self' data:")
"""A page under a private address saves answers, and may hold its icon itself."""

_FILES = frozenset({"static", "embed_script"})

_ALWAYS = (
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Referrer-Policy", "same-origin"),
    ("X-Content-Type-Options", "nosniff"),
)
"""Headers that nothing but this module sets, so they are added without a look for others."""

_PRIVATE = (*_ALWAYS, ("Cache-Control", "no-store"), ("X-Robots-Tag", "noindex"))
"""For all but public pages and files: of those, only files set how long they are kept."""


def protect(app: Flask, *, hosts: Collection[str]) -> None:
    """Limit request bodies and host names (none given: any), and set the headers of every page.

    An address with doubled slashes is not mended but missing: nothing a visitor writes into an
    address makes up where they are led.
    """
    app.url_map.merge_slashes = False
    app.config["MAX_CONTENT_LENGTH"] = BODY_LIMIT
    app.config["MAX_FORM_MEMORY_SIZE"] = BODY_LIMIT
    app.config["TRUSTED_HOSTS"] = list(hosts) or None
    app.after_request(_set_headers)


def only_fields(allowed: Collection[str], *, needed: Collection[str] = ()) -> None:
    """Raise BadRequest for an unknown, repeated or missing field, or a file."""
    if request.files or set(request.form) - set(allowed):
        raise BadRequest("The form holds a field that does not belong to it.")
    if set(needed) - set(request.form):
        raise BadRequest("The form lacks a field.")
    if any(len(values) > 1 for _, values in request.form.lists()):
        raise BadRequest("The form holds a field twice.")


def _set_headers(response: Response) -> Response:
    headers, status, endpoint = response.headers, response.status_code, request.endpoint
    is_file = endpoint in _FILES and status in {200, 304}
    is_public = endpoint in PUBLIC and status == 200
    if "token" in (request.view_args or ()) and status != 404:
        policy = TAKER_POLICY
    elif is_public:
        policy = SAVING_POLICY
    else:
        policy = headers.get(POLICY) or CONTENT_POLICY
    headers[POLICY] = framed_policy(policy, ancestors())
    for name, value in _ALWAYS if is_file or is_public else _PRIVATE:
        headers.add(name, value)
    if is_public:
        headers.setdefault("Cache-Control", "no-cache")
    return response
