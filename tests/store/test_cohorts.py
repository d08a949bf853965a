"""Opening, closing and deleting a cohort, and what people who start in it take over."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from quiz import operations
from quiz.core.cohort import Figure, GroupRule
from quiz.operations import BadCohort, CohortAbsent, Fault
from quiz.store import cohorts
from quiz.store.cohort_models import OrganisationRow
from quiz.store.ladders import ladder_of
from tests.store.group import SPRING, Group
from tests.store.sitting import FRIDAY, MONDAY, START, TUESDAY, Sitting
from tests.store.small_bank import BLOCKS, MOST_WHY


def test_a_cohort_reads_as_it_was_opened(database):
    group = Group.opened(
        database.sessions,
        closes=FRIDAY,
        form="full",
        rule=GroupRule(10, 3),
        origins=("https://intranet.example.com",),
        presets=("canvas",),
        names={"title": "chief"},
        welcome="Welcome, all of you.",
        redirect="https://intranet.example.com",
    ).view()
    assert (group.organisation, group.name) == ("Example Company", "Spring")
    assert (group.opens, group.closes, group.closed_day) == (MONDAY, FRIDAY, None)
    assert (group.language, group.form, group.rule) == ("en", "full", GroupRule(10, 3))
    assert group.ancestors == ("https://intranet.example.com", "https://*.instructure.com")
    assert (group.names, group.welcome) == ({"title": "chief"}, "Welcome, all of you.")
    assert (group.redirect, group.begun) == ("https://intranet.example.com", False)


def test_its_address_is_made_by_chance(database):
    one, other = (Group.opened(database.sessions).address for _ in range(2))
    assert one != other
    assert re.fullmatch(r"[a-km-np-z2-9]{16}", one)


@pytest.mark.parametrize("address", ["", "nobody", "\0" * 16, "ä" * 16, "\udcff" * 16, "a" * 16])
def test_any_other_text_leads_to_no_cohort(database, address):
    with database.sessions.read() as session:
        assert cohorts.cohort(session, address) is None


def test_cohorts_of_one_organisation_share_it(database):
    Group.opened(database.sessions, name="Autumn")
    Group.opened(database.sessions)
    with database.sessions.read() as session:
        assert [group.name for group in cohorts.cohorts(session)] == ["Autumn", "Spring"]
        assert session.scalars(select(OrganisationRow.name)).all() == ["Example Company"]


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        ({"organisation": ""}, Fault.ORGANISATION),
        ({"name": " "}, Fault.NAME),
        ({"name": "x" * 81}, Fault.NAME),
        ({"name": "two\nlines"}, Fault.NAME),
        ({"selects": True}, Fault.SELECTION),
        ({"closes": MONDAY - timedelta(days=1)}, Fault.DAYS),
        ({"rule": GroupRule(4, 2)}, Fault.GROUP),
        ({"rule": GroupRule(5, 1)}, Fault.GROUP),
        ({"rule": GroupRule(5, 3)}, Fault.GROUP),
        ({"origins": ("https://*.example.com",)}, Fault.ORIGINS),
        ({"presets": ("everywhere",)}, Fault.PRESETS),
        ({"form": "short"}, Fault.FORM),
        ({"welcome": ""}, Fault.WELCOME),
        ({"redirect": "https://a.example/page"}, Fault.REDIRECT),
    ],
)
def test_what_cannot_be_opened_is_named(database, changed, fault):
    with pytest.raises(BadCohort) as refused:
        operations.open_cohort(database.sessions, replace(SPRING, **changed))
    assert refused.value.faults == (fault,)
    with database.sessions.read() as session:
        assert cohorts.cohorts(session) == ()


def test_a_cohort_is_open_from_its_first_to_its_last_day(database):
    view = Group.opened(database.sessions, opens=TUESDAY, closes=FRIDAY).view()
    after = FRIDAY + timedelta(days=1)
    days = (MONDAY, TUESDAY, FRIDAY, after)
    assert [view.is_open(day) for day in days] == [False, True, True, False]
    assert [view.is_over(day) for day in (MONDAY, FRIDAY, after)] == [False, False, True]


def test_closing_by_hand_holds_from_that_day_on(database):
    group = Group.opened(database.sessions)
    for day in (TUESDAY, FRIDAY):
        operations.close_cohort(database.sessions, group.address, today=day)
    assert group.view().closed_day == TUESDAY
    assert group.view().is_over(TUESDAY)


def test_a_cohort_can_be_renamed(database):
    group = Group.opened(database.sessions)
    operations.rename_cohort(database.sessions, group.address, name="Summer")
    assert group.view().name == "Summer"
    with pytest.raises(BadCohort):
        operations.rename_cohort(database.sessions, group.address, name="")


def test_what_is_not_there_cannot_be_renamed_or_closed(database):
    with pytest.raises(CohortAbsent):
        operations.rename_cohort(database.sessions, "nowhere", name="Summer")
    with pytest.raises(CohortAbsent):
        operations.close_cohort(database.sessions, "nowhere", today=MONDAY)


def test_who_starts_in_a_cohort_takes_over_its_names_and_may_change_them(database):
    group = Group.opened(database.sessions, names={"title": "chief"})
    person = group.sits()
    assert person.view().cohort == group.address
    with database.sessions.read() as session:
        assert ladder_of(session, person.view().id).names == {"title": "chief"}
    assert group.view().begun


def test_who_starts_in_a_cohort_that_was_deleted_meanwhile_belongs_to_none(database):
    group = Group.opened(database.sessions)
    operations.delete_cohort(database.sessions, group.address)
    person = Sitting(database.sessions)
    person.answers(BLOCKS[0], MOST_WHY, start=replace(START, cohort=group.address))
    assert person.view().cohort is None


def test_deleting_a_cohort_leaves_people_their_results(database):
    group = Group.opened(database.sessions)
    waiting = group.sits().ends(count=True)
    for _ in range(2):
        operations.delete_cohort(database.sessions, group.address)
    assert group.view() is None
    assert waiting.view().agrees
    assert waiting.view().cohort is None
    assert waiting.said() == (False, False)
    with database.sessions.read() as session:
        assert cohorts.figures(session, 1) == {figure: {} for figure in Figure}


def test_finished_is_said_in_whole_groups_only(database):
    group = Group.opened(database.sessions)
    for _ in range(4):
        group.sits().ends()
    assert group.finished() == 0
    group.sits().ends()
    group.sits()
    assert group.finished() == 5
