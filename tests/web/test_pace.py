"""Whoever goes as fast as people do is never held up; whoever goes much faster is asked to wait."""

import pytest
from werkzeug.exceptions import TooManyRequests

from quiz.web import pace
from tests.web.conftest import build, settings_in
from tests.web.sitting import Sitting

COMPANY, BOT = "198.51.100.7", "203.0.113.9"


class Moments:
    """A clock that stands still until it is told to go on."""

    def __init__(self):
        self.now = 1000.0

    def __call__(self):
        return self.now


@pytest.fixture
def moments():
    return Moments()


@pytest.fixture
def app(tmp_path, clock):
    """An application of its own: what it counts must not hold up other tests."""
    return build(settings_in(tmp_path), clock)


def visitor_from(app, address):
    client = app.test_client()
    client.environ_base["REMOTE_ADDR"] = address
    return Sitting(client)


def at_most(monkeypatch, bound, number):
    monkeypatch.setattr(pace, bound, pace.Rate(number))


def per_minute(bound):
    return bound.amount / bound.minutes


def test_five_hundred_people_behind_one_address_stay_below_every_bound():
    people, minutes, posts = 500, 10, 38
    assert people <= pace.STARTS_OF_AN_ADDRESS.amount  # even if all begin at once
    assert people * posts / minutes <= per_minute(pace.POSTS_OF_AN_ADDRESS) / 3
    assert per_minute(pace.POSTS_OF_AN_ATTEMPT) >= 2 * posts  # the whole quiz within a minute


def test_five_hundred_people_behind_one_address_go_on_while_a_bot_is_refused(app, moments):
    """Four minutes of their quarter of an hour: an answer every twenty seconds, all at once."""
    app.extensions["pace"] = pace.Pace(moments)

    def sent(token, address, *, first):
        path = f"/a/{token}/items/trip-with-friends" + ("?start=x" if first else "")
        visitor = {"REMOTE_ADDR": address}
        with app.test_request_context(path, method="POST", environ_base=visitor):
            try:
                pace._before()
            except TooManyRequests:
                return False
        return True

    company, bot = [], []
    for turn in range(12):
        company += [sent(f"p{one}", COMPANY, first=turn == 0) for one in range(500)]
        bot += [sent(f"b{turn}-{number}", BOT, first=True) for number in range(400)]
        moments.now += 20
    assert all(company)
    assert bot.count(True) == pace.STARTS_OF_AN_ADDRESS.amount < len(bot) / 4


def test_an_attempt_that_answers_faster_than_anyone_reads_is_asked_to_wait(app, monkeypatch):
    at_most(monkeypatch, "POSTS_OF_AN_ATTEMPT", 3)
    bot = visitor_from(app, BOT).start()
    bot.answer(3)
    refused = bot.client.post(bot.page.address, data={"skip": "1", "seen": ""})
    assert refused.status_code == 429
    assert 1 <= int(refused.headers["Retry-After"]) <= 60
    assert b"not saved yet" in refused.data
    assert b"Try again" in refused.data


def test_somebody_else_at_the_same_address_goes_on_meanwhile(app, monkeypatch):
    at_most(monkeypatch, "POSTS_OF_AN_ATTEMPT", 3)
    bot = visitor_from(app, COMPANY).start()
    bot.answer(3)
    assert bot.client.post(bot.page.address, data={"skip": "1", "seen": ""}).status_code == 429
    visitor_from(app, COMPANY).start().answer(3)


def test_what_was_refused_counts_when_it_is_sent_again_later(app, monkeypatch):
    at_most(monkeypatch, "POSTS_OF_AN_ATTEMPT", 2)
    person = visitor_from(app, COMPANY).start()
    person.answer(2)
    action, held = person.page.form
    answer = held | {"most": person.values("most")[0], "least": person.values("least")[1]}
    assert person.client.post(action, data=answer).status_code == 429
    at_most(monkeypatch, "POSTS_OF_AN_ATTEMPT", 100)  # as good as a minute later
    assert person.client.post(action, data=answer).status_code == 303


def test_an_address_that_begins_attempt_after_attempt_is_refused_and_others_are_not(
    app, monkeypatch
):
    at_most(monkeypatch, "STARTS_OF_AN_ADDRESS", 5)
    codes = []
    for _ in range(8):
        bot = visitor_from(app, BOT).start()
        action, held = bot.page.form
        sent = held | {"most": bot.values("most")[0], "least": bot.values("least")[1]}
        codes.append(bot.client.post(action, data=sent).status_code)
    assert codes == [303] * 5 + [429] * 3
    visitor_from(app, COMPANY).start().answer(1)


def test_searching_for_links_ends_soon(app, monkeypatch):
    at_most(monkeypatch, "MISSES_OF_AN_ADDRESS", 4)
    client = visitor_from(app, BOT).client
    codes = [client.get(f"/a/{number:043d}/result").status_code for number in range(6)]
    assert codes == [404] * 4 + [429] * 2


def test_an_address_that_a_visitor_claims_is_not_believed(app, monkeypatch):
    at_most(monkeypatch, "MISSES_OF_AN_ADDRESS", 4)
    client = visitor_from(app, BOT).client
    codes = [
        client.get(
            f"/s/{number:043d}", headers={"X-Forwarded-For": f"192.0.2.{number}"}
        ).status_code
        for number in range(6)
    ]
    assert codes[-1] == 429


def test_behind_a_proxy_that_was_named_the_visitor_counts_and_not_the_proxy(
    tmp_path, clock, monkeypatch
):
    at_most(monkeypatch, "MISSES_OF_AN_ADDRESS", 4)
    client = build(settings_in(tmp_path, proxies=1), clock).test_client()

    def look(number, address):
        headers = {"X-Forwarded-For": f"192.0.2.77, {address}"}
        return client.get(f"/s/{number:043d}", headers=headers).status_code

    assert [look(number, BOT) for number in range(6)] == [404] * 4 + [429] * 2
    assert look(9, COMPANY) == 404


def test_bounds_can_be_switched_off_for_a_test_of_load(tmp_path, clock, monkeypatch):
    at_most(monkeypatch, "MISSES_OF_AN_ADDRESS", 1)
    app = build(settings_in(tmp_path, rate_limits=False), clock)
    client = visitor_from(app, BOT).client
    assert {client.get(f"/s/{number:043d}").status_code for number in range(5)} == {404}


def test_a_window_ends_and_the_next_one_begins_anew():
    clock = Moments()
    kept, bound = pace.Pace(clock), pace.Bound("posts", pace.Rate(2), "someone")
    kept.count(bound)
    kept.count(bound)
    clock.now += 59.5
    with pytest.raises(TooManyRequests) as refused:
        kept.count(bound)
    assert refused.value.retry_after == 1
    clock.now += 0.5
    kept.count(bound)


def test_what_has_ended_is_forgotten_so_that_memory_does_not_grow():
    clock = Moments()
    kept = pace.Pace(clock)
    for number in range(1000):
        kept.count(pace.Bound("looks", pace.Rate(2), f"visitor {number}"))
    clock.now += 120
    kept.count(pace.Bound("looks", pace.Rate(2), "the next one"))
    assert len(kept._windows) == 1
