"""Whether tables are as this release needs them is told without the library that changes them."""

import subprocess
import sys

from quiz.store import migrate
from quiz.store.engine import make_engine, prepare_sqlite
from quiz.store.standing import is_newest, newest


def test_the_last_file_names_the_version_that_the_migrations_lead_to():
    assert newest() == migrate.newest_head()


def test_a_database_is_newest_once_it_was_upgraded_and_not_before(tmp_path):
    url = f"sqlite:///{tmp_path / 'one.sqlite3'}"
    prepare_sqlite(url)
    engine = make_engine(url)
    assert not is_newest(engine)
    migrate.upgrade(engine, "0002")
    assert not is_newest(engine)
    migrate.upgrade(engine)
    assert is_newest(engine)
    engine.dispose()


def test_a_server_is_loaded_without_the_library_that_changes_tables():
    told = "import sys, quiz.cli.serve; print('alembic' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
