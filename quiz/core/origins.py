"""Knows what an origin is, and which places are known by the name of their vendor.

It refuses paths, wild cards and credentials, so that whatever passes can stand in a header as it
is. Only a named preset may hold one wild card, for the first label of the vendor's own domain.
"""

import re
from collections.abc import Iterable, Mapping

PRESETS: Mapping[str, tuple[str, ...]] = {
    "teams": (
        "https://*.cloud.microsoft",
        "https://teams.microsoft.com",
        "https://*.teams.microsoft.com",
    ),
    "sharepoint": ("https://*.sharepoint.com",),
    "moodle": ("https://*.moodlecloud.com",),
    "canvas": ("https://*.instructure.com",),
}
"""Where pages of these products live when their vendor hosts them; one's own server is an origin
of its own."""

LONGEST = 253 + len("https://:65535")

_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_ORIGIN = re.compile(
    rf"https?://(?:{_LABEL}(?:\.{_LABEL})*|\[[0-9a-f:]{{2,39}}\])(?::([0-9]{{1,5}}))?"
)


def is_origin(text: str) -> bool:
    """Whether this is one exact origin: scheme, host and perhaps a port, in small letters."""
    found = _ORIGIN.fullmatch(text)
    return (
        found is not None
        and len(text) <= LONGEST
        and (found[1] is None or 0 < int(found[1]) < 1 << 16)
    )


def ancestors(origins: Iterable[str], presets: Iterable[str]) -> tuple[str, ...]:
    """List the pages that may hold a frame, each once: exact origins, then those of the presets.

    Names of presets that this release does not know allow nothing.
    """
    listed = [origin for origin in origins if is_origin(origin)]
    listed += [place for preset in presets for place in PRESETS.get(preset, ())]
    return tuple(dict.fromkeys(listed))
