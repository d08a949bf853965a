"""The tag on a page of another site: what it shows, what that page hears, what it never does."""

import re
from itertools import pairwise

import pytest
from playwright.sync_api import expect

from tests.browser.hands import choose, press
from tests.browser.place import a_cautious_browser, a_place

pytestmark = pytest.mark.browser

NS = "fourways-quiz"
TYPES = {"ready", "loaded", "started", "progress", "navigated", "resize", "completed", "error"}
NUMBERS = {"pages", "page", "height", "code"}
"""What a page may hear beside the kind of an event, and a receipt that names nobody."""

RECEIPT = re.compile(r"fw1\.[a-z0-9]{16}\.[0-9-]{10}\.[0-9a-f]{32}\.[A-Za-z0-9_-]{43}")
"""Group, day, a number that stands for nobody, and a signature."""

HEIGHT = "document.querySelector('fourways-quiz').frame.getBoundingClientRect().height"
HELD = "() => [...document.querySelectorAll('fourways-quiz')].map((one) => one.frame.style.height)"


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    with a_place(tmp_path_factory.mktemp("embedding")) as place:
        yield place


@pytest.fixture(scope="module")
def context(playwright, tmp_path_factory, browser_type_launch_args, place):
    profile, arguments = tmp_path_factory.mktemp("profile"), browser_type_launch_args["args"]
    with a_cautious_browser(playwright, profile, arguments, tenant=place.port) as context:
        yield context


@pytest.fixture
def page(context):
    page = context.new_page()
    yield page
    page.close()


def told(page, kind=None):
    """The events so far, or the details of those of one kind."""
    events = page.evaluate("told")
    return [detail for _, name, detail in events if name == kind] if kind else events


def wait_for(page, kind, times=1):
    page.wait_for_function(
        "([kind, times]) => told.filter((one) => one[1] === kind).length >= times",
        arg=[kind, times],
    )


def inside(page, number=0):
    return page.frame_locator("fourways-quiz iframe").nth(number)


def own_frame(page):
    return next(one for one in page.frames if "/embed/" in one.url)


def starts(page, number=0):
    frame = inside(page, number)
    press(frame.get_by_role("link", name="Start the questions").first, frame.locator("h1"))
    frame.get_by_role("button", name="Skip").wait_for()


def finishes(page):
    """Answer seven questions and take the first result."""
    frame = inside(page)
    for number in range(7):
        choose(frame.locator("input[name=most]").nth(number % 4))
        choose(frame.locator("input[name=least]").nth((number + 1) % 4))
        press(frame.get_by_role("button", name="Continue"), frame.locator("h1"))
        wait_for(page, "progress", number + 2)
    own_frame(page).evaluate("location.pathname = location.pathname.replace(/items.*/, 'check')")
    press(frame.get_by_role("button", name="Show a first result"), frame.locator("h1"))
    wait_for(page, "completed")


def still(page):
    """Wait until the frame is as tall as what is in it: nothing to scroll, nothing cut off.

    It is asked anew each time: what waits within the page is stopped by the page's own policy.
    """
    fits = "innerHeight === Math.max(480, document.documentElement.scrollHeight)"
    for _ in range(300):
        if own_frame(page).evaluate(fits):
            return
        page.wait_for_timeout(50)
    pytest.fail("the frame never fits its content")


def test_a_sitting_tells_how_far_it_is_and_nothing_else_and_leads_back_to_the_place_of_the_group(
    page, place
):
    policy = f"default-src 'none'; script-src {place.site}; frame-src {place.site}"
    page.goto(place.host(body=place.tag(redirect="top"), policy=policy) + "&employee=17")
    starts(page)
    still(page)
    finishes(page)
    still(page)
    assert not [one.url for one in page.frames[1:] if "employee" in one.url]
    assert told(page, "loaded") == [{"pages": 24}]
    assert told(page, "started") == [{}]
    assert [one["page"] for one in told(page, "progress")][:8] == list(range(1, 9))
    assert {one["pages"] for one in told(page, "progress")} == {24}
    assert [set(one) for one in told(page, "completed")] == [{"receipt"}]
    assert told(page, "error") == []
    assert only_numbers(page) == []
    inside(page).get_by_role("link", name="Back to intranet.example").click()
    page.wait_for_url(f"{place.intranet}/")


