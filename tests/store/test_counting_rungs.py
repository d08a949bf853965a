"""The rung on which people place themselves: a table of its own, of those whose result is counted.

Its steps are made six people long here; the core's own tests hold that they are twenty.
"""

import pytest
from sqlalchemy import func, select

from quiz import operations
from quiz.core import cohort as core
from quiz.core.placement import Said
from quiz.store import cohorts
from quiz.store.cohort_models import ContributionRow
from quiz.store.models import LadderRow
from tests.core.bakery import BAKING
from tests.store.group import Group
from tests.store.sitting import MONDAY
from tests.store.small_bank import BLOCKS, MOST_HOW
from tests.store.wordy_bakery import STEPS, TALL

MANAGER, OWNER = "product-manager", "product-owner"
LOW, HIGH, _ = STEPS


@pytest.fixture(autouse=True)
def _six(monkeypatch):
    monkeypatch.setattr(core, "FINE_STEP", 6)


@pytest.fixture
def database(on_sqlite):
    """One kind of database is enough: how groups close at one moment is tried on both elsewhere."""
    return on_sqlite


@pytest.fixture
def group(database):
    return Group.opened(database.sessions)


def stands(person, rung):
    does = {"careers": TALL, "today": MONDAY}
    operations.choose_track(person.sessions, person.token, track=BAKING, **does)
    operations.move(person.sessions, person.token, rung=rung.id, **does)
    return person


def rungs(group):
    return group.figures().get("rungs")


def waiting(database):
    lines = select(func.count()).select_from(ContributionRow)
    with database.sessions.read() as session:
        return session.scalar(lines.where(ContributionRow.figure == "rungs"))


def eight(group):
    """Two closed groups: everybody in them is counted."""
    people = group.counts(*[MANAGER, OWNER] * 2, OWNER)
    return people + group.counts(*[MANAGER, OWNER] * 2, OWNER)


def test_rungs_are_shown_once_enough_of_those_who_are_counted_have_placed_themselves(group):
    people = eight(group)
    for person, rung in zip(people[:7], [LOW, HIGH, LOW, HIGH, LOW], strict=False):
        stands(person, rung)
    assert rungs(group) is None
    stands(people[5], LOW)
    assert rungs(group) == {str(LOW.band): 4, str(HIGH.band): 2}


def test_those_who_placed_themselves_before_their_group_closed_count_when_it_closes(group):
    waiting_ones = [stands(one, LOW) for one in group.counts(MANAGER, MANAGER, MANAGER)]
    waiting_ones += [stands(one, HIGH) for one in group.counts(OWNER)]
    early = [stands(group.sits(OWNER), HIGH) for _ in range(2)]
    assert rungs(group) is None
    for one in early:
        one.ends(count=True)
    assert rungs(group) is None  # the last one came after the group had closed with five
    group.counts(MANAGER, MANAGER, OWNER, OWNER)
    assert rungs(group) == {str(LOW.band): 3, str(HIGH.band): 3}


def test_nobody_enters_with_a_rung_whose_result_waits(database, group):
    for one in group.counts(*[MANAGER] * 8):  # all agree, so their group waits
        stands(one, LOW)
    assert (rungs(group), group.figures()) == (None, {})
    assert waiting(database) == 8


def test_a_rung_on_which_someone_stands_alone_waits(group):
    for one, rung in zip(eight(group), [LOW] * 7 + [HIGH], strict=False):
        stands(one, rung)
    assert rungs(group) is None


def test_one_who_alone_is_left_keeps_the_table_closed(group, monkeypatch):
    monkeypatch.setattr(core, "FINE_STEP", 9)
    people = eight(group)
    for one, rung in zip(people[:9], [LOW, HIGH] * 5, strict=False):
        stands(one, rung)
    assert rungs(group) is None
    stands(people[9], HIGH)
    assert rungs(group) == {str(LOW.band): 5, str(HIGH.band): 5}


def test_a_rung_counts_once(database, group):
    people = eight(group)
    for one, rung in zip(people[:6], [LOW, HIGH] * 3, strict=True):
        stands(one, rung)
    shown = rungs(group)
    for one in people[:6]:
        stands(one, HIGH)
    assert (rungs(group), waiting(database)) == (shown, 0)
    assert said(people[0]) == (True, True, None)


def said(person):
    with person.sessions.read() as session:
        found = cohorts.counted_of(session, person.view().id)
    return found.yes, found.counted, found.rung


def test_a_rung_can_be_taken_back_and_offered_again_until_its_table_closes(database, group):
    one = eight(group)[0]
    stands(one, LOW)
    assert (waiting(database), said(one)) == (1, (True, True, True))
    one.says(yes=False)
    assert (waiting(database), said(one)) == (0, (True, True, False))
    stands(one, HIGH)
    assert waiting(database) == 0
    one.says(yes=True)
    assert (waiting(database), said(one)) == (1, (True, True, True))


def test_erasing_takes_a_rung_out_and_leaves_what_is_closed(database, group):
    people = eight(group)
    for one in people[:3]:
        stands(one, LOW)
    people[0].erases()
    assert waiting(database) == 2
    assert sum(group.figures()["tracks"].values()) == 10


def test_a_rung_leaves_while_answers_are_being_changed(database, group):
    one = stands(eight(group)[0], LOW)
    one.changes(BLOCKS[0], MOST_HOW)
    assert waiting(database) == 0
    one.ends()
    assert waiting(database) == 1


def test_a_later_yes_brings_the_rung_that_was_said_before(database, group):
    one = stands(group.sits(MANAGER).ends(), HIGH)
    assert waiting(database) == 0
    one.says(yes=True)
    assert waiting(database) == 1


def test_nobody_enters_who_stands_on_no_ladder(database, group):
    one = group.counts(MANAGER)[0]
    operations.place(
        one.sessions, one.token, said=Said("oven", "me"), careers=TALL, today=MONDAY
    )  # on a ladder of another company than the result names
    assert waiting(database) == 0


def test_outside_a_cohort_no_height_is_kept(database, person):
    stands(person.answers_all(), LOW)
    with database.sessions.read() as session:
        assert session.scalar(select(LadderRow.band)) is None


def test_closing_a_cohort_drops_what_waits(database, group):
    stands(eight(group)[0], LOW)
    group.counts(MANAGER)
    operations.close_cohort(database.sessions, group.address, today=MONDAY)
    with database.sessions.read() as session:
        assert session.scalar(select(func.count()).select_from(ContributionRow)) == 0
