"""Placing someone on the ladder of a made-up bakery."""

from dataclasses import replace

import pytest

from quiz.core.moves import Offer
from quiz.core.placement import (
    Said,
    Settled,
    height,
    least_say,
    next_rung,
    offers,
    place,
    stands_on,
)
from quiz.core.rules import TrackId
from tests.core.bakery import (
    ARTIST,
    BAKER,
    BAKERY,
    BAKING,
    GUILD,
    HELP,
    MASTER,
    SAID,
    SELLER,
    SELLING,
    TABLE,
    WITHOUT_EXPERTS,
)


def placed(scope, decides, years=None, *, expert=False, careers=BAKERY):
    return place(careers, BAKING, Said(scope, decides, years, expert))


def test_a_cell_of_one_rung_needs_no_years():
    found = placed("tray", "rules", years=40)
    assert (found.rung, found.settled, found.cell) == (HELP, Settled.TABLE, (HELP.id,))


@pytest.mark.parametrize(
    ("years", "rung"), [(0, HELP), (1, HELP), (2, BAKER), (3, BAKER), (60, BAKER)]
)
def test_years_settle_a_cell_of_two_from_the_first_year_people_often_have_on_the_upper(years, rung):
    found = placed("oven", "me", years)
    assert (found.rung, found.settled) == (rung, Settled.YEARS)


def test_too_few_years_for_either_rung_lead_to_the_lower():
    assert placed("house", "rules", 1).rung == MASTER


def test_without_years_the_lower_rung_is_taken_and_said_to_be_caution():
    found = placed("oven", "me")
    assert (found.rung, found.settled) == (HELP, Settled.CAUTION)


def test_years_alone_never_lead_out_of_a_cell():
    assert placed("tray", "me", 60).rung == HELP


def levers(scope, decides, years=None):
    found = placed(scope, decides, years).levers
    return [(x.scope and x.scope.id, x.decides and x.decides.id) for x in found]


def test_the_least_change_that_leads_higher_is_named():
    assert levers("tray", "rules") == [("oven", None)]
    assert levers("house", "me") == [(None, "rules")]
    assert levers("oven", "rules") == [("house", None)]


def test_where_only_both_together_lead_higher_both_are_named():
    assert levers("tray", "others") == [("oven", "rules")]
    assert levers("tray", "others", 2) == [("oven", "me")]


def test_at_the_top_of_the_table_nothing_leads_higher():
    assert levers("house", "rules") == []


def test_the_least_say_of_a_rung_is_its_first_column_and_an_experts_that_of_the_step_beside():
    assert [least_say(BAKERY, rung) for rung in (HELP, BAKER, MASTER, ARTIST)] == [0, 1, 2, 2]


def test_roles_beside_the_ladder_are_offered_for_the_two_answers_they_name():
    offer = Offer(("house",), ("others", "me"), (SELLER.id,), SAID)
    careers = replace(BAKERY, placement=replace(TABLE, offers={BAKING: (offer,)}))
    assert offers(careers, BAKING, Said("house", "me")) == (offer,)
    assert offers(careers, BAKING, Said("house", "rules")) == ()
    assert offers(careers, BAKING, Said("oven", "me")) == ()
    assert offers(careers, SELLING, Said("house", "me")) == ()


def test_an_expert_stands_beside_the_step_and_the_step_is_named():
    found = placed("oven", "rules", 6, expert=True)
    assert (found.rung, found.beside) == (ARTIST, MASTER)


def test_someone_who_would_lead_people_stands_on_the_ladder_itself():
    found = placed("oven", "rules", 6)
    assert (found.rung, found.beside) == (MASTER, None)


def test_the_wish_to_be_an_expert_changes_nothing_where_no_expert_rung_stands_beside():
    assert placed("oven", "rules", 2, expert=True).rung == BAKER
    assert placed("oven", "rules", 6, expert=True, careers=WITHOUT_EXPERTS).rung == MASTER


@pytest.mark.parametrize(("scope", "decides"), [("moon", "me"), ("oven", "moon"), ("", "")])
def test_an_unknown_answer_is_refused(scope, decides):
    with pytest.raises(KeyError):
        placed(scope, decides)


def test_an_unknown_track_is_refused():
    with pytest.raises(KeyError):
        place(BAKERY, TrackId("milling"), Said("oven", "me"))


def test_each_ladder_has_a_table_of_its_own():
    assert place(BAKERY, SELLING, Said("oven", "me")).rung == SELLER


def test_the_next_rung_is_the_next_step_and_none_at_the_top():
    assert [next_rung(BAKERY, rung, expert=False) for rung in (HELP, BAKER, MASTER, GUILD)] == [
        *(BAKER, MASTER, GUILD),
        None,
    ]


def test_an_expert_looks_to_the_branch_without_reports_and_stays_there():
    assert next_rung(BAKERY, BAKER, expert=True) == ARTIST
    assert next_rung(BAKERY, ARTIST, expert=True) is None


def test_an_expert_below_the_fork_climbs_like_anyone_else():
    assert next_rung(BAKERY, HELP, expert=True) == BAKER


def test_someone_on_the_branch_who_would_lead_again_looks_past_the_step_beside():
    assert next_rung(BAKERY, ARTIST, expert=False) == GUILD


def test_an_experts_rung_is_as_high_as_the_step_beside_it():
    assert [height(BAKERY, rung) for rung in (HELP, BAKER, MASTER, ARTIST, GUILD)] == [
        *(0, 1, 2, 2, 3)
    ]


def test_someone_stands_where_they_moved_themself_else_where_their_answers_lead():
    said = Said("oven", "rules", 1)
    assert stands_on(BAKERY, BAKING, said, GUILD.id) == GUILD
    assert stands_on(BAKERY, BAKING, said, None) == BAKER
    assert stands_on(BAKERY, BAKING, None, HELP.id) == HELP


def test_nobody_stands_on_a_rung_that_todays_careers_or_this_ladder_do_not_hold():
    assert stands_on(BAKERY, BAKING, None, SELLER.id) is None
    assert stands_on(BAKERY, BAKING, Said("moon", "me"), "miller") is None
    assert stands_on(BAKERY, BAKING, None, None) is None
