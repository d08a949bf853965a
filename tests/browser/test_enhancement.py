"""What the script adds on question pages, and that nothing is lost where it cannot."""

import re

import pytest

from tests.browser import hands

pytestmark = pytest.mark.browser

SAVED, UNSAVED, OFFLINE = "Saved", "Not saved yet", "No connection: kept on this page, trying again"
PHONE = {"width": 390, "height": 844}


@pytest.fixture
def context(browser):
    context = browser.new_context(viewport=PHONE, reduced_motion="reduce")
    context.set_default_timeout(30_000)
    yield context
    context.close()


@pytest.fixture
def page(context, site):
    page = context.new_page()
    page.goto(site + "/start?form=full")
    page.evaluate("window.loaded = 'once'")
    return page


def choose(page, most, least):
    """Choose two answers by their places, from 0."""
    page.locator("input[name=most]").nth(most).check()
    page.locator("input[name=least]").nth(least).check()


def chosen(page):
    """Which places are chosen, of most and of least."""
    return [
        page.eval_on_selector_all(f"input[name={name}]", "all => all.findIndex(r => r.checked)")
        for name in ("most", "least")
    ]


def says(page, words):
    page.wait_for_function(
        "words => document.querySelector('[data-saved]').textContent === words", arg=words
    )


def go_on(page, title):
    page.get_by_role("button", name="Continue").click()
    arrives(page, title)


def arrives(page, title):
    page.wait_for_function("title => document.title.startsWith(title)", arg=title)


def without_a_reload(page):
    return page.evaluate("window.loaded") == "once"


def test_a_complete_answer_is_saved_while_its_page_stays_and_a_reload_shows_it(page):
    choose(page, 0, 1)
    says(page, SAVED)
    page.reload()
    assert chosen(page) == [0, 1]
    assert page.locator("[data-saved]").inner_text() == SAVED


def test_the_line_about_the_private_address_changes_with_the_first_saved_answer(page):
    foot = page.locator("footer")
    assert "Nothing is kept before that." in foot.inner_text()
    for most, least in ((0, 1), (2, 3)):
        choose(page, most, least)
        says(page, SAVED)
        assert foot.inner_text().startswith("Private address: whoever has it can see, change")
    foot.get_by_role("link", name="Keep this link").click()
    page.get_by_role("heading", name="Keep your private link").wait_for()


def test_a_changed_answer_is_saved_again(page):
    choose(page, 0, 1)
    says(page, SAVED)
    choose(page, 2, 3)
    says(page, SAVED)
    page.reload()
    assert chosen(page) == [2, 3]


def test_the_next_question_comes_without_a_reload_and_back_leads_to_the_answer(page):
    choose(page, 0, 1)
    go_on(page, "Situation 2 of 24")
    assert without_a_reload(page)
    assert page.locator("h1").evaluate("h => h === document.activeElement")
    assert page.evaluate("scrollY") == 0
    assert page.get_by_role("link", name="Stop for now").is_visible()
    choose(page, 2, 1)
    go_on(page, "Situation 3 of 24")
    page.go_back()
    arrives(page, "Situation 2 of 24")
    assert chosen(page) == [2, 1]
    page.go_forward()
    arrives(page, "Situation 3 of 24")
    assert without_a_reload(page)


def test_skipping_goes_on_without_a_reload_too(page):
    page.get_by_role("button", name="Skip").click()
    arrives(page, "Situation 2 of 24")
    assert without_a_reload(page)


def test_a_missing_answer_is_named_and_back_needs_no_sending(page):
    page.get_by_role("button", name="Continue").click()
    arrives(page, "Error: Situation 1 of 24")
    assert page.locator("[role=alert]").evaluate("e => e === document.activeElement")
    assert without_a_reload(page)
    choose(page, 1, 2)
    go_on(page, "Situation 2 of 24")
    page.go_back()
    page.wait_for_function("() => document.title.includes('Situation 1 of 24')")
    assert page.get_by_role("heading", level=1).is_visible()


def test_an_answer_chosen_offline_is_kept_and_saved_when_the_connection_is_back(page, context):
    choose(page, 0, 1)
    go_on(page, "Situation 2 of 24")
    context.set_offline(True)
    choose(page, 3, 2)
    says(page, OFFLINE)
    assert chosen(page) == [3, 2]
    page.get_by_role("button", name="Continue").click()
    context.set_offline(False)
    arrives(page, "Situation 3 of 24")
    assert without_a_reload(page)
    page.go_back()
    arrives(page, "Situation 2 of 24")
    assert chosen(page) == [3, 2]


def test_leaving_with_an_answer_that_is_not_saved_asks_first(page, context):
    context.set_offline(True)
    choose(page, 0, 1)
    says(page, OFFLINE)
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    page.get_by_role("link", name="Fourways").click()
    page.wait_for_timeout(300)
    assert asked == ["beforeunload"]
    assert chosen(page) == [0, 1]


def test_two_tabs_with_different_answers_are_asked_which_counts(page, context):
    choose(page, 0, 1)
    go_on(page, "Situation 2 of 24")
    other = context.new_page()
    other.goto(page.url)
    choose(other, 0, 1)
    says(other, SAVED)
    choose(page, 2, 3)
    says(page, UNSAVED)
    page.get_by_role("button", name="Continue").click()
    arrives(page, "Two different answers")
    page.get_by_role("button", name="Use this one instead").click()
    arrives(page, "Situation 3 of 24")
    other.reload()
    assert chosen(other) == [2, 3]


@pytest.mark.parametrize(
    "hindrance",
    ["window.fetch = () => Promise.reject(new TypeError('refused'))", "delete window.AbortSignal"],
    ids=["refused", "an old browser"],
)
def test_where_the_script_may_not_ask_the_form_is_sent_as_it_is(context, site, hindrance):
    page = context.new_page()
    page.add_init_script(hindrance)
    page.add_init_script("Object.defineProperty(navigator, 'onLine', {value: true})")
    page.goto(site + "/start?form=full")
    page.evaluate("window.loaded = 'once'")
    choose(page, 0, 1)
    page.get_by_role("button", name="Continue").click()
    arrives(page, "Situation 2 of 24")
    assert not without_a_reload(page)
    page.get_by_role("button", name="Skip").click()
    arrives(page, "Situation 3 of 24")


def test_in_a_frame_without_an_origin_the_form_is_sent_as_it_is(context, site):
    """Nothing is framed by default, so the header that says so is taken off on the way."""

    def unframed(route):
        answer = route.fetch()
        route.fulfill(response=answer, headers=without(answer.headers, "content-security-policy"))

    context.route(re.compile(r"/(start|a/)"), unframed)
    page = context.new_page()
    page.set_content(
        f'<iframe sandbox="allow-forms allow-scripts" src="{site}/start?form=full"></iframe>'
    )
    frame = page.frame_locator("iframe")
    hands.choose(frame.locator("input[name=most]").nth(0))
    hands.choose(frame.locator("input[name=least]").nth(1))
    hands.press(frame.get_by_role("button", name="Continue"), frame.locator("h1"))
    frame.get_by_text("Situation 2 of 24").wait_for()


def without(headers, name):
    return {key: value for key, value in headers.items() if key.lower() != name}
