"""Makes the pictures of the README from real sittings in the real product, so they never go stale.

Starts the server on a fresh data folder, answers the quiz as a product owner would, and takes one
picture for each thing the README shows: to people who take the quiz, read a ladder, look after
others, write questions or run it. Run it with `make screenshots`.
"""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from quiz.content.catalogue import load
from quiz.paths import files_root
from tests.browser.conftest import QUIET, chrome
from tools.palette import smaller

OUT = Path(__file__).resolve().parent.parent / "docs" / "pictures"
SETTLE = 1500  # milliseconds until a page has stopped moving
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 800}
MOST = {0: "how", 1: "what"}
LEAST = {0: "why", 1: "when"}


def keep(page: Page, name: str) -> None:
    """Take one picture of what the window shows."""
    page.wait_for_timeout(SETTLE)
    (OUT / name).write_bytes(smaller(page.screenshot()))


def answer(page: Page, number: int, traits: dict[str, str]) -> None:
    """Choose as a product owner would: WHAT and HOW in turn, WHY and WHEN least."""
    for group, wanted in (("most", MOST[number % 2]), ("least", LEAST[number % 2])):
        for radio in page.locator(f"input[name={group}]").all():
            if traits.get(radio.get_attribute("value") or "") == wanted:
                radio.dispatch_event("click")


def traits_by_option() -> dict[str, str]:
    """Which question each answer of the shipped bank belongs to."""
    bank = load(files_root()).bank
    return {o.id: next(iter(o.weights)) for item in bank.form for o in item.options}


def take_the_quiz(page: Page, site: str) -> str:
    """The pictures of a sitting, in the order a person meets the pages. Gives the private link."""
    traits = traits_by_option()
    page.goto(site + "/")
    keep(page, "welcome.png")
    page.goto(site + "/start?form=full")
    for number in range(24):
        answer(page, number, traits)
        if number == 2:
            keep(page, "block.png")
        before = page.url
        page.get_by_role("button", name="Continue").click()
        page.wait_for_url(lambda address, left=before: address != left)
        page.wait_for_timeout(SETTLE / 5)
    page.get_by_role("button", name="Show my result").click()
    page.wait_for_url("**/result")
    keep(page, "result.png")
    return page.url.removesuffix("/result")


def read_a_ladder(page: Page, own: str) -> None:
    """One's own ladder, placed on a rung."""
    page.goto(own + "/ladder")
    page.get_by_text("I know my rung and pick it myself").click()
    mover = page.locator("form", has=page.locator("select[name=rung]")).first
    mover.locator("select").select_option("product-owner")
    mover.locator("button").first.click()
    page.locator(".lfig").evaluate("one => one.scrollIntoView()")
    keep(page, "ladder.png")


def share(page: Page, own: str) -> None:
    """The picture behind a read-only link, which is all that anyone else sees."""
    page.goto(own + "/share")
    for section in ("verdict", "picture", "traits"):
        page.check(f"#show-{section}")
    page.get_by_role("button", name="Make the link").click()
    page.goto(page.locator("#link").input_value() + "/card")
    keep(page, "card.png")


def look_around(page: Page, site: str) -> None:
    """What is there for people who look after others, and for those who want to check us."""
    for path, name in (
        ("/together/product-manager-and-product-owner", "together.png"),
        ("/how-it-works#verdicts", "method.png"),
    ):
        page.goto(site + path)
        keep(page, name)


def write_questions(page: Page, preview: str) -> None:
    """The preview that authors work with."""
    page.goto(preview)
    keep(page, "preview.png")


@contextmanager
def started(*command: str, folder: str) -> Iterator[str]:
    """A command of the product that serves pages, at the address given; stopped at the end."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = subprocess.Popen(
        [Path(sys.executable).parent / "fourways", *command, "--port", str(port)],
        env=os.environ | {"FOURWAYS_DATA_DIR": folder},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield waited_for(f"http://127.0.0.1:{port}")
    finally:
        server.send_signal(signal.SIGINT)
        server.wait(20)


def waited_for(site: str) -> str:
    """Give the address once something answers there."""
    for _ in range(400):
        try:
            urllib.request.urlopen(site + "/").close()
        except OSError:
            time.sleep(0.05)
        else:
            return site
    raise SystemExit(f"Nothing answered at {site}")


def main() -> None:
    """Start, sit, look, stop."""
    OUT.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chrome(), args=["--no-sandbox", *QUIET])
        with started("serve", folder=folder) as site:
            visit(browser, site)
        with started("preview", folder=folder) as preview:
            write_questions(browser.new_page(viewport=DESK), preview + "/preview/")
        browser.close()


def visit(browser: Browser, site: str) -> None:
    """Sit and read on a phone, look around at a desk."""
    phone, desk = browser.new_page(viewport=PHONE), browser.new_page(viewport=DESK)
    own = take_the_quiz(phone, site)
    read_a_ladder(phone, own)
    look_around(desk, site)
    card = browser.new_page(viewport={"width": 1200, "height": 630})
    share(card, own)


if __name__ == "__main__":
    main()
