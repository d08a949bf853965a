"""Pages go over the wire compressed where the browser takes it, those of staff never."""

import gzip

import pytest

from tests.web.sitting import Sitting

TAKES = {"Accept-Encoding": "gzip, deflate, br"}


def plain_and_packed(client, address):
    return client.get(address), client.get(address, headers=TAKES)


@pytest.mark.parametrize("address", ["/", "/tracks", "/how-it-works"])
def test_a_public_page_is_the_same_page_packed(client, address):
    plain, packed = plain_and_packed(client, address)
    assert gzip.decompress(packed.data) == plain.data
    assert packed.headers["Content-Encoding"] == "gzip"
    assert int(packed.headers["Content-Length"]) == len(packed.data) < len(plain.data) / 2
    assert "Content-Encoding" not in plain.headers
    assert "Accept-Encoding" in plain.headers["Vary"]
    assert "Accept-Encoding" in packed.headers["Vary"]


def test_a_question_with_everything_it_needs_is_light(sitting):
    sitting.choose(0, 1)
    page = sitting.client.get(sitting.page.address, headers=TAKES)
    assert len(page.data) < 2500
    assert page.headers["Cache-Control"] == "no-store"


def test_a_private_page_that_leads_nowhere_looks_the_same_packed(client):
    plain, packed = plain_and_packed(client, f"/a/{'x' * 43}")
    assert (plain.status_code, packed.status_code) == (404, 404)
    if "Content-Encoding" in packed.headers:
        assert gzip.decompress(packed.data) == plain.data


def test_a_page_of_staff_is_never_packed(client):
    page = client.get("/staff/sign-in", headers=TAKES)
    assert page.status_code == 200
    assert "Content-Encoding" not in page.headers


def test_a_browser_that_refuses_gets_it_plain(app):
    visitor = Sitting(app.test_client()).start()
    page = visitor.client.get("/", headers={"Accept-Encoding": "gzip;q=0, identity"})
    assert b"<!doctype html>" in page.data
