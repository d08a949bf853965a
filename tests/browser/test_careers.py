"""The public pages about careers: accessible at every size and colour, readable, printable."""

import re

import pytest

from tests.browser.axe import bring, findings

pytestmark = pytest.mark.browser

PAGES = (
    "/tracks",
    "/ladders/product-manager",
    "/ladders/product-owner/senior-product-owner",
    "/ladders/product-manager/principal-product-manager",
    "/compare",
    "/compare?one=product-owner&other=senior-product-owner",
    "/compare?one=product-manager&other=project-manager",
    "/compare?one=product-owner&other=nobody",
    "/pivots/program-manager",
    "/pivots/entrepreneur",
    "/roles",
    "/contested?project-title=program-manager&product-title=owners",
    "/together",
    "/together/product-manager-and-project-manager",
    "/guide/product-owner",
)


@pytest.fixture
def page(browser):
    context = browser.new_context(
        viewport={"width": 320, "height": 844}, color_scheme="dark", reduced_motion="reduce"
    )
    context.set_default_timeout(30_000)
    yield bring(context).new_page()
    context.close()


def test_no_page_has_a_finding_when_all_is_open_in_the_dark_and_none_scrolls_sideways(page, site):
    """As they come, light and on a phone, test_every_page.py looks at them."""
    for address in PAGES:
        page.goto(site + address)
        page.evaluate("document.querySelectorAll('details').forEach(e => (e.open = true))")
        assert findings(page) == [], address
        for width in (1280, 320):
            page.set_viewport_size({"width": width, "height": 844})
            wide = page.evaluate(
                "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            )
            assert wide <= 0, f"{address} scrolls sideways at {width}"


def sheets(page, **paper):
    return len(re.findall(rb"/Type\s*/Page[^s]", page.pdf(**paper)))


@pytest.mark.parametrize("track", ["product-manager", "product-owner", "project-manager"])
@pytest.mark.parametrize("words", ["", "?project-title=delivery-manager&product-title=owners"])
def test_a_guide_prints_on_two_sheets_of_either_usual_paper(browser, site, track, words):
    page = browser.new_page()
    page.goto(f"{site}/guide/{track}{words}")
    assert [sheets(page, format=paper) for paper in ("A4", "Letter")] == [2, 2]
    page.close()


def test_contested_duties_are_printed_with_their_folds_open(browser, site):
    page = browser.new_page()
    page.goto(site + "/contested")
    page.emulate_media(media="print")
    said = page.get_by_text("Keep two pages with two names", exact=False)
    assert said.is_visible()
    page.close()


def test_contested_ground_is_short_on_a_phone_until_a_duty_is_opened(browser, site):
    page = browser.new_page(viewport={"width": 390, "height": 844})
    page.goto(site + "/contested")
    assert page.evaluate("document.documentElement.scrollHeight") <= 5000
    page.close()


def test_the_picture_of_moves_and_its_words_agree(browser, site):
    """The mark of each move stands where its questions stand on the line."""
    page = browser.new_page(viewport={"width": 1280, "height": 844})
    page.goto(site + "/pivots/product-owner")
    stops = {
        name.strip().lower(): box["x"] + box["width"] / 2
        for name, box in (
            (li.inner_text(), li.bounding_box()) for li in page.locator(".phead li").all()
        )
    }
    for row in page.locator("li.prow").all():
        asked = [word.lower() for word in row.locator(".trait").all_inner_texts()]
        node = row.locator(".nd").bounding_box()
        middle = sum(stops[name.strip()] for name in asked) / len(asked)
        assert abs(node["x"] + node["width"] / 2 - middle) < 1.5, row.get_attribute("id")
    page.close()


def test_the_calendar_file_is_offered_for_the_chosen_day(browser, site):
    page = browser.new_page()
    page.goto(site + "/guide/product-owner")
    page.fill("#start", "2027-01-31")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Calendar file").click()
    assert waiting.value.suggested_filename == "fourways-product-owner.ics"
    assert "start=2027-01-31" in waiting.value.url
    page.close()
