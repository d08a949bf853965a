"""Knows the addresses of a sitting's pages, each worked out once and then filled with the token.

It refuses to know where a sitting leads. Working out an address by the name of its page takes
longer than reading what is stored, and every page of a sitting holds three.
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Final

from flask import request, url_for

from quiz.web.frames import is_framed

_STAND_IN: Final = "A" * 43
_PLAIN: Final = re.compile(r"[A-Za-z0-9_-]+")
_KEPT = 1024  # some pages of each item of some banks


def sitting_url(page: str, *, token: str, **values: str) -> str:
    """The address of a page of this sitting (`item`, `check`), in the frame where there is one."""
    if is_framed() or not _PLAIN.fullmatch(token):
        return _worked_out(f".{page}", token, values)
    pattern = _pattern(request.script_root, page, tuple(values.items()))
    return pattern.replace(_STAND_IN, token, 1)


def entrance_url() -> str:
    """The address of the page where a sitting begins."""
    return url_for(".welcome") if is_framed() else _entrance(request.script_root)


@lru_cache(maxsize=16)
def _entrance(_mount: str) -> str:
    return url_for("take.welcome")


@lru_cache(maxsize=_KEPT)
def _pattern(_mount: str, page: str, values: tuple[tuple[str, str], ...]) -> str:
    return _worked_out(f"take.{page}", _STAND_IN, dict(values))


def _worked_out(endpoint: str, token: str, values: Mapping[str, Any]) -> str:
    return url_for(endpoint, token=token, **values)
