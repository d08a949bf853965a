"""Every failure is a page that says what happened, what was kept and what to do."""

import pytest
from flask import abort, redirect

from quiz.operations import StoreUnavailable
from tests.web.page import Page, assert_sound

DEAD = ("/a/nothing", "/a/nothing/next", "/a/nothing/check", "/a/nothing/keep", "/a/nothing/result")


@pytest.mark.parametrize("address", [*DEAD, "/a/" + "x" * 43, "/s/nothing", "/a/nothing/items/x"])
def test_every_link_to_nothing_looks_the_same(client, address):
    first, other = client.get(DEAD[0]), client.get(address)
    assert other.status_code == 404
    assert other.data == first.data
    assert dict(other.headers) == dict(first.headers)
    assert Page(other).heading == "This link is not in use"


def test_an_unknown_question_is_missing_to_look_at_and_refused_to_answer(sitting):
    sitting.choose(0, 1)
    page = sitting.open(sitting.leaf("items/nothing"))
    assert page.status == 404
    assert page.link("Go on with your questions").endswith("/next")
    page = sitting.post(sitting.leaf("items/nothing"), {"seen": "", "skip": "1"})
    assert page.status == 422
    assert "All your answers are as they were." in page.text


def test_a_way_of_asking_that_an_address_does_not_know_is_a_page_too(client):
    page = Page(client.post("/"))
    assert_sound(page)
    assert page.status == 405
    assert page.headers["Allow"]


def test_a_refusal_that_leads_elsewhere_is_followed_and_not_shown(visitor, monkeypatch):
    def elsewhere(*_args, **_kwargs):
        abort(redirect("/erased", 303))

    monkeypatch.setattr("quiz.web.take.catalogue", elsewhere)
    assert visitor.open("/").address == "/erased"


def unavailable(*_args, **_kwargs):
    raise StoreUnavailable("full")


def test_an_answer_that_cannot_be_stored_stays_on_its_page(sitting, monkeypatch):
    wanted = [("most", sitting.values("most")[0]), ("least", sitting.values("least")[2])]
    with monkeypatch.context() as patch:
        patch.setattr("quiz.operations.answer", unavailable)
        page = sitting.choose(0, 2)
    assert page.status == 503
    assert page.headers["Retry-After"] == "5"
    assert sitting.chosen() == wanted
    assert "Not saved yet" in page.text
    assert page.one("button", class_="btn").text == "Try again"
    sitting.send()
    assert sitting.page.title.startswith("Situation 2 of 24")


def test_a_database_that_cannot_be_read_is_a_page_with_a_time_to_wait(sitting, monkeypatch):
    sitting.choose(0, 1)
    monkeypatch.setattr("quiz.store.queries.attempt", unavailable)
    page = sitting.open(sitting.leaf("check"))
    assert page.status == 503
    assert page.headers["Retry-After"] == "5"
    assert page.heading == "We cannot reach your answers just now"


def test_an_answer_whose_sitting_cannot_be_read_is_kept_on_the_page_that_says_so(
    sitting, monkeypatch
):
    wanted = sitting.values("most")[1]
    with monkeypatch.context() as patch:
        patch.setattr("quiz.store.queries.under_way", unavailable)
        page = sitting.choose(1, 2)
        assert (page.status, page.form[1]["most"]) == (503, wanted)
        assert sitting.send().status == 503
    sitting.send()
    assert sitting.page.title.startswith("Situation 2 of 24")


def test_a_finish_that_cannot_be_stored_says_that_nothing_was_done(sitting, monkeypatch):
    sitting.answer(24)
    with monkeypatch.context() as patch:
        patch.setattr("quiz.operations.finish", unavailable)
        page = sitting.send()
    assert page.status == 503
    assert "What you just did is not saved yet." in page.text


def test_the_confirmation_of_a_deletion_leads_back_to_nothing_and_claims_nothing(visitor):
    page = visitor.open("/erased")
    assert page.heading == "Deleted: nothing is stored under that link"
    assert "if there were any, are gone for good" in page.text
    assert "/a/" not in page.source


def test_the_process_lives_and_is_ready(client, monkeypatch):
    assert client.get("/healthz").text == "ok\n"
    assert client.get("/readyz").text == "ready\n"
    monkeypatch.setattr("quiz.store.queries.pinned_bank", unavailable)
    assert client.get("/healthz").status_code == 200
    refused = client.get("/readyz")
    assert refused.status_code == 503
    assert refused.headers["Retry-After"] == "5"


def test_an_attempt_whose_bank_was_never_kept_is_a_failure_of_ours(app):
    with pytest.raises(LookupError), app.test_request_context():
        app.extensions["front"].pinned("0" * 64)
