"""Databases for the store's tests: SQLite always, PostgreSQL too where there is one."""

import secrets
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine
from sqlalchemy.engine import make_url

from quiz.operations import keep_bank
from quiz.store.engine import Sessions, make_engine, make_sessions, prepare_sqlite
from quiz.store.migrate import upgrade
from tests.conftest import has_postgresql
from tests.store.copying import empty, fill_once
from tests.store.sitting import MONDAY, Sitting
from tests.store.small_bank import CONTENT, DIGEST

FILLED = set()
"""Addresses at which the tables stay from test to test."""

KINDS = ["sqlite", *(["postgresql"] if has_postgresql() else [])]


@dataclass
class Database:
    url: str
    engine: Engine
    sessions: Sessions

    @property
    def file(self):
        return Path(self.engine.url.database)

    def bytes_on_disk(self):
        return b"".join(path.read_bytes() for path in sorted(self.file.parent.iterdir()))


@contextmanager
def sqlite_url(tmp_path):
    yield f"sqlite:///{tmp_path / 'data' / 'answers.sqlite3'}"


@contextmanager
def schema_url(server):
    """The address of a schema of its own, so that tests do not meet."""
    schema = f"test_{secrets.token_hex(6)}"
    owner = create_engine(server, isolation_level="AUTOCOMMIT", pool_pre_ping=True)
    with owner.connect() as connection:
        connection.exec_driver_sql(f"CREATE SCHEMA {schema}")
    yield (
        make_url(server)
        .update_query_dict({"options": f"-csearch_path={schema}"})
        .render_as_string(hide_password=False)
    )
    with owner.connect() as connection:
        connection.exec_driver_sql(f"DROP SCHEMA {schema} CASCADE")
    owner.dispose()


@pytest.fixture(scope="session")
def filled_schema(postgresql_url):
    """A schema with tables that the tests use one after the other: making one takes a while."""
    with schema_url(postgresql_url) as address, opened(address) as database:
        FILLED.add(address)
        yield ready(database)


@pytest.fixture
def tables_of_its_own():
    """For tests that change the tables themselves."""


@pytest.fixture(params=KINDS)
def url(request, tmp_path):
    asked = request.fixturenames
    if request.param == "sqlite":
        with sqlite_url(tmp_path) as address:
            yield address
    elif "database" in asked and "tables_of_its_own" not in asked:
        filled = request.getfixturevalue("filled_schema")
        yield filled.url
        empty(filled.engine)
    else:
        with schema_url(request.getfixturevalue("postgresql_url")) as address:
            yield address


@contextmanager
def opened(url):
    prepare_sqlite(url)
    engine = make_engine(url)
    yield Database(url, engine, make_sessions(engine))
    engine.dispose()


def ready(database):
    """Give an empty database its tables and a bank."""

    def fill():
        upgrade(database.engine)
        keep_bank(database.sessions, DIGEST, CONTENT, today=MONDAY)

    fill_once(database.engine, fill)
    return database


@pytest.fixture
def bare(url):
    """A database without tables."""
    with opened(url) as database:
        yield database


@pytest.fixture
def database(bare):
    return bare if bare.url in FILLED else ready(bare)


@pytest.fixture
def on_sqlite(tmp_path):
    with sqlite_url(tmp_path) as address, opened(address) as database:
        yield ready(database)


@pytest.fixture
def on_postgresql(filled_schema):
    with opened(filled_schema.url) as database:
        yield database
    empty(filled_schema.engine)


@pytest.fixture
def person(database):
    return Sitting(database.sessions)
