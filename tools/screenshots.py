"""Makes the pictures of the README from a real sitting in the real product, so they never go stale.

Starts the server on a fresh data folder, answers the quiz as a product owner would, and takes one
picture for each thing the README shows. Run it with `make screenshots`.
"""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.browser.conftest import QUIET, chrome

OUT = Path(__file__).resolve().parent.parent / "docs" / "pictures"
SETTLE = 1500  # milliseconds until a page has stopped moving
PHONE = {"width": 390, "height": 844}
MOST = {0: "how", 1: "what"}
LEAST = {0: "why", 1: "when"}


def answer(page: Page, number: int, traits: dict[str, str]) -> None:
    """Choose as a product owner would: WHAT and HOW in turn, WHY and WHEN least."""
    for group, wanted in (("most", MOST[number % 2]), ("least", LEAST[number % 2])):
        for radio in page.locator(f"input[name={group}]").all():
            if traits.get(radio.get_attribute("value") or "") == wanted:
                radio.dispatch_event("click")


def traits_by_option() -> dict[str, str]:
    """Which question each answer of the shipped bank belongs to."""
    from quiz.content.catalogue import load
    from quiz.paths import files_root

    bank = load(files_root()).bank
    return {o.id: next(iter(o.weights)) for item in bank.form for o in item.options}


def sitting(page: Page, site: str) -> None:
    """The pictures, in the order a person meets the pages."""
    traits = traits_by_option()
    page.goto(site + "/")
    page.screenshot(path=OUT / "welcome.png")
    page.goto(site + "/start?form=full")
    for number in range(24):
        answer(page, number, traits)
        if number == 2:
            page.screenshot(path=OUT / "block.png")
        before = page.url
        page.get_by_role("button", name="Continue").click()
        page.wait_for_url(lambda address, left=before: address != left)
        page.wait_for_timeout(SETTLE / 5)
    page.get_by_role("button", name="Show my result").click()
    page.wait_for_url("**/result")
    page.wait_for_timeout(SETTLE)
    page.screenshot(path=OUT / "result.png")
    page.goto(page.url.removesuffix("result") + "ladder")
    page.get_by_text("I know my rung and pick it myself").click()
    mover = page.locator("form", has=page.locator("select[name=rung]")).first
    mover.locator("select").select_option("product-owner")
    mover.locator("button").first.click()
    page.wait_for_timeout(SETTLE)
    page.screenshot(path=OUT / "ladder.png")


def main() -> None:
    """Start, sit, stop."""
    OUT.mkdir(parents=True, exist_ok=True)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    site = f"http://127.0.0.1:{port}"
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as play:
        server = subprocess.Popen(
            [Path(sys.executable).parent / "fourways", "serve", "--port", str(port)],
            env=os.environ | {"FOURWAYS_DATA_DIR": folder},
            stdout=subprocess.DEVNULL,
        )
        try:
            for _ in range(200):
                try:
                    urllib.request.urlopen(site + "/").close()
                    break
                except OSError:
                    time.sleep(0.05)
            browser = play.chromium.launch(executable_path=chrome(), args=["--no-sandbox", *QUIET])
            sitting(browser.new_page(viewport=PHONE, device_scale_factor=1), site)
            browser.close()
        finally:
            server.send_signal(signal.SIGINT)
            server.wait(20)


if __name__ == "__main__":
    main()