def only_numbers(page):
    """Whatever arrived that is neither a number, nor a receipt, nor what every message carries."""
    wrong = []
    for _, message in page.evaluate("raw"):
        assert re.fullmatch(r"[0-9-]+", message.pop("id", None) or "0")
        assert {message.pop("ns"), message.pop("v"), message.pop("type") in TYPES} == {NS, 1}
        receipt = message.pop("receipt", None)
        wrong += [receipt] if receipt is not None and not RECEIPT.fullmatch(receipt) else []
        wrong += [
            one for one in message.items() if one[0] not in NUMBERS or type(one[1]) is not int
        ]
    return wrong


def test_its_height_follows_its_content_once_a_page_and_is_never_cut_off(page, place):
    page.goto(place.tagged(after="<p id=after>After the quiz</p>"))
    wait_for(page, "loaded")
    still(page)
    starts(page)
    for _ in range(4):
        still(page)
        before = len(told(page, "navigated"))
        frame = inside(page)
        press(frame.get_by_role("button", name="Skip"), frame.locator("h1"))
        wait_for(page, "navigated", before + 1)
    kinds = " ".join(kind for _, kind, _ in told(page) if kind != "progress")
    assert "resize resize" not in kinds, "a page is measured once"
    heights = [one["height"] for one in told(page, "resize")]
    assert all(abs(one - other) > 1 for one, other in pairwise(heights))
    assert page.evaluate(HEIGHT) == max(480, heights[-1])


def test_heights_out_of_bounds_are_drawn_within_them(page, place):
    page.goto(place.tagged(min_height="100"))
    wait_for(page, "loaded")
    send = """([id, height]) => parent.postMessage(
      {ns: 'fourways-quiz', v: 1, id, type: 'resize', height}, '*')"""
    key = page.evaluate("document.querySelector('fourways-quiz').key")
    for height, drawn in ((1e9, 20_000), (5, 120), (900.4, 901)):
        own_frame(page).evaluate(send, [key, height])
        page.wait_for_function(f"{HEIGHT} === {drawn}")
    for height in (-1, "700", None, {"px": 700}):
        own_frame(page).evaluate(send, [key, height])
    own_frame(page).evaluate(send, ["another", 700])
    page.wait_for_timeout(50)
    assert page.evaluate(HEIGHT) == 901


def test_the_first_page_takes_neither_focus_nor_place_and_later_ones_begin_at_their_top(
    page, place
):
    page.emulate_media(reduced_motion="reduce")
    tall = "<input id=own autofocus><p style='height:300px'>Before</p>"
    page.goto(place.tagged(before=tall, after="<p style='height:2000px'>After</p>"))
    wait_for(page, "loaded")
    assert page.evaluate("[document.activeElement.id, scrollY]") == ["own", 0]
    frame = inside(page)
    press(frame.get_by_role("link", name="Start the questions").last, frame.locator("h1"))
    wait_for(page, "started")
    own = own_frame(page)
    assert own.evaluate("document.activeElement.tagName") == "H1"
    top = f"{HEIGHT.removesuffix('.height')}.top"
    page.wait_for_function(f"Math.abs({top}) < 1")


def test_ten_thousand_messages_of_others_change_nothing(page, place):
    frame = f'<iframe src="{place.site}/embed/{place.cohort}" title="plain" height="300"></iframe>'
    others = "".join(
        f'<iframe src="https://{name}.example:{place.port}/?body=x" title="{name}"></iframe>'
        for name in ("stranger", "another", "intranet")
    )
    page.goto(place.host(body=frame + others + place.tag()))
    wait_for(page, "loaded")
    before, heights = told(page), page.evaluate(HELD)
    key = page.evaluate("document.querySelector('fourways-quiz').key")
    for frame in page.frames:
        if "body=x" in frame.url or frame is page.main_frame:
            frame.evaluate(FUZZ, key)
    page.wait_for_function("raw.length >= 5000")
    assert told(page) == before
    assert page.evaluate(HELD) == heights
    starts(page)
    wait_for(page, "started")
    expect(page.frame_locator("iframe[title=plain]").locator("h1")).to_contain_text("Which two")


