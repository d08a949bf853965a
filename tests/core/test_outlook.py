"""How moves look from a rung of the made-up bakery: start, landing, what carries over, what lacks.

The baker has flour 2, oven 3, shop 1, talk 1. The selling ladder: hand (shop 1, talk 1), seller
(flour 1, shop 3, talk 3), keeper (flour 1, shop 4, talk 3).
"""

from dataclasses import replace

from quiz.core.focus import Standing, Tick
from quiz.core.moves import Missing, Pivot, Strength
from quiz.core.outlook import Range, Step, abilities, begins, landing, outlooks
from quiz.core.rungs import Band, RoleId
from tests.core.bakery import (
    ARTIST,
    BAKER,
    BAKERY,
    FLOUR,
    GUILD,
    HELP,
    MASTER,
    OVEN,
    SELLER,
    SELLING,
    SHOP,
    TALK,
    rung,
)

HAND = rung("hand", (0, 0, 1, 1), (SHOP, TALK), track=SELLING)
KEEPER = rung("keeper", (1, 0, 4, 3), (SHOP,), track=SELLING, below=SELLER.id)
SELLERS = (HAND, replace(SELLER, below=HAND.id), KEEPER)
MARKET = RoleId("market")


def pivot(name, start, end, *missing):
    lacks = tuple(Missing(text) for text in missing)
    return Pivot(name, (start.id,), (end,), "Bread.", lacks, "A step.", Strength.JUDGEMENT, ())


ACROSS = pivot("across", BAKER, SELLER.id, "selling")
STALL = pivot("stall", BAKER, MARKET, "weather", "cold")
FAIR = pivot("fair", HELP, RoleId("fair"), "noise")
FEAST = pivot("feast", GUILD, RoleId("feast"), "speech")
TOP = pivot("top", GUILD, KEEPER.id, "keys")
UP = pivot("up", BAKER, MASTER.id, "orders")
DEEPER = pivot("deeper", MASTER, ARTIST.id, "sugar")


def around(*pivots, **changes):
    rungs = (*BAKERY.rungs[:-1], *SELLERS)
    return replace(BAKERY, rungs=rungs, pivots=pivots, **changes)


def seen(careers, standing):
    return [(one.pivot.id, one.range, one.climb) for one in outlooks(careers, standing)]


def only(careers, standing):
    (found,) = outlooks(careers, standing)
    return found


def test_a_move_from_ones_own_rung_lands_where_it_is_described():
    found = only(around(ACROSS), Standing(BAKER, MASTER))
    assert (found.here, found.climb, found.range) == (True, 0, Range.NOW)
    assert found.landing.rung.id == SELLER.id
    assert found.landing.described


def test_gaps_are_counted_from_ones_own_levels_and_ticks():
    careers = around(ACROSS)
    gaps = only(careers, Standing(BAKER, MASTER)).landing.gaps
    assert [(gap.competency.id, gap.present, gap.wanted) for gap in gaps] == [
        (SHOP, 1, 3),
        (TALK, 1, 3),
    ]
    ticked = only(careers, Standing(BAKER, MASTER, {Tick(SHOP, 3): True, Tick(TALK, 2): True}))
    assert [(gap.competency.id, gap.present) for gap in ticked.landing.gaps] == [(TALK, 2)]
    assert ticked.lessons == 1


def test_what_the_rung_asks_and_one_has_carries_over():
    found = only(around(ACROSS), Standing(BAKER, MASTER))
    assert [skill.id for skill in found.landing.carried] == [FLOUR]


def test_someone_below_the_start_would_begin_at_the_foot():
    found = only(around(ACROSS), Standing(HELP, BAKER))
    assert (found.climb, found.range, found.landing.rung.id) == (1, Range.NOW, HAND.id)
    assert not found.landing.described


def test_someone_past_the_start_begins_on_the_highest_rung_of_which_little_is_missing():
    found = only(around(ACROSS), Standing(MASTER, GUILD))
    assert (found.climb, found.here) == (-1, False)
    assert found.landing.rung.id == SELLER.id
    assert [gap.competency.id for gap in found.landing.gaps] == [TALK]


