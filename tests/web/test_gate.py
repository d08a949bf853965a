"""So many requests at once, so many waiting, and the rest told at once to come back."""

import threading
import time

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
            thread.join(10)
        return sorted(self.statuses)


@pytest.fixture
def desk():
    desk = Desk()
    yield desk
    desk.go.set()


def until(holds):
    last = time.monotonic() + 5
    while not holds():
        assert time.monotonic() < last
        time.sleep(0.002)


def gate_before(desk, **limits):
    refusal = Flask("refusal").response_class("later", 503)
    return Gate(desk, refusal, **({"at_once": 2, "waiting": 1, "patience": 5} | limits))


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
