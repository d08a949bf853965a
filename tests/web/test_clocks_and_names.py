"""A long lunch, a clock that jumps, a proxy that takes names away: nothing is lost by them."""

from datetime import timedelta

import pytest

from tests.web.conftest import NOON, Clock, build, settings_in
from tests.web.page import Page
from tests.web.sitting import Sitting
from tests.web.staff import Colleague, invited

JUMPS = (
    timedelta(hours=1),
    timedelta(hours=-1),
    timedelta(days=3652),
    timedelta(days=-1),
    timedelta(seconds=-1),
)


@pytest.fixture(scope="module")
def https(tmp_path_factory):
    settings = settings_in(
        tmp_path_factory.mktemp("https"), production=True, url="https://quiz.example.org"
    )
    return build(settings, Clock())


class Secretive:
    """A client that says where it comes from to nobody, as some proxies see to; over https."""

    def __init__(self, client):
        self.client = client
        self.jar = client

    def _without(self, named):
        return {**named, "base_url": "https://quiz.example.org"}

    def get(self, address, **named):
        return self.client.get(address, **self._without(named))

    def post(self, address, **named):
        return self.client.post(address, **self._without(named))


def test_an_answer_after_more_than_twenty_hours_is_saved(sitting, clock):
    clock.later(hours=20, minutes=30)
    sitting.choose(0, 1)  # the first page, which lay open so long
    clock.later(hours=20, minutes=30)
    assert sitting.choose(0, 1).title.startswith("Situation 3")
    clock.later(days=20)
    assert sitting.choose(0, 1).title.startswith("Situation 4")


@pytest.mark.parametrize("jump", JUMPS, ids=str)
def test_an_attempt_outlives_a_clock_that_jumps_and_comes_back(sitting, clock, jump):
    sitting.answer(3)
    clock.now = NOON + jump
    assert sitting.answer(3).page.title.startswith("Situation 7")
    clock.now = NOON
    sitting.post(sitting.leaf("finish"), {})
    assert sitting.page.address.endswith("/result")
    clock.now = NOON + jump
    assert sitting.open(sitting.leaf("result")).status == 200


@pytest.mark.parametrize("jump", [-1, 1], ids=["back", "ahead"])
def test_a_start_survives_a_clock_that_is_put_right_by_an_hour(client, clock, jump):
    person = Sitting(client).start()
    clock.now = NOON + timedelta(hours=jump)
    assert person.choose(0, 1).title.startswith("Situation 2")


def test_a_sitting_needs_neither_referer_nor_origin(https):
    person = Sitting(Secretive(https.test_client())).start().answer(6)
    person.post(person.leaf("finish"), {})
    assert person.page.address.endswith("/result")
    person.open(person.leaf("share"))
    assert person.post(person.leaf("delete"), {}).address == "/erased"


def test_nor_do_the_pages_of_staff(https):
    ines = Colleague(Secretive(https.test_client())).comes_by(invited(https))
    assert ines.at(ines.opens()).status == 200


def test_nor_does_it_help_a_stranger_to_leave_them_out(https):
    """The form of staff is signed; what its sender says of itself counts for nothing."""
    ines = Colleague(Secretive(https.test_client())).comes_by(invited(https, "ida@example.com"))
    sent = {"name": "Planted", "decides": "no"}
    assert Page(ines.client.post("/staff/groups/new", data=sent)).status == 422
    assert "Planted" not in ines.open("/staff/").text
