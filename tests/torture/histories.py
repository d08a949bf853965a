"""Histories: three tabs, a network that drops, doubles, delays and reorders, and races.

Every message is delivered to the product and to the reference, and both must tell and show the
same. Of two delivered at once, the product must do as the reference does in one of the two orders.
"""

import threading
from collections import Counter
from collections.abc import Callable
from typing import ClassVar

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.errors import Flaky
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    rule,
    run_state_machine_as_test,
)

from tests.torture.reference import ENOUGH, Answer, Erase, Finish, Reference

TABS = 3
ITEMS = st.sampled_from([0, 0, 0, 0, 1, 1, 2, 7])
"""Most things happen to one question, where they meet."""
VALUES = st.sampled_from([0, 0, 1, 2, 12])
"""Places in the list of values; the last one skips."""


class Tab:
    """What one window shows, and the question of a 409 page that stands open in it."""

    def __init__(self):
        self.shown = {}
        self.asked = None
        self.begun = False


class History(RuleBasedStateMachine):
    """`door` is set by whoever runs it: makes a door to a new attempt.

    No rule has a precondition: what is drawn next may not depend on which of two messages won.
    """

    door: ClassVar[Callable] = None
    told: ClassVar[Counter] = Counter()

    def __init__(self):
        super().__init__()
        self.product = type(self).door()
        self.reference = Reference()
        self.tabs = [Tab() for _ in range(TABS)]
        self.under_way = []

    @initialize(answered=st.sampled_from([0, 0, ENOUGH - 1, ENOUGH, ENOUGH + 1]))
    def begin(self, answered):
        for item in self.product.items[:answered]:
            value = self.product.values(item)[0]
            self._deliver(Answer(item, value, "", start=True), self.tabs[0])

    @rule(tab=st.integers(0, TABS - 1), item=ITEMS)
    def opens_a_page(self, tab, item):
        name = self.product.items[item]
        shown = self.product.shows(name)
        assert shown == self.reference.answers.get(name, "")
        self.tabs[tab].shown[name] = shown
        self.tabs[tab].begun = self.reference.state != "absent"

    @rule(tab=st.integers(0, TABS - 1), item=ITEMS, value=VALUES)
    def sends_an_answer(self, tab, item, value):
        name = self.product.items[item]
        here = self.tabs[tab]
        form = Answer(
            name,
            self.product.values(name)[value],
            here.shown.get(name, ""),
            start=not here.begun,
        )
        self.under_way.append((form, here))

    @rule(mine=st.booleans())
    def answers_the_question_of_two(self, mine):
        tab = next((tab for tab in self.tabs if tab.asked), None)
        if tab is None:
            return
        form, stored = tab.asked
        tab.asked = None
        tab.shown[form.item] = stored
        if mine:
            again = Answer(form.item, form.value, stored, start=form.start)
            self.under_way.append((again, tab))

    @rule(tab=st.integers(0, TABS - 1))
    def sends_finish(self, tab):
        self.under_way.append((Finish(), self.tabs[tab]))

    @rule(tab=st.integers(0, TABS - 1), really=st.integers(0, 1))
    def sends_erase(self, tab, really):
        if really == 0:
            self.under_way.append((Erase(), self.tabs[tab]))

    @rule(
        which=st.lists(st.tuples(st.integers(0, 9), *[st.booleans()] * 2), min_size=1, max_size=5)
    )
    def arrive(self, which):
        """In any order; perhaps the reply is lost, or the same arrives again later."""
        for place, heard, twice in which[: len(self.under_way)]:
            number = place % len(self.under_way)
            message, tab = self.under_way[number] if twice else self.under_way.pop(number)
            self._deliver(message, tab if heard else None)

    @rule(place=st.integers(0, 99))
    def is_lost(self, place):
        if self.under_way:
            self.under_way.pop(place % len(self.under_way))

    @rule(place=st.integers(0, 99))
    def arrive_at_once(self, place):
        if len(self.under_way) < 2:
            return
        one, _ = self.under_way.pop(place % len(self.under_way))
        other, _ = self.under_way.pop(place % len(self.under_way))
        told = _at_once(self.product, one, other)
        orders = []
        for first, second in ((0, 1), (1, 0)):
            tried = self.reference.copy()
            replies = {first: tried.hears((one, other)[first])}
            replies[second] = tried.hears((one, other)[second])
            orders.append(((replies[0], replies[1]), tried))
        seen = self.product.seen
        fitting = [tried for replies, tried in orders if replies == told and tried.seen == seen]
        assert fitting, f"{one} and {other} at once: {told}, {seen}"
        self.reference = fitting[0]
        self.told["at once"] += 1

    def _deliver(self, message, tab):
        told = self.product.hears(message)
        assert told == self.reference.hears(message), message
        self.told[told[0]] += 1
        if tab is None or not isinstance(message, Answer):
            return
        if told == ("stored",):
            tab.shown[message.item] = message.value
            tab.begun = True
        elif told[0] == "conflict":
            tab.asked = (message, told[1])

    def teardown(self):
        """What is there at the end, whatever happened."""
        assert self.product.seen == self.reference.seen


def run(door, histories, *, steps=20, explain=True):
    """So many histories through doors made by `door`; how often what was told.

    `explain` looks for the shortest history that shows a difference, which takes minutes.
    """

    class Told(History):
        told: ClassVar[Counter] = Counter()

    Told.door = staticmethod(door)
    how = settings(
        max_examples=histories,
        stateful_step_count=steps,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.generate, *([Phase.shrink] if explain else [])],
        report_multiple_bugs=False,
    )
    try:
        run_state_machine_as_test(Told, settings=how)
    except Flaky as once:
        raise AssertionError("it diverged, and not again: two messages were under way") from once
    return Told.told


def _at_once(product, *messages):
    gate = threading.Barrier(len(messages))
    told = [None] * len(messages)

    def deliver(place, message):
        gate.wait()
        told[place] = product.hears(message)

    threads = [threading.Thread(target=deliver, args=pair) for pair in enumerate(messages)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return tuple(told)
