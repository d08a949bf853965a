"""A database file that is deleted, moved or replaced under a running process."""

import shutil
import sqlite3
from contextlib import closing

import pytest
from sqlalchemy import text

from quiz.operations import StoreUnavailable
from quiz.store.engine import LogAloneError, make_engine, make_sessions, prepare_sqlite
from tests.store.sitting import Sitting
from tests.store.small_bank import BLOCKS, MOST_HOW, MOST_WHY

FIRST, SECOND, *_ = BLOCKS


@pytest.fixture
def someone(on_sqlite):
    return Sitting(on_sqlite.sessions).answers(FIRST, MOST_WHY)


def beside(file, ending):
    return file.with_name(file.name + ending)


def unreachable(deed):
    with pytest.raises(StoreUnavailable) as said:
        deed()
    return said.value.reason == "unreachable"


def test_nothing_is_acknowledged_into_a_deleted_file(on_sqlite, someone):
    on_sqlite.file.unlink()
    assert unreachable(lambda: someone.answers(SECOND, MOST_WHY))
    assert unreachable(someone.view)
    assert not on_sqlite.file.exists()


def test_nothing_is_acknowledged_into_a_deleted_log(on_sqlite, someone):
    beside(on_sqlite.file, "-wal").unlink()
    someone.answers(SECOND, MOST_WHY)
    with closing(sqlite3.connect(on_sqlite.file)) as another:
        assert another.execute("SELECT count(*) FROM answer").fetchone() == (2,)


def test_a_file_deleted_in_the_middle_of_a_write_is_noticed_before_it_is_acknowledged(
    on_sqlite, someone
):
    def write():
        with on_sqlite.sessions.write.begin() as session:
            session.execute(text("UPDATE bank SET turn = 2"))
            on_sqlite.file.rename(beside(on_sqlite.file, ".away"))

    assert unreachable(write)
    beside(on_sqlite.file, ".away").rename(on_sqlite.file)
    with on_sqlite.sessions.read() as session:
        assert session.scalar(text("SELECT turn FROM bank")) == 1


def test_a_file_that_comes_back_is_used_again_without_a_restart(on_sqlite, someone):
    away = beside(on_sqlite.file, ".away")
    on_sqlite.file.rename(away)
    assert unreachable(lambda: someone.answers(SECOND, MOST_WHY))
    away.rename(on_sqlite.file)
    assert someone.answers(SECOND, MOST_WHY).view().responses == {
        FIRST: MOST_WHY,
        SECOND: MOST_WHY,
    }


def test_a_file_that_was_replaced_is_the_one_in_use_from_then_on(on_sqlite, someone):
    copy = beside(on_sqlite.file, ".copy")
    with closing(sqlite3.connect(on_sqlite.file)) as source, closing(sqlite3.connect(copy)) as to:
        source.backup(to)
    on_sqlite.engine.dispose()
    someone.changes(FIRST, MOST_HOW)
    on_sqlite.engine.dispose()
    copy.replace(on_sqlite.file)
    assert someone.stored(FIRST) == MOST_WHY


def test_a_missing_file_is_not_made_anew_by_whoever_opens_it(tmp_path):
    missing = tmp_path / "answers.sqlite3"
    engine = make_engine(f"sqlite:///{missing}")
    assert unreachable(Sitting(make_sessions(engine)).view)
    assert not missing.exists()


def test_an_address_with_odd_signs_names_the_same_file_for_everyone(tmp_path):
    url = f"sqlite:///{tmp_path}/a folder/100%25 #ü.sqlite3"
    file = prepare_sqlite(url)
    engine = make_engine(url)
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE t (x)")
    engine.dispose()
    with closing(sqlite3.connect(file)) as another:
        assert another.execute("SELECT count(*) FROM t").fetchone() == (0,)


def test_a_log_without_its_database_is_not_mixed_up_with_a_new_one(on_sqlite, someone, tmp_path):
    left = tmp_path / "left" / on_sqlite.file.name
    left.parent.mkdir()
    shutil.copy(beside(on_sqlite.file, "-wal"), beside(left, "-wal"))
    with pytest.raises(LogAloneError, match="wal"):
        prepare_sqlite(f"sqlite:///{left}")
    assert not left.exists()
