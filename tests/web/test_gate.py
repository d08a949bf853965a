"""So many requests at once, so many waiting, and the rest told at once to come back."""

import threading
import time
from io import BytesIO

import pytest
from flask import Flask
from werkzeug.test import Client

from quiz.web.gate import Gate
from quiz.web.security import CONTENT_POLICY
from tests.web.page import Page, assert_sound


class Desk:
    """An application whose requests stay inside until they are let go."""

    def __init__(self):
        self.go = threading.Event()
        self.inside = 0
        self.most = 0
        self._lock = threading.Lock()

    def __call__(self, environ, start_response):
        with self._lock:
            self.inside += 1
            self.most = max(self.most, self.inside)
        if environ["PATH_INFO"] != "/healthz":
            self.go.wait(10)
        with self._lock:
            self.inside -= 1
        start_response("200 OK", [])
        return [b"done"]


class Visitors:
    def __init__(self, gate):
        self.gate = gate
        self.statuses = []
        self.threads = []

    def come(self, count, path="/"):
        def ask():
            self.statuses.append(Client(self.gate).get(path).status_code)

        new = [threading.Thread(target=ask) for _ in range(count)]
        for thread in new:
            thread.start()
        self.threads += new
        return self

    def leave(self):
        for thread in self.threads:
            thread.join(60)
        return sorted(self.statuses)


@pytest.fixture
def desk():
    desk = Desk()
    yield desk
    desk.go.set()


def until(holds):
    last = time.monotonic() + 60
    while not holds():
        assert time.monotonic() < last
        time.sleep(0.002)


def gate_before(desk, **limits):
    refusal = Flask("refusal").response_class("later", 503)
    return Gate(desk, refusal, **({"at_once": 2, "waiting": 1, "patience": 60} | limits))


def test_some_are_served_some_wait_their_turn_and_the_rest_are_turned_away_at_once(desk):
    visitors = Visitors(gate_before(desk)).come(2)
    until(lambda: desk.inside == 2)
    visitors.come(3)
    until(lambda: len(visitors.statuses) == 2)
    assert visitors.statuses == [503, 503]
    desk.go.set()
    assert visitors.leave() == [200, 200, 200, 503, 503]
    assert desk.most == 2


def test_whoever_waits_too_long_is_turned_away_too(desk):
    visitors = Visitors(gate_before(desk, patience=0.05)).come(3)
    until(lambda: visitors.statuses == [503])
    desk.go.set()
    assert visitors.leave() == [200, 200, 503]


def test_a_full_house_is_not_taken_for_a_dead_one(desk):
    visitors = Visitors(gate_before(desk)).come(3)
    until(lambda: desk.inside == 2)
    assert Visitors(visitors.gate).come(1, "/healthz").leave() == [200]
    desk.go.set()
    assert visitors.leave() == [200, 200, 200]


class Trickle(BytesIO):
    """A form whose sender takes its time."""

    def __init__(self, arrived):
        super().__init__(b"seen=&skip=1")
        self.arrived = arrived

    def read(self, size=-1):
        self.arrived.wait(10)
        return super().read(size)


def test_forms_that_arrive_slowly_keep_nobody_waiting(desk):
    arrived = threading.Event()
    visitors = Visitors(gate_before(desk))

    def sends_slowly():
        form = Trickle(arrived)
        reply = Client(visitors.gate).post("/", input_stream=form, content_length=12)
        visitors.statuses.append(reply.status_code)

    slow = [threading.Thread(target=sends_slowly) for _ in range(5)]
    for thread in slow:
        thread.start()
    desk.go.set()
    assert visitors.come(1).leave() == [200]
    arrived.set()
    for thread in slow:
        thread.join(60)
    assert 200 in visitors.statuses[1:]


def test_so_many_forms_may_be_on_their_way_and_the_rest_are_turned_away(desk):
    arrived, statuses = threading.Event(), []
    gate = gate_before(desk, arriving=1)

    def sends_slowly():
        form = Trickle(arrived)
        statuses.append(Client(gate).post("/", input_stream=form, content_length=12).status_code)

    first = threading.Thread(target=sends_slowly)
    first.start()
    until(lambda: gate._arriving._value == 0)
    assert Client(gate).post("/", data={"skip": "1"}).status_code == 503
    arrived.set()
    desk.go.set()
    first.join(10)
    assert statuses == [200]


def test_a_form_reaches_the_page_whole_and_one_that_is_too_long_is_refused(client):
    read = {"seen": "", "skip": "1"}
    assert client.post("/a/nobody/finish", data=read).status_code == 400
    for size, status in ((64 * 1024 - 2, 400), (64 * 1024, 413), (1 << 20, 413)):
        form = BytesIO(b"x=" + b"y" * size)
        sent = {"input_stream": form, "content_type": "application/x-www-form-urlencoded"}
        announced = client.post("/a/nobody/finish", **sent, content_length=size + 2)
        assert announced.status_code == status, size
        form.seek(0)
        environ = {"wsgi.input_terminated": True}
        unannounced = client.post("/a/nobody/finish", **sent, environ_overrides=environ)
        assert unannounced.status_code == status, size


def test_a_request_that_breaks_makes_room_all_the_same():
    def broken(_environ, _start_response):
        raise ZeroDivisionError

    gate = gate_before(broken)
    for _ in range(5):
        with pytest.raises(ZeroDivisionError):
            Client(gate).get("/")


def test_those_turned_away_see_a_page_like_any_other(app, client, monkeypatch):
    monkeypatch.setattr(app.wsgi_app, "_enter", lambda: False)
    response = client.get("/tracks")
    page = Page(response)
    assert_sound(page)
    assert (page.status, page.headers["Retry-After"]) == (503, "5")
    assert page.headers["Content-Security-Policy"] == CONTENT_POLICY
    assert page.heading == "We cannot reach your answers just now"
    assert client.get("/healthz").status_code == 200
