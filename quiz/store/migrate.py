"""Knows how to bring the tables of a database to the version this release needs, all or nothing.

It refuses to run twice at once, and to touch a database that a newer release has changed.

The name of a version says which older releases can work on it, so that a release can be taken back
without touching the tables: `0007_open_to_0005` is open to every release whose own newest version
is 0005 or later; `0007` only to those that know it.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine

from quiz.store.engine import BEGIN

PATIENCE_MS = 60_000
"""How long a second process waits for the first one's migration."""

_ADVISORY_LOCK = 4_772_873  # any number will do, as long as every release uses the same one


_OPEN_TO = re.compile(r"\w+?_open_to_(\w+)")


class SchemaNewerError(Exception):
    """A newer release changed the database in a way that this one cannot work with."""


def upgrade(engine: Engine, revision: str = "head") -> None:
    """Bring the tables to the newest version; safe to repeat and to run from several processes.

    A database of a newer release that is open to this one is left as it is. Raises
    SchemaNewerError, and StoreUnavailable when the lock cannot be had.
    """
    with _alone(engine) as connection:
        stands_at = _stands_at(connection)
        if stands_at is None or stands_at in _known():
            command.upgrade(_config(connection), revision)
        elif not _is_open(stands_at):
            raise SchemaNewerError(f"the database stands at {stands_at}, unknown to this release")


def downgrade(engine: Engine, revision: str) -> None:
    """Bring the tables back to an older version ("base": none). Loses what only newer ones hold."""
    with _alone(engine) as connection:
        command.downgrade(_config(connection), revision)


def current_head(engine: Engine) -> str | None:
    """The version at which the database stands; None when it has no tables of ours yet."""
    with engine.connect() as connection:
        return _stands_at(connection)


def newest_head() -> str:
    """The version that this release needs."""
    head = ScriptDirectory.from_config(_config()).get_current_head()
    assert head is not None  # noqa: S101 - the package holds at least one migration
    return head


def is_served(engine: Engine) -> bool:
    """Whether this release can work on the database as it stands. Raises StoreUnavailable."""
    stands_at = current_head(engine)
    return stands_at is not None and (stands_at == newest_head() or _is_open(stands_at))


def open_to(revision: str) -> str:
    """The oldest version whose releases can work on this one: itself, where its name says none."""
    named = _OPEN_TO.fullmatch(revision)
    return named[1] if named else revision


def _is_open(newer: str) -> bool:
    return newer not in _known() and open_to(newer) in _known()


def _config(connection: Connection | None = None) -> Config:
    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", "quiz.store:migrations")
    config.set_main_option("path_separator", "os")
    return config


def _known() -> frozenset[str]:
    scripts = ScriptDirectory.from_config(_config()).walk_revisions()
    return frozenset(script.revision for script in scripts)


def _stands_at(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


@contextmanager
def _alone(engine: Engine) -> Iterator[Connection]:
    """One connection, one transaction around all steps, one process at a time."""
    sqlite = engine.dialect.name == "sqlite"
    with engine.connect() as opened:
        connection = opened.execution_options(**{BEGIN: ""}) if sqlite else opened
        connection.detach()  # its settings differ from now on: it must not return to the pool
        if sqlite:
            _begin_on_sqlite(connection)
        else:
            connection.exec_driver_sql(f"SET LOCAL lock_timeout = {PATIENCE_MS}")
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_ADVISORY_LOCK})")
        yield connection
        if sqlite:
            _check_references(connection)
        connection.commit()


def _begin_on_sqlite(connection: Connection) -> None:
    """SQLite changes most tables by rebuilding them; with foreign keys on, that would cascade."""
    connection.exec_driver_sql(f"PRAGMA busy_timeout = {PATIENCE_MS}")
    connection.exec_driver_sql("PRAGMA foreign_keys = OFF")
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _check_references(connection: Connection) -> None:
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
    if broken is not None:
        raise RuntimeError(f"a migration left rows of {broken[0]} without what they refer to")
