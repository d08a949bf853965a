"""Previews of links: public pages describe themselves, private ones to nobody."""

import struct

import pytest

from quiz.web.security import PUBLIC
from quiz.web.social import _ABOUT, PICTURE
from tests.web import finished as people
from tests.web.conftest import build, settings_in
from tests.web.finished import finished
from tests.web.page import Page

HOME = "https://quiz.example.org"
PAGES = {
    "/": "Which two questions do you reach for?",
    "/tracks": None,
    "/ladders/product-owner": None,
    "/ladders/product-owner/senior-product-owner": None,
    "/roles": None,
    "/pivots/product-owner": None,
    "/compare": None,
    "/contested": None,
    "/together": None,
    "/how-it-works": "How the scoring works",
    "/privacy": None,
    "/accessibility": None,
    "/sources": None,
    "/quality": None,
}


@pytest.fixture(scope="module")
def public_app(tmp_path_factory, one_clock):
    folder = tmp_path_factory.mktemp("social")
    return build(settings_in(folder, url=HOME, production=True), one_clock)


@pytest.fixture(scope="module")
def public(public_app):
    client = public_app.test_client()
    return lambda address, **sent: client.get(address, base_url=HOME, **sent)


def told(page):
    return {
        e["property"].removeprefix("og:"): e["content"] for e in page.all("meta") if e["property"]
    }


@pytest.mark.parametrize("address", PAGES)
def test_a_public_page_describes_itself(public, address):
    page = Page(public(address))
    said = told(page)
    assert said["type"] == "website"
    assert said["title"] == page.title.removesuffix(" - Fourways")
    assert said["title"] == (PAGES[address] or said["title"])
    assert said["url"] == HOME + address
    assert said["description"] == page.one("meta", name="description")["content"]
    assert 20 < len(said["description"]) < 200


def test_the_picture_of_a_link_is_there_small_and_of_the_usual_size(public):
    said = told(Page(public("/")))
    assert said["image"].startswith(f"{HOME}/static/link.")
    picture = public(said["image"].removeprefix(HOME))
    assert picture.mimetype == "image/png"
    assert "immutable" in picture.headers["Cache-Control"]
    assert len(picture.data) < 60_000
    size = struct.unpack(">II", picture.data[16:24])
    assert (said["image:width"], said["image:height"]) == tuple(map(str, size))
    assert PICTURE.startswith("link.")


def test_a_comparison_names_its_two_roles_and_nothing_else_of_its_address(public):
    address = "/compare?one=product-owner&other=senior-product-owner"
    assert told(Page(public(f"{address}&said=%22%3E%3Cb%3E")))["url"] == HOME + address


def test_what_someone_wrote_into_an_address_never_becomes_markup(public):
    answer = public('/compare?one="><script>&other=x')
    assert "<script>" not in answer.text.replace('<script src="/static/', "")


def test_without_a_public_address_there_is_a_description_and_no_preview(client):
    page = Page(client.get("/"))
    assert told(page) == {}
    assert page.one("meta", name="description")["content"]


@pytest.mark.parametrize("address", ["/nothing", "/ladders/nothing", "/a/x/result", "/s/x"])
def test_an_error_has_no_preview(public, address):
    page = Page(public(address))
    assert page.status == 404
    assert told(page) == {}
    assert page.all("meta", name="description") == []


def test_a_page_of_a_person_has_no_preview(public, public_app):
    token = finished(public_app, people.CLEAR)
    link = public_app.test_client().post(
        f"/a/{token}/share", data={"days": "30", "verdict": "y"}, base_url=HOME
    )
    shared = f"/s/{link.location.rpartition('made=')[2]}"
    first = public("/start").location
    own = ("result", "share", "keep", "answers", "what-if", "ladder", "delete")
    for address in (shared, first, *(f"/a/{token}/{leaf}" for leaf in own)):
        answer = public(address)
        assert answer.status_code == 200, address
        assert "og:" not in answer.text, address
        assert 'name="description"' not in answer.text, address


def test_only_public_pages_have_words_for_a_preview():
    assert set(_ABOUT) <= PUBLIC
