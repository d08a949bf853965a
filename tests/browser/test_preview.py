"""The author's preview in the real Chromium, started as an author starts it."""

import shutil
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from quiz.paths import files_root
from tests.browser.conftest import free_port, surroundings

pytestmark = pytest.mark.browser

NEW = "Your team plans a day out together."


@pytest.fixture(scope="session")
def base_url():
    """Every test here has a server of its own."""
    return


@pytest.fixture
def folder(tmp_path):
    for name in ("questions.yaml", "tracks.yaml"):
        shutil.copy(files_root() / name, tmp_path)
    shutil.copytree(files_root() / "careers", tmp_path / "careers")
    return tmp_path


@pytest.fixture
def preview(folder, tmp_path):
    """The address of the preview, and all it said once it has ended."""
    port = free_port()
    process = subprocess.Popen(
        [Path(sys.executable).parent / "fourways", "preview", str(folder), "--port", str(port)],
        env=surroundings(tmp_path / "unused"),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    address = f"http://127.0.0.1:{port}/preview/"
    for _ in range(600):
        try:
            with urllib.request.urlopen(address):
                break
        except OSError:
            time.sleep(0.05)
    said = []

    def end():
        process.terminate()
        said.append(process.communicate(timeout=20)[0])
        return said[0]

    yield address, end
    if not said:
        end()


def test_a_saved_file_is_shown_without_a_hand_on_the_page(page, preview, folder):
    address, end = preview
    faults = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
    with page.expect_response("**/preview/stamp"):
        page.goto(address)
    frame = page.frame_locator("iframe").first
    frame.locator("label").first.click()
    file = folder / "questions.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("Friends plan a week away together.", NEW, 1), encoding="utf-8")
    shown = page.frame_locator('iframe[title="trip-with-friends"]').get_by_text(NEW)
    page.locator('iframe[title="trip-with-friends"]').scroll_into_view_if_needed()
    shown.wait_for(timeout=20_000)
    assert faults == []
    said = end()
    assert "Stop with Ctrl+C." in said
    assert "GET" not in said
    assert "development server" not in said


def test_the_preview_fits_a_phone_and_cuts_no_heading(page, preview):
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(preview[0])
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    heading = page.frame_locator("iframe").first.locator("h1")
    inside = heading.evaluate("(one) => one.getBoundingClientRect().top")
    assert inside >= 8
