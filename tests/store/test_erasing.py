import logging

import pytest
from sqlalchemy import select

from quiz.operations import AttemptAbsent
from quiz.store import queries, scrub
from quiz.store.models import AnswerRow, AttemptRow, ErasureRow, ShareRow
from quiz.store.tokens import token_hash
from tests.store.sitting import MONDAY, TUESDAY, Sitting
from tests.store.small_bank import BLOCKS, MOST_HOW, MOST_WHY

FIRST = BLOCKS[0]


@pytest.fixture
def finished(person):
    person.answers_all().finishes()
    return person


def rows(database, kind):
    with database.sessions.read() as session:
        return session.scalars(select(kind)).all()


def test_erasing_leaves_no_row_but_the_tombstone(database, finished):
    finished.shares("verdict")
    finished.today = TUESDAY
    finished.erases()
    assert [rows(database, kind) for kind in (AttemptRow, AnswerRow, ShareRow)] == [[], [], []]
    (tombstone,) = rows(database, ErasureRow)
    assert (tombstone.token_hash, tombstone.erased_day) == (token_hash(finished.token), TUESDAY)


def test_an_erased_attempt_reads_like_one_that_never_was(database, finished):
    link = finished.shares("verdict")
    finished.erases()
    assert finished.view() is None
    assert finished.shared(link) is None
    assert Sitting(database.sessions).view() is None


def test_whether_a_token_was_erased_is_known_for_restoring(database, finished):
    def known():
        with database.sessions.read() as session:
            return queries.is_erased(session, finished.token)

    assert not known()
    finished.erases()
    assert known()


def test_an_erased_attempt_refuses_every_verb_like_an_absent_one(finished):
    finished.erases()
    for verb in (
        lambda: finished.answers(FIRST, MOST_WHY, start=None),
        lambda: finished.answers(FIRST, MOST_WHY),
        finished.finishes,
        lambda: finished.shares("verdict"),
        lambda: finished.revokes(1),
    ):
        with pytest.raises(AttemptAbsent) as refused:
            verb()
        assert str(refused.value) == "no attempt has this token"


def test_starting_again_with_an_erased_token_creates_nothing(database, finished):
    finished.erases()
    with pytest.raises(AttemptAbsent):
        finished.answers(FIRST, MOST_HOW)
    assert rows(database, AttemptRow) == []


def test_erasing_twice_is_as_good_as_once(database, finished):
    finished.erases()
    finished.today = TUESDAY
    finished.erases()
    assert [stone.erased_day for stone in rows(database, ErasureRow)] == [MONDAY]


def test_erasing_what_never_was_leaves_nothing(database, person):
    person.erases()
    assert rows(database, ErasureRow) == []


def test_other_attempts_stay(database, finished):
    other = Sitting(database.sessions).answers(FIRST, MOST_HOW)
    finished.erases()
    assert other.stored(FIRST) == MOST_HOW


def test_the_bytes_are_gone_from_file_and_log(on_sqlite):
    person = Sitting(on_sqlite.sessions).answers_all()
    person.finishes()
    link = person.shares("the-section-chosen")
    key = person.view().id
    secrets = [
        b'{"least":"when","most":"why"}',
        b'"contributions"',
        b"the-section-chosen",
        b"block-3",
        token_hash(link),
        key.to_bytes(8, "big"),
    ]
    before = on_sqlite.bytes_on_disk()
    assert [secret for secret in secrets if secret not in before] == []
    person.erases()
    after = on_sqlite.bytes_on_disk()
    assert [secret for secret in secrets if secret in after] == []
    assert on_sqlite.file.with_name(on_sqlite.file.name + "-wal").stat().st_size == 0


def test_the_token_itself_was_never_on_the_disk(on_sqlite):
    person = Sitting(on_sqlite.sessions).answers_all()
    person.finishes()
    link = person.shares("verdict")
    assert person.token.encode() not in on_sqlite.bytes_on_disk()
    assert link.encode() not in on_sqlite.bytes_on_disk()


@pytest.fixture
def hasty(monkeypatch):
    monkeypatch.setattr(scrub, "CHECKPOINT_PATIENCE_MS", 5)
    monkeypatch.setattr(scrub, "CHECKPOINT_TRIES", 2)


def test_a_reader_at_work_delays_the_bytes_but_not_the_erasure(on_sqlite, hasty, caplog):
    person = Sitting(on_sqlite.sessions).answers_all()
    wal = on_sqlite.file.with_name(on_sqlite.file.name + "-wal")
    with on_sqlite.sessions.read() as reader, caplog.at_level(logging.WARNING):
        reader.scalar(select(AttemptRow.id))
        person.erases()
        assert person.view() is None
        assert wal.stat().st_size > 0
    assert "could not be emptied" in caplog.text
    assert person.token not in caplog.text
    person.erases()
    assert wal.stat().st_size == 0


def test_a_writer_at_work_meets_a_short_wait_only(on_sqlite, hasty):
    """The settings of a connection are back in place when it returns to the pool."""
    Sitting(on_sqlite.sessions).answers_all().erases()
    with on_sqlite.engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA busy_timeout").scalar_one() == 2000
