"""What a frame hears from the page around it, and what it tells it: colours in, progress out."""

import re

import pytest

from quiz.paths import files_root
from tests.web.cohorts import INTRANET, Member, opened
from tests.web.page import Page

KIB = 1024


@pytest.fixture(scope="module")
def spring(app):
    return opened(app, name="Spring", redirect="https://intranet.example.com")


@pytest.fixture
def member(app, spring):
    return Member(app.test_client()).enters(f"/embed/{spring}")


def told(page):
    """What a page says of itself, as the script in a frame reads it."""
    return {
        name: value
        for name in ("tells", "page", "pages", "code")
        if (value := page.one("body")[f"data-{name}"]) is not None
    }


def test_colours_that_the_page_around_asks_for_last_for_the_whole_sitting(app, spring):
    dark = Member(app.test_client())
    dark.home = f"/embed/{spring}"
    dark.open(f"/embed/{spring}?theme=dark&locale=en")
    dark.follow("Start the questions")
    dark.finishes()
    assert dark.page.address.endswith("/result")
    assert dark.page.one("html")["data-theme"] == "dark"
    assert dark.follow("Your ladder").one("html")["data-theme"] == "dark"


def test_nothing_else_in_the_address_is_heard_or_passed_on(app, spring, client):
    asked = "theme=pink&locale=xx&employee=17&name=Ines"
    page = Page(client.get(f"/embed/{spring}?{asked}"))
    assert page.one("html")["data-theme"] is None
    assert page.one("html")["lang"] == "en"
    for word in ("pink", "xx", "17", "Ines"):
        assert not [link for link in page.all("a") if word in link["href"]]


def test_links_that_lead_out_of_the_frame_leave_the_colours_behind(client, spring):
    page = Page(client.get(f"/embed/{spring}?theme=dark"))
    out = [link["href"] for link in page.all("a") if link["target"] == "_blank"]
    assert out
    assert not [address for address in out if "theme" in address]


def test_a_sitting_says_how_far_it_is_and_nothing_about_answers(client, member, spring):
    welcome = Page(client.get(f"/embed/{spring}"))
    assert told(welcome) == {"pages": "24"}
    assert told(member.page) == {"tells": "started", "page": "1", "pages": "24"}
    member.skip()
    assert told(member.page) == {"tells": "progress", "page": "2", "pages": "24"}
    member.answer(23)
    assert told(member.page) == {}
    member.send()
    assert told(member.page) == {"tells": "completed"}
    receipt = member.page.one("body")["data-receipt"]
    assert receipt.startswith(f"fw1.{spring}.")
    assert member.token not in receipt


def test_people_are_told_what_the_page_around_their_frame_hears(client, spring):
    framed = Page(client.get(f"/embed/{spring}")).text
    assert "The page around this frame hears how far you are and when you finish" in framed
    assert "Whether you took part" not in framed
    outside = Page(client.get(f"/q/{spring}")).text
    assert "The page around this frame" not in outside
    assert "Whether you took part" in outside


def test_a_result_from_before_a_change_is_not_told_as_completed(member):
    member.finishes()
    member.follow("See or change your answers")
    member.follow("Change")
    member.choose(1, 0)
    member.open(member.here("result"))
    assert "From before your change" in member.page.text
    assert told(member.page) == {}


def test_a_failure_is_told_by_its_number(member):
    assert told(member.open(member.here("nowhere"))) == {"tells": "error", "code": "404"}


def test_only_the_places_of_the_group_are_spoken_to(client, spring):
    page = Page(client.get(f"/embed/{spring}"))
    (script,) = [one for one in page.all("script") if "/frame." in one["src"]]
    assert script["data-listeners"] == INTRANET


def test_outside_a_frame_nothing_is_told(client, spring):
    page = Page(client.get(f"/q/{spring}?theme=dark"))
    assert told(page) == {}
    assert page.one("html")["data-theme"] is None
    assert not [one for one in page.all("script") if "frame" in one["src"]]


def test_the_way_back_stands_beside_the_result_and_leads_to_the_one_place_of_the_group(app, member):
    member.finishes()
    back = [one for one in member.page.all("a") if "Back to intranet" in one.text]
    assert [(one["href"], one["target"], one.text) for one in back] == [
        ("https://intranet.example.com/", "_top", "Back to intranet.example.com")
    ]
    member.open(f"/a/{member.token}/result")
    assert member.page.link("Back to intranet.example.com") == "https://intranet.example.com/"
    other = Member(app.test_client()).enters(f"/embed/{opened(app)}").finishes()
    assert "Back to intranet" not in other.page.text


def test_every_page_of_a_frame_offers_a_tab_of_its_own_for_the_same_sitting(app, client, spring):
    page = Page(client.get(f"/embed/{spring}"))
    assert page.link("Open in a new tab") == f"/q/{spring}"
    member = Member(app.test_client()).enters(f"/embed/{spring}")
    outside = Page(client.get(member.page.link("Open in a new tab")))
    assert outside.heading == member.page.heading
    member.skip()
    assert member.page.link("Open in a new tab") == f"/a/{member.token}"


def test_the_script_for_other_sites_has_one_address_and_may_be_loaded_from_anywhere(client):
    found = client.get("/embed.js", headers={"Accept-Encoding": "gzip"})
    assert found.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert found.headers["Cache-Control"] == "public, max-age=3600"
    assert found.headers["Content-Type"] == "text/javascript; charset=utf-8"
    assert len(found.data) <= 2 * KIB
    again = client.get("/embed.js", headers={"If-None-Match": found.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert "no-store" not in again.headers["Cache-Control"]


def test_the_script_inside_frames_stays_under_one_kilobyte(client, spring):
    page = Page(client.get(f"/embed/{spring}"))
    (address,) = [one["src"] for one in page.all("script") if "/frame." in one["src"]]
    found = client.get(address, headers={"Accept-Encoding": "gzip"})
    assert 0 < len(found.data) <= KIB
    assert "Cross-Origin-Resource-Policy" not in found.headers


def test_the_colours_of_a_frame_are_those_of_all_pages():
    folder = files_root() / "static"
    pages, frame = ((folder / name).read_text() for name in ("style.css", "frame.css"))
    of = re.compile(r"--(\w+): (#[0-9a-f]{3,6});").findall
    light, dark = frame.partition("@media screen")[::2]
    assert of(light) == of(pages.partition("@media")[0])
    assert of(dark) == of(pages.partition("dark) {")[2].partition("\n}")[0])
    assert len(of(light)) == len(of(dark)) == 12
