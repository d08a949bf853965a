"""A person's own ladder in the real Chromium: by keyboard, on paper, with and without script."""

import re
from urllib.parse import urlsplit

import pytest

from quiz.content.catalogue import load
from quiz.paths import files_root
from tests.browser.axe import bring, findings
from tests.golden.sheets import HERE, told

pytestmark = pytest.mark.browser

PEOPLE = sorted((HERE / "ladders").glob("*.yaml"))
SHOWN = ((1280, "light"), (390, "dark"), (320, "light"))


@pytest.fixture(scope="module")
def bank():
    return load(files_root()).bank


@pytest.fixture
def page(browser):
    context = browser.new_context(reduced_motion="reduce")
    context.set_default_timeout(30_000)
    yield bring(context).new_page()
    context.close()


def take(page, site, bank, persona):
    """Send the answers of a golden person; gives the private address."""
    sheet = told(HERE / "people" / f"{persona}.yaml")["answers"]
    begun = urlsplit(page.request.get(site + "/start?form=full").url)
    home = begun.path.rpartition("/")[0]
    for item in bank.form:
        most, least = sheet[item.id]
        address = f"{site}{home}/{item.id}?{begun.query}"
        said = {"most": most, "least": least, "seen": ""}
        answer = page.request.post(address, form=said, max_redirects=0)
        assert answer.status == 303
    private = site + home.removesuffix("items")
    assert page.request.post(private + "finish", form={}, max_redirects=0).status == 303
    return private


def sound(page):
    """No finding of axe and no sideways scrolling, light or dark, from a desktop to 320 pixels."""
    for width, scheme in SHOWN:
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size({"width": width, "height": 844})
        assert findings(page) == [], f"{width} {scheme}"
        wide = page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        assert wide <= 0, f"scrolls sideways at {width}"


def pages_on_paper(page):
    page.emulate_media(media="null")
    printed = page.pdf(format="A4", prefer_css_page_size=True)
    return len(re.findall(rb"/Type\s*/Page\b", printed))


QUESTIONS = "Find my rung: two questions"


def say(page, scope, decides, years=""):
    """The questions about one's place are folded and come first; the ladder beside or below."""
    ladder, questions = page.locator("ol.ladder").first, page.get_by_text(QUESTIONS)
    assert ladder.evaluate("(a, b) => a.compareDocumentPosition(b) & 2", questions.element_handle())
    questions.click()
    page.locator(f"input[name=scope][value={scope}]").check()
    page.locator(f"input[name=decides][value={decides}]").check()
    page.get_by_text("Two more, if you like").click()
    page.get_by_label("Years in this kind of work").fill(years)
    page.get_by_role("button", name="Find my rung").click()
    page.wait_for_selector("dl.short")


def test_one_ladder_is_accessible_at_every_step_and_prints_on_one_page(page, site, bank):
    private = take(page, site, bank, "need-seeker")
    page.goto(private + "ladder")
    sound(page)
    say(page, "whole", "limits", "5")
    sound(page)
    page.locator(".skills summary").click()
    page.get_by_role("button", name="Update my ladder").click()
    page.wait_for_selector("text=as solid ground")
    assert pages_on_paper(page) == 1
    page.emulate_media(media="screen")
    open_all(page)
    sound(page)


def test_paper_shows_the_key_the_day_and_a_step_to_every_way_out(page, site, bank):
    private = take(page, site, bank, "need-seeker")
    page.goto(private + "ladder")
    say(page, "whole", "limits", "5")
    other = page.get_by_text("Do you work on another ladder today?")
    step = page.locator(".ways .out>div>ul .paper")
    assert step.count() == 3
    for medium, onscreen in (("screen", True), ("print", False)):
        page.emulate_media(media=medium)
        assert other.is_visible() == onscreen
        assert page.locator("h1~.paper").is_visible() != onscreen
        assert step.first.is_visible() != onscreen
        assert page.locator(".lfig figcaption .key").count() == 3
        assert page.locator(".lfig figcaption").is_visible()
        assert page.locator("figcaption .paper").is_visible() != onscreen


def open_all(page):
    """Open what is folded, and what is folded within it."""
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")


