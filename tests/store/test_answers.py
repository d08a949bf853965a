"""Reading everybody's answers for figures over all, page by page and without anyone's name."""

from dataclasses import fields
from datetime import timedelta

import pytest

from quiz.core.sample import AnsweredAttempt
from quiz.operations import keep_bank
from quiz.store import answers
from quiz.store.answers import Window, answered_attempts, kept_banks
from tests.store.sitting import MONDAY, Sitting
from tests.store.small_bank import BLOCKS, CONTENT, DIGEST, MOST_HOW, MOST_WHY

OTHER = "b" * 64
SAID = '{"least":"when","most":"why"}'


def read(database, *digests, window=None):
    return list(answered_attempts(database.sessions, digests or (DIGEST,), window=window))


def test_an_attempt_is_what_was_said_in_the_order_of_asking(database, person):
    person.answers(BLOCKS[3], MOST_WHY).answers(BLOCKS[0], None)
    (found,) = read(database)
    assert found.said == [(BLOCKS[3], SAID), (BLOCKS[0], "null")]
    assert not found.finished


def test_nothing_that_leads_to_a_person_comes_out(database, person):
    person.answers_all()
    person.finishes()
    assert [field.name for field in fields(AnsweredAttempt)] == ["said", "finished", "watched"]
    assert person.token not in repr(read(database))


@pytest.mark.parametrize("change", [False, True], ids=["finished", "changed after it"])
def test_finished_once_is_finished(database, person, change):
    person.answers_all()
    person.finishes()
    if change:
        person.changes(BLOCKS[0], MOST_HOW)
    assert [attempt.finished for attempt in read(database)] == [True]


def test_only_attempts_at_the_named_banks_are_read(database, person):
    person.answers(BLOCKS[0], MOST_WHY)
    assert read(database, OTHER) == []
    assert len(read(database, OTHER, DIGEST)) == 1


@pytest.mark.parametrize("people", [3, 4])
def test_pages_leave_nobody_out(database, monkeypatch, people):
    monkeypatch.setattr(answers, "PAGE", 2)
    for number in range(people):
        Sitting(database.sessions).answers(BLOCKS[number], MOST_WHY)
    said = [attempt.said for attempt in read(database)]
    assert sorted(said) == [[(BLOCKS[number], SAID)] for number in range(people)]


def test_watched_are_those_who_began_inside_the_window(database):
    for day in range(4):
        Sitting(database.sessions, today=MONDAY + timedelta(days=day)).answers(BLOCKS[day], None)
    window = Window(MONDAY + timedelta(days=1), MONDAY + timedelta(days=2))
    watched = {a.said[0][0] for a in read(database, window=window) if a.watched}
    assert watched == {BLOCKS[1], BLOCKS[2]}
    assert not any(attempt.watched for attempt in read(database))


def test_no_connection_is_held_between_two_pages(database, monkeypatch):
    monkeypatch.setattr(answers, "PAGE", 1)
    for block in BLOCKS[:2]:
        Sitting(database.sessions).answers(block, MOST_WHY)
    before = database.engine.pool.checkedout()
    for _ in answered_attempts(database.sessions, (DIGEST,)):
        assert database.engine.pool.checkedout() == before


def test_kept_banks_are_told_the_latest_first(database):
    keep_bank(database.sessions, OTHER, '{"bank":"other"}', today=MONDAY)
    with database.sessions.read() as session:
        banks = kept_banks(session)
    assert [(bank.digest, bank.content) for bank in banks] == [
        (OTHER, '{"bank":"other"}'),
        (DIGEST, CONTENT),
    ]
