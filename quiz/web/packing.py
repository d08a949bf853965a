"""Knows which pages go over the wire compressed: all but those of staff.

It refuses those because they hold the secret of a form and may repeat what was typed, and the
length of both packed together can give a secret away. A private page can only be asked for by
whoever has its secret already, in its address.
"""

import gzip
from functools import lru_cache
from typing import Final

from flask import Flask, Response, request
from werkzeug.datastructures import Accept
from werkzeug.http import parse_accept_header

SHORTEST = 1000
"""Bytes below which a page fits into one packet in any case."""

PACKED: Final = "gzip"
"""How a packed page is marked."""

_QUICK = 1  # the level: the slowest one saves a twentieth more for twice the time


def pack_pages(app: Flask) -> None:
    """Compress pages where the browser takes it. What is registered later does its part before."""
    app.after_request(_pack)


def takes_packed() -> bool:
    """Whether this browser takes a packed page."""
    return _takes(request.headers.get("Accept-Encoding", ""))


def packed_response(body: bytes) -> Response:
    """Answer with a page that was packed before."""
    response = Response(body, mimetype="text/html")
    response.headers.add("Content-Encoding", PACKED)
    response.headers.add("Vary", "Accept-Encoding")
    return response


def _pack(response: Response) -> Response:
    if "Location" in response.headers or "Content-Encoding" in response.headers:
        return response  # there is nothing to read, or it came so
    if response.mimetype != "text/html" or request.path.startswith("/staff"):
        return response
    response.vary.add("Accept-Encoding")
    if takes_packed() and (response.content_length or 0) >= SHORTEST:
        response.set_data(gzip.compress(response.get_data(), _QUICK, mtime=0))
        response.content_encoding = PACKED
    return response


@lru_cache(maxsize=64)
def _takes(said: str) -> bool:
    """The same by what it said: browsers say one of a few things, again and again."""
    accepted: Accept = parse_accept_header(said, Accept)
    return accepted[PACKED] > 0
