"""Every page in every state: accessible, and no wider than its window."""

import pytest

from tests.browser.axe import bring, findings
from tests.browser.showing import Screen
from tests.web.states import applications, every_state

pytestmark = pytest.mark.browser

NOT_PAGES = {
    "static": "files",
    "embed_script": "a file",
    "take.next_item": "leads on",
    "ladders.all_ladders": "leads on",
    "results.export": "a file",
    "receipts.file": "a file",
    "cards.shared_card": "a picture",
    "careers_files.rungs_json": "a file",
    "careers_files.rungs_csv": "a file",
    "health.alive": "for machines",
    "health.ready": "for machines",
    "groups.start": "leads on",
    "ladders.month": "a file",
    "api.index": "for machines",
    "api.bank": "for machines",
    "api.careers": "for machines",
    "api.description": "for machines",
}


@pytest.fixture(scope="module")
def apps(tmp_path_factory):
    return applications(tmp_path_factory.mktemp("states"))


@pytest.fixture(scope="module")
def states(apps):
    return every_state(*apps)


def found_on(page, *, colours=True):
    """What axe finds and what runs out of the window, in words."""
    problems = findings(page, colours=colours)
    if page.locator("h1").count() != 1:
        problems.append("not one h1")
    over = page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    return [*problems, f"{over} pixels too wide"] if over > 0 else problems


def look_at_all(browser, apps, states, *, text=100, script=True, every_colour=False, **window):
    """Show every state in such a window and give what is wrong with it, by name.

    Unless `every_colour`, contrast is looked at in one state of each view and status: the others
    have the same colours, whose contrast test_contrast.py works out.
    """
    context = bring(browser.new_context(reduced_motion="reduce", **window))
    screen = Screen(context, apps[0].test_client(), script=script)
    wrong, looked = {}, set()
    for name, shown in states.items():
        page = screen.show(shown)
        kind = (shown.endpoint, shown.status)
        colours = every_colour or kind not in looked
        looked.add(kind)
        if text != 100:
            page.evaluate("size => { document.documentElement.style.fontSize = size }", f"{text}%")
        if problems := found_on(page, colours=colours):
            wrong[name] = problems
    context.close()
    return wrong


def test_every_page_that_the_product_has_is_looked_at(apps, states):
    """A view mounted again for frames is the same page; test_staff_pages.py has those of staff."""
    rules = [rule for rule in apps[0].url_map.iter_rules() if "GET" in rule.methods]
    rules = [rule for rule in rules if not rule.rule.startswith("/staff/")]
    pages = {rule.endpoint.removeprefix("embed.") for rule in rules}
    missed = pages - {shown.endpoint for shown in states.values()} - NOT_PAGES.keys()
    assert missed == set(), "tests/web/states.py shows every page"


USED_BUT_LEFT_OUT = """([whole, part, pages]) => {
  const parts = (selectors) => {
    const found = [''];
    let depth = 0;
    for (const sign of selectors) {
      depth += (sign === '(') - (sign === ')');
      if (sign === ',' && !depth) found.push('');
      else found[found.length - 1] += sign;
    }
    return found;
  };
  const rules = (text) => {
    const sheet = new CSSStyleSheet(), found = new Map();
    sheet.replaceSync(text);
    const walk = (within, where) => {
      for (const rule of within) {
        if (!rule.selectorText) walk(rule.cssRules || [], where + rule.conditionText + ' | ');
        else for (const one of parts(rule.selectorText)) found.set(where + one.trim(), one);
      }
    };
    walk(sheet.cssRules, '');
    return found;
  };
  const kept = rules(part);
  const passing =
    /:+(before|after|hover|focus-visible|focus|checked|empty|marker|details-content)/g;
  const plain = (one) => one.replace(passing, '')
    .replace(/^\\s*$/, '*').replace(/([>+~ ])\\s*$/, '$1*');
  const left = [...rules(whole)].filter(([name]) => !kept.has(name));
  const found = [left.length];
  for (const page of pages) {
    const shown = new DOMParser().parseFromString(page, 'text/html');
    for (const [name, one] of left) if (shown.querySelector(plain(one))) found.push(name);
  }
  return found;
}"""


