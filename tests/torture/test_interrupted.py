"""A migration that is killed has either not happened or happened, and the next one gets through."""

import signal
import subprocess
import sys

import pytest
from sqlalchemy import text

from quiz.store.migrate import newest_head, upgrade
from tests.store.conftest import KINDS, opened, schema_url, sqlite_url
from tests.store.sitting import MONDAY
from tests.store.test_migrations import shape
from tests.torture.serving import ROOT

pytestmark = pytest.mark.torture

FIRST = "0001"
ATTEMPT = (
    "INSERT INTO attempt"
    " (id, token_hash, bank_digest, language, form, state, started_day, changed_day)"
    " VALUES (7, :hash, :digest, 'en', 'full', 'open', :day, :day)"
)


@pytest.fixture(params=KINDS)
def url(request, tmp_path):
    if request.param == "sqlite":
        named = sqlite_url(tmp_path)
    else:
        named = schema_url(request.getfixturevalue("postgresql_url"))
    with named as address:
        yield address


def fill(database):
    """An attempt with two answers, in the words of the first release."""
    day = {"day": MONDAY}
    with database.engine.begin() as connection:
        for sql in (
            "INSERT INTO bank (digest, content, kept_day, turn) VALUES (:digest, '{}', :day, 1)",
            ATTEMPT,
            "INSERT INTO answer (attempt_id, item, position, value) VALUES (7, 'a', 1, '1')",
            "INSERT INTO answer (attempt_id, item, position, value) VALUES (7, 'b', 2, 'null')",
        ):
            connection.execute(text(sql), {"digest": "d" * 64, "hash": b"h" * 32} | day)


def answers(database):
    with database.engine.connect() as connection:
        rows = connection.exec_driver_sql("SELECT item, value FROM answer ORDER BY position")
        return [tuple(row) for row in rows]


def test_killed_at_every_statement_it_leaves_the_old_or_the_new_and_all_answers(url):
    with opened(url) as database:
        upgrade(database.engine, FIRST)
        fill(database)
        before = shape(database.engine)
        database.engine.dispose()
        told = subprocess.run(
            [sys.executable, "-m", "tests.torture.migrating", url],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
        ).stdout.splitlines()
        kills = [line.split() for line in told]
        assert kills[-1][1:] == ["0", newest_head()], "it never got through"
        assert len(kills) > 5, "it was hardly ever killed"
        assert {status for _, status, _ in kills[:-1]} == {str(int(signal.SIGKILL))}
        assert {version for *_, version in kills[:-1]} <= {FIRST, newest_head()}
        assert answers(database) == [("a", "1"), ("b", "null")]
        assert shape(database.engine) != before
