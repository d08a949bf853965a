"""The pictures that documents show, and the tools that make them."""

import re
import zlib
from pathlib import Path

import numpy as np

from tools.palette import decoded, smaller

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "pictures"


def test_every_picture_is_shown_and_made_by_the_tool():
    there = {file.name for file in PICTURES.iterdir()}
    shown = set(re.findall(r"\]\(docs/pictures/([\w.-]+)\)", (ROOT / "README.md").read_text()))
    made = set(re.findall(r'"([\w-]+\.png)"', (ROOT / "tools" / "screenshots.py").read_text()))
    assert there == shown == made


def test_every_picture_has_words_for_those_who_do_not_see_it():
    said = re.findall(r"!\[([^\]]*)\]\(docs/pictures/", (ROOT / "README.md").read_text())
    assert said
    assert all(len(words) > 20 for words in said)


def test_pictures_are_small_enough_to_be_read_on_the_road():
    assert all(file.stat().st_size < 90_000 for file in PICTURES.iterdir())
    stored = ROOT / "tests" / "visual"
    assert sum(file.stat().st_size for file in stored.glob("*.webp")) <= 8 * 1024 * 1024


def png(pixels, how):
    """A PNG of these pixels whose rows are stored by one of the filters of the format."""
    height, width, _ = pixels.shape
    before = np.zeros(width * 3, np.int32)
    rows = b""
    for line in pixels.reshape(height, -1).astype(np.int32):
        left = np.concatenate([np.zeros(3, np.int32), line[:-3]])
        corner = np.concatenate([np.zeros(3, np.int32), before[:-3]])
        guess = left + before - corner
        far = np.abs(np.stack([guess - left, guess - before, guess - corner])).argmin(axis=0)
        paeth = np.choose(far, [left, before, corner])
        taken = [0 * line, left, before, (left + before) // 2, paeth][how]
        rows += bytes([how]) + ((line - taken) & 255).astype(np.uint8).tobytes()
        before = line
    out = b"\x89PNG\r\n\x1a\n"
    size = width.to_bytes(4) + height.to_bytes(4) + b"\x08\x02\x00\x00\x00"
    for name, data in ((b"IHDR", size), (b"IDAT", zlib.compress(rows)), (b"IEND", b"")):
        out += len(data).to_bytes(4) + name + data + zlib.crc32(name + data).to_bytes(4)
    return out


def test_a_png_is_read_whatever_filter_its_rows_have():
    pixels = np.random.default_rng(1).integers(0, 256, (5, 7, 3)).astype(np.uint8)
    for how in range(5):
        assert (decoded(png(pixels, how)) == pixels).all()


def test_a_picture_of_few_colours_keeps_all_of_them():
    colours = np.array([[255, 255, 255], [243, 245, 248], [22, 29, 38]], np.uint8)
    pixels = colours[np.random.default_rng(2).integers(0, 3, (40, 50))]
    small = smaller(png(pixels, 1))
    assert len(small) < len(png(pixels, 1))
    assert b"PLTE" in small
    at = small.index(b"PLTE") + 4
    length = int.from_bytes(small[at - 8 : at - 4])
    palette = np.frombuffer(small[at : at + length], np.uint8).reshape(-1, 3)
    at = small.index(b"IDAT") + 4
    length = int.from_bytes(small[at - 8 : at - 4])
    rows = np.frombuffer(zlib.decompress(small[at : at + length]), np.uint8).reshape(40, 51)
    assert (palette[rows[:, 1:]] == pixels).all()
