"""Knows how a text becomes a QR code drawn as one path. It refuses to know what the text means."""

from dataclasses import dataclass
from ipaddress import ip_address
from itertools import groupby
from urllib.parse import urlsplit

import segno

QUIET = 4  # light modules that a reader needs round the code


@dataclass(frozen=True, slots=True)
class QrCode:
    """`path` draws the dark modules, one unit each; `box` is the view box with its light border."""

    path: str
    box: str


def only_here(address: str) -> bool:
    """Say whether an address works on this machine only, so that a phone could not open it."""
    host = urlsplit(address).hostname or ""
    try:
        return ip_address(host).is_loopback
    except ValueError:  # a name
        return host == "localhost"


def qr_code(text: str) -> QrCode:
    """Encode a text at medium error correction, in runs of dark modules row by row."""
    code = segno.make_qr(text, error="m")
    runs: list[str] = []
    for y, row in enumerate(code.matrix):
        x = 0
        for dark, modules in groupby(row):
            length = len(list(modules))
            if dark:
                runs.append(f"M{x} {y}h{length}v1h-{length}z")
            x += length
    size = len(code.matrix) + 2 * QUIET
    return QrCode("".join(runs), f"-{QUIET} -{QUIET} {size} {size}")
