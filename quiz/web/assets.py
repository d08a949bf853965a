"""Knows the style sheet, the script and the icon: their bytes, and an address that names them.

It refuses to read a file after start: the address of a file holds the hash of its bytes, so that
a browser may keep it for ever, and no path from a request ever reaches the disk. One file has a
fixed address besides: the script that other sites load. Comments and the spaces that only people
need stay on the disk, so style and script are written to be read. Scripts of ours end every
statement with a semicolon.
"""

import gzip
import re
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from flask import Response, abort, current_app, request
from markupsafe import Markup
from werkzeug.wrappers import Response as BaseResponse

_HOUR = 3600
_YEAR = 365 * 24 * _HOUR
_HASH = 12  # hexadecimal digits that tell two versions of a file apart
_SHORTER = {
    ".css": (
        (re.compile(rb"/\*.*?\*/", re.DOTALL), rb""),
        (re.compile(rb"(?<=[{},;>])\s+|\s+(?=[{}>])|(?<=:) |^\s+|\s+$"), rb""),
        (re.compile(rb";}"), rb"}"),
    ),
    ".js": (
        (
            re.compile(
                rb"""('(?:\\.|[^'\\\n])*'|`[^`]*`)   # what stands in quotes stays
                | \s*//[^\n]*\s*                     # a comment
                | \s*([{}()=<>?:;,&|!])\s*           # white space around a sign""",
                re.VERBOSE,
            ),
            rb"\1\2",
        ),
        (re.compile(rb"^\s+", re.MULTILINE), rb""),
    ),
}
"""What a browser can do without: comments, and the white space that only people need."""

_ESCAPES = str.maketrans({sign: f"%{ord(sign):X}" for sign in "%#<>"})

_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
}
_PACKED_ALREADY = frozenset({"image/png"})


@dataclass(frozen=True, slots=True)
class Asset:
    """One file as it is sent, plain and compressed."""

    plain: bytes
    zipped: bytes
    type: str
    address: str  # its name with the hash, such as style.0123456789ab.css


class Assets:
    """All files of a folder, read once; `url` names one, `find` takes the name in an address."""

    def __init__(self, folder: Path, *, prefix: str = "/static/") -> None:
        self._prefix = prefix
        self._by_name = {
            file.name: _read(file) for file in sorted(folder.iterdir()) if file.is_file()
        }
        self._by_address = {asset.address: asset for asset in self._by_name.values()}

    def url(self, name: str) -> str:
        """Name the address of a file; raises KeyError when there is none of this name."""
        return self._prefix + self._by_name[name].address

    def inline(self, name: str) -> Markup:
        """Give a picture as an address that holds it; for an attribute in double quotes."""
        text = self._by_name[name].plain.decode().strip().replace('"', "'")
        return Markup("data:image/svg+xml,") + Markup(text.translate(_ESCAPES))  # noqa: S704 - a file of ours

    def add(self, name: str, plain: bytes) -> None:
        """Offer bytes that were made from a file as if they were one."""
        self._by_name[name] = made = _asset(Path(name), plain)
        self._by_address[made.address] = made

    def named(self, name: str) -> Asset:
        """Give a file by its own name; raises KeyError when there is none."""
        return self._by_name[name]

    def find(self, address: str) -> Asset | None:
        """Find the file with this hashed name, or None."""
        return self._by_address.get(address)


def _read(file: Path) -> Asset:
    plain = file.read_bytes()
    for pattern, kept in _SHORTER.get(file.suffix, ()):
        plain = pattern.sub(kept, plain)
    return _asset(file, plain)


def _asset(file: Path, plain: bytes) -> Asset:
    address = f"{file.stem}.{sha256(plain).hexdigest()[:_HASH]}{file.suffix}"
    kind = _TYPES[file.suffix]
    packed = plain if kind in _PACKED_ALREADY else gzip.compress(plain, mtime=0)
    return Asset(plain, packed, kind, address)


def serve_asset(name: str) -> BaseResponse:
    """Answer `/static/<name>` from memory, compressed where the browser takes it; else 404."""
    asset = _assets().find(name)
    if asset is None:
        abort(404)
    response = _answer(asset)
    response.cache_control.max_age = _YEAR
    response.cache_control.immutable = True
    return response


def serve_embed_script() -> BaseResponse:
    """Answer `/embed.js`, which pages of other sites load by this one address for ever.

    It names no bytes, so a browser keeps it for an hour and then asks whether it has changed.
    """
    asset = _assets().named("embed.js")
    response = _answer(asset)
    response.cache_control.max_age = _HOUR
    response.set_etag(asset.address, weak=True)
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response.make_conditional(request)


def _assets() -> Assets:
    found: Assets = current_app.extensions["assets"]
    return found


def _answer(asset: Asset) -> Response:
    zipped = request.accept_encodings["gzip"] > 0 and asset.type not in _PACKED_ALREADY
    response = Response(asset.zipped if zipped else asset.plain, content_type=asset.type)
    if zipped:
        response.content_encoding = "gzip"
    response.vary.add("Accept-Encoding")
    response.cache_control.public = True
    return response
