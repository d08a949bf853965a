"""Starting writes nothing, and one link leads to one attempt, however often it is opened."""

from datetime import date

from sqlalchemy import text

from quiz.web.start import Start, Starts
from tests.web.conftest import NOON
from tests.web.sitting import Sitting

STARTED = Start("token", None, "en", "full", date(2026, 11, 22))
STARTS = Starts("k" * 43)


def stored(app):
    with app.extensions["front"].sessions.read() as session:
        return session.scalar(text("SELECT count(*) FROM attempt"))


def test_starting_and_looking_store_nothing(app, sitting):
    before = stored(app)
    sitting.open("/start")
    sitting.open(sitting.page.address)
    assert stored(app) == before


def test_every_start_is_a_link_of_its_own(sitting):
    first = sitting.token
    assert sitting.start().token != first
    assert len(first) == 43


def test_the_first_answer_begins_the_attempt_and_so_does_a_skip(app, sitting):
    before = stored(app)
    sitting.choose(0, 1)
    assert stored(app) == before + 1
    sitting.start().skip()
    assert stored(app) == before + 2


def test_the_first_page_leads_to_the_same_attempt_before_and_after_its_answer(client, app):
    location = client.get("/start").location
    person = Sitting(client)
    person.open(location)
    person.choose(2, 3)
    before = stored(app)
    person.open(location)
    assert dict(person.chosen())["most"] == person.values("most")[2]
    person.choose(0, 1)
    assert stored(app) == before


def test_a_first_page_left_open_for_a_day_is_not_in_use_and_stores_nothing(app, sitting, clock):
    before = stored(app)
    clock.later(hours=24)
    page = sitting.choose(0, 1)
    assert page.heading == "This link is not in use"
    assert page.has_link("Start the questions")
    assert stored(app) == before


def test_a_first_page_is_good_for_almost_a_day(sitting, clock):
    clock.later(hours=23, minutes=59)
    assert sitting.choose(0, 1).title.startswith("Situation 2")


def test_an_address_without_a_start_value_begins_nothing(sitting):
    bare = sitting.page.address
    assert sitting.open(bare).heading == "This link is not in use"


def test_a_start_value_is_read_back_as_it_was_signed():
    assert STARTS.read(STARTS.sign(STARTED, now=NOON), token="token", now=NOON) == STARTED


def test_a_start_value_of_another_link_another_key_or_changed_is_refused():
    value = STARTS.sign(STARTED, now=NOON)
    assert STARTS.read(value, token="other", now=NOON) is None
    assert Starts("x" * 43).read(value, token="token", now=NOON) is None
    assert STARTS.read("A" + value, token="token", now=NOON) is None
    assert STARTS.read("", token="token", now=NOON) is None


def test_a_refused_first_answer_leaves_an_address_that_still_works(sitting):
    page = sitting.choose(1, 1)
    assert page.title.startswith("Error:")
    assert sitting.open(sitting.page.form[0]).title.startswith("Situation 1 of 24")
