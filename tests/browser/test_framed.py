"""The quiz in a frame of another site, in a browser that gives it no cookie and no storage."""

import pytest

from tests.browser.axe import OF_COLOURS, RULES, findings
from tests.browser.hands import choose, press
from tests.browser.place import a_cautious_browser, a_place

pytestmark = pytest.mark.browser

FORMS_ONLY = "allow-forms"


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    with a_place(tmp_path_factory.mktemp("framed")) as place:
        yield place


@pytest.fixture(scope="module")
def context(playwright, tmp_path_factory, browser_type_launch_args):
    profile, arguments = tmp_path_factory.mktemp("profile"), browser_type_launch_args["args"]
    with a_cautious_browser(playwright, profile, arguments) as context:
        yield context


@pytest.fixture
def page(context):
    page = context.new_page()
    yield page
    page.close()


def inside(page):
    return page.frame_locator("iframe")


def begins(frame):
    press(frame.get_by_role("link", name="Start the questions").first, frame.locator("h1"))


def answer_all(frame):
    """Answer every other question and skip the rest, until the check page."""
    heading = frame.locator("h1")
    for number in range(40):
        if heading.inner_text() == "Check your answers":
            return
        if number % 2:
            choose(frame.locator("input[name=most]").nth(number // 2 % 4))
            choose(frame.locator("input[name=least]").nth((number // 2 + 1 + number // 8 % 3) % 4))
            press(frame.get_by_role("button", name="Continue"), heading)
        else:
            press(frame.get_by_role("button", name="Skip"), heading)
    pytest.fail("the questions never end")


def test_this_browser_gives_frames_of_other_sites_no_cookie(page, place):
    """Without this the tests below would show nothing."""
    cookie = f"https://cookies.example:{place.port}/cookie"
    for _ in range(2):
        page.goto(cookie)
    assert page.inner_text("body") == "cookies: seen=1"
    page.goto(place.host(frame=cookie))
    assert inside(page).locator("body").inner_text() == "cookies: none"


def test_a_whole_sitting_works_in_the_frame_and_leaves_nothing_in_the_browser(page, place):
    page.goto(place.host())
    frame = inside(page)
    begins(frame)
    answer_all(frame)
    choose(frame.get_by_label("Yes, count me in the totals"))
    press(frame.get_by_role("button", name="result").first, frame.locator("h1"))
    frame.get_by_text("You said yes to being counted").wait_for()
    own = next(one for one in page.frames if "/embed/" in one.url)
    assert own.url.startswith(f"{place.site}/embed/{place.cohort}/a/")
    assert page.context.cookies(place.site) == []
    storage = "() => { try { return localStorage.length } catch { return 'denied' } }"
    assert own.evaluate(storage) == "denied"


def test_the_full_result_opens_in_a_tab_of_its_own_where_it_can_be_shared(page, place):
    page.goto(place.host())
    frame = inside(page)
    begins(frame)
    press(frame.get_by_role("button", name="Skip"), frame.locator("h1"))
    with page.context.expect_page() as opened:
        frame.get_by_role("link", name="Keep this link").click()
    kept = opened.value
    kept.wait_for_load_state()
    assert kept.url.startswith(f"{place.site}/a/")
    assert kept.evaluate("window.opener") is None
    kept.close()


def test_a_sandboxed_frame_that_allows_only_forms_works_without_script(page, place):
    page.goto(place.host(sandbox=FORMS_ONLY))
    frame = inside(page)
    begins(frame)
    answer_all(frame)
    press(frame.get_by_role("button", name="result").first, frame.locator("h1"))
    assert any("/result" in one.url for one in page.frames)


def test_a_sandboxed_frame_of_an_unknown_origin_works_with_script(page, place):
    page.goto(place.host(sandbox="allow-forms allow-scripts"))
    frame = inside(page)
    begins(frame)
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


def test_every_page_of_a_frame_is_accessible_in_both_colours_and_fits_360_pixels(page, place):
    page.set_viewport_size({"width": 360, "height": 720})
    found = {}

    def look():
        for scheme, rules in (("light", RULES), ("dark", OF_COLOURS)):
            page.emulate_media(color_scheme=scheme)
            found[page.url.rsplit("/", 1)[1][:20], scheme] = findings(page, rules)
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
