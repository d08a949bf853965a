"""Knows pages that are printed in advance: what is the same for everybody, with gaps for the rest.

It refuses to let anything of a visitor into a print. A page is printed in a request of its own, in
which no visitor exists, and whatever is put into a gap later is escaped on the way.
"""

import re
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from flask import Flask
from markupsafe import escape

_MARK: Final = secrets.token_hex(16)  # new in each process, so that no text can hold it
_GAP: Final = re.compile(f"gap{_MARK}([a-z]+)end")


def gap(name: str) -> str:
    """Stand for a value that is not known yet: letters and digits, which no page alters."""
    return f"gap{_MARK}{name}end"


@dataclass(frozen=True, slots=True)
class Print:
    """A page in pieces: `texts` with a value of `gaps` after each but the last."""

    texts: tuple[str, ...]
    gaps: tuple[str, ...]

    def filled(self, values: Mapping[str, str]) -> str:
        """Put the values in, escaped; raises KeyError for a gap without one."""
        safe = {name: str(escape(value)) for name, value in values.items()}
        parts = list(self.texts)
        for place, name in enumerate(self.gaps):
            parts[place] += safe[name]
        return "".join(parts)


def printed(app: Flask, path: str, render: Callable[[], str]) -> Print:
    """Print what `render` gives for a request to `path`, where values may be a `gap`."""
    with app.test_request_context(path, base_url="http://localhost"):
        pieces = _GAP.split(render())
    return Print(tuple(pieces[::2]), tuple(pieces[1::2]))
