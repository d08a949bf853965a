from datetime import timedelta

import pytest

from quiz.operations import AttemptAbsent, NotFinished
from tests.store.sitting import FRIDAY, MONDAY, TUESDAY, Sitting
from tests.store.small_bank import BLOCKS, DIGEST, MOST_HOW, MOST_WHY

SATURDAY = FRIDAY + timedelta(days=1)


@pytest.fixture
def finished(person):
    person.answers_all().finishes()
    return person


def test_a_read_only_link_shows_the_result_and_what_was_chosen(finished):
    shared = finished.shared(finished.shares("verdict", "reasons"))
    assert shared.shows == ("verdict", "reasons")
    assert (shared.bank_digest, shared.language, shared.expires) == (DIGEST, "en", FRIDAY)
    assert (shared.state, shared.result_day, shared.changed_day) == ("finished", MONDAY, MONDAY)
    assert shared.result == finished.view().result
    assert shared.result_responses == finished.view().responses


def test_nothing_is_shared_by_default(finished):
    assert finished.links() == ()


def test_the_private_token_is_no_read_only_link_and_the_other_way_round(database, finished):
    link = finished.shares("verdict")
    assert finished.shared(finished.token) is None
    assert Sitting(database.sessions, token=link).view() is None


def test_a_read_only_link_can_change_nothing(database, finished):
    stranger = Sitting(database.sessions, token=finished.shares("verdict"))
    with pytest.raises(AttemptAbsent):
        stranger.answers(BLOCKS[0], MOST_HOW, start=None)
    with pytest.raises(AttemptAbsent):
        stranger.finishes()
    with pytest.raises(AttemptAbsent):
        stranger.shares("verdict")
    stranger.erases()
    assert finished.view().responses[BLOCKS[0]] == MOST_WHY


def test_without_a_result_there_is_nothing_to_share(person):
    person.answers(BLOCKS[0], MOST_WHY)
    with pytest.raises(NotFinished):
        person.shares("verdict")


def test_an_absent_attempt_cannot_be_shared(person):
    with pytest.raises(AttemptAbsent):
        person.shares("verdict")


def test_a_link_works_up_to_and_including_its_last_day(finished):
    link = finished.shares("verdict", expires=FRIDAY)
    assert finished.shared(link, today=FRIDAY) is not None
    assert finished.shared(link, today=SATURDAY) is None


def test_a_link_for_a_day_that_has_passed_is_refused(finished):
    finished.today = TUESDAY
    with pytest.raises(ValueError, match="expire"):
        finished.shares("verdict", expires=MONDAY)


def test_a_link_that_was_taken_back_shows_nothing_and_others_stay(finished):
    first, second = finished.shares("verdict"), finished.shares("reasons")
    taken = next(link for link in finished.links() if link.shows == ("verdict",))
    finished.revokes(taken.id)
    assert finished.shared(first) is None
    assert finished.shared(second).shows == ("reasons",)


def test_taking_back_twice_or_what_never_was_is_as_good_as_once(finished):
    finished.shares("verdict")
    (link,) = finished.links()
    for share_id in (link.id, link.id, 0, 10**30):
        finished.revokes(share_id)
    assert finished.links() == ()


def test_nobody_takes_back_the_link_of_someone_else(database, finished):
    link = finished.shares("verdict")
    other = Sitting(database.sessions).answers_all()
    other.revokes(finished.links()[0].id)
    assert finished.shared(link) is not None


def test_links_are_listed_with_those_that_end_first_in_front(finished):
    finished.shares("b", expires=FRIDAY)
    finished.shares("a", expires=TUESDAY)
    assert [link.expires for link in finished.links()] == [TUESDAY, FRIDAY]


def test_expired_links_are_not_listed_and_go_when_a_new_one_is_made(database, finished):
    finished.shares("old", expires=MONDAY)
    finished.today = TUESDAY
    assert finished.links() == ()
    finished.shares("new")
    finished.today = MONDAY
    assert [link.shows for link in finished.links()] == [("new",)]


def test_after_a_change_a_link_shows_the_last_result_as_it_was(finished):
    link = finished.shares("reasons")
    finished.today = TUESDAY
    finished.changes(BLOCKS[0], MOST_HOW)
    shared = finished.shared(link)
    assert (shared.state, shared.changed_day, shared.result_day) == ("reopened", TUESDAY, MONDAY)
    assert shared.result_responses[BLOCKS[0]] == MOST_WHY


def test_a_printed_link_shows_no_result(finished):
    shown = repr(finished.shared(finished.shares("verdict")))
    assert "contributions" not in shown
    assert "why" not in shown