def test_nobody_begins_more_than_one_rung_above_where_the_move_usually_ends():
    careers = around()
    assert begins(careers, Standing(GUILD, None), SELLERS[1]) == KEEPER
    assert begins(careers, Standing(GUILD, None), HAND).id == SELLER.id


def test_nobody_begins_in_a_higher_band_than_their_own():
    high = replace(KEEPER, band=Band.MID)
    careers = replace(around(), rungs=(*BAKERY.rungs[:-1], *SELLERS[:2], high))
    assert begins(careers, Standing(GUILD, None), high).id == SELLER.id


def test_two_levels_away_is_too_far_to_begin():
    assert begins(around(), Standing(BAKER, MASTER), SELLERS[1]) == HAND


def test_more_than_a_third_missing_is_too_much_to_begin():
    ticks = {Tick(SHOP, 2): True, Tick(TALK, 2): True}
    assert begins(around(), Standing(BAKER, MASTER, ticks), SELLERS[1]) == HAND
    ticks = {Tick(SHOP, 3): True, Tick(TALK, 2): True}
    assert begins(around(), Standing(BAKER, MASTER, ticks), SELLERS[1]).id == SELLER.id


def test_skills_of_rungs_below_are_kept_where_the_ladder_lets_them_step_back():
    forgetful = replace(GUILD, wants={**GUILD.wants, OVEN: 1})
    assert abilities(BAKERY, Standing(forgetful, None))[OVEN] == 3


def test_the_height_of_a_landing_is_told_by_band_and_at_the_foot():
    careers = around()

    def step(left, to):
        return landing(careers, Standing(left, None), to, described=True).step

    assert step(HELP, HAND) is Step.SIDEWAYS
    assert step(BAKER, HAND) is Step.DOWN
    assert step(BAKER, KEEPER) is Step.SIDEWAYS
    assert step(BAKER, replace(KEEPER, band=Band.SENIOR)) is Step.UP
    assert step(replace(BAKER, band=Band.SENIOR), KEEPER) is Step.DOWN


def test_moves_of_now_come_first_then_those_left_behind_then_those_of_later():
    careers = around(FEAST, FAIR, STALL)
    assert seen(careers, Standing(MASTER, GUILD)) == [
        ("stall", Range.NOW, -1),
        ("fair", Range.BEHIND, -2),
        ("feast", Range.LATER, 1),
    ]


def test_of_now_those_from_ones_own_rung_come_first_then_what_asks_for_less():
    careers = around(ACROSS, FAIR, STALL)
    assert [name for name, _, _ in seen(careers, Standing(BAKER, MASTER))] == [
        *("across", "stall", "fair")
    ]


def test_to_each_other_ladder_the_nearest_move_counts_as_of_now():
    careers = around(TOP, ACROSS)
    assert seen(careers, Standing(HELP, BAKER)) == [
        ("across", Range.NOW, 1),
        ("top", Range.LATER, 4 - 1),
    ]
    later = outlooks(careers, Standing(HELP, BAKER))[1]
    assert (later.landing, later.lessons) == (None, 1)


def test_a_move_left_behind_to_a_ladder_that_a_nearer_one_reaches_is_left_out():
    assert seen(around(TOP, ACROSS), Standing(GUILD, None)) == [("top", Range.NOW, 0)]


def test_of_two_moves_to_the_same_role_the_nearer_one_is_shown():
    careers = around(pivot("far", GUILD, MARKET, "speech"), STALL)
    assert seen(careers, Standing(BAKER, MASTER)) == [("stall", Range.NOW, 0)]


def test_steps_of_ones_own_ladder_are_no_way_out():
    assert seen(around(UP), Standing(BAKER, MASTER)) == []


def test_the_branch_beside_the_ladder_is_shown_from_the_rung_it_leaves_alone():
    careers = around(DEEPER)
    (found,) = outlooks(careers, Standing(MASTER, GUILD))
    assert found.landing.rung == ARTIST
    assert outlooks(careers, Standing(BAKER, MASTER)) == ()


def test_an_expert_sees_moves_from_the_step_beside_as_no_climb():
    beside = pivot("beside", MASTER, MARKET, "crowds")
    found = only(around(beside), Standing(ARTIST, None))
    assert (found.here, found.climb, found.range) == (False, 0, Range.NOW)
