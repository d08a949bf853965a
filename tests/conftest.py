"""What several rooms of the tests share: a PostgreSQL server, and lines on what was left out."""

import os

import pytest

from tests import postgresql

GIVEN = os.environ.get("FOURWAYS_TEST_PG_URL")


def pytest_configure():
    if os.environ.get("CI_REQUIRE_PG") == "1" and not has_postgresql():
        raise pytest.UsageError(f"CI_REQUIRE_PG is set. {postgresql.ABSENT}")


def pytest_terminal_summary(terminalreporter):
    if not has_postgresql():
        terminalreporter.write_line(postgresql.ABSENT)


def has_postgresql():
    return bool(GIVEN or postgresql.programs())


@pytest.fixture(scope="session")
def postgresql_url():
    """The address of a running server: the one in FOURWAYS_TEST_PG_URL, else one of our own."""
    if GIVEN:
        yield GIVEN
        return
    if not has_postgresql():
        pytest.skip(postgresql.ABSENT)
    with postgresql.server(fsync="off", full_page_writes="off") as ours:
        yield ours.url
