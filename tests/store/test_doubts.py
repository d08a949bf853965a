"""What the way a database is set up could do to the promise, said at the start."""

from pathlib import Path

import pytest
from sqlalchemy.engine import make_url

from quiz.store.doubts import disk_kind, doubts
from quiz.store.engine import make_engine
from tests import postgresql
from tests.conftest import has_postgresql

MOUNTS = (
    "21 1 8:1 / / rw,relatime - ext4 /dev/sda1 rw\n"
    "40 21 0:50 / /srv/far\\040away rw,relatime shared:9 - nfs4 nas:/share rw\n"
    "41 40 0:51 / /srv/far\\040away/near rw - xfs /dev/sdb rw\n"
    "42 21 0:52 / / rw,relatime - overlay overlay rw\n"
)


@pytest.fixture(scope="module")
def pair():
    """A server that keeps its word but for a standby that nobody waits for."""
    if not has_postgresql() or not postgresql.programs():
        pytest.skip(postgresql.ABSENT)
    with postgresql.place() as folder:
        first = postgresql.Server(folder / "one", wal_level="replica").make().start()
        second = postgresql.Server(folder / "two").make_standby_of(first, "two").start()
        try:
            yield first, second
        finally:
            second.stop()
            first.stop()


def doubts_about(url):
    engine = make_engine(url)
    try:
        return " ".join(doubts(engine))
    finally:
        engine.dispose()


def test_a_file_on_a_disk_of_this_machine_is_not_doubted(on_sqlite, monkeypatch):
    monkeypatch.setattr("quiz.store.doubts.disk_kind", lambda *_: "ext4")
    assert doubts(on_sqlite.engine) == ()


def test_a_file_on_a_network_disk_is_doubted(on_sqlite, monkeypatch):
    monkeypatch.setattr("quiz.store.doubts.disk_kind", lambda *_: "nfs4")
    assert "network disk (nfs4)" in doubts(on_sqlite.engine)[0]


@pytest.mark.parametrize(
    ("file", "kind"),
    [
        ("/srv/here/a.sqlite3", "overlay"),
        ("/srv/far away/a.sqlite3", "nfs4"),
        ("/srv/far away/near/a.sqlite3", "xfs"),
        ("/srv/far away and more/a.sqlite3", "overlay"),
    ],
)
def test_the_disk_of_a_file_is_the_last_one_mounted_closest_above_it(file, kind):
    assert disk_kind(Path(file), MOUNTS) == kind
    assert disk_kind(Path(file), "") == ""


def test_replication_that_nobody_waits_for_is_doubted_until_it_is_waited_for(pair):
    first, _ = pair
    assert "Replication is asynchronous" in doubts_about(first.url)
    first.ask("ALTER SYSTEM SET synchronous_standby_names = 'two'")
    first.ask("SELECT pg_reload_conf()")
    for _ in range(100):
        if first.ask("SHOW synchronous_standby_names") == "two":
            break
    assert doubts_about(first.url) == ""


def test_an_ordinary_user_sees_it_too(pair):
    first, _ = pair
    first.ask("ALTER SYSTEM RESET ALL")
    first.ask("SELECT pg_reload_conf()")
    first.ask("CREATE ROLE quiz LOGIN")
    url = make_url(first.url).set(username="quiz").render_as_string(hide_password=False)
    assert "Replication is asynchronous" in doubts_about(url)


def test_a_standby_is_named_as_one(pair):
    assert "takes no answers" in doubts_about(pair[1].url)


def test_a_server_that_does_not_wait_for_its_disk_is_doubted(postgresql_url):
    engine = make_engine(postgresql_url)
    with engine.connect() as connection:
        careless = connection.exec_driver_sql("SHOW fsync").scalar_one() == "off"
    engine.dispose()
    assert ("power cut" in doubts_about(postgresql_url)) == careless


def test_a_server_set_up_to_answer_early_waits_for_its_disk_all_the_same(on_postgresql):
    early = make_url(on_postgresql.url).update_query_dict(
        {"options": "-csynchronous_commit=off"}, append=False
    )
    engine = make_engine(early.render_as_string(hide_password=False))
    with engine.connect() as connection:
        assert connection.exec_driver_sql("SHOW synchronous_commit").scalar_one() == "on"
    engine.dispose()
