"""Knows where the time of a request went, and tells it to the browser's tools: `Server-Timing`.

It refuses to be part of a public site, where times would tell of what else the server does: the
factory adds it in development alone.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from flask import (
    Flask,
    Response,
    before_render_template,
    g,
    has_app_context,
    template_rendered,
)


@dataclass(slots=True)
class _Spent:
    """Seconds of one request, so far."""

    begun: float = field(default_factory=time.perf_counter)
    database: float = 0.0
    pages: float = 0.0


def tell_times(app: Flask, watch: Callable[[Callable[[float], None]], None]) -> None:
    """Tell with every answer how long it took in all, for statements and for templates, in ms.

    `watch` lets a function know the seconds of every statement.
    """
    app.before_request(_begin)
    app.after_request(_tell)
    before_render_template.connect(_page_begins, app)
    template_rendered.connect(_page_ends, app)
    watch(_statement)


def _begin() -> None:
    g.spent = _Spent()


def _statement(seconds: float) -> None:
    if has_app_context() and "spent" in g:
        g.spent.database += seconds


def _page_begins(_app: Flask, **_said: object) -> None:
    if "spent" in g:
        g.spent.pages -= time.perf_counter()


def _page_ends(_app: Flask, **_said: object) -> None:
    if "spent" in g:
        g.spent.pages += time.perf_counter()


def _tell(response: Response) -> Response:
    if "spent" in g:
        spent: _Spent = g.spent
        parts = {
            "db": spent.database,
            "render": spent.pages,
            "total": time.perf_counter() - spent.begun,
        }
        response.headers["Server-Timing"] = ", ".join(
            f"{name};dur={1000 * seconds:.3f}" for name, seconds in parts.items()
        )
    return response
