"""What several rooms of the tests share: a PostgreSQL server, and lines on what was left out.

Each process compiles a template and reads the shipped content once, for all the applications that
its tests build.
"""

import os
import socket
from functools import cache

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # before numpy: more of them wait on each other

import jinja2
import pytest
from hypothesis import settings

from quiz.paths import files_root
from quiz.web import factory
from tests import postgresql

settings.register_profile("untimed", deadline=None)  # how fast something is, a bench says
settings.load_profile("untimed")

HERE = {"127.0.0.1", "::1", "localhost"}
LONG = ("torture", "browser")
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
    given, shipped = factory.content_of, cache(factory.content_of)
    factory.content_of = lambda folder, shelf: (shipped if folder == files_root() else given)(
        folder, shelf
    )


class AskedElsewhere(AssertionError):
    """Something in these tests reached for another machine, which the product never does."""


def stay_on_this_machine():
    """Let no test, and so no code of ours that it runs, open a connection to anywhere else."""
    connect = socket.socket.connect

    def watched(self, address):
        inet = self.family in {socket.AF_INET, socket.AF_INET6}
        if inet and self.type & socket.SOCK_STREAM and address[0] not in HERE:
            raise AskedElsewhere(address)
        return connect(self, address)

    socket.socket.connect = watched


def pytest_configure():
    share_what_every_application_makes()
    stay_on_this_machine()
    if os.environ.get("CI_REQUIRE_PG") == "1" and not has_postgresql():
        raise pytest.UsageError(f"CI_REQUIRE_PG is set. {postgresql.ABSENT}")


def pytest_collection_modifyitems(items):
    """What takes longest is begun first, so that nobody is left alone with it at the end."""
    items.sort(key=lambda item: [not item.get_closest_marker(mark) for mark in LONG])


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
