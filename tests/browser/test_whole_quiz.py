"""The whole quiz by keyboard alone: with script on a desktop, and without script on a phone."""

import re
from pathlib import Path

import pytest

from quiz.content.bank import load_bank
from tests.browser.axe import findings

pytestmark = pytest.mark.browser

BANK = load_bank(Path(__file__).resolve().parent.parent.parent / "questions.yaml")
TRAIT_OF = {o.id: next(iter(o.weights), "") for item in BANK.items for o in item.options}
EXPECTS = {i.id: (i.expects.most, i.expects.least) for i in BANK.items if i.expects}
OWNER = (("what", "why"), ("how", "when"))  # most, least; in turn

SIZES = {True: {"width": 1280, "height": 800}, False: {"width": 390, "height": 844}}


@pytest.fixture(params=SIZES, ids=["with script", "script off"])
def script(request):
    return request.param


@pytest.fixture
def page(browser, script):
    size = SIZES[script]
    context = browser.new_context(viewport=size, java_script_enabled=script)
    context.set_default_timeout(30_000)
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


def values(page, group):
    return [r.get_attribute("value") for r in page.locator(f"input[name={group}]").all()]


def answer(page, number):
    """Answer what is shown: an attention block as it asks, a situation as an owner would."""
    shown = values(page, "most")
    if not shown:
        choose(page, "choice", 2)
    else:
        asked = EXPECTS.get(page.url.split("?")[0].rsplit("/", 1)[1])
        most, least = asked or (
            next(v for v in shown if TRAIT_OF[v] == wanted) for wanted in OWNER[number % 2]
        )
        choose(page, "most", shown.index(most))
        choose(page, "least", shown.index(least))
    press(page, "Continue")


def accessible(page, script):
    """No finding of axe on this page; it needs script, so the other half relies on this one."""
    if script:
        assert findings(page) == [], page.url
    well_made(page)


def well_made(page):
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
    assert "1 of at most 24" in page.inner_text("main")
    number = 0
    while "/items/" in page.url:
        if number in (1, 7):
            accessible(page, script)
        answer(page, number)
        number += 1
        assert number <= 40
    assert re.search(r"/check$", page.url)
    assert page.inner_text("h1") == "That may be enough"
    accessible(page, script)
    press(page, "Show my result")
    assert page.url.endswith("/result")
    accessible(page, script)
    private = page.url.removesuffix("result")
    for leaf in ("keep", "ladder", "share", "answers", "what-if", "delete"):
        page.goto(private + leaf)
        well_made(page)
    explaining = ("/how-it-works", "/quality", "/privacy", "/accessibility", "/sources")
    for public in ("/tracks", "/ladders/product-owner", *explaining):
        page.goto(site + public)
        well_made(page)


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
    assert "That one is now least" in page.inner_text("main")