def test_no_page_of_a_sitting_uses_a_rule_that_its_sheet_leaves_out(browser, apps, states):
    page = browser.new_page()
    files = apps[0].extensions["assets"]
    sheets = [files.named(name).plain.decode() for name in ("style.css", "sitting.css")]
    sitting = [one.html for one in states.values() if files.url("sitting.css") in one.html]
    others = [one.html for one in states.values() if files.url("style.css") in one.html]
    left_out, *used = page.evaluate(USED_BUT_LEFT_OUT, [*sheets, sitting])
    assert (len(sitting) > 30, left_out > 300, used) == (True, True, [])
    assert len(page.evaluate(USED_BUT_LEFT_OUT, [*sheets, others])) > 1
    page.close()


def test_every_state_is_accessible_on_a_phone(browser, apps, states):
    assert look_at_all(browser, apps, states, viewport={"width": 390, "height": 844}) == {}


TWICE_THE_SIZE = """() => {
  document.documentElement.style.fontSize = '200%';
  const found = [], lines = [];
  const range = document.createRange();
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let text; (text = texts.nextNode());) {
    const around = text.parentElement;
    if (!around.checkVisibility({ visibilityProperty: true })) continue;
    if (!text.data.trim() || around.closest('.vh,.skip,.code')) continue;
    for (const word of text.data.matchAll(/\\p{L}{2,}/gu)) {
      range.setStart(text, word.index);
      range.setEnd(text, word.index + word[0].length);
      const tops = Array.from(range.getClientRects(), (box) => Math.round(box.top));
      if (new Set(tops).size > 1) found.push('breaks ' + word[0]);
    }
    range.selectNodeContents(text);
    for (const box of range.getClientRects()) lines.push([text.data.trim(), box]);
  }
  lines.forEach(([one, a], place) => lines.slice(place + 1).forEach(([other, b]) => {
    const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
    const high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
    if (wide > 2 && high > 0.4 * Math.min(a.height, b.height))
      found.push(one.slice(0, 30) + ' lies on ' + other.slice(0, 30));
  }));
  const root = document.documentElement;
  if (root.scrollWidth > root.clientWidth) found.push('scrolls sideways');
  return found;
}"""
LARGE = (
    *("welcome", "tracks", "how-it-works", "quality", "ladder of product-manager", "rung"),
    *("pivots", "compare tracks", "guide", "first question", "same answer", "trade-off"),
    *("check with a skipped one", "result clear", "result close", "result balanced", "what if"),
    *("own ladder unplaced", "own ladder ticked", "two ladders placed", "group counted"),
    *("frame result", "verified", "five rank", "error 500"),
)


def test_at_twice_the_text_size_no_word_breaks_and_no_label_lies_on_another(browser, apps, states):
    context = browser.new_context(viewport={"width": 390, "height": 844}, reduced_motion="reduce")
    screen = Screen(context, apps[0].test_client())
    found = {name: screen.show(states[name]).evaluate(TWICE_THE_SIZE) for name in LARGE}
    context.close()
    assert {name: wrong for name, wrong in found.items() if wrong} == {}


def test_text_that_does_break_would_be_seen(browser, apps, states):
    context = browser.new_context(viewport={"width": 150, "height": 844})
    page = Screen(context, apps[0].test_client()).show(states["welcome"])
    found = page.evaluate(TWICE_THE_SIZE)
    context.close()
    assert any(said.startswith("breaks ") for said in found)
    assert any(" lies on " in said for said in found)


ANSWER = ("h1", "figure", "text=Share a read-only link", ".rfoot .btn2", ".priv")
TWO_SCREENS = 2 * 844


def test_a_phone_shows_the_whole_result_on_two_screens_and_folds_the_rest(browser, apps, states):
    context = browser.new_context(viewport={"width": 390, "height": 844})
    screen = Screen(context, apps[0].test_client())
    for kind in ("clear", "leaning", "close", "three-way", "balanced", "shown all the same"):
        page = screen.show(states[f"result {kind}"])
        ends = [page.locator(part).first.bounding_box() for part in ANSWER]
        assert max(box["y"] + box["height"] for box in ends) < TWO_SCREENS, kind
        opened = page.locator("h2:visible").all_text_contents()
        folded = page.locator("details:not([open])>summary h2").all_text_contents()
        assert opened == [*folded, "Yours to keep or delete"], kind
        assert len(folded) >= 4
    context.close()
