"""Knows pages that are printed in advance: what is the same for everybody, with gaps for the rest.

It refuses to let anything of a visitor into a print. A page is printed in a request of its own, in
which no visitor exists, and whatever is put into a gap later is escaped on the way.
"""

import re
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import chain
from struct import pack as pack_numbers
from typing import Final
from zlib import DEFLATED, MAX_WBITS, Z_FULL_FLUSH, compressobj, crc32

from flask import Flask
from markupsafe import escape

_MARK: Final = secrets.token_hex(16)  # new in each process, so that no text can hold it
_GAP: Final = re.compile(f"gap{_MARK}([a-z]+)end")


def gap(name: str) -> str:
    """Stand for a value that is not known yet: letters and digits, which no page alters."""
    return f"gap{_MARK}{name}end"


@dataclass(frozen=True, slots=True)
class Print:
    """A page in pieces: `texts` with a value of `gaps` after each but the last.

    `packed` holds each text compressed by itself, up to a byte's edge (RFC 1951, 3.2.4): what
    stands in the gaps goes between them as it is.
    """

    texts: tuple[bytes, ...]
    gaps: tuple[str, ...]
    packed: tuple[bytes, ...]

    def filled(self, values: Mapping[str, str], *, pack: bool = False) -> bytes:
        """Put the values in, escaped, and pack the page on demand (gzip).

        Raises KeyError for a gap without a value.
        """
        safe = {name: str(escape(value)).encode() for name, value in values.items()}
        between = [safe[name] for name in self.gaps]
        page = _woven(self.texts, between)
        if not pack:
            return page
        body = _woven(self.packed, [_as_it_is(value) for value in between])
        return _HEAD + body + _LAST + pack_numbers("<LL", crc32(page), len(page))


def printed(app: Flask, path: str, render: Callable[[], str]) -> Print:
    """Print what `render` gives for a request to `path`, where values may be a `gap`."""
    with app.test_request_context(path, base_url="http://localhost"):
        pieces = _GAP.split(render())
    texts = tuple(piece.encode() for piece in pieces[::2])
    return Print(texts, tuple(pieces[1::2]), tuple(map(_compressed, texts)))


_HEAD: Final = b"\x1f\x8b\x08" + b"\0" * 5 + b"\2\xff"  # gzip, no name, no date (RFC 1952)
_LAST: Final = b"\x03\0"  # an empty block that says it is the last


def _compressed(text: bytes) -> bytes:
    made = compressobj(9, DEFLATED, -MAX_WBITS)
    return made.compress(text) + made.flush(Z_FULL_FLUSH)


def _as_it_is(value: bytes) -> bytes:
    """A block that is not compressed: its length twice, the second time with all bits turned."""
    length = len(value)
    return b"\0" + pack_numbers("<HH", length, length ^ 0xFFFF) + value if value else b""


def _woven(pieces: tuple[bytes, ...], between: list[bytes]) -> bytes:
    return b"".join(chain.from_iterable(zip(pieces, [*between, b""], strict=True)))
