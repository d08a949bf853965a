"""What takes long is made once, however many ask for it at the same moment."""

import threading
import time

import pytest

from quiz.core.made_once import made_once
from tests.store.racing import together


class Kitchen:
    """Counts what it makes; it takes a while over each."""

    def __init__(self, most=8):
        self.made = []
        self.ask = made_once(most)(self._make)

    def _make(self, name):
        self.made.append(name)
        time.sleep(0.02)
        if name == "burnt":
            raise ValueError(name)
        return f"{name} by {threading.current_thread().name}"


def test_eight_who_ask_at_once_get_the_same_thing():
    kitchen = Kitchen()
    told = together(*[lambda: kitchen.ask("bread")] * 8)
    assert kitchen.made == ["bread"]
    assert len(set(told)) == 1


def test_things_are_kept_apart_and_the_oldest_makes_room():
    kitchen = Kitchen(most=2)
    for name in ("bread", "tea", "bread", "soup", "bread", "tea"):
        assert kitchen.ask(name).startswith(name)
    assert kitchen.made == ["bread", "tea", "soup", "tea"]


def test_what_fails_keeps_nobody_waiting_and_is_tried_again():
    kitchen = Kitchen()
    for _ in range(2):
        with pytest.raises(ValueError, match="burnt"):
            kitchen.ask("burnt")
    assert kitchen.ask("tea").startswith("tea")
    assert kitchen.made == ["burnt", "burnt", "tea"]
