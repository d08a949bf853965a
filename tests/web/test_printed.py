"""A question page that was printed in advance is the page that would have been rendered."""

import gzip

import pytest
from flask import render_template_string

from quiz.web import item_pages
from quiz.web.printed import gap, printed
from tests.web.sitting import Sitting

HOSTILE = "\"><script>alert('%s')</script>&amp;{{ 7 * 7 }}"


def rendered(monkeypatch):
    """From now on no page is taken from a print: as in a frame, but outside of one."""
    monkeypatch.setattr(item_pages, "is_framed", lambda: True)


def same_when_rendered(client, address, monkeypatch):
    from_print = client.get(address)
    with monkeypatch.context() as patch:
        rendered(patch)
        from_template = client.get(address)
    assert from_print.status_code == 200
    assert from_print.data == from_template.data
    assert from_print.headers == from_template.headers
    return from_print.get_data(as_text=True)


@pytest.mark.parametrize("form", ["full", "adaptive"])
def test_from_the_first_page_to_one_that_offers_to_finish(sitting, monkeypatch, form):
    sitting.start(form)
    for _ in range(14):
        address = sitting.page.form[0]
        same_when_rendered(sitting.client, address, monkeypatch)
        sitting.choose(0, 1)
        again = same_when_rendered(sitting.client, address, monkeypatch)
        assert (again.count(" checked"), again.count(">Saved<")) == (2, 1)
    told = same_when_rendered(sitting.client, sitting.page.address + "?more=1", monkeypatch)
    assert "Enough for a result" in told or form == "adaptive"


def test_every_format(five, five_app, monkeypatch):
    start = five.page.form[0].partition("?")[2]
    for item in five_app.extensions["front"].catalogue.bank.items:
        for more in ("", "&change=1", "&more=1"):
            address = f"{five.leaf('items/' + item.id)}?{start}{more}"
            same_when_rendered(five.client, address, monkeypatch)
        five.client.post(f"{five.leaf('items/' + item.id)}?{start}", data={"seen": "", "skip": "1"})
        assert "Saved as skipped" in same_when_rendered(five.client, address, monkeypatch)


def test_two_people_get_the_same_page_but_for_their_address(app, monkeypatch):
    pages = []
    for _ in range(2):
        person = Sitting(app.test_client()).start()
        person.choose(0, 1)
        held = same_when_rendered(person.client, person.page.address, monkeypatch)
        assert held.count(person.token) >= 4
        pages.append(held.replace(person.token, "…"))
    assert pages[0] == pages[1]


def test_what_an_address_holds_does_not_come_into_the_page(sitting):
    sitting.choose(0, 1)
    page = sitting.client.get(
        sitting.page.address, query_string=dict.fromkeys(("more", "change", "start"), HOSTILE)
    )
    assert page.status_code == 200
    assert b"alert" not in page.data


def test_what_is_put_into_a_gap_is_escaped(app):
    page = printed(app, "/", lambda: render_template_string("<p>{{ a }}</p>", a=gap("said")))
    assert page.filled({"said": "<b>&\"'"}) == b"<p>&lt;b&gt;&amp;&#34;&#39;</p>"
    with pytest.raises(KeyError):
        page.filled({})


@pytest.mark.parametrize("said", ["", "a", "ä€𝄞" * 900, "<&>" * 200])
def test_what_was_packed_beforehand_unpacks_to_the_same_page(app, said):
    page = printed(app, "/", lambda: f"{gap('said')}<p>{'long ' * 5000}</p>{gap('said')}{gap('x')}")
    values = {"said": said, "x": "."}
    packed = page.filled(values, pack=True)
    assert gzip.decompress(packed) == page.filled(values)
    assert len(packed) < 200 + 2 * len(page.filled(values)) - 2 * 25_000


def test_a_browser_that_takes_packed_pages_gets_the_same_question(sitting):
    sitting.choose(0, 1)
    plain = sitting.client.get(sitting.page.address)
    packed = sitting.client.get(sitting.page.address, headers={"Accept-Encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.data) == plain.data
