"""Knows how to make a screenshot small: at most 256 colours, in an indexed PNG.

It refuses to know what the picture shows.
"""

import io
import struct
import zlib

import numpy as np
from numpy.typing import NDArray

COLOURS = 256
EXACT = 64  # of them, kept as they are: paper, ink, panels
_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_CHANNELS = {2: 3, 6: 4}  # by PNG colour type


def smaller(picture: bytes) -> bytes:
    """Write a screenshot again with its 256 commonest colours; the others go to the nearest."""
    pixels = decoded(picture)
    flat = pixels.reshape(-1, 3).astype(np.uint32)
    keys = flat[:, 0] << 16 | flat[:, 1] << 8 | flat[:, 2]
    kinds, places, counts = np.unique(keys, return_inverse=True, return_counts=True)
    kept = _palette(kinds, counts)
    away = ((_split(kinds)[:, None] - kept[None]) ** 2).sum(axis=2)
    indexed = away.argmin(axis=1).astype(np.uint8)[places].reshape(pixels.shape[:2])
    return _written(indexed, kept.astype(np.uint8))


def _palette(kinds: NDArray[np.uint32], counts: NDArray[np.intp]) -> NDArray[np.int32]:
    """The commonest colours as they are, and the commonest of what is left when it is blurred."""
    exact = kinds[np.argsort(-counts, kind="stable")[:EXACT]]
    blurred, places = np.unique(kinds & 0xFCFCFC | 0x020202, return_inverse=True)
    often = np.bincount(places, weights=counts)
    rest = blurred[np.argsort(-often, kind="stable")[: COLOURS - EXACT]]
    return _split(np.concatenate([exact, rest]))


def _split(keys: NDArray[np.uint32]) -> NDArray[np.int32]:
    return np.stack([keys >> 16, keys >> 8 & 255, keys & 255], axis=1).astype(np.int32)


def _written(indexed: NDArray[np.uint8], colours: NDArray[np.uint8]) -> bytes:
    height, width = indexed.shape
    rows = np.hstack([np.zeros((height, 1), np.uint8), indexed]).tobytes()
    out = io.BytesIO()
    out.write(_SIGNATURE)
    for name, data in (
        (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)),
        (b"PLTE", colours.tobytes()),
        (b"IDAT", zlib.compress(rows, 9)),
        (b"IEND", b""),
    ):
        out.write(struct.pack(">I", len(data)) + name + data)
        out.write(struct.pack(">I", zlib.crc32(name + data)))
    return out.getvalue()


def decoded(picture: bytes) -> NDArray[np.uint8]:
    """Read the pixels (height, width, 3) of a PNG as browsers write it: 8 bits, not interlaced."""
    at, body, header = len(_SIGNATURE), b"", b""
    while at < len(picture):
        (length,) = struct.unpack(">I", picture[at : at + 4])
        name, data = picture[at + 4 : at + 8], picture[at + 8 : at + 8 + length]
        header = data if name == b"IHDR" else header
        body += data if name == b"IDAT" else b""
        at += 12 + length
    width, height, bits, kind, _, _, interlaced = struct.unpack(">IIBBBBB", header)
    if bits != 8 or interlaced or kind not in _CHANNELS:
        raise ValueError("not a screenshot of a browser")
    channels = _CHANNELS[kind]
    raw = np.frombuffer(zlib.decompress(body), np.uint8).reshape(height, width * channels + 1)
    return _unfiltered(raw, channels).reshape(height, width, channels)[:, :, :3].copy()


def _unfiltered(raw: NDArray[np.uint8], step: int) -> NDArray[np.uint8]:
    rows = np.zeros((len(raw), raw.shape[1] - 1), np.uint8)
    above = np.zeros(raw.shape[1] - 1, np.uint8)
    for place, line in enumerate(raw):
        rows[place] = above = _row(int(line[0]), line[1:], above, step)
    return rows


def _row(
    how: int, line: NDArray[np.uint8], above: NDArray[np.uint8], step: int
) -> NDArray[np.uint8]:
    """Undo one of the five filters of PNG for one row."""
    if how == 0:
        return line.copy()
    if how == 2:
        return line + above
    if how == 1:
        sums = np.cumsum(line.reshape(-1, step), axis=0, dtype=np.uint32)
        return (sums & 255).astype(np.uint8).reshape(-1)
    done = bytearray(line.tobytes())
    over = above.tobytes()
    for i in range(len(done)):
        left = done[i - step] if i >= step else 0
        corner = over[i - step] if i >= step else 0
        guess = (left + over[i]) // 2 if how == 3 else _paeth(left, over[i], corner)
        done[i] = (done[i] + guess) & 255
    return np.frombuffer(bytes(done), np.uint8)


def _paeth(left: int, above: int, corner: int) -> int:
    near = left + above - corner
    by = (abs(near - left), abs(near - above), abs(near - corner))
    return left if by[0] <= min(by[1:]) else above if by[1] <= by[2] else corner
