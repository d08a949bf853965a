import pytest

from quiz.operations import keep_bank
from quiz.store import queries
from tests.store.sitting import MONDAY, TUESDAY
from tests.store.small_bank import CONTENT, DIGEST

NEWER = "b" * 64


def last(database):
    with database.sessions.read() as session:
        return queries.last_bank(session)


def pinned(database, digest):
    with database.sessions.read() as session:
        return queries.pinned_bank(session, digest)


def test_a_kept_bank_is_found_by_its_digest(database):
    assert pinned(database, DIGEST) == CONTENT


def test_a_digest_that_was_never_kept_finds_nothing(database):
    assert pinned(database, NEWER) is None


def test_keeping_a_bank_again_keeps_its_first_content(database):
    keep_bank(database.sessions, DIGEST, "something else", today=TUESDAY)
    assert pinned(database, DIGEST) == CONTENT


def test_older_banks_stay_when_a_newer_one_comes_into_use(database):
    keep_bank(database.sessions, NEWER, "{}", today=TUESDAY)
    assert pinned(database, DIGEST) == CONTENT
    assert last(database).digest == NEWER


def test_going_back_to_an_older_bank_makes_it_the_last_good_one(database):
    keep_bank(database.sessions, NEWER, "{}", today=MONDAY)
    keep_bank(database.sessions, DIGEST, CONTENT, today=MONDAY)
    assert (last(database).digest, last(database).content) == (DIGEST, CONTENT)


def test_an_empty_store_has_no_last_bank(database):
    with database.sessions.write.begin() as session:
        session.connection().exec_driver_sql("DELETE FROM bank")
    assert last(database) is None


def test_a_bank_in_use_is_kept_again_without_the_write_lock(on_sqlite):
    """So that a start does not wait for a busy writer."""
    with on_sqlite.sessions.write.begin() as session:
        session.connection()
        keep_bank(on_sqlite.sessions, DIGEST, CONTENT, today=MONDAY)


def test_a_bank_that_the_tables_refuse_is_an_error(database):
    with pytest.raises(Exception, match="digest_is_sha256_hex"):
        keep_bank(database.sessions, "short", "{}", today=MONDAY)
