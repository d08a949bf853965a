"""The pages and forms of all five formats, on a bank that has one item of each."""

import pytest
from flask import Flask
from flask_babel import Babel
from werkzeug.datastructures import MultiDict

from quiz.core.bank import Format, Item, ItemId, Option, OptionId
from quiz.core.codec import answer_from_json, answer_to_json
from quiz.web.forms import item_form

OPTIONS = {Format.SLIDER: 2, Format.LIKERT: 1}


def item(kind):
    count = OPTIONS.get(kind, 4)
    options = tuple(Option(OptionId(name), f"Text {name}", {}) for name in "abcd"[:count])
    return Item(ItemId("one"), kind, "What now?", options)


@pytest.fixture(autouse=True)
def _words():
    app = Flask("words")
    Babel(app)
    with app.test_request_context():
        yield


ANSWERS = {
    Format.MOST_LEAST: {"most": "b", "least": "d"},
    Format.PICK: "c",
    Format.SLIDER: -1,
    Format.LIKERT: 2,
    Format.RANK: ["b", "a", "d", "c"],
}


@pytest.mark.parametrize("kind", Format)
def test_a_form_that_shows_an_answer_sends_the_same_answer(kind):
    shown = item_form(item(kind), shown=ANSWERS[kind])
    sent = {field.name: field.data for field in shown if field.data}
    form = item_form(item(kind), MultiDict(sent))
    assert form.validate()
    assert form.answer() == ANSWERS[kind]
    assert answer_to_json(answer_from_json(item(kind), form.answer())) == ANSWERS[kind]


@pytest.mark.parametrize("kind", Format)
def test_an_empty_form_names_one_thing_to_mend_and_where(kind):
    form = item_form(item(kind), MultiDict())
    assert not form.validate()
    (problem,) = form.problems
    assert problem.control in {"most-0", "choice-0", "place_0"}


@pytest.mark.parametrize("kind", Format)
def test_a_form_shows_nothing_for_a_skipped_item(kind):
    assert all(not field.data for field in item_form(item(kind)))


@pytest.mark.parametrize("places", ["1123", "123", "1235", "0123"])
def test_a_ranking_takes_each_place_once(places):
    sent = MultiDict({f"place_{index}": place for index, place in enumerate(places)})
    form = item_form(item(Format.RANK), sent)
    assert not form.validate()
    assert form.problems[0].control.startswith("place_")


def test_a_page_of_each_format_is_answered_in_turn(five):
    assert five.page.heading.startswith("Support calls double")
    five.send(choice=five.values("choice")[1])
    assert five.page.heading.startswith("How well does this describe you")
    assert "I ask what something is for" in five.page.text
    five.send(choice="2")
    assert five.page.heading.startswith("A free day before a release")
    five.send(place_0="2", place_1="1", place_2="4", place_3="3")
    assert five.page.heading.startswith("A piece of work")
    five.choose(1, 2)
    assert "You answered 4 of 4 situations." in five.page.text
    five.follow("Go on with your questions")
    assert five.page.one("p", id="side-a").text == "A Trying the new screen with two more users"
    five.send(choice="-2")
    said = five.page.text
    assert "Place 1: Trying one choice against another" in said
    assert "Very much like me: I ask what something is for" in said
    assert "Definitely: Trying the new screen" in said


def test_a_refused_ranking_keeps_the_places_and_leads_to_the_second_twin(five):
    five.send(choice=five.values("choice")[1])
    five.send(choice="0")
    page = five.send(place_0="2", place_1="1", place_2="2", place_3="3")
    assert page.title.startswith("Error:")
    assert page.link("Give every place once") == "#place_2"
    assert page.form[1]["place_2"] == "2"
    (twin,) = [one for one in page.all("select") if one["aria-invalid"]]
    assert (twin["id"], twin["aria-describedby"]) == ("place_2", "problem")


@pytest.mark.parametrize("sent", [{}, {"choice": "z"}])
def test_a_pick_without_a_known_choice_is_refused(five, sent):
    page = five.send(**sent)
    assert page.status == (422 if sent else 200)
    assert page.title.startswith("Error:")
    assert page.link("Choose one answer, or skip." if not sent else "That answer does not") == (
        "#choice-0"
    )
    group = page.one("fieldset", class_="miss")
    assert group["aria-describedby"] == "problem pick-hint"


def test_a_form_with_fewer_items_than_a_result_needs_says_so_and_offers_no_dead_end(five):
    for _ in range(4):
        five.skip()
    assert "6 more answers are needed" in five.page.text
    assert five.page.link("Go on with your questions").endswith("/items/calls")
