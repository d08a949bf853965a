"""A disk that fails, fills up, is locked or goes away: told to wait, choice kept, no restart."""

import subprocess
from contextlib import closing

import pytest

from tests.torture.faults import INJECTED, Witness, endure, injected, locked, moved
from tests.torture.serving import Served

pytestmark = pytest.mark.torture


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    with Served(tmp_path_factory.mktemp("faults")) as server:
        yield server


@pytest.fixture
def file(served):
    return served.folder / "data" / "fourways.sqlite3"


@pytest.mark.usefixtures("needs_strace")
@pytest.mark.parametrize("fault", INJECTED)
def test_people_are_told_to_wait_and_nothing_is_lost_by(served, fault):
    (worker,) = served.worker_pids()
    refused, wrongs = endure(served, injected(worker, fault))
    assert wrongs == []
    assert refused > 0
    assert served.worker_pids() == [worker], "it was restarted"


def test_a_locked_database_is_waited_for_and_reading_goes_on(served, file):
    refused, wrongs = endure(served, locked(file), tries=1)
    assert (refused, wrongs) == (1, [])


def test_a_database_that_is_moved_away_and_back_takes_answers_again(served, file):
    refused, wrongs = endure(served, moved(file), reads=False)
    assert refused > 0
    assert wrongs == []


def test_nothing_is_acknowledged_into_a_database_that_was_deleted(tmp_path):
    with Served(tmp_path) as served, closing(Witness(served.port)) as witness:
        (tmp_path / "data" / "fourways.sqlite3").unlink()
        assert all(witness.is_told_to_wait() for _ in range(5))
        assert witness.browser.ask("GET", "/readyz")[0] == 503
        assert not (tmp_path / "data" / "fourways.sqlite3").exists()


def test_a_database_server_that_goes_away_and_comes_back_is_found_again(tmp_path, own_postgresql):
    with (
        Served(tmp_path, database=own_postgresql.url) as served,
        closing(Witness(served.port)) as witness,
    ):
        own_postgresql.stop("immediate")
        assert witness.is_told_to_wait()
        own_postgresql.start()
        assert witness.answers()[0] == 303


@pytest.mark.parametrize(
    ("stands_there", "told"),
    [
        (lambda place: place.mkdir(), "Error: The database cannot be opened: Is a directory"),
        (lambda place: place.write_bytes(b"noise" * 999), "restore a backup: `fourways restore"),
        (lambda place: place.parent.joinpath("a.db-wal").touch(), "without its database"),
    ],
    ids=["a folder", "no database", "a log without its database"],
)
def test_what_cannot_be_used_is_refused_at_the_start_in_one_plain_line(
    tmp_path, stands_there, told
):
    stands_there(tmp_path / "a.db")
    server = Served(tmp_path, database=f"sqlite:///{tmp_path / 'a.db'}")
    done = subprocess.run(
        server.command(), env=server.environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert told in done.stderr
    assert len(done.stderr.splitlines()) == 1
