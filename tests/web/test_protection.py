"""What requests may hold, what browsers are told, and what no log or page gives away."""

import logging
from dataclasses import replace

import pytest

from quiz.web.item_pages import print_items
from quiz.web.security import BODY_LIMIT, PUBLIC
from tests.web.conftest import build, settings_in
from tests.web.page import Page


def test_an_unknown_field_is_refused(sitting):
    page = sitting.send(skip="1", finished="yes")
    assert page.status == 400
    assert page.heading == "We could not read that request"


def test_a_field_sent_twice_is_refused(sitting, client):
    action, held = sitting.page.form
    response = client.post(action, data={**held, "most": ["a", "b"], "least": "c"})
    assert response.status_code == 400


def test_a_form_without_the_answer_it_showed_is_refused(sitting):
    assert sitting.send(seen=None, skip="1").status == 400


def test_a_file_is_refused(sitting, client):
    action, held = sitting.page.form
    response = client.post(action, data={**held, "skip": "1", "most": (b"", "x.txt")})
    assert response.status_code == 400


def test_a_body_of_more_than_64_kib_is_refused(sitting):
    page = sitting.send(most="x" * BODY_LIMIT)
    assert page.status == 413
    assert page.heading == "That was too much at once"


def test_finishing_takes_no_field(sitting):
    sitting.answer(6)
    assert sitting.post(sitting.leaf("finish"), {"track": "product-owner"}).status == 400


def test_looking_and_asking_for_headers_never_changes_anything(sitting, client):
    sitting.answer(6)
    for leaf in ("", "next", "check", "keep", "result"):
        assert client.head(sitting.leaf(leaf)).status_code in {200, 303}
    assert client.get(sitting.leaf("finish")).status_code == 405
    sitting.open(sitting.leaf("check"))
    assert "You answered 6 of 24 situations." in sitting.page.text


def test_the_public_pages_are_all_there_and_may_be_found(app, client):
    rules = {rule.endpoint: rule for rule in app.url_map.iter_rules()}
    assert set(rules) >= PUBLIC
    response = client.get("/")
    assert response.headers["Cache-Control"] == "no-cache"
    assert "X-Robots-Tag" not in response.headers


def test_no_page_sets_a_cookie(sitting, client):
    sitting.answer(12)
    sitting.open(sitting.leaf("check"))
    sitting.send()
    assert client._cookies == {}


def test_a_page_that_is_missing_says_so_whatever_the_address_holds(visitor):
    for address in ("/a", "/nowhere", "/a/x/y", "/static/../app.py", "/<b>"):
        page = visitor.open(address)
        assert page.status == 404
        assert page.heading == "Page not found"


@pytest.fixture(scope="module")
def public_app(tmp_path_factory, one_clock):
    folder = tmp_path_factory.mktemp("public")
    return build(settings_in(folder, url="https://quiz.example.org", production=True), one_clock)


def test_only_the_hosts_of_the_public_address_are_answered(public_app):
    client = public_app.test_client()
    assert client.get("/", base_url="https://quiz.example.org").status_code == 200
    refused = client.get("/start", base_url="https://evil.example")
    assert refused.status_code == 400
    assert "evil" not in refused.text
    assert refused.headers["X-Content-Type-Options"] == "nosniff"


def test_links_to_keep_come_from_the_settings_and_not_from_the_request(public_app):
    client = public_app.test_client()
    first = client.get("/start", base_url="http://localhost").location
    action, held = Page(client.get(first)).form
    client.post(action, data={**held, "skip": "1"})
    home = "/".join(first.split("/")[:3])
    page = Page(client.get(home + "/keep"))
    assert page.one("input", id="own")["value"] == f"https://quiz.example.org{home}"


def test_a_failure_is_logged_by_route_and_never_by_address(app, caplog, monkeypatch, sitting):
    def fail(*_args, **_kwargs):
        raise RuntimeError("a failure of the test")

    sitting.choose(0, 1)
    monkeypatch.setattr("quiz.web.take.check_page", fail)
    with caplog.at_level(logging.DEBUG):
        page = sitting.open(sitting.leaf("check"))
    assert page.status == 500
    assert page.heading == "Something broke on our side"
    assert "/a/<token>/check" in caplog.text
    assert page.address.split("/")[2] not in caplog.text


HOSTILE = "<script>alert(1)</script><b onclick=x>{{ 7 * 7 }}</b> %s {0} \"' &amp;"


def test_content_is_text_and_never_markup(five_app, monkeypatch):
    item = five_app.extensions["front"].catalogue.bank.items[0]
    hostile = replace(item, situation=HOSTILE, options=(replace(item.options[0], text=HOSTILE),))
    monkeypatch.setattr("quiz.core.bank.Bank.item", lambda *_: hostile)
    monkeypatch.setitem(five_app.extensions, "item_prints", None)
    print_items(five_app)  # anew, and only for this test
    client = five_app.test_client()
    page = Page(client.get(client.get("/start").location))
    assert page.heading == HOSTILE
    assert page.one("label").text == HOSTILE
    assert [script["src"] for script in page.all("script")] == [page.one("script")["src"]]
    assert all("onclick" not in element.attrs for element in page.elements)
