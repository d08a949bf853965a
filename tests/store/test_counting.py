"""Being counted in a group's figures: a yes, a group that closes, and what stands afterwards."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from quiz import operations
from quiz.operations import AttemptAbsent
from quiz.store.cohort_models import ContributionRow, CountingRow, TallyRow
from tests.store.group import Group
from tests.store.racing import together
from tests.store.sitting import FRIDAY, MONDAY, Sitting
from tests.store.small_bank import BLOCKS, MOST_HOW

MANAGER, OWNER, PROJECT, UNDECIDED = (
    "product-manager",
    "product-owner",
    "project-manager",
    "undecided",
)


@pytest.fixture
def group(database):
    return Group.opened(database.sessions)


def lines(database, table=ContributionRow):
    with database.sessions.read() as session:
        return session.scalar(select(func.count()).select_from(table))


def test_nobody_is_counted_who_did_not_say_yes(database, group):
    for _ in range(6):
        group.sits(MANAGER).ends()
        group.sits(OWNER).ends(count=False)
    assert lines(database) == 0
    assert group.figures() == {}


def test_a_group_closes_with_the_person_who_completes_it(group):
    group.counts(MANAGER, MANAGER, OWNER, OWNER)
    assert group.figures() == {}
    group.counts(MANAGER)
    assert group.figures() == {"tracks": {MANAGER: 3, OWNER: 2}}


def test_a_group_in_which_someone_stands_alone_waits(group):
    group.counts(MANAGER, MANAGER, MANAGER, MANAGER, OWNER)
    assert group.figures() == {}
    group.counts(OWNER)
    assert group.figures() == {"tracks": {MANAGER: 4, OWNER: 2}}


def test_a_group_in_which_all_agree_waits(group):
    group.counts(*[UNDECIDED] * 7)
    assert group.figures() == {}


def test_groups_add_up(group):
    group.counts(*[MANAGER, OWNER] * 2, OWNER)
    group.counts(*[PROJECT, UNDECIDED] * 2, UNDECIDED)
    assert group.figures() == {"tracks": {MANAGER: 2, OWNER: 3, PROJECT: 2, UNDECIDED: 3}}


def test_the_finer_tables_follow_with_twenty_people_of_whole_groups(group):
    for _ in range(3):
        group.counts(*[MANAGER, UNDECIDED] * 2, MANAGER)
    assert set(group.figures()) == {"tracks"}
    group.counts(*[MANAGER, UNDECIDED] * 2, MANAGER)
    assert group.figures()["kinds"] == {"clear": 12, "none": 8}
    assert group.figures()["firsts"] == {"why": 12, "none": 8}


def test_once_a_group_has_closed_nothing_leads_from_a_person_to_the_figures(database, group):
    people = group.counts(*[MANAGER, OWNER] * 2, OWNER)
    assert lines(database) == 0
    assert [person.said() for person in people] == [(True, True)] * 5
    columns = set(TallyRow.__table__.columns.keys())
    assert columns == {"cohort_id", "figure", "step", "cell", "people"}


def test_erasing_takes_someone_out_of_an_open_group(database, group):
    one, *_ = group.counts(MANAGER, MANAGER, OWNER, OWNER)
    one.erases()
    assert lines(database) == 9
    group.counts(MANAGER)
    assert group.figures() == {}


def test_erasing_leaves_the_figures_of_a_closed_group(database, group):
    for person in group.counts(*[MANAGER, OWNER] * 2, OWNER):
        person.erases()
    assert group.figures() == {"tracks": {MANAGER: 2, OWNER: 3}}
    assert lines(database, CountingRow) == 0


def test_a_change_after_the_finish_takes_someone_out_until_they_finish_again(database, group):
    one, *_ = group.counts(MANAGER, MANAGER, OWNER, OWNER)
    one.changes(BLOCKS[0], MOST_HOW)
    assert lines(database) == 9
    assert one.said() == (True, False)
    one.turns(OWNER).ends()
    group.counts(MANAGER)
    assert group.figures() == {"tracks": {MANAGER: 2, OWNER: 3}}


def test_a_change_after_the_group_has_closed_changes_no_figure(group):
    one, *_ = group.counts(MANAGER, MANAGER, OWNER, OWNER, OWNER)
    one.turns(PROJECT).ends(count=True)
    group.counts(MANAGER, MANAGER, PROJECT, PROJECT)
    assert group.figures() == {"tracks": {MANAGER: 2, OWNER: 3}}


def test_a_no_before_the_group_closes_takes_someone_out(database, group):
    one, *_ = group.counts(MANAGER, MANAGER, OWNER, OWNER)
    one.says(yes=False)
    assert (one.said(), lines(database)) == ((False, False), 9)


def test_a_no_after_the_group_has_closed_changes_nothing(group):
    one, *_ = group.counts(*[MANAGER, OWNER] * 2, OWNER)
    assert one.says(yes=False).said() == (True, True)
    assert group.figures() == {"tracks": {MANAGER: 2, OWNER: 3}}


def test_a_later_yes_enters_then(group):
    late = group.sits(MANAGER).ends()
    group.counts(MANAGER, OWNER, OWNER, OWNER)
    assert group.figures() == {}
    late.says(yes=True)
    assert group.figures() == {"tracks": {MANAGER: 2, OWNER: 3}}


def test_a_yes_while_answers_are_being_changed_enters_with_the_next_finish(database, group):
    person = group.sits(MANAGER).ends()
    person.changes(BLOCKS[0], MOST_HOW).says(yes=True)
    assert (person.said(), lines(database)) == ((True, False), 0)
    person.ends()
    assert lines(database) == 3


def test_finishing_twice_counts_once(database, group):
    person = group.sits(MANAGER).ends(count=True).ends(count=True).ends()
    assert (lines(database), person.said()) == (3, (True, False))


def test_nobody_is_counted_outside_the_days_of_the_cohort(database):
    group = Group.opened(database.sessions, closes=FRIDAY)
    person = group.sits(MANAGER)
    person.today = FRIDAY + timedelta(days=1)
    person.ends(count=True)
    assert lines(database) == 0


def test_nobody_is_counted_once_it_is_closed_by_hand(database, group):
    person = group.sits(MANAGER)
    operations.close_cohort(database.sessions, group.address, today=MONDAY)
    person.ends(count=True)
    assert lines(database) == 0


def test_someone_of_no_cohort_cannot_be_counted(database):
    person = Sitting(database.sessions).answers_all()
    operations.count_me(database.sessions, person.token, yes=True, today=MONDAY)
    assert lines(database, CountingRow) == 0


def test_an_absent_attempt_cannot_be_counted(database):
    with pytest.raises(AttemptAbsent):
        operations.count_me(database.sessions, "nobody", yes=True, today=MONDAY)


def test_a_finish_that_fails_counts_nobody(database, group, monkeypatch):
    person = group.sits(MANAGER)

    def fail(*_args, **_kwargs):
        raise ZeroDivisionError

    monkeypatch.setattr("quiz.operations.attempts.enter", fail)
    with pytest.raises(ZeroDivisionError):
        person.ends(count=True)
    assert (person.view().state, person.said(), lines(database)) == ("open", (False, False), 0)


def test_people_who_finish_at_one_moment_are_each_counted_once(database, group):
    tracks = [MANAGER, OWNER, PROJECT, UNDECIDED] * 3
    people = [group.sits(track) for track in tracks]
    outcomes = together(*[lambda one=one: one.ends(count=True) for one in people])
    assert outcomes == people
    shown = sum(group.figures()["tracks"].values())
    waiting = lines(database) // 3
    assert shown + waiting == len(people)
    assert sum(person.said() == (True, True) for person in people) == shown


def test_erasing_and_changing_while_a_group_closes_loses_nobody(database, group):
    leaving = group.counts(MANAGER, OWNER, PROJECT, UNDECIDED)
    coming = [group.sits(track) for track in (MANAGER, OWNER, PROJECT, UNDECIDED)]
    outcomes = together(
        *[one.erases for one in leaving[:2]],
        *[lambda one=one: one.changes(BLOCKS[0], MOST_HOW) for one in leaving[2:]],
        *[lambda one=one: one.ends(count=True) for one in coming],
    )
    assert outcomes == [*leaving, *coming]
    shown = group.figures().get("tracks", {})
    assert all(people >= 2 for people in shown.values())
    assert sum(shown.values()) + lines(database) // 3 in range(4, 9)