FUZZ = """(key) => {
  const types = ['ready', 'loaded', 'started', 'progress', 'navigated', 'resize', 'completed',
    'error', 'hello', '__proto__', 'constructor', 7, null, undefined, {toString: 1}, ['resize']];
  const ids = [key, undefined, null, 'x', 0, {}];
  for (let n = 0; n < 1250; n++) {
    const whole = {ns: 'fourways-quiz', v: 1, id: ids[n % 6], type: types[n % 16],
      height: n * 37, page: n, pages: -n, receipt: '<b>', first: n % 2, redirect: 'https://x.example'};
    const said = [whole, JSON.stringify(whole), null, n, [whole], {...whole, ns: 'x'},
      {...whole, v: '1'}, {...whole, type: 'resize'.repeat(n % 50)}][n % 8];
    top.postMessage(n % 3 ? said : whole, '*');
    if (parent !== self || n % 8) top.frames[0].postMessage(parent === self ? said : whole, '*');
  }
}"""
"""Two messages a turn from four pages: 10,000, well formed, half right and wrong altogether."""


def test_two_quizzes_on_a_page_do_not_mix(page, place):
    one, two = (place.tag(id=name) for name in ("one", "two"))
    page.goto(place.host(body=one + two))
    wait_for(page, "loaded", 2)
    starts(page, 1)
    wait_for(page, "started")
    by = {name: [kind for who, kind, _ in told(page) if who == name] for name in ("one", "two")}
    assert "started" in by["two"]
    assert set(by["one"]) == {"ready", "resize", "loaded"}
    first, second = page.evaluate(HELD)
    assert first != second
    keys = page.evaluate("[...document.querySelectorAll('fourways-quiz')].map((one) => one.key)")
    assert len(set(keys)) == 2


def test_as_a_popup_it_opens_closes_and_goes_on_where_it_was(page, place):
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(place.tagged(mode="popup", theme="dark"))
    button = page.get_by_role("button", name="Career quiz")
    assert len(page.frames) == 2, "nothing is loaded before it is opened"
    button.click()
    wait_for(page, "loaded")
    starts(page)
    heading = inside(page).locator("h1").inner_text()
    assert inside(page).locator("html").get_attribute("data-theme") == "dark"
    page.get_by_role("button", name="Close").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert page.evaluate("document.activeElement.localName") == "fourways-quiz"
    button.click()
    expect(inside(page).locator("h1")).to_have_text(heading)
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")


def test_without_being_asked_it_offers_no_way_back_and_stays(page, place):
    page.goto(place.tagged())
    starts(page)
    finishes(page)
    expect(inside(page).get_by_role("link", name="Back to intranet.example")).to_have_count(0)
    assert page.url.startswith(f"{place.intranet}/?")


def test_a_page_that_is_not_registered_gets_a_link_and_is_told(page, place):
    with page.expect_console_message(lambda one: "frame-ancestors" in one.text):
        page.goto(place.host("stranger", body=place.tag()))
    assert page.get_by_role("link", name="Open in a new tab").is_visible()
    wait_for(page, "error")
    assert told(page) == [["", "error", {"code": "silent"}]]


def test_a_page_that_a_vendor_hosts_is_spoken_to(page, place):
    page.goto(place.tagged().replace(place.intranet, "https://company.sharepoint.com"))
    starts(page)
    wait_for(page, "started")
    assert {origin for origin, _ in page.evaluate("raw")} == {place.site}


def test_it_works_on_an_intranet_by_plain_http(page, place):
    tag = place.tag(site=place.plain)
    page.goto(f"http://intranet.example:{place.plain_port}/")
    assert not page.evaluate("isSecureContext")
    page.goto(place.host(body=tag).replace(place.intranet, page.url.rstrip("/")))
    starts(page)
    wait_for(page, "progress")
    still(page)


def test_staff_choose_how_it_looks_and_see_it(page, place):
    page.goto(place.invited)
    for name in ("#password", "#again"):
        page.fill(name, "a few words of mine")
    page.get_by_role("main").get_by_role("button").click()
    page.goto(f"{place.site}/staff/groups/{place.cohort}/ways-in")
    wait_for(page, "loaded")
    page.locator("label[for=theme-dark]").click()
    code = page.locator("#snippet")
    expect(code).to_have_value(re.compile('theme="dark"'))
    expect(inside(page).locator("html")).to_have_attribute("data-theme", "dark")
    page.fill("#title", 'Six "minutes"')
    expect(code).to_have_value(re.compile("Six &#34;minutes&#34;"))
    page.goto(place.host(body=code.input_value()))
    starts(page)
    assert inside(page).locator("html").get_attribute("data-theme") == "dark"
