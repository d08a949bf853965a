"""What has had its time goes; a clock that ran ahead deletes nothing."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from quiz.operations.purging import ClockDoubtful, is_doubtful, purge
from quiz.store.due import Due, Keeping
from quiz.store.models import AnswerRow, AttemptRow, ErasureRow, ShareRow
from tests.store.sitting import MONDAY, Sitting
from tests.store.small_bank import BLOCKS, MOST_HOW, MOST_WHY

KEEPING = Keeping(drafts=30, results=180, tombstones=400)


def after(days):
    return MONDAY + timedelta(days)


def purged(database, day, **more):
    return purge(database.sessions, today=day, keeping=KEEPING, **more)


def rows(database, kind):
    with database.sessions.read() as session:
        return session.scalars(select(kind)).all()


def draft(database):
    person = Sitting(database.sessions)
    person.answers(BLOCKS[0], MOST_WHY)
    return person


def test_a_draft_goes_on_the_day_after_its_thirtieth(database):
    draft(database)
    assert purged(database, after(30)) == 0
    assert purged(database, after(31)) == 1
    assert rows(database, AttemptRow) == rows(database, AnswerRow) == []


def test_a_result_stays_180_days_also_when_it_was_opened_again(database, person):
    person.answers_all().finishes()
    person.today = after(1)
    person.changes(BLOCKS[0], MOST_HOW)
    kept = rows(database, AttemptRow)[0].changed_day
    assert purged(database, kept + timedelta(180)) == 0
    assert purged(database, kept + timedelta(181)) == 1


def test_expired_shares_and_old_tombstones_go_and_others_stay(database, person):
    person.answers_all().finishes()
    person.shares("verdict")
    other = draft(database)
    other.erases()
    (share,) = rows(database, ShareRow)
    purged(database, share.expires)
    assert len(rows(database, ShareRow)) == 1
    purged(database, share.expires + timedelta(1))
    assert rows(database, ShareRow) == []
    assert len(rows(database, ErasureRow)) == 1
    purged(database, after(401))
    assert rows(database, ErasureRow) == []


def test_what_is_purged_leaves_no_tombstone(database):
    draft(database)
    purged(database, after(31))
    assert rows(database, ErasureRow) == []


@pytest.mark.parametrize(
    ("attempts", "of", "ahead", "doubtful"),
    [
        (101, 1000, 8, True),
        (100, 900, 8, False),  # not more than a hundred
        (101, 1010, 8, False),  # not more than a tenth
        (101, 1000, 7, False),  # not more than seven days ahead
        (5000, 5000, 8, True),
    ],
)
def test_the_fuse_burns_for_many_and_a_large_part_and_a_clock_ahead(attempts, of, ahead, doubtful):
    assert is_doubtful(Due(attempts, of, MONDAY), MONDAY + timedelta(ahead)) is doubtful


def test_a_store_that_knows_no_day_has_nothing_to_doubt():
    assert not is_doubtful(Due(0, 0, None), date(2099, 1, 1))


def test_a_clock_ten_years_ahead_deletes_nothing_until_the_number_is_confirmed(database):
    for _ in range(101):
        draft(database)
    with pytest.raises(ClockDoubtful) as refused:
        purged(database, after(3650))
    assert (refused.value.due.attempts, refused.value.due.of) == (101, 101)
    with pytest.raises(ClockDoubtful):
        purged(database, after(3650), confirmed=100)
    assert len(rows(database, AttemptRow)) == 101
    assert purged(database, after(3650), confirmed=101) == 101


def test_a_purge_every_night_is_believed_however_long_nobody_came(database):
    for _ in range(101):
        draft(database)
    for day in range(1, 31):
        assert purged(database, after(day)) == 0
    assert purged(database, after(31)) == 101


def test_more_than_one_batch_goes_in_one_run(database, monkeypatch):
    monkeypatch.setattr("quiz.operations.purging.AT_ONCE", 3)
    for _ in range(7):
        draft(database)
    assert purged(database, after(31)) == 7


def test_nothing_of_what_was_purged_stays_on_the_disk(on_sqlite):
    people = [draft(on_sqlite) for _ in range(30)]
    ids = [row.id.to_bytes(8, "big") for row in rows(on_sqlite, AttemptRow)]
    hashes = [row.token_hash for row in rows(on_sqlite, AttemptRow)]
    purged(on_sqlite, after(31))
    left = on_sqlite.bytes_on_disk()
    assert len(people) == 30
    assert not [key for key in ids + hashes if key in left]
