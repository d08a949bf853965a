"""Knows how to tell how long each statement of a session took. It refuses to know who wants that.

What goes straight to the driver is not told.
"""

import time
from collections.abc import Callable

from sqlalchemy import Connection, Engine, event

_BEGUN = "statement_begun"


def watch_statements(engine: Engine, tell: Callable[[float], None]) -> None:
    """Call `tell` with the seconds of every statement of this engine, from now on."""

    @event.listens_for(engine, "before_cursor_execute")
    def _begin(connection: Connection, *_rest: object) -> None:
        connection.info[_BEGUN] = time.perf_counter()

    @event.listens_for(engine, "after_cursor_execute")
    def _end(connection: Connection, *_rest: object) -> None:
        tell(time.perf_counter() - connection.info.pop(_BEGUN))
