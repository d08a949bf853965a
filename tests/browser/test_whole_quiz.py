"""The whole quiz by keyboard alone, with and without script, on a desktop and on a phone."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe

pytestmark = pytest.mark.browser

SIZES = {"desktop": {"width": 1280, "height": 800}, "phone": {"width": 390, "height": 844}}


@pytest.fixture(params=SIZES)
def size(request):
    return SIZES[request.param]


@pytest.fixture(params=[True, False], ids=["with script", "script off"])
def script(request):
    return request.param


@pytest.fixture
def page(browser, size, script, request):
    context = browser.new_context(viewport=size, java_script_enabled=script)
    context.set_default_timeout(10_000)
    yield context.new_page()
    context.close()


def focused(page):
    return page.evaluate(
        """() => { const e = document.activeElement;
        return {name: e.name || '', text: (e.innerText || e.value || '').trim()}; }"""
    )


def tab_to(page, *, name="", text=""):
    """Press Tab until the named field or the link or button with this text has the focus."""
    seen = []
    for _ in range(60):
        page.keyboard.press("Tab")
        here = focused(page)
        seen.append((here["name"], here["text"][:30]))
        if (name and here["name"] == name) or (text and here["text"].startswith(text)):
            return
    raise AssertionError(f"no way by keyboard to {name or text!r}: {seen}")


def choose(page, group, position):
    tab_to(page, name=group)
    page.keyboard.press("Space")
    for _ in range(position):
        page.keyboard.press("ArrowDown")


def press(page, text):
    tab_to(page, text=text)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def answer_block(page, number):
    most, least = number % 4, (number + 2) % 4
    choose(page, "most", most)
    choose(page, "least", least)
    press(page, "Continue")


def accessible(page, script):
    """No finding of axe on this page; it needs script, so the other half relies on this one."""
    if script:
        found = Axe().run(
            page,
            options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]},
        )
        assert found.violations_count == 0, f"{page.url}\n{found.generate_report()}"
    assert page.locator("h1").count() == 1
    wide = page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    assert wide <= 0, f"{page.url} scrolls sideways"


def test_a_person_takes_the_quiz_and_reads_a_ladder_by_keyboard_alone(page, site, script):
    page.goto(site + "/")
    accessible(page, script)
    press(page, "Start")
    accessible(page, script)
    assert "1 of 24" in page.inner_text("main")
    for number in range(24):
        if number in (1, 13):
            accessible(page, script)
        answer_block(page, number)
    assert re.search(r"/check$", page.url)
    accessible(page, script)
    press(page, "Show my result")
    assert page.url.endswith("/result")
    accessible(page, script)
    private = page.url.removesuffix("result")
    for leaf in ("keep", "ladder", "share", "answers", "delete"):
        page.goto(private + leaf)
        accessible(page, script)
    for public in ("/tracks", "/ladders/product-owner", "/how-it-works", "/privacy", "/sources"):
        page.goto(site + public)
        accessible(page, script)


def test_choosing_one_answer_twice_is_refused_kindly(page, site, script):
    page.goto(site + "/start")
    choose(page, "most", 1)
    choose(page, "least", 1)
    if not script:
        press(page, "Continue")
        assert page.title().startswith("Error:")
        accessible(page, script)
        return
    assert page.locator("input[name=most]:checked").count() == 0
    assert "Not both" in page.inner_text("main")
