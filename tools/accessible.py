"""Looks at every page in every state for barriers: light and dark, narrow, large text, own colours.

`make test` does so in one setting; this takes some minutes and is part of `make visual`. Exits 1
when anything was found.
"""

import logging
import sys
import tempfile
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

from tests.browser.conftest import QUIET, chrome
from tests.browser.test_every_page import look_at_all
from tests.web.states import applications, every_component, every_state

PHONE = {"width": 390, "height": 844}
NARROW = {"width": 320, "height": 640}
DESKTOP = {"width": 1280, "height": 800}
SETTINGS: dict[str, dict[str, Any]] = {
    "light, desktop": {"viewport": DESKTOP},
    "dark, phone": {"viewport": PHONE, "color_scheme": "dark"},
    "dark, 320 pixels": {"viewport": NARROW, "color_scheme": "dark"},
    "text of 200 %": {"viewport": DESKTOP, "text": 200},
    "forced colours": {"viewport": DESKTOP, "forced_colors": "active"},
    "without script": {"viewport": NARROW, "script": False},
}


def main() -> int:
    """Show every page in every setting and say what was found."""
    logging.disable()  # failures on purpose are among the pages
    found = 0
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as play:
        apps = applications(Path(folder))
        states = every_state(*apps) | every_component(Path(folder))
        browser = play.chromium.launch(executable_path=chrome(), args=["--no-sandbox", *QUIET])
        for name, setting in SETTINGS.items():
            wrong = look_at_all(browser, apps, states, every_colour=True, **setting)
            print(f"{name}: {len(states)} pages, {len(wrong)} with a barrier")
            for page, problems in wrong.items():
                print(f"  {page}: {'; '.join(problems)}")
            found += len(wrong)
        browser.close()
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
