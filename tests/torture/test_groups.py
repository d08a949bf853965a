"""An organisation that plants people, looks often and puts two views together learns of nobody."""

from dataclasses import replace
from unittest.mock import patch

import pytest
from sqlalchemy import delete, func, select

from quiz import operations
from quiz.core.cohort import Figure, GroupRule
from quiz.operations import counting, counting_rungs
from quiz.store import cohorts
from quiz.store.cohort_models import ContributionRow, CountingRow
from quiz.store.models import AttemptRow, random_id
from quiz.store.tokens import new_token
from tests.core.bakery import BAKING
from tests.store.sitting import MONDAY, START
from tests.store.small_bank import BANK, BLOCKS, DIGEST
from tests.store.wordy_bakery import STEPS, TALL
from tests.torture import groups
from tests.torture.crowd import open_group, rows_of, store
from tests.torture.learning import learned
from tests.torture.told import ANSWERS, MODEL

pytestmark = pytest.mark.torture

HISTORIES = 1000
ENOUGH = 400
"""Histories within which every planted defect is found."""


def test_no_figure_and_no_difference_stands_for_too_few():
    wrongs, done = groups.run(HISTORIES)
    assert wrongs == []
    assert min(done[name] for name in groups.EVENTS) > 5, "something hardly ever happens"
    assert min(done[f"shown: {figure}"] for figure in Figure) > 5, "a table is hardly ever shown"


def nobody_too_few(self, figure, counts):
    held = [people for people in counts.values() if people]
    return sum(held) >= self.step(figure) and len(held) > 1


def all_may_agree(self, figure, counts):
    held = [people for people in counts.values() if people]
    return sum(held) >= self.step(figure) and all(people >= self.min_cell for people in held)


def of_any_size(self, figure, counts):
    held = [people for people in counts.values() if people]
    return len(held) > 1 and all(people >= self.min_cell for people in held)


def with_those_who_wait(session, cohort_id):
    lines = select(ContributionRow.figure, ContributionRow.cell, func.count())
    mine = lines.where(ContributionRow.cohort_id == cohort_id)
    tables = cohorts_figures(session, cohort_id)
    for figure, cell, people in session.execute(
        mine.group_by(ContributionRow.figure, ContributionRow.cell)
    ):
        table = tables[Figure(figure)]
        table[cell] = table.get(cell, 0) + people
    return tables


def as_the_rows_say(session, group):
    finished = select(func.count()).where(
        AttemptRow.cohort == group.address, AttemptRow.state != "open"
    )
    return session.scalar(finished) // group.rule.batch_size * group.rule.batch_size


def whoever_waits(cohort_id):
    """Rungs of everybody, also of those whose own group waits."""
    return (ContributionRow.cohort_id == cohort_id, ContributionRow.figure == Figure.RUNGS)


def a_deaf_ear(session, row, *, yes):
    """A no is kept and the lines stay."""
    if yes:
        say(session, row, yes=yes)
    else:
        session.execute(delete(CountingRow).where(CountingRow.attempt_id == row.id))


say, cohorts_figures = counting.say, cohorts.figures
DEFECTS = {
    "cells for fewer people": (GroupRule, "may_close", nobody_too_few),
    "steps in which all agree": (GroupRule, "may_close", all_may_agree),
    "steps of any size": (GroupRule, "may_close", of_any_size),
    "rungs that leave one person out": (GroupRule, "may_leave", lambda *_: True),
    "rungs of people who wait": (counting_rungs, "_waiting", whoever_waits),
    "figures with those who wait": (cohorts, "figures", with_those_who_wait),
    "a no that changes nothing": (counting, "say", a_deaf_ear),
    "groups that close after their last day": (counting, "_is_open", lambda *_: True),
    "the exact number of finished people": (cohorts, "at_least", lambda people, _: people),
    "a number of finished people that falls": (cohorts, "finished_at_least", as_the_rows_say),
}


@pytest.mark.parametrize("defect", DEFECTS)
def test_a_planted_defect_is_found(defect):
    with patch.object(*DEFECTS[defect]):
        wrongs, _ = groups.run(ENOUGH, until_wrong=True)
    assert wrongs


class Crowd:
    """A group of the simulator."""

    def __init__(self, sessions):
        self.sessions, self.rule, self.last = sessions, GroupRule(), None
        self.id, self.address = random_id(), new_token()[:16]
        open_group(self)


def test_people_who_are_put_in_are_as_those_who_come_by_the_pages(tmp_path):
    with groups._ready() as (database, _):
        crowd = Crowd(database.sessions)
        put = groups.Person(new_token(), 2, yes=True, band=str(STEPS[1].band))
        store(crowd, [put])
        token, does = new_token(), {"today": MONDAY}
        operations.answer(
            database.sessions,
            token,
            item=BLOCKS[0],
            value=ANSWERS[2],
            seen="",
            start=replace(START, cohort=crowd.address),
            bank=BANK,
            **does,
        )
        operations.finish(database.sessions, token, model=MODEL, digest=DIGEST, count=True, **does)
        choose = {"careers": TALL, **does}
        operations.choose_track(database.sessions, token, track=BAKING, **choose)
        operations.move(database.sessions, token, rung=STEPS[1].id, **choose)
        with database.sessions.read() as session:
            assert rows_of(session, put.token) == rows_of(session, token)
            assert len(rows_of(session, token)) == 8
            assert cohorts.finished_at_least(session, crowd) == 0


def test_what_planted_people_can_learn_is_as_the_guide_says():
    """With two planted in each of the two cells of six in ten, the next one there is known."""
    told = learned(GroupRule(5, 2), planted=4, groups=1500, seed=1)
    assert abs(told.alone - 0.6) < 0.05
    assert learned(GroupRule(5, 2), planted=0, groups=100, seed=1).alike == 0.0
