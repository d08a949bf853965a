import threading

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.operations import Operations
from alembic.script import ScriptDirectory
from sqlalchemy import Text, inspect, text

from quiz.store import migrate
from quiz.store.migrate import (
    SchemaNewerError,
    current_head,
    downgrade,
    is_served,
    newest_head,
    open_to,
    upgrade,
)
from quiz.store.models import Row
from tests.store.sitting import Sitting
from tests.store.small_bank import BLOCKS, MOST_WHY

pytestmark = pytest.mark.usefixtures("tables_of_its_own")


def shape(engine):
    """Everything the database knows of its tables."""
    found = inspect(engine)
    return {
        table: {
            "columns": [
                (c["name"], str(c["type"]), c["nullable"]) for c in found.get_columns(table)
            ],
            "key": found.get_pk_constraint(table),
            "checks": {c["name"]: c["sqltext"] for c in found.get_check_constraints(table)},
            "unique": {c["name"]: c["column_names"] for c in found.get_unique_constraints(table)},
            "indexes": {c["name"]: c["column_names"] for c in found.get_indexes(table)},
            "foreign": {c["name"]: c for c in found.get_foreign_keys(table)},
        }
        for table in found.get_table_names()
        if table != "alembic_version"
    }


def test_an_empty_database_stands_nowhere(bare):
    assert current_head(bare.engine) is None


def test_upgrading_leads_to_the_newest_version(bare):
    upgrade(bare.engine)
    assert current_head(bare.engine) == newest_head()


def test_the_newest_version_equals_the_models(bare):
    upgrade(bare.engine)
    with bare.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Row.metadata) == []


def test_its_constraints_equal_the_models_to_the_letter(bare):
    upgrade(bare.engine)
    migrated = shape(bare.engine)
    downgrade(bare.engine, "base")
    Row.metadata.create_all(bare.engine)
    assert migrated == shape(bare.engine)
    Row.metadata.drop_all(bare.engine)


def test_down_to_nothing_and_up_again(bare):
    upgrade(bare.engine)
    first = shape(bare.engine)
    downgrade(bare.engine, "base")
    assert (shape(bare.engine), current_head(bare.engine)) == ({}, None)
    upgrade(bare.engine)
    assert shape(bare.engine) == first


def test_upgrading_again_keeps_what_is_stored(database, person):
    person.answers_all()
    upgrade(database.engine)
    assert set(person.view().responses) == set(BLOCKS)


def test_the_working_directory_does_not_matter(bare, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    upgrade(bare.engine)
    assert current_head(bare.engine) == newest_head()


def test_a_database_of_a_newer_release_is_left_alone(database):
    with database.sessions.write.begin() as session:
        session.connection().exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(SchemaNewerError, match="9999"):
        upgrade(database.engine)
    assert current_head(database.engine) == "9999"


def changed_by_a_newer_release(database, *, named):
    with database.sessions.write.begin() as session:
        session.connection().exec_driver_sql("ALTER TABLE attempt ADD COLUMN colour TEXT")
        session.connection().exec_driver_sql("CREATE TABLE later (id INTEGER NOT NULL)")
        session.execute(text("UPDATE alembic_version SET version_num = :name"), {"name": named})


def test_a_release_that_is_taken_back_works_on_a_newer_database_that_is_open_to_it(database):
    before = Sitting(database.sessions).answers_all()
    newer = f"9999_open_to_{newest_head()}"
    changed_by_a_newer_release(database, named=newer)
    upgrade(database.engine)
    assert current_head(database.engine) == newer
    assert is_served(database.engine)
    assert before.finishes() == before.finishes()
    assert Sitting(database.sessions).answers_all().view().responses.keys() == set(BLOCKS)
    before.erases()


def test_it_refuses_one_that_is_open_to_later_releases_only(database):
    changed_by_a_newer_release(database, named="9999_open_to_9998")
    with pytest.raises(SchemaNewerError, match="9999"):
        upgrade(database.engine)
    assert not is_served(database.engine)


def test_a_database_without_tables_or_of_an_older_release_is_not_served_yet(bare):
    assert not is_served(bare.engine)
    upgrade(bare.engine, "0001")
    assert not is_served(bare.engine)
    upgrade(bare.engine)
    assert is_served(bare.engine)


def test_a_version_is_never_open_to_an_older_release_than_the_version_before_it():
    """Once a version has closed the door to a release, none after it can open it again."""
    scripts = list(ScriptDirectory.from_config(migrate._config()).walk_revisions())[::-1]
    order = [script.revision for script in scripts]
    oldest = [order.index(open_to(revision)) for revision in order]
    assert oldest == sorted(oldest)
    assert all(own <= place for place, own in enumerate(oldest))


def test_a_migration_that_fails_leaves_nothing_behind(database):
    before = shape(database.engine)

    def break_off():
        with migrate._alone(database.engine) as connection:
            connection.exec_driver_sql("CREATE TABLE half_done (id INTEGER)")
            connection.exec_driver_sql("DROP TABLE share")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        break_off()
    assert shape(database.engine) == before


def test_rebuilding_a_table_does_not_delete_what_refers_to_it(database, person):
    """SQLite alters a table by dropping the old one, which would cascade to the answers."""
    person.answers_all()
    with migrate._alone(database.engine) as connection:
        operations = Operations(MigrationContext.configure(connection))
        with operations.batch_alter_table("attempt") as table:
            table.alter_column("language", existing_type=Text(), server_default="en")
    assert set(person.view().responses) == set(BLOCKS)


def test_a_migration_that_loses_a_reference_is_taken_back(on_sqlite):
    person = Sitting(on_sqlite.sessions).answers_all()
    with (
        pytest.raises(RuntimeError, match="answer"),
        migrate._alone(on_sqlite.engine) as connection,
    ):
        connection.exec_driver_sql("DELETE FROM attempt")
    assert set(person.view().responses) == set(BLOCKS)


def test_after_a_migration_connections_are_as_careful_as_before(on_sqlite):
    upgrade(on_sqlite.engine)
    with on_sqlite.engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar_one() == 1
        assert connection.exec_driver_sql("PRAGMA busy_timeout").scalar_one() == 2000


def test_processes_that_start_together_upgrade_once(bare):
    failures, together = [], threading.Barrier(4)

    def start():
        together.wait()
        try:
            upgrade(bare.engine)
        except Exception as error:
            failures.append(error)

    threads = [threading.Thread(target=start) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert current_head(bare.engine) == newest_head()


def test_an_upgraded_database_takes_answers(bare, database):
    assert Sitting(database.sessions).answers(BLOCKS[0], MOST_WHY).stored(BLOCKS[0]) == MOST_WHY
