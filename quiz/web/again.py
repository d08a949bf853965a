"""Knows the pages that this process has just shown, so that the same page is not made twice.

It refuses to know a page by its address. Whoever asks has read first what the page is made from,
and only a page made from exactly that is given again: a change by anybody shows at once, and what
is erased cannot be asked for. Pages stay in memory for minutes, few megabytes of them.
"""

import pickle
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Final

from flask import Flask, Response, current_app, g, request
from flask.typing import ResponseReturnValue
from flask_babel import get_locale

from quiz.store.tokens import token_hash
from quiz.web.frames import ancestors
from quiz.web.packing import PACKED, packed_response, takes_packed
from quiz.web.request import today

MOST_BYTES: Final = 4 * 1024 * 1024
"""Some four hundred pages."""

LONGEST: Final = 300.0
"""Seconds after which a page is let go of, whether or not anybody asked for it again."""


@dataclass(frozen=True, slots=True)
class _Page:
    """A packed page, whose it is (the hash of a token), and when it was made."""

    owner: bytes
    body: bytes = field(repr=False)
    made: float


class Shown:
    """Packed pages by what they were made from, the oldest first. `clock` only grows, in seconds.

    Threads of one process share it; processes share nothing.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._pages: OrderedDict[bytes, _Page] = OrderedDict()
        self._held = 0  # bytes

    def find(self, key: bytes) -> bytes | None:
        """Give the page made from this, if it is still here."""
        with self._lock:
            self._let_go()
            page = self._pages.get(key)
        return None if page is None else page.body

    def keep(self, key: bytes, body: bytes, *, owner: bytes) -> None:
        """Keep a page for a while; the oldest make room for it."""
        with self._lock:
            self._drop(key)
            self._pages[key] = _Page(owner, body, self._clock())
            self._held += len(body)
            self._let_go()

    def forget(self, owner: bytes) -> None:
        """Drop every page of somebody."""
        with self._lock:
            for key in [key for key, page in self._pages.items() if page.owner == owner]:
                self._drop(key)

    def let_go(self) -> None:
        """Drop what has been here too long, though nobody asks for it."""
        with self._lock:
            self._let_go()

    def _let_go(self) -> None:
        while self._pages:
            oldest, page = next(iter(self._pages.items()))
            if self._held <= MOST_BYTES and self._clock() - page.made < LONGEST:
                return
            self._drop(oldest)

    def _drop(self, key: bytes) -> None:
        page = self._pages.pop(key, None)
        self._held -= 0 if page is None else len(page.body)


def keep_pages(app: Flask) -> None:
    """Give an application its memory of pages. Call it before `pack_pages`: it sees packed ones."""
    app.extensions["shown"] = Shown()
    app.after_request(_keep)


def once(read: object, render: Callable[[], str]) -> ResponseReturnValue:
    """Give the page under this private address that is made from what was `read`.

    `read` is all that the page depends on besides the content this process started with, in frozen
    values; `render` makes the page from it. Language, day, the whole address and the surroundings
    of a frame are seen to here.
    """
    key = _key(read)
    body = _shown().find(key) if takes_packed() else None
    if body is not None:
        return packed_response(body)
    g.made_from = key
    return render()


def forget(token: str) -> None:
    """Drop what this process still holds of the pages under a private link."""
    _shown().forget(token_hash(token))


def _shown() -> Shown:
    shown: Shown = current_app.extensions["shown"]
    return shown


def _key(read: object) -> bytes:
    """Digest everything a page is made from: equal digests mean equal values, in equal order."""
    around = (request.endpoint, request.url, str(get_locale()), ancestors(), today())
    return sha256(pickle.dumps((around, read))).digest()


def _keep(response: Response) -> Response:
    """Keep a page that was made for a private link, as it goes out."""
    key = g.pop("made_from", None)
    if key is None:
        _shown().let_go()
    elif response.status_code == 200 and response.content_encoding == PACKED:
        token = (request.view_args or {})["token"]
        _shown().keep(key, response.get_data(), owner=token_hash(token))
    return response
