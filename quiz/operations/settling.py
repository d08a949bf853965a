"""Knows how to settle a write whose outcome is unknown: by doing the whole of it again.

It refuses operations that would not come out the same done twice. A server that goes away while it
commits leaves nobody knowing whether it did; every operation of ours compares with what is stored,
so that doing it again finds it done, or does it.
"""

import time
from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from quiz.store.engine import Sessions, StoreUnavailable

PATIENCE = 1.5
"""Seconds from its beginning in which an operation is tried again; then the visitor is asked to."""

_FIRST_WAIT = 0.05
_PASSING = frozenset({"unreachable", "read-only"})
"""What a server says while another takes its place; a file does not come back by waiting."""

_P = ParamSpec("_P")
_T = TypeVar("_T")
_Operation = Callable[Concatenate[Sessions, _P], _T]


def settled(operation: _Operation[_P, _T]) -> _Operation[_P, _T]:
    """The same operation, tried again from its beginning while a server is being replaced.

    Raises what the operation raises; StoreUnavailable when the server is not back in time.
    """

    @wraps(operation)
    def patient(sessions: Sessions, /, *args: _P.args, **kwargs: _P.kwargs) -> _T:
        wait, last = _FIRST_WAIT, time.monotonic() + PATIENCE
        while True:
            try:
                return operation(sessions, *args, **kwargs)
            except StoreUnavailable as error:
                hopeless = sessions.engine.dialect.name == "sqlite" or error.reason not in _PASSING
                if hopeless or time.monotonic() + wait > last:
                    raise
            time.sleep(wait)
            wait *= 2

    return patient
