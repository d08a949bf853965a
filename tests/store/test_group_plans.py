"""A cohort of ten thousand people is read by its keys: no table is gone through from end to end."""

from contextlib import contextmanager

import pytest
from sqlalchemy import event

from quiz import operations
from quiz.core.cohort import Figure
from quiz.store import cohorts
from tests.store.group import Group
from tests.store.many import PEOPLE, fill
from tests.store.sitting import MONDAY

LARGE = ("attempt", "counting", "tally")


@pytest.fixture
def group(database):
    found = Group.opened(database.sessions)
    found.sits("product-owner")
    fill(database.engine, found.address)
    return found


@contextmanager
def heard(engine):
    """All statements that go to the database meanwhile, with what they are about."""
    said = []

    def listen(_connection, _cursor, statement, parameters, _context, many):
        said.append((statement, parameters[0] if many else parameters))

    event.listen(engine, "before_cursor_execute", listen)
    yield said
    event.remove(engine, "before_cursor_execute", listen)


def scans(engine, said):
    """The lines of plans that go through a large table."""
    found = []
    words = "EXPLAIN QUERY PLAN " if engine.dialect.name == "sqlite" else "EXPLAIN "
    for statement, parameters in said:
        if statement.lstrip()[:6].upper() not in {"SELECT", "UPDATE", "DELETE"}:
            continue
        with engine.connect() as connection:
            plan = connection.exec_driver_sql(words + statement, parameters or None).all()
        lines = [str(line[-1]).strip() for line in plan]
        found += [line for line in lines if any(is_scan(line, table) for table in LARGE)]
    return found


def is_scan(line, table):
    """As SQLite says it, or PostgreSQL."""
    return line.split(" USING ")[0] == f"SCAN {table}" or f"Seq Scan on {table} " in f"{line} "


def reads(group):
    with group.sessions.read() as session:
        view = cohorts.cohort(session, group.address)
        tables = cohorts.figures(session, view.id)
        return tables, cohorts.finished_at_least(session, view)


def test_neither_reading_its_figures_nor_counting_one_more_goes_through_a_table(database, group):
    with heard(database.engine) as said:
        tables, finished = reads(group)
    assert (sum(tables[Figure.TRACKS].values()), finished) == (8 * PEOPLE // 5, PEOPLE)
    assert len(said) >= 3
    person = group.sits("product-manager")
    with heard(database.engine) as more:
        person.ends(count=True)
        operations.count_me(database.sessions, person.token, yes=False, today=MONDAY)
    assert len(more) > 10
    assert scans(database.engine, [*said, *more]) == []
    slow = ("SELECT count(*) FROM attempt WHERE state = 'finished'", None)
    assert len(scans(database.engine, [slow])) == 1  # one that does would be seen
