"""A database with all its tables and one bank, made by the migrations once and then copied.

It refuses to be what migrations are tested with: those run each time, in tests of their own.
"""

import sqlite3
from contextlib import closing, contextmanager

import psycopg
from sqlalchemy import event, inspect

from quiz.store.models import Row

_MADE = {}
"""A SQLite database in memory; for a server all that was said to it, as one text."""


def fill_once(engine, fill):
    """Fill an empty database as `fill` does: in earnest for the first of its kind, else by a copy.

    One that holds something already is left to `fill`.
    """
    kind = engine.dialect.name
    if inspect(engine).get_table_names():
        fill()
    elif kind == "sqlite":
        engine.dispose()
        _copy_file(engine.url.database, fill)
    elif kind in _MADE:
        _say(engine, _MADE[kind])
    else:
        with _recorded(engine) as said:
            fill()
        _MADE[kind] = ";\n".join(said)


def empty(engine):
    """Take all rows out of a server's database that was filled, but for those of the filling."""
    rows = [said for said in _MADE[engine.dialect.name].split(";\n") if said.startswith("INSERT")]
    tables = [table.name for table in reversed(Row.metadata.sorted_tables)]
    _say(
        engine, ";\n".join([f"DELETE FROM {name}" for name in [*tables, "alembic_version"]] + rows)
    )


def _copy_file(file, fill):
    if "sqlite" not in _MADE:
        fill()
        _MADE["sqlite"] = sqlite3.connect(":memory:", check_same_thread=False)
        with closing(sqlite3.connect(file)) as filled:
            filled.backup(_MADE["sqlite"])
        return
    with closing(sqlite3.connect(file)) as copy:
        copy.execute("PRAGMA synchronous = OFF")
        _MADE["sqlite"].backup(copy)


@contextmanager
def _recorded(engine):
    """Every statement that may change something, its values written out."""
    said = []

    def record(_connection, cursor, statement, values, _context, _many):
        if not statement.lstrip().upper().startswith(("SELECT", "SET ", "SHOW")):
            written = psycopg.ClientCursor(cursor.connection)
            said.append(written.mogrify(statement, values or None))

    event.listen(engine, "before_cursor_execute", record)
    yield said
    event.remove(engine, "before_cursor_execute", record)


def _say(engine, statements):
    with closing(engine.raw_connection()) as borrowed:
        borrowed.driver_connection.execute(statements)
        borrowed.driver_connection.commit()
