"""More than the server can take: served or turned away at once, and normal again soon."""

import contextlib
import socket

import pytest

from quiz.cli.listening import IDLE
from tests.torture.overload import NORMAL_WITHIN, flood
from tests.torture.people import Browser
from tests.torture.serving import Served

pytestmark = pytest.mark.torture


def test_ten_times_too_much_is_served_or_told_to_wait_and_soon_forgotten(tmp_path):
    outcome = flood(tmp_path, times=10, seconds=4)
    assert outcome.clean, outcome
    assert outcome.answered["done"] > 0
    assert outcome.answered["told to wait"] > outcome.answered["done"] / 4, "it was no overload"
    assert outcome.normal_after is not None
    assert outcome.normal_after < NORMAL_WITHIN


def test_people_who_keep_a_page_open_keep_nobody_out(tmp_path):
    with Served(tmp_path) as served, contextlib.ExitStack() as open_pages:
        for _ in range(300):
            idle = socket.create_connection(("127.0.0.1", served.port), timeout=5)
            open_pages.enter_context(idle)
            idle.sendall(b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
            assert b"200" in idle.recv(1000)
        # Well before the server closes what is idle.
        with contextlib.closing(Browser(served.port, timeout=IDLE / 2)) as browser:
            assert browser.ask("GET", "/start")[0] == 303
