"""Links that open nothing cost alike too; forms that arrive at once are answered alike."""

import statistics
import threading
import time

import pytest
from sqlalchemy import event

from tests.web import doors
from tests.web.doors import OWNER, WHO, form_of
from tests.web.finished import front

ROUNDS = 80
AT_ONCE = 6


@pytest.fixture(scope="module")
def town(tmp_path_factory, one_clock):
    return doors.town_in(tmp_path_factory.mktemp("alike"), one_clock)


@pytest.fixture
def asked(town):
    """What the database is asked while a page is made."""
    heard = []

    def listen(_connection, _cursor, statement, *_):
        heard.append(statement)

    engine = front(town.app).sessions.engine
    event.listen(engine, "before_cursor_execute", listen)
    yield heard
    event.remove(engine, "before_cursor_execute", listen)


def links(town):
    """By what became of each: addresses of private and of read-only links that open nothing."""
    private = {"never used": "x" * 43, "erased": town.erased}
    shared = {
        "never used": "x" * 43,
        "taken back": town.revoked,
        "ended": town.expired,
        "of someone erased": town.of_erased,
    }
    return (
        {name: f"/a/{token}/result" for name, token in private.items()},
        {name: f"/s/{link}" for name, link in shared.items()},
    )


def test_a_link_that_opens_nothing_does_not_tell_by_its_work_what_became_of_it(town, asked):
    client = town.app.test_client()
    for addresses in links(town):
        work = {}
        for name, address in addresses.items():
            asked.clear()
            assert client.get(address).status_code == 404
            work[name] = list(asked)
        assert len({tuple(statements) for statements in work.values()}) == 1, work


def usual_times(client, addresses):
    """The processor time of each, in turn, so that whatever else is going on meets all alike."""
    took = {name: [] for name in addresses}
    for _ in range(ROUNDS):
        for name, address in addresses.items():
            began = time.thread_time()
            client.get(address)
            took[name].append(time.thread_time() - began)
    return {name: statistics.median(times) for name, times in took.items()}


def test_nor_by_its_time(town):
    client = town.app.test_client()
    for addresses in links(town):
        tried = [usual_times(client, addresses)]
        while max(tried[-1].values()) > 1.1 * min(tried[-1].values()):
            assert len(tried) < 4, tried
            tried.append(usual_times(client, addresses))


def owners_forms(town):
    rules = [rule for rule in town.app.url_map.iter_rules() if "POST" in rule.methods]
    return [rule for rule in rules if WHO[rule.endpoint] == OWNER]


def test_every_form_that_arrives_many_times_at_once_is_answered_alike_each_time(town):
    for rule in owners_forms(town):
        address, form = town.address(rule, key=town.sits()), form_of(rule.endpoint)
        gate, told = threading.Barrier(AT_ONCE), []

        def send(address=address, form=form, gate=gate, told=told):
            client = town.app.test_client()
            gate.wait()
            found = client.post(address, data=form)
            told.append((found.status_code, (found.location or "").partition("made=")[0]))

        threads = [threading.Thread(target=send) for _ in range(AT_ONCE)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(told) == AT_ONCE
        assert len(set(told)) == 1, (rule, told)
        assert told[0][0] in {200, 303, 404, 409, 422}, (rule, told)
