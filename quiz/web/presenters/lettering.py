"""Knows about how wide words are when drawn, and how to break them so that they fit.

It refuses to know the font: a picture is drawn with whatever the reader's machine has, so widths
are those of a wide one, and every other leaves some room.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

_THIN = frozenset("iIjl.,:;!|'\u2019()[] ")
_SLIM = frozenset('frt-\u2013\u2022"/')
_BROAD = frozenset("mwMW%@&\u2014\u2026")
_WIDTHS = ((_THIN, 0.4), (_SLIM, 0.5), (_BROAD, 1.1))
_CAPITAL = 0.83
_LETTER = 0.72
_SQUARE = 1.05  # a sign of East Asian scripts
_PLAIN = 0.9  # how wide a letter is when it is not bold


@dataclass(frozen=True, slots=True)
class Fitted:
    """Lines of words and the size at which they fit."""

    lines: tuple[str, ...]
    size: float


def width(text: str, size: float, *, bold: bool = True) -> float:
    """Estimate how wide a line is, rather too wide than too narrow."""
    return sum(map(_width_of, text)) * size * (1 if bold else _PLAIN)


def _width_of(sign: str) -> float:
    if unicodedata.combining(sign):
        return 0.0
    if unicodedata.east_asian_width(sign) in {"W", "F"}:
        return _SQUARE
    for signs, wide in _WIDTHS:
        if sign in signs:
            return wide
    return _CAPITAL if sign.isupper() else _LETTER


def fit(
    text: str, room: float, *, sizes: Sequence[float], most: int = 1, bold: bool = True
) -> Fitted:
    """Break a text into at most so many lines of this room, at the largest size that allows it.

    `sizes` fall. At the last one the text takes as many lines as are allowed, and what is then
    still too much ends in an ellipsis: the page of the link says it in full.
    """
    for size in sizes:
        lines = _broken(text, room / size, bold=bold)
        if len(lines) <= most:
            return Fitted(tuple(lines), size)
    kept = lines[:most]
    kept[-1] = _cut(kept[-1], room / size, bold=bold)
    return Fitted(tuple(kept), size)


def _broken(text: str, room: float, *, bold: bool) -> list[str]:
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width(longer, 1, bold=bold) <= room:
            lines[-1] = longer
        else:
            lines += _pieces(word, room, bold=bold)
    return lines or [""]


def _pieces(word: str, room: float, *, bold: bool) -> list[str]:
    """Break a word that is wider than a line, and scripts that write without spaces."""
    pieces = [""]
    for sign in word:
        if pieces[-1] and width(pieces[-1] + sign, 1, bold=bold) > room:
            pieces.append("")
        pieces[-1] += sign
    return pieces


def _cut(line: str, room: float, *, bold: bool) -> str:
    while line and width(line + "\u2026", 1, bold=bold) > room:
        line = line[:-1]
    return line.rstrip() + "\u2026"
