"""Nothing acknowledged is lost, changed or doubled when processes are killed."""

import os
import random
import signal
import time

import pytest

from tests.torture.kills import judge, kill_under_load
from tests.torture.ledger import Ledger
from tests.torture.people import Crowd
from tests.torture.serving import Served

pytestmark = pytest.mark.torture

KILLS = 100


def assert_nothing_lost(outcome):
    assert outcome.wrongs == []
    assert outcome.unclean == []
    assert outcome.kills >= KILLS
    assert outcome.acknowledged > KILLS / 2, "too little happened between the kills"
    assert outcome.unanswered > 0, "no request was ever hit"


def test_on_sqlite_when_workers_and_the_whole_server_are_killed(tmp_path):
    assert_nothing_lost(kill_under_load(tmp_path, kills=KILLS, seed=random.random()))


def test_on_postgresql_when_they_and_the_database_server_are_killed(tmp_path, own_postgresql):
    def crash():
        own_postgresql.stop("immediate")
        own_postgresql.start()

    outcome = kill_under_load(
        tmp_path, database=own_postgresql.url, kills=KILLS, seed=random.random(), also=crash
    )
    assert_nothing_lost(outcome)


def test_a_server_that_says_saved_too_early_is_found_out(tmp_path):
    assert kill_under_load(tmp_path, kills=8, program="tests.torture.hasty").wrongs != []


def test_workers_whose_parent_is_gone_leave_and_the_server_starts_again(tmp_path):
    with Served(tmp_path, workers=2) as served:
        workers = served.worker_pids()
        served.parent.send_signal(signal.SIGKILL)
        served.parent.wait()
        last = time.monotonic() + 10
        while any(os.path.exists(f"/proc/{pid}") for pid in workers):  # noqa: PTH110
            assert time.monotonic() < last, "a worker stayed behind"
            time.sleep(0.05)
        served.start_again()
        assert served.is_ready()


def test_a_server_told_to_end_while_it_starts_ends_at_once(tmp_path):
    """Its workers would not hear the signal until they are up, and be waited for in vain."""
    with Served(tmp_path, workers=2) as served:
        for pid in served.worker_pids():
            os.kill(pid, signal.SIGKILL)
        while len(served.worker_pids()) < 2:
            time.sleep(0.005)
        began = time.monotonic()
        served.parent.send_signal(signal.SIGTERM)
        served.parent.wait(20)
        assert time.monotonic() - began < 5


@pytest.mark.parametrize(
    ("stored", "verdict"),
    [
        ({"t": {"a": "1", "b": "2"}}, []),
        ({"t": {"a": "1", "b": "3"}}, []),
        ({"t": {"a": "1", "b": "4"}}, ["b"]),
        ({"t": {"b": "2"}}, ["a"]),
        ({}, ["a", "b"]),
        ({"t": {"a": "1", "b": "2", "c": "5"}}, ["c"]),
    ],
    ids=["as told", "one unheard", "changed", "lost", "all lost", "from nowhere"],
)
def test_the_judge_finds_what_is_lost_changed_or_comes_from_nowhere(stored, verdict):
    ledger = Ledger()
    page = ledger.open("t")
    for item, value in (("a", "1"), ("b", "2")):
        page.sends(item, value)
        page.is_told(item, value)
    page.sends("b", "3")
    assert sorted(wrong.split()[1].rstrip(":") for wrong in ledger.wrongs(stored)) == verdict


def test_the_judge_finds_an_attempt_that_nobody_began(tmp_path):
    with Served(tmp_path) as served:
        with Crowd(served.port, people=1) as ledger:
            while ledger.acknowledged < 3:
                time.sleep(0.01)
        ledger.pages.pop(next(iter(ledger.pages)))
        assert any("attempts are stored" in wrong for wrong in judge(served.database, ledger))
