"""What several rooms of the tests share: a PostgreSQL server, and lines on what was left out.

Each process compiles a template and reads the shipped content once, for all the applications that
its tests build.
"""

import os
from functools import cache

import jinja2
import pytest

from quiz.paths import files_root
from quiz.web import factory
from tests import postgresql

GIVEN = os.environ.get("FOURWAYS_TEST_PG_URL")


class Templates(jinja2.BytecodeCache):
    """Compiled templates in memory; the engine compares each with its source by itself."""

    def __init__(self):
        self.kept = {}

    def load_bytecode(self, bucket):
        if bucket.key in self.kept:
            bucket.bytecode_from_string(self.kept[bucket.key])

    def dump_bytecode(self, bucket):
        self.kept[bucket.key] = bucket.bytecode_to_string()


def share_what_every_application_makes():
    factory.Site.jinja_options = factory.Site.jinja_options | {"bytecode_cache": Templates()}
    load, shipped = factory.load, cache(factory.load)
    factory.load = lambda folder: (shipped if folder == files_root() else load)(folder)


def pytest_configure():
    share_what_every_application_makes()
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
