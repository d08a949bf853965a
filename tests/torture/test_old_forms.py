"""Forms of earlier releases, as they lie open in windows while a new release is put in place.

They are written down here as they were sent, field by field. A release adds fields of its own and
never insists on them; when a form is changed, its old shape stays here for as long as a day.
"""

from datetime import timedelta

import pytest
from sqlalchemy import text

from tests.web.conftest import NOON, Clock, build, settings_in
from tests.web.finished import CLEAR, finished, front, sheet, store

pytestmark = pytest.mark.torture

TOKEN = "T" * 43
START = (
    ".eJyLVgohHijp5JXm5OgopeYp6SilAZlAysjAyEzX0FDXyEhJx9Dc0tTYxMLCwCAWALfIGPk"
    ".RWdcAQvyH2Qvg7s9g_Tns3JK2C0"
)
"""A start that a first release signed at noon for the sitting of this token."""


@pytest.fixture(scope="module")
def app(tmp_path_factory):
    return build(settings_in(tmp_path_factory.mktemp("old")), Clock())


@pytest.fixture
def client(app):
    return app.test_client()


@pytest.fixture
def block(app):
    return app.extensions["front"].catalogue.bank.form[0]


def test_an_answer_with_what_was_seen_and_what_was_chosen(client, block):
    most, least = block.options[0].id, block.options[1].id
    fields = {"seen": "", "most": most, "least": least}
    reply = client.post(f"/a/{TOKEN}/items/{block.id}?start={START}", data=fields)
    assert reply.status_code == 303
    seen = f'{{"least":"{least}","most":"{most}"}}'
    again = {"seen": seen, "most": least, "least": most}
    assert client.post(f"/a/{TOKEN}/items/{block.id}", data=again).status_code == 303
    skipped = {"seen": f'{{"least":"{most}","most":"{least}"}}', "skip": "1"}
    assert client.post(f"/a/{TOKEN}/items/{block.id}", data=skipped).status_code == 303
    assert client.post(f"/a/{TOKEN}/items/{block.id}", data=again).status_code == 409


def test_a_start_is_good_for_a_day_whatever_was_put_in_place_meanwhile(app, block):
    app.extensions["front"].clock.now = NOON + timedelta(hours=23)
    page = app.test_client().get(f"/a/{'U' * 43}/items/{block.id}?start={START}")
    own = app.test_client().get(f"/a/{TOKEN}/items/{block.id}?start={START}")
    assert (own.status_code, page.status_code) == (200, 404)


def test_a_finish_without_any_field(app, client):
    token = store(app, sheet(app, CLEAR))
    assert client.post(f"/a/{token}/finish").location.endswith("/result")
    assert client.get(f"/a/{token}/result").status_code == 200


def test_a_link_to_hand_out_and_its_end(app, client):
    token = finished(app, CLEAR)
    made = client.post(f"/a/{token}/share", data={"verdict": "y", "days": "30"})
    assert made.status_code in {200, 303}
    with front(app).sessions.read() as session:
        (link,) = session.execute(text("SELECT id FROM share")).scalars()
    ended = client.post(f"/a/{token}/share/revoke", data={"link": str(link)})
    assert ended.status_code == 303


def test_a_deletion_without_any_field(app, client):
    token = finished(app, CLEAR)
    assert client.post(f"/a/{token}/delete").location == "/erased"
    assert client.get(f"/a/{token}/result").status_code == 404
