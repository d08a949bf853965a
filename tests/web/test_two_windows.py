"""Late, repeated and crossing answers: nothing is overwritten without being asked."""

import pytest

from quiz.operations import erase
from tests.web.page import Page


@pytest.fixture
def both(sitting, someone_else):
    """The same question open in two windows."""
    sitting.choose(0, 1)
    someone_else.open(sitting.page.address)
    return sitting, someone_else


def test_an_answer_from_a_page_that_is_out_of_date_shows_both_and_asks(both):
    here, there = both
    address = here.page.address
    mine, theirs = here.values("most")[0], there.values("most")[2]
    there.choose(2, 3)
    page = here.choose(0, 1)
    assert page.status == 409
    assert page.heading == "Two different answers"
    here.open(address)
    assert dict(here.chosen())["most"] == theirs != mine


def test_the_saved_answer_can_be_kept(both):
    here, there = both
    there.choose(2, 3)
    here.choose(0, 1)
    here.follow("Keep the saved one")
    assert here.page.title.startswith("Situation 3 of 24")


def test_the_new_answer_can_take_its_place(both):
    here, there = both
    address, mine = here.page.address, here.values("most")[0]
    there.choose(2, 3)
    here.choose(0, 1)
    here.send()
    assert here.page.title.startswith("Situation 3 of 24")
    here.open(address)
    assert dict(here.chosen())["most"] == mine


def test_a_skip_that_crosses_an_answer_is_asked_about_too(both):
    here, there = both
    there.choose(2, 3)
    page = here.skip()
    assert page.status == 409
    assert "Skipped" in page.text
    here.send()
    here.follow("Back")
    assert "Saved as skipped" in here.page.text


def test_the_same_answer_sent_twice_changes_nothing(both):
    here, there = both
    here.choose(0, 1)
    there.choose(0, 1)
    assert there.page.title.startswith("Situation 3 of 24")


def test_a_conflict_met_from_the_check_page_leads_back_there(sitting, someone_else):
    sitting.answer(24)
    sitting.follow("Change")
    someone_else.open(sitting.page.address)
    someone_else.choose(2, 3)
    assert sitting.choose(1, 0).status == 409
    sitting.send()
    assert sitting.page.address.endswith("/check")


def test_an_erased_sitting_does_not_come_back_by_a_late_page(app, sitting, clock):
    sitting.choose(0, 1)
    front = app.extensions["front"]
    erase(front.sessions, sitting.token, today=clock.now.date())
    assert sitting.choose(0, 1).heading == "This link is not in use"


def test_an_erased_sitting_does_not_begin_anew_from_its_first_page(app, client, clock):
    first = client.get("/start").location
    token = first.split("/")[2]
    page = client.get(first)
    assert page.status_code == 200
    action, fields = _first_form(page)
    client.post(action, data={**fields, "skip": "1"})
    erase(app.extensions["front"].sessions, token, today=clock.now.date())
    assert client.get(first).status_code == 404
    assert client.post(action, data={**fields, "skip": "1"}).status_code == 404


def _first_form(response):
    return Page(response).form