@pytest.mark.parametrize("person", PEOPLE, ids=lambda path: path.stem)
def test_the_four_answers_are_found_on_a_phone(page, site, bank, person):
    """On the first two screens: where, what is new, this month, where else; each leads to more."""
    told_of = told(person)
    private = take(page, site, bank, told_of["quiz"])
    if "picked" in told_of:
        form = {"track": told_of["picked"]}
        page.request.post(private + "ladder/choose", form=form, max_redirects=0)
    form = {k: str(v) for k, v in told_of["said"].items()} | {"view": ""}
    assert page.request.post(private + "ladder/place", form=form, max_redirects=0).status == 303
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(private + "ladder")
    tracks = len(told_of["ladders"])
    assert page.evaluate("document.documentElement.scrollHeight") <= 4700 * tracks
    first = page.locator("dl.short").first
    box = first.bounding_box()
    assert box["y"] + box["height"] <= 2 * 844
    terms = first.locator("dt a").all()
    assert [term.inner_text() for term in terms] == [
        *("Where you stand", "New on the next rung", "This month", "Where else")
    ]
    for term in terms:
        term.click()
        assert page.locator(term.get_attribute("href")).is_visible()
    assert pages_on_paper(page) == 1


def test_the_map_and_the_levels_are_accessible(page, site, bank):
    private = take(page, site, bank, "need-seeker")
    page.goto(private + "ladder")
    say(page, "whole", "limits", "5")
    for leaf in ("ladder/moves", "ladder/compare"):
        page.goto(private + leaf)
        open_all(page)
        sound(page)


def test_a_source_number_opens_the_list_it_leads_to(page, site, bank):
    private = take(page, site, bank, "need-seeker")
    page.goto(private + "ladder")
    say(page, "whole", "limits", "5")
    assert not page.locator("#rests-on").is_visible()
    page.locator("a[href='#rests-on']:visible").first.click()
    page.wait_for_selector("#rests-on", state="visible")


def test_two_ladders_are_accessible_and_print_on_one_page(page, site, bank):
    private = take(page, site, bank, "split-between-the-ends")
    page.goto(private + "ladder")
    sound(page)
    say(page, "system", "rules", "30")
    sound(page)
    assert pages_on_paper(page) == 1


def test_the_doors_are_accessible(page, site, bank):
    private = take(page, site, bank, "all-four-equally")
    page.goto(private + "ladder")
    sound(page)
    page.set_viewport_size({"width": 1280, "height": 900})
    foot = "all => all.map(one => one.getBoundingClientRect().bottom)"
    assert len(set(page.locator(".cards .btn").evaluate_all(foot))) == 1


def test_a_phone_shows_the_rungs_wide_and_how_high_each_stands_on_one_line(page, site, bank):
    private = take(page, site, bank, "need-seeker")
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(private + "ladder")
    wide = page.locator(".rail .pc").evaluate_all("all => all.map(one => one.getBBox().width)")
    assert min(wide) >= 40
    high = page.locator(".ladder small").evaluate_all("all => all.map(one => one.offsetHeight)")
    assert len(high) == 7
    assert max(high[:6]) < 30
    page.get_by_text(QUESTIONS).click()
    button, question = page.get_by_text(QUESTIONS), page.locator(".placing legend").first
    below = button.bounding_box()["y"] + button.bounding_box()["height"]
    assert question.bounding_box()["y"] - below >= 16


def test_a_link_to_a_contested_duty_shows_what_it_opened(page, site):
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(site + "/contested#open-requirements")
    opened = page.locator("#requirements summary")
    page.wait_for_function("scrollY > 0")
    assert opened.bounding_box()["y"] >= 0
    assert page.locator("#open-requirements").is_visible()


def test_the_whole_page_works_by_keyboard_and_without_script(browser, site, bank):
    with_script = browser.new_page()
    private = take(with_script, site, bank, "interpreter")
    with_script.close()
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(private + "ladder")
    tab_to(page, QUESTIONS)
    page.keyboard.press("Enter")
    tab_to(page, "scope")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    tab_to(page, "decides")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_selector("dl.short")
    assert "You are about here: associate product owner" in page.inner_text("main")
    assert page.get_by_role("button", name="Print on one page").count() == 0
    context.close()


def tab_to(page, name):
    for _ in range(40):
        page.keyboard.press("Tab")
        focus = page.locator("*:focus")
        if name in (focus.get_attribute("name"), focus.inner_text()):
            return
    raise AssertionError(f"no way by keyboard to {name}")
