"""From a login to figures on paper, as somebody goes who has a browser and nobody who programs."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import expect

from quiz.settings import from_env
from quiz.web.factory import create_app
from tests.browser.conftest import serving, surroundings
from tests.web.finished import CLEAR, CLOSE
from tests.web.staff import SECRET, takes_part

pytestmark = pytest.mark.browser

COMMAND = Path(sys.executable).parent / "fourways"


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    return tmp_path_factory.mktemp("journey")


@pytest.fixture(scope="module")
def site(data):
    with serving(data) as address:
        yield address


def one_time_link(data, site):
    """What whoever runs the site types, and the link that it prints."""
    told = subprocess.run(
        [COMMAND, "staff", "add", "ines@example.com", "--organisation", "Example Company"],
        env=surroundings(data) | {"FOURWAYS_URL": site},
        capture_output=True,
        text=True,
        check=True,
    )
    return told.stdout.strip()


def pages_on_paper(page):
    printed = page.pdf(format="A4", prefer_css_page_size=True)
    return len(re.findall(rb"/Type\s*/Page\b", printed))


def takes_the_quiz(browser, address, *, count):
    """Somebody scans a card, answers eight situations, looks at their answers and finishes."""
    context = browser.new_context(viewport={"width": 390, "height": 844}, reduced_motion="reduce")
    page = context.new_page()
    page.goto(address)
    expect(page.locator("h2", has_text="What Example Company will see")).to_be_visible()
    page.get_by_role("button", name="Start the questions").click()
    for _ in range(8):
        page.wait_for_selector("input[name=most]")
        before = page.url
        page.locator("input[name=most]").nth(0).check()
        page.locator("input[name=least]").nth(3).check()
        page.get_by_role("button", name="Continue").click()
        page.wait_for_function("before => location.href !== before", arg=before)
    page.goto(re.sub(r"/items/.*", "/check", page.url))
    page.get_by_label(count).check()
    page.get_by_role("button", name=re.compile("^Show .*result")).first.click()
    page.wait_for_url("**/result*")
    page.get_by_role("link", name="Get a receipt").click()
    receipt = page.get_by_label("One line to copy").input_value()
    context.close()
    return receipt


def test_from_a_login_to_figures_on_paper(browser, data, site):
    page = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
    page.goto(one_time_link(data, site))
    page.get_by_label("Password", exact=True).fill(SECRET)
    page.get_by_label("The same once more").fill(SECRET)
    page.get_by_role("button", name="Keep it and sign in").click()

    page.get_by_role("link", name="Open a group").click()
    page.get_by_label("Name of the group").fill("October onboarding")
    page.get_by_label("No. They are for people's own development").check()
    page.get_by_label("Only people with a code can start").check()
    page.get_by_role("button", name="Open the group").click()
    expect(page.locator("h1")).to_have_text("October onboarding: ways in")
    group = page.url.split("/groups/")[1].split("/")[0]

    page.get_by_role("link", name="Codes").click()
    page.get_by_role("button", name="Make them").click()
    codes = page.locator(".lot").all_inner_texts()
    assert len(codes) == 10
    assert pages_on_paper(page) == 1

    cards = [f"{site}/q/{group}?code={code}" for code in codes]
    receipts = [
        takes_the_quiz(browser, cards[0], count="Yes, count me in the totals"),
        takes_the_quiz(browser, cards[1], count="No, do not count me"),
    ]
    page.goto(f"{site}/staff/groups/{group}")
    expect(page.locator("main")).to_contain_text("No figures are shown yet.")
    app = create_app(from_env(os.environ | surroundings(data)))
    for code, answers in zip(codes[2:8], (CLEAR, CLOSE) * 3, strict=True):
        takes_part(app, group, answers, lot=code)

    page.reload()
    shown = page.locator("main")
    expect(shown).to_contain_text(re.compile(r"\d people chose to be counted"))
    expect(shown.locator(".window svg").first).to_be_visible()
    assert 1 <= pages_on_paper(page) <= 2

    page.goto(f"{site}/verify")
    page.get_by_label("One receipt or several").fill("\n".join(receipts))
    page.get_by_role("button", name="Check").click()
    expect(page.locator("main")).to_contain_text("All written by this site")
    page.context.close()
