"""Compares pictures of all pages in all states with the stored ones, by hand before a release.

It refuses to decide what a page should look like: it stores what someone has looked at and found
good (`--refresh`), and reports every picture that has come to differ, side by side. Pages are made
on one fixed day, with counted instead of random addresses, without motion, and in one named font.
"""

import argparse
import hashlib
import logging
import tempfile
from base64 import b64decode, b64encode, urlsafe_b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Literal
from unittest.mock import patch

from flask.testing import FlaskClient
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.browser.conftest import QUIET, chrome
from tests.browser.showing import Screen
from tests.web.states import Shown, applications, every_component, every_state
from tools.visual_report import Found, write_report

ROOT = Path(__file__).resolve().parent.parent
STORED = ROOT / "tests" / "visual"
MADE_WITH = "made-with.txt"
FONT = Path("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf")
NO_FONT = "The pictures are made in DejaVu Sans. On Debian: apt-get install fonts-dejavu-core"
Scheme = Literal["light", "dark"]
WINDOWS: tuple[tuple[int, Scheme], ...] = (
    (1280, "light"),
    (1280, "dark"),
    (390, "light"),
    (390, "dark"),
)
SCALE = 0.4  # of the size of the page
TALLEST = 1600  # of a long page, this much is stored
QUALITY = 0.3
TOLERANCE = 0.0004  # share of a picture that may differ
FRAME = '<!doctype html><title>A card</title><img src="{}/card" width="100%" alt="">'
SETTLED = "document.fonts.ready.then(() => scrollTo(0, 0))"


@contextmanager
def counted_addresses() -> Iterator[None]:
    """Private addresses stand on some pages; they follow one another instead of being random."""
    numbers = count()

    def next_one(size: int = 32) -> str:
        digest = hashlib.sha256(str(next(numbers)).encode()).digest()
        return urlsafe_b64encode(digest[:size]).rstrip(b"=").decode()

    with patch("secrets.token_urlsafe", next_one):
        yield


def states(folder: Path) -> tuple[FlaskClient, dict[str, Shown]]:
    """Every state as the product answers it, cards included, and a client for its files."""
    logging.disable()  # some states are failures on purpose
    with counted_addresses():
        apps = applications(folder)
        found = every_state(*apps) | every_component(folder)
    files = apps[0].test_client()
    for name in [name for name in found if name.startswith("shared")]:
        if files.get(found[name].address + "/card").status_code == 200:
            page = FRAME.format(found[name].address)
            found[f"card {name}"] = Shown("", "/", 200, {"Content-Type": "text/html"}, page)
    return files, found


def take(page: Page, width: int) -> str:
    """Photograph the top of a page, as the address of a picture."""
    page.evaluate(SETTLED)
    tall = page.evaluate("Math.ceil(document.documentElement.getBoundingClientRect().height)")
    clip = {"x": 0, "y": 0, "width": width, "height": max(1, min(tall, TALLEST))}
    shot = page.screenshot(full_page=True, clip=clip, animations="disabled")  # type: ignore[arg-type]
    return "data:image/png;base64," + b64encode(shot).decode()


class Studio:
    """A browser with a window of each kind, and an empty page that makes sheets of pictures."""

    def __init__(self, browser: Browser, files: FlaskClient) -> None:
        self.bench = browser.new_page()
        self.bench.add_script_tag(path=ROOT / "tools" / "visual.js")
        self._screens = [
            (width, Screen(self._window(browser, width, scheme), files))
            for width, scheme in WINDOWS
        ]

    def _window(self, browser: Browser, width: int, scheme: Scheme) -> BrowserContext:
        return browser.new_context(
            viewport={"width": width, "height": 800},
            color_scheme=scheme,
            reduced_motion="reduce",
            device_scale_factor=SCALE,
        )

    def sheet(self, shown: Shown) -> bytes:
        """One state in all windows, side by side."""
        shots = [take(screen.show(shown), width) for width, screen in self._screens]
        made = self.bench.evaluate("([shots, q]) => sheet(shots, q)", [shots, QUALITY])
        return b64decode(made.partition(",")[2])

    def differ(self, before: bytes, after: bytes) -> tuple[float, bytes]:
        """How much of two sheets differs, and where."""
        if before == after:
            return 0.0, b""
        both = ["data:image/webp;base64," + b64encode(each).decode() for each in (before, after)]
        found = self.bench.evaluate("([a, b]) => differ(a, b)", both)
        return found["share"], b64decode(found["marked"].partition(",")[2])


def file_of(name: str) -> Path:
    """Where the picture of a state is stored."""
    return STORED / f"{name.replace(' ', '-')}.webp"


def look(studio: Studio, shown: dict[str, Shown], *, refresh: bool) -> list[Found]:
    """Photograph every state; store it, or compare it with what is stored."""
    found = []
    for name, state in shown.items():
        after, file = studio.sheet(state), file_of(name)
        before = file.read_bytes() if file.exists() else b""
        share, marked = studio.differ(before, after) if before else (1.0, b"")
        if share <= TOLERANCE:
            continue
        found.append(Found(name, share, before, after, marked))
        if refresh:
            file.write_bytes(after)
    return found


def clear_away(shown: dict[str, Shown], *, refresh: bool) -> list[str]:
    """Name the stored pictures whose state is gone; a refresh deletes them."""
    wanted = {file_of(name) for name in shown}
    gone = sorted(file for file in STORED.glob("*.webp") if file not in wanted)
    for file in gone if refresh else ():
        file.unlink()
    return [file.stem for file in gone]


@contextmanager
def one_font(folder: Path) -> Iterator[dict[str, str]]:
    """Give the browser's surroundings: one font, whatever else the machine has."""
    (folder / "fonts.conf").write_text(
        f'<?xml version="1.0"?><fontconfig><dir>{FONT.parent}</dir>'
        f"<cachedir>{folder / 'fonts'}</cachedir><match target='pattern'><edit name='family' "
        "mode='prepend' binding='strong'><string>DejaVu Sans</string></edit></match></fontconfig>"
    )
    yield {"FONTCONFIG_FILE": str(folder / "fonts.conf"), "HOME": str(folder)}


def main() -> None:
    """Compare or, when asked to, refresh."""
    parser = argparse.ArgumentParser(prog="make visual ARGS=", description=__doc__)
    parser.add_argument("--refresh", action="store_true", help="store the pictures as they are now")
    parser.add_argument("--only", default="", help="states whose name holds this word")
    args = parser.parse_args()
    if not FONT.exists():
        raise SystemExit(NO_FONT)
    STORED.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as place, sync_playwright() as play:
        folder = Path(place)
        files, shown = states(folder)
        shown = {name: state for name, state in shown.items() if args.only in name}
        with one_font(folder) as surroundings:
            browser = play.chromium.launch(
                executable_path=chrome(), args=["--no-sandbox", *QUIET], env=surroundings
            )
            found = look(Studio(browser, files), shown, refresh=args.refresh)
            version = f"Chromium {browser.version.partition('.')[0]}, DejaVu Sans\n"
            browser.close()
    gone = [] if args.only else clear_away(shown, refresh=args.refresh)
    stored_with = STORED / MADE_WITH
    if args.refresh:
        stored_with.write_text(version)
    before = stored_with.read_text() if stored_with.exists() else version
    told = write_report(found, gone, of=len(shown), refreshed=args.refresh)
    print(told if before == version else f"{told}\nStored with {before.strip()}; now {version}")
    raise SystemExit(bool((found or gone) and not args.refresh))


if __name__ == "__main__":
    main()
