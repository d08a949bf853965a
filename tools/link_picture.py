"""Makes the picture beside links to our public pages: the tracks level, as before any answer.

Programs that show previews want a bitmap, so the card that the product draws is photographed once
and kept as static/link.png. Run it with `make screenshots`.
"""

import tempfile
from dataclasses import replace
from pathlib import Path

from flask import render_template
from playwright.sync_api import Browser, sync_playwright

from quiz.web.cards import INK
from quiz.web.presenters import card_layout
from quiz.web.presenters.card import Card
from quiz.web.presenters.card_layout import Area, Words, arches, paragraph, road
from quiz.web.presenters.pictures import level_picture
from quiz.web.reading import faces_now
from quiz.web.social import PICTURE
from tests.browser.conftest import QUIET, chrome
from tests.web.conftest import Clock, build, settings_in
from tools.palette import smaller

ROOT = Path(__file__).resolve().parent.parent
SIZE = (card_layout.CARD_WIDTH, card_layout.CARD_HEIGHT)
HEAD = "Why, what, how, when"
LEAD = "Which two do you reach for first, and which role is built around them?"
MADE_WITH = "Inter"
"""A font of Debian's package fonts-inter; without it, the machine's own."""


def level_card() -> Card:
    """The tracks level and without names, so that it fits whatever tracks a company has."""
    faces = faces_now()
    picture = level_picture(faces)
    bold = Words(0, 0, 0, "", bold=True)
    soft = Words(0, 0, 0, "", soft=True)
    first, end = paragraph("Fourways", 58, sizes=(26,), look=soft)
    head, end = paragraph(HEAD, end + 4, sizes=(52,), look=bold)
    lead, end = paragraph(LEAD, end + 6, sizes=(28, 26, 24), look=soft)
    area = Area(card_layout.MARGIN, card_layout.ROOM, 545)
    if picture.span is None:
        raise SystemExit("The picture of links needs tracks that stand on neighbouring questions.")
    hills = replace(arches(picture.span, picture.labels, area, top=end), words=())
    line = road(tuple(faces.traits.values()), area, scale=hills.scale, spelled=False)
    return Card(HEAD, picture.says, first + head + lead, hills, line, (), ())


def photograph(browser: Browser) -> None:
    """Draw the card and keep it as a bitmap."""
    with tempfile.TemporaryDirectory() as folder:
        app = build(settings_in(Path(folder)), Clock())
        with app.test_request_context():
            drawn = render_template("results/card.svg", card=level_card(), ink=INK, size=SIZE)
        file = Path(folder) / "card.svg"
        file.write_text(drawn.replace("system-ui,", f"{MADE_WITH},system-ui,", 1))
        page = browser.new_page(viewport={"width": SIZE[0], "height": SIZE[1]})
        page.goto(file.as_uri())
        (ROOT / "static" / PICTURE).write_bytes(smaller(page.screenshot()))
        page.close()


def main() -> None:
    """Make it."""
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chrome(), args=["--no-sandbox", *QUIET])
        photograph(browser)
        browser.close()


if __name__ == "__main__":
    main()
