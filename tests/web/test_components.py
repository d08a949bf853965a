"""The page of all pieces: there for people who build, and for nobody else."""

import pytest

from quiz.settings import from_env
from tests.web.conftest import Clock, build, settings_in
from tests.web.page import assert_sound
from tests.web.sitting import Visitor

KEY = {"FOURWAYS_SECRET_KEY": "k" * 43}


@pytest.fixture(scope="module")
def workshop(tmp_path_factory):
    return build(settings_in(tmp_path_factory.mktemp("workshop"), development=True), Clock())


def test_every_piece_and_every_state_of_a_question_can_be_seen(workshop):
    visitor = Visitor(workshop.test_client())
    page = visitor.open("/components")
    assert page.headers["X-Robots-Tag"] == "noindex"
    states = [a["href"] for a in page.all("a") if (a["href"] or "").startswith("/components/")]
    assert len(states) == len(set(states)) >= 25
    for address in states:
        assert_sound(visitor.open(address))
    assert visitor.open("/components/most-least/same").all("div", role="alert")
    assert visitor.open("/components/pick/saved").one("span", class_="saved").text == "Saved"


def test_a_state_that_does_not_exist_is_not_found(workshop):
    client = workshop.test_client()
    assert client.get("/components/pick/same").status_code == 404
    assert client.get("/components/grid/rest").status_code == 404


def test_without_the_word_development_there_is_no_such_page(client):
    assert client.get("/components").status_code == 404


@pytest.mark.parametrize(
    ("environ", "host", "built"),
    [
        ({}, "127.0.0.1", False),
        ({"FOURWAYS_ENV": "development"}, "127.0.0.1", True),
        (
            {
                "FOURWAYS_ENV": "development",
                "FOURWAYS_URL": "http://192.0.2.1",
                "FOURWAYS_PLAIN_HTTP": "1",
            },
            "0.0.0.0",  # noqa: S104 - nothing listens
            False,
        ),
        ({"FOURWAYS_ENV": "production", "FOURWAYS_URL": "https://q.example"}, "127.0.0.1", False),
    ],
)
def test_only_a_server_of_this_machine_that_is_told_so_is_in_development(
    tmp_path, environ, host, built
):
    given = KEY | {"FOURWAYS_DATA_DIR": str(tmp_path)} | environ
    assert from_env(given, host=host).development is built
