"""Every question of the shipped bank on a phone: what is chosen and Continue are within reach.

With a browser's own bars a phone of 390 by 844 shows about 390 by 660.
"""

import pytest

from tests.browser.showing import Screen
from tests.web.states import applications, every_question

pytestmark = pytest.mark.browser

PHONE = 844
WITH_BARS = 660
SHORT = WITH_BARS / 3  # of a screen: one short scroll

LAYOUT = """() => {
  const box = (selector) => document.querySelector(selector).getBoundingClientRect();
  return {
    whole: document.documentElement.scrollHeight,
    choices: box('.ml legend, .scale').top + scrollY,
    go: box('.actions .btn').bottom + scrollY,
  };
}"""


@pytest.fixture(scope="module")
def apps(tmp_path_factory):
    return applications(tmp_path_factory.mktemp("questions"))


@pytest.fixture(scope="module")
def questions(apps):
    return every_question(apps[0])


@pytest.fixture(scope="module")
def layouts(browser, apps, questions):
    """Where things stand on each page in each state, in pixels from its top."""
    context = browser.new_context(
        viewport={"width": 390, "height": WITH_BARS}, reduced_motion="reduce"
    )
    screen = Screen(context, apps[0].test_client())
    yield {name: screen.show(shown).evaluate(LAYOUT) for name, shown in questions.items()}
    context.close()


def test_all_questions_are_looked_at_in_all_states(questions):
    assert len(questions) == 24 * 4 + 12 * 2


def test_every_question_fits_a_phone_whole(layouts):
    assert {name: at["whole"] for name, at in layouts.items() if at["whole"] > PHONE} == {}


def test_all_choices_and_continue_stand_on_one_screen_below_the_bars(layouts):
    apart = {name: at["go"] - at["choices"] for name, at in layouts.items()}
    assert {name: room for name, room in apart.items() if room > WITH_BARS} == {}


def test_one_short_scroll_reaches_continue(layouts):
    away = {name: at["go"] - WITH_BARS for name, at in layouts.items()}
    assert {name: way for name, way in away.items() if way > SHORT} == {}


MOVED = """() => new Promise((done) => {
  const moved = new Set();
  const of = (node) => (node.nodeType === 1 ? node : node.parentElement);
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      for (const { node } of entry.sources) {
        if (node && !of(node).closest('[data-saved]')) moved.add(of(node).outerHTML.slice(0, 60));
      }
    }
  }).observe({ type: 'layout-shift', buffered: true });
  requestAnimationFrame(() => setTimeout(() => done([...moved]), 100));
})"""
"""What moved on the page, also after a click; the line that says "Saved" may change its words."""


def choose(page):
    """Choose in every group of the page, one after the other."""
    for name in ("most", "least", "choice"):
        for radio in page.locator(f"input[name={name}]").all()[-2:]:
            radio.check()


def test_a_group_that_lacks_its_choice_is_marked_until_it_has_one(browser, apps, questions):
    context = browser.new_context(viewport={"width": 390, "height": 844})
    shown = next(s for n, s in questions.items() if n.endswith(" one missing"))
    page = Screen(context, apps[0].test_client()).show(shown)
    word, radio = page.locator("legend .err"), page.locator("input[name=least]").nth(2)
    edge = "radio => getComputedStyle(radio, '::before').borderTopColor"
    line = page.locator("legend", has_text="Least").bounding_box()["height"]
    assert page.locator("legend", has_text="Most").bounding_box()["height"] == line
    assert word.is_visible()
    assert word.inner_text() == ": missing"
    before = radio.evaluate(edge)
    assert before != page.locator("input[name=most]").nth(2).evaluate(edge)
    radio.check()
    assert not word.is_visible()
    assert page.locator("input[name=least]").nth(1).evaluate(edge) != before
    assert page.evaluate(MOVED) == []
    context.close()


@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_moves_while_a_question_is_shown_and_answered(browser, apps, questions, width):
    context = browser.new_context(viewport={"width": width, "height": 844})
    screen = Screen(context, apps[0].test_client())
    moved = {}
    for name in ("missing", "answered", "asked"):
        for shown in [s for n, s in questions.items() if n.endswith(f" {name}")][:2]:
            page = screen.show(shown)
            choose(page)
            moved[shown.address] = page.evaluate(MOVED)
    context.close()
    assert len(moved) >= 4
    assert {address: what for address, what in moved.items() if what} == {}
