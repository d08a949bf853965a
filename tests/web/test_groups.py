"""Coming in through the link of a cohort: its start page, its rules, the question at the end."""

import json
from datetime import date, timedelta

import pytest

from quiz import operations
from quiz.core.cohort import GroupRule
from quiz.store import cohorts
from tests.web.cohorts import Member, opened, sessions
from tests.web.conftest import NOON

TODAY = NOON.date()


@pytest.fixture(scope="module")
def spring(app):
    return opened(app)


@pytest.fixture
def member(app, spring):
    return Member(app.test_client()).enters(f"/q/{spring}")


def waits_or_counts(app, address):
    with sessions(app).read() as session:
        return cohorts.figures(session, cohorts.cohort(session, address).id)


def test_the_start_page_says_who_asks_and_draws_what_they_will_see(app, visitor):
    welcome = "Welcome <b>all</b> of you."
    page = visitor.open(f"/q/{opened(app, welcome=welcome, rule=GroupRule(6, 3))}")
    assert "Example Company · October onboarding" in page.text
    assert f"Example Company says: {welcome}" in page.text
    assert "What Example Company will see" in page.text
    assert page.one("summary").text == "Exactly that page, with invented figures"
    assert "Figures appear in closed groups of at least 6, once no one stands alone" in page.text
    assert "“At least 24 have finished.”" in page.text


def test_the_form_and_the_names_of_the_cohort_apply(app):
    address = opened(app, form="full", names={"project-title": "delivery-manager"})
    person = Member(app.test_client()).enters(f"/q/{address}")
    assert "Situation 1 of 24" in person.page.text
    person.finishes()
    person.open(f"/a/{person.token}/ladder?track=project-manager")
    assert "Delivery manager" in person.page.text


def test_an_adaptive_cohort_asks_as_many_as_it_needs(app):
    person = Member(app.test_client()).enters(f"/q/{opened(app, form='adaptive')}")
    assert "at most 24" in person.page.text


def test_starting_stores_nothing_until_the_first_answer(app):
    address = opened(app)
    person = Member(app.test_client()).enters(f"/q/{address}")
    with sessions(app).read() as session:
        assert not cohorts.cohort(session, address).begun
    person.skip()
    with sessions(app).read() as session:
        assert cohorts.cohort(session, address).begun


def test_an_unknown_cohort_is_not_in_use(visitor):
    for address in ("/q/nobody", "/q/nobody/start"):
        page = visitor.open(address)
        assert (page.status, page.heading) == (404, "This link is not in use")


def test_before_its_first_day_a_cohort_says_when_it_opens(app, visitor):
    address = opened(app, opens=TODAY + timedelta(days=1))
    for leaf in ("", "/start"):
        page = visitor.open(f"/q/{address}{leaf}")
        assert page.heading == "This group is not open yet"
        assert "23 November 2026" in page.text


def test_after_its_last_day_a_cohort_is_closed(app, visitor, clock):
    address = opened(app, closes=TODAY)
    assert visitor.open(f"/q/{address}").has_link("Start the questions")
    clock.later(days=1)
    assert visitor.open(f"/q/{address}").heading == "This group has ended"


def test_the_check_page_asks_and_no_is_the_answer_of_someone_who_does_nothing(member):
    member.answer(24)
    assert "May your result be counted in the figures of October onboarding?" in member.page.text
    assert member.page.form[1]["count"] == "no"
    member.send()
    assert "You are not counted in the figures of October onboarding." in member.page.text


def test_a_yes_is_kept_and_can_be_taken_back_on_the_result(member):
    member.finishes(count="yes")
    assert "You said yes to being counted" in member.page.text
    member.follow("See what Example Company will see, or change it")
    assert "Saved: yes" in member.page.text
    member.send(count="no")
    assert "Saved: no" in member.page.text
    member.follow("Back to your result")
    assert "You are not counted" in member.page.text


def test_a_result_that_names_no_track_says_who_is_counted_too(app, spring):
    """Too few answers, and answers of somebody who did not read: both are counted as undecided."""
    few = Member(app.test_client()).enters(f"/q/{spring}").answer(6)
    few.open(few.here("check"))
    few.send(count="yes")
    hasty = Member(app.test_client()).enters(f"/q/{spring}")
    while not hasty.page.address.endswith("/check"):
        hasty.choose(0, 3)
        hasty.heed()
    hasty.send(count="yes")
    for person in (few, hasty):
        assert person.page.address == person.here("result")
        assert "You said yes to being counted" in person.page.text
        person.follow("See what Example Company will see, or change it")
        person.send(count="no")
        assert "Saved: no" in person.page.text


def test_once_the_group_has_closed_the_yes_stands(app):
    address = opened(app, name="Five")
    people = [Member(app.test_client()).enters(f"/q/{address}") for _ in range(6)]
    for number, person in enumerate(people):
        if number < 3:
            person.finishes(count="yes")
        else:  # the same places again and again: a verdict that names no track
            while not person.page.address.endswith("/check"):
                person.choose(0, 1)
                person.heed()
            person.send(count="yes")
    first, last = people[0], people[-1]
    tracks = waits_or_counts(app, address)["tracks"]
    assert sum(tracks.values()) in {5, 6}
    first.open(first.here("result"))
    assert "You are counted in the figures of Five." in first.page.text
    first.follow("See what Example Company will see")
    first.send(count="no")  # about the rung, which has a table of its own
    assert "Your rung will not be counted." in first.page.text
    assert waits_or_counts(app, address)["tracks"] == tracks
    first.send(count="yes")
    assert "with at least 20 people" in first.page.text
    first.post(first.here("counted"), {"count": "no"})
    assert "You are counted." in first.page.text
    assert last.page.status == 200


def test_a_choice_that_was_never_offered_is_refused(member):
    member.answer(24)
    assert member.send(count="maybe").status == 422
    assert member.post(member.here("counted"), {"count": "maybe"}).status == 422
    assert member.post(member.here("counted"), {}).status == 400


def test_someone_of_no_cohort_is_not_asked(sitting):
    sitting.answer(24)
    assert "counted" not in sitting.page.text
    sitting.open(sitting.leaf("counted"))
    assert sitting.page.address == sitting.leaf("check")


def test_in_a_closed_cohort_nobody_is_asked_any_more(app, member):
    address = opened(app, name="Over")
    person = Member(app.test_client()).enters(f"/q/{address}").answer(24)
    operations.close_cohort(sessions(app), address, today=TODAY)
    person.open(person.here("check"))
    assert "May your result be counted" not in person.page.text
    person.send()
    person.follow("See what Example Company will see")
    assert "nobody enters its figures any more" in person.page.text


def test_the_export_says_what_was_answered(member):
    member.finishes(count="yes")
    export = json.loads(member.client.get(member.here("export.json")).text)
    assert export["counted"] == {"yes": True, "done": False}
    assert date.fromisoformat(export["days"]["finished"]) == TODAY
