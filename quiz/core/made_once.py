"""Knows how a thing that takes long to make is made once, though many ask for it at that moment.

It refuses to know what it is. A cache alone lets everybody who comes before it is filled make the
thing again, all at the same time: when a thousand people begin together, for a second.
"""

import threading
from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Any, ParamSpec, TypeVar

_Asked = ParamSpec("_Asked")
_Thing = TypeVar("_Thing")


def made_once(most: int) -> Callable[[Callable[_Asked, _Thing]], Callable[_Asked, _Thing]]:
    """Keep the `most` things that were asked for last, by what they are made of (hashable).

    One is made at a time, and whoever asks meanwhile waits.
    """

    def keeping(make: Callable[_Asked, _Thing]) -> Callable[_Asked, _Thing]:
        kept: Callable[..., Any] = lru_cache(maxsize=most)(make)
        turn = threading.Lock()

        @wraps(make)
        def look_up(*asked: _Asked.args, **named: _Asked.kwargs) -> _Thing:
            with turn:
                thing: _Thing = kept(*asked, **named)
            return thing

        return look_up

    return keeping
