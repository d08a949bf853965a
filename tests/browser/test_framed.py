"""The quiz in a frame of another site, in a browser that gives it no cookie and no storage."""

import json
import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlencode

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.conftest import chrome, serving, surroundings
from tests.browser.neighbour import neighbour

pytestmark = pytest.mark.browser

FORMS_ONLY = "allow-forms"
RULES = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]


class Place:
    """The quiz, a cohort that the intranet may frame, and pages of other sites that hold it."""

    def __init__(self, site, port, cohort):
        self.site, self.port, self.cohort = site, port, cohort

    def host(self, name="intranet", *, frame=None, **said):
        framed = frame or f"{self.site}/embed/{self.cohort}"
        return f"http://{name}.localhost:{self.port}/?" + urlencode({"frame": framed, **said})


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    data = tmp_path_factory.mktemp("framed")
    with neighbour() as port:
        words = ["cohort", "add", "Spring", "--organisation", "Example Company"]
        words += ["--form", "full", "--origin", f"http://intranet.localhost:{port}"]
        told = subprocess.run(
            [Path(sys.executable).parent / "fourways", *words, "--development-only"],
            env=surroundings(data),
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        with serving(data) as site:
            yield Place(site, port, re.search(r"/embed/(\w+)", told)[1])


@pytest.fixture(scope="module")
def context(playwright, tmp_path_factory, browser_type_launch_args):
    """Chromium as people set it who block cookies of other sites."""
    profile = tmp_path_factory.mktemp("profile")
    (profile / "Default").mkdir()
    blocked = {"profile": {"cookie_controls_mode": 1, "block_third_party_cookies": True}}
    (profile / "Default" / "Preferences").write_text(json.dumps(blocked))
    context = playwright.chromium.launch_persistent_context(
        str(profile),
        executable_path=chrome(),
        args=[*browser_type_launch_args["args"], "--test-third-party-cookie-phaseout"],
    )
    context.set_default_timeout(10_000)
    yield context
    context.close()


@pytest.fixture
def page(context):
    page = context.new_page()
    yield page
    page.close()


def inside(page):
    return page.frame_locator("iframe")


def answer_all(frame):
    """Answer every other question and skip the rest, until the check page."""
    heading, last = frame.locator("h1"), "Which two questions do you reach for first?"
    for number in range(40):
        expect(heading).not_to_have_text(last)
        last = heading.inner_text()
        if last == "Check your answers":
            return
        if number % 2:
            frame.locator("input[name=most]").nth(number // 2 % 4).check()
            frame.locator("input[name=least]").nth((number // 2 + 1 + number // 8 % 3) % 4).check()
            frame.get_by_role("button", name="Continue").click()
        else:
            frame.get_by_role("button", name="Skip").click()
    pytest.fail("the questions never end")


def test_this_browser_gives_frames_of_other_sites_no_cookie(page, place):
    """Without this the tests below would show nothing."""
    cookie = f"http://cookies.localhost:{place.port}/cookie"
    for _ in range(2):
        page.goto(cookie)
    assert page.inner_text("body") == "cookies: seen=1"
    page.goto(place.host(frame=cookie))
    assert inside(page).locator("body").inner_text() == "cookies: none"


def test_a_whole_sitting_works_in_the_frame_and_leaves_nothing_in_the_browser(page, place):
    page.goto(place.host())
    frame = inside(page)
    frame.get_by_role("link", name="Start the questions").first.click()
    answer_all(frame)
    frame.get_by_label("Yes, count me in the totals").check()
    frame.get_by_role("button", name="result").first.click()
    frame.get_by_text("You said yes to being counted").wait_for()
    own = next(one for one in page.frames if "/embed/" in one.url)
    assert own.url.startswith(f"{place.site}/embed/{place.cohort}/a/")
    assert page.context.cookies(place.site) == []
    storage = "() => { try { return localStorage.length } catch { return 'denied' } }"
    assert own.evaluate(storage) == "denied"


def test_the_full_result_opens_in_a_tab_of_its_own_where_it_can_be_shared(page, place):
    page.goto(place.host())
    frame = inside(page)
    frame.get_by_role("link", name="Start the questions").first.click()
    frame.get_by_role("button", name="Skip").click()
    with page.context.expect_page() as opened:
        frame.get_by_role("link", name="open it in a new tab to keep it").click()
    kept = opened.value
    kept.wait_for_load_state()
    assert kept.url.startswith(f"{place.site}/a/")
    assert kept.evaluate("window.opener") is None
    kept.close()


def test_a_sandboxed_frame_that_allows_only_forms_works_without_script(page, place):
    page.goto(place.host(sandbox=FORMS_ONLY))
    frame = inside(page)
    frame.get_by_role("link", name="Start the questions").first.click()
    answer_all(frame)
    frame.get_by_role("button", name="result").first.click()
    expect(frame.locator("h1")).not_to_have_text("Check your answers")
    assert any("/result" in one.url for one in page.frames)


def test_a_sandboxed_frame_of_an_unknown_origin_works_with_script(page, place):
    page.goto(place.host(sandbox="allow-forms allow-scripts"))
    frame = inside(page)
    frame.get_by_role("link", name="Start the questions").first.click()
    frame.get_by_role("button", name="Skip").wait_for()
    own = next(one for one in page.frames if "/embed/" in one.url)
    assert own.evaluate("self.origin") == "null"
    answer_all(frame)


def refuses(page, address):
    """Open a page, and wait for the browser to say that it shows no frame there."""

    def said(message):
        return "frame-ancestors" in message.text or "violates" in message.text

    with page.expect_console_message(said):
        page.goto(address)
    return all("Fourways" not in one.title() for one in page.frames)


@pytest.mark.parametrize("leaf", ["", "/nowhere", "/a/nobody/check"])
def test_the_browser_refuses_a_page_that_is_not_registered(page, place, leaf):
    frame = f"{place.site}/embed/{place.cohort}{leaf}"
    assert refuses(page, place.host("stranger", frame=frame))


def test_the_browser_refuses_a_stranger_around_a_registered_page(page, place):
    assert refuses(page, place.host("stranger", frame=place.host()))


@pytest.mark.parametrize("address", ["/", "/privacy"])
def test_no_other_page_can_be_framed(page, place, address):
    assert refuses(page, place.host(frame=place.site + address))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_of_a_frame_is_accessible_and_fits_360_pixels(page, place, scheme):
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": 360, "height": 720})
    found = {}

    def look():
        seen = Axe().run(page, options={"runOnly": RULES}).response["violations"]
        found[page.url.rsplit("/", 1)[1][:20]] = [one["id"] for one in seen]
        assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")

    page.goto(f"{place.site}/embed/{place.cohort}")
    look()
    page.get_by_role("link", name="Start the questions").first.click()
    look()
    answer_all(page)
    look()
    page.get_by_role("button", name="result").first.click()
    page.wait_for_url("**/result*")
    look()
    home = page.url.split("?")[0].removesuffix("/result")
    for leaf in ("counted", "ladder", "what-if", "nowhere"):
        page.goto(f"{home}/{leaf}")
        look()
    assert {name: ids for name, ids in found.items() if ids} == {}
