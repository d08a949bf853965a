"""Pieces of pages that are the same for all: written once, and nothing of a person in them."""

import pytest
from flask import render_template_string

from quiz.web import pieces
from tests.web import finished as people
from tests.web.finished import finished

COUNTED = "{% call piece(*made_of) %}{{ tally.append(1) or tally|length }}{% endcall %}"


@pytest.fixture(autouse=True)
def nothing_kept(app):
    app.extensions["pieces"].clear()


@pytest.fixture
def written(app):
    """How often a piece has been written, told by itself; each look is a request of its own."""
    tally = []

    def look(*made_of, path="/", root=""):
        with app.test_request_context(path, base_url="http://localhost" + root):
            return render_template_string(COUNTED, made_of=made_of, tally=tally)

    return look


def test_a_piece_is_written_once_for_all_who_meet_it(written):
    assert [written("work", "a"), written("work", "a"), written("work", "b")] == ["1", "1", "2"]


def test_it_is_written_anew_in_a_frame_and_where_the_product_lies_elsewhere(written):
    assert written("work", path="/") == "1"
    assert written("work", path="/embed/some-group/") == "2"
    assert written("work", root="/quiz") == "3"
    assert written("work", path="/") == "1"


def test_only_so_many_are_kept(written, monkeypatch, app):
    monkeypatch.setattr(pieces, "MOST", 3)
    for number in range(10):
        written(number)
    assert len(app.extensions["pieces"]) <= 3


@pytest.mark.parametrize("answers", [people.CLEAR, people.LEANING, people.CLOSE])
def test_no_piece_of_a_result_holds_anything_of_the_person(app, answers):
    tokens = [finished(app, answers), finished(app, answers)]
    first, second = (
        app.test_client().get(f"/a/{token}/result").text.replace(token, "") for token in tokens
    )
    assert first == second
    kept = app.extensions["pieces"].values()
    assert kept
    for token in tokens:
        assert not any(token in text or "/a/" in text for text in kept)


def test_who_calls_the_roles_otherwise_meets_pieces_in_their_own_words(app):
    token, other = finished(app, people.CLEAR), finished(app, people.CLEAR)
    client = app.test_client()
    dialects = app.extensions["front"].catalogue.careers.dialects
    names = {dialect.id: dialect.choices[0].id for dialect in dialects} | {"view": ""}
    renaming = dialects[0]
    before = client.get(f"/a/{token}/result").text
    sent = names | {renaming.id: renaming.choices[1].id}
    assert client.post(f"/a/{other}/ladder/name", data=sent).status_code == 303
    renamed = client.get(f"/a/{other}/result").text
    assert client.get(f"/a/{token}/result").text == before
    assert renamed.replace(other, token) != before
    meetings = [key for key in app.extensions["pieces"] if "together" in key]
    assert len(meetings) == 2
