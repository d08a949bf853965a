"""Several tabs, devices and workers at once."""

import json
import subprocess
import sys
from collections import Counter

import pytest
from sqlalchemy import select

from quiz.operations import AttemptAbsent, Conflict, keep_bank
from quiz.store import queries
from quiz.store.canonical import canonical
from quiz.store.models import AnswerRow, AttemptRow
from tests.store.racing import together
from tests.store.sitting import MONDAY, Sitting
from tests.store.small_bank import BLOCKS, MOST_HOW, MOST_WHY, SLIDER, TRAITS

FIRST = BLOCKS[0]
ROUNDS = 8
BLOCK_VALUES = [{"most": m, "least": n} for m in TRAITS for n in TRAITS if m != n]


def attempts(database):
    with database.sessions.read() as session:
        return session.scalars(select(AttemptRow)).all()


def process(deed, *given):
    """A process of its own that does one of the deeds of `racing`."""
    arguments = ", ".join(map(repr, given))
    code = f"from tests.store.racing import {deed}; {deed}({arguments})"
    return subprocess.Popen(
        [sys.executable, "-c", code],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={"PYTHONPATH": ":".join(sys.path)},
    )


def test_eight_first_answers_at_once_begin_one_attempt(database, person):
    outcomes = together(*[lambda block=b: person.answers(block, MOST_WHY) for b in BLOCKS])
    assert outcomes == [person] * len(BLOCKS)
    assert len(attempts(database)) == 1
    assert person.view().responses == dict.fromkeys(BLOCKS, MOST_WHY)
    with database.sessions.read() as session:
        positions = session.scalars(select(AnswerRow.position)).all()
    assert sorted(positions) == list(range(1, len(BLOCKS) + 1))


def test_the_same_post_many_times_at_once_has_one_effect(database, person):
    outcomes = together(*[lambda: person.answers(FIRST, MOST_WHY) for _ in range(8)])
    assert outcomes == [person] * 8
    assert len(attempts(database)) == 1
    assert person.view().responses == {FIRST: MOST_WHY}


def test_of_different_first_answers_one_is_kept_and_the_others_are_asked(person):
    values = BLOCK_VALUES[:8]
    outcomes = together(*[lambda value=v: person.answers(FIRST, value) for v in values])
    (kept,) = [v for v, outcome in zip(values, outcomes, strict=True) if outcome is person]
    assert person.stored(FIRST) == kept
    asked = [outcome for outcome in outcomes if isinstance(outcome, Conflict)]
    assert len(asked) == 7
    assert all(conflict.stored == kept for conflict in asked)


def test_no_change_is_lost_between_reading_and_writing(person):
    """Every accepted change left the value it saw and reached its own: the books must balance.

    Each of four tabs has three values of its own, so no change can pass for a repeated one.
    """
    accepted = []

    def one_tab(own):
        for step in range(15):
            shown = person.view().seen(FIRST)
            wanted = next(v for v in own[step % 3 :] + own if canonical(v) != shown)
            try:
                person.answers(FIRST, wanted, seen=shown)
            except Conflict:
                continue
            accepted.append((shown, canonical(wanted)))

    person.skips(FIRST)
    tabs = [BLOCK_VALUES[place::4] for place in range(4)]
    assert together(*[lambda own=t: one_tab(own) for t in tabs]) == [None] * 4
    balance = Counter(new for _, new in accepted) + Counter(["null"])
    balance.subtract(old for old, _ in accepted)
    assert +balance == Counter([person.view().seen(FIRST)])
    assert not -balance
    assert len(accepted) > 8, "hardly anything was ever accepted"


def test_people_who_answer_at_once_do_not_hinder_each_other(database):
    people = [Sitting(database.sessions) for _ in range(6)]
    assert together(*[p.answers_all for p in people]) == people
    assert all(set(p.view().responses) == set(BLOCKS) for p in people)


def test_finishing_twice_at_once_gives_the_same_result(person):
    person.answers_all()
    first, second = together(person.finishes, person.finishes)
    assert first == second
    assert person.view().agrees


@pytest.mark.parametrize("_", range(ROUNDS))
def test_a_change_that_meets_a_finish_is_in_the_result_or_reopens_it(person, _):
    person.answers_all()
    seen = person.view().seen(FIRST)
    together(person.finishes, lambda: person.answers(FIRST, MOST_HOW, seen=seen))
    view = person.view()
    assert view.responses[FIRST] == MOST_HOW
    assert view.agrees == (view.result_responses == view.responses)


@pytest.mark.parametrize("_", range(ROUNDS))
def test_an_answer_that_meets_an_erasure_does_not_bring_it_back(database, person, _):
    person.answers_all().finishes()
    together(
        person.erases,
        lambda: person.answers(SLIDER, 1),
        lambda: person.answers(SLIDER, 1),
        person.finishes,
        lambda: person.shares("verdict"),
    )
    assert person.view() is None
    assert attempts(database) == []
    with pytest.raises(AttemptAbsent):
        person.answers(FIRST, MOST_WHY)


def test_workers_that_start_together_keep_one_bank(database):
    deeds = [lambda: keep_bank(database.sessions, "b" * 64, "{}", today=MONDAY) for _ in range(6)]
    assert together(*deeds) == [None] * 6
    with database.sessions.read() as session:
        assert queries.last_bank(session).digest == "b" * 64


def test_two_processes_begin_one_attempt(database, person):
    workers = [
        process("answer_when_told", database.url, person.token, block, MOST_WHY)
        for block in BLOCKS[:2]
    ]
    for worker in workers:
        assert worker.stdout.readline() == "ready\n"
    for worker in workers:
        worker.stdin.write("go\n")
        worker.stdin.flush()
    for worker in workers:
        worker.communicate(timeout=60)
        assert worker.returncode == 0
    assert len(attempts(database)) == 1
    assert set(person.view().responses) == set(BLOCKS[:2])


def test_what_a_killed_process_said_it_stored_is_there(database, person):
    worker = process("answer_and_die", database.url, person.token, FIRST, MOST_WHY)
    said, _ = worker.communicate(timeout=60)
    assert (said, worker.returncode) == ("stored\n", -9)
    assert json.dumps(person.stored(FIRST)) == json.dumps(MOST_WHY)
    assert person.answers(SLIDER, 1).view().responses.keys() == {FIRST, SLIDER}
