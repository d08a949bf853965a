"""A plain form is read at once, and just as the form of its item would read it."""

import itertools
from io import BytesIO

import pytest
from flask import Flask
from flask_babel import Babel
from werkzeug.datastructures import MultiDict

from quiz.core.bank import Format, Item, ItemId, Option, OptionId
from quiz.web.forms import item_form
from quiz.web.plain import plain_answer

VALUES = ["", "a", "b", "z", "-2", "0", "2", "3", "A", "a ", None]
OPTIONS = {Format.SLIDER: 2, Format.LIKERT: 1}
NOT_PLAIN = [
    MultiDict([("seen", ""), ("most", "a"), ("least", "b"), ("skip", "1")]),
    MultiDict([("seen", ""), ("most", "a"), ("least", "b"), ("least", "c")]),
    MultiDict([("seen", ""), ("seen", "x"), ("most", "a"), ("least", "b")]),
    MultiDict([("most", "a"), ("least", "b")]),
    MultiDict([("seen", ""), ("most", "a"), ("least", "b"), ("score", "9")]),
    MultiDict([("seen", ""), ("choice", "a"), ("choice", "b")]),
    MultiDict(),
]


def item(kind):
    options = tuple(
        Option(OptionId(name), f"Text {name}", {}) for name in "abcd"[: OPTIONS.get(kind, 4)]
    )
    return Item(ItemId("one"), kind, "What now?", options)


@pytest.fixture
def site():
    app = Flask("words")
    Babel(app)
    return app


def both(site, kind, sent):
    """What is read at once, and what the form of the item reads; None where either refuses."""
    with site.test_request_context("/", method="POST", data=sent) as context:
        sent_at_once = plain_answer(item(kind), context.request)
        at_once = sent_at_once.value if sent_at_once else None
        form = item_form(item(kind), context.request.form)
        whole = form.answer() if form.validate() else None
    return at_once, whole


@pytest.mark.parametrize("kind", [Format.PICK, Format.SLIDER, Format.LIKERT])
@pytest.mark.parametrize("choice", VALUES)
def test_one_choice(site, kind, choice):
    sent = {"seen": ""} | ({} if choice is None else {"choice": choice})
    at_once, whole = both(site, kind, sent)
    assert (at_once, type(at_once)) == (whole, type(whole))


@pytest.mark.parametrize(("most", "least"), [*itertools.product(VALUES, VALUES)])
def test_two_choices(site, most, least):
    named = {"most": most, "least": least}
    sent = {"seen": "x"} | {name: value for name, value in named.items() if value is not None}
    at_once, whole = both(site, Format.MOST_LEAST, sent)
    assert at_once == whole


@pytest.mark.parametrize("sent", NOT_PLAIN)
@pytest.mark.parametrize("kind", [Format.MOST_LEAST, Format.PICK])
def test_anything_else_is_left_to_the_form_of_the_item(site, kind, sent):
    assert both(site, kind, sent)[0] is None


def test_a_ranking_and_a_file_are_left_to_it_too(site):
    places = {f"place_{n}": str(n + 1) for n in range(4)}
    assert both(site, Format.RANK, {"seen": "", **places})[0] is None
    with_file = {"seen": "", "choice": "a", "more": (BytesIO(b"x"), "x.txt")}
    assert both(site, Format.PICK, with_file)[0] is None


@pytest.mark.parametrize("body", [b"seen=&choice=%ff\xff", b"seen=&choice=a&a=1&b=2&c=3"])
def test_a_body_that_is_no_text_or_has_too_many_fields_is_left_to_it_too(site, body):
    kind = "application/x-www-form-urlencoded"
    with site.test_request_context("/", method="POST", data=body, content_type=kind) as context:
        assert plain_answer(item(Format.PICK), context.request) is None
