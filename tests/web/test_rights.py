"""What is a person's own right is two clicks from their result at most, without an account."""

import json

import pytest

from tests.web import finished as people
from tests.web.finished import finished
from tests.web.page import Page


class Clicks:
    """A visitor who counts: following a link is a click, and so is pressing a button."""

    def __init__(self, app, token):
        self.client = app.test_client()
        self.made = 0
        self.token = token
        self.arrive(self.client.get(f"/a/{token}/result"))

    def arrive(self, response):
        while response.status_code == 303:
            response = self.client.get(response.location)
        assert response.status_code == 200
        self.response = response
        return response

    def link(self, words):
        self.made += 1
        return self.arrive(self.client.get(Page(self.response).link(words).split("#")[0]))

    def button(self, words, **fields):
        self.made += 1
        page = Page(self.response)
        (button,) = [one for one in page.all("button") if one.text.startswith(words)]
        form = button.inside("form")
        held = page._held(form) | fields
        if button["name"]:
            held[button["name"]] = button["value"]
        return self.arrive(self.client.post(form["action"], data=held))


@pytest.fixture
def person(app):
    return Clicks(app, finished(app, people.CLEAR))


def test_seeing_all_answers_with_the_rule_behind_each_line(person):
    page = Page(person.link("Read my answers"))
    assert "1 of 24" in page.text or len(page.all("tr")) > 24
    person.link("How points are made")
    assert person.made <= 2
    assert "points" in Page(person.response).text


def test_taking_everything_along_as_a_file(person):
    file = person.link("Download as JSON")
    held = json.loads(file.text)
    assert len(held["answers"]) == 24
    assert held["result"]["verdict"]["kind"] == "clear"
    assert person.made <= 2


def test_the_reasons_of_a_result_quote_the_answers_they_rest_on(person):
    assert person.made == 0
    page = Page(person.response)
    assert "Most:" in page.text
    assert page.has_link("How scoring works")


def test_correcting_an_answer(person):
    person.link("See or change your answers")
    page = Page(person.link("Change"))
    assert person.made <= 2
    assert page.all("input", type="radio")


def test_deleting_everything(person):
    person.link("Delete my answers")
    person.button("Delete")
    assert person.made <= 2
    assert Page(person.response).address == "/erased"
    assert person.client.get(f"/a/{person.token}/result").status_code == 404


def test_taking_a_shared_link_back(person):
    own = f"/a/{person.token}/share"
    made = person.client.post(own, data={"days": "30", "verdict": "y"}).location
    shared = "/s/" + made.partition("made=")[2]
    assert person.client.get(shared).status_code == 200
    person.link("Share a read-only link")
    person.button("Take back")
    assert person.made <= 2
    assert person.client.get(shared).status_code == 404
