"""Ticks, gaps and focus points on the ladder of a made-up bakery.

The baker has flour 2, oven 3, shop 1, talk 1; the master needs flour 3, oven 3, shop 3, talk 2.
"""

from dataclasses import replace

from quiz.core.bank import TraitId
from quiz.core.focus import (
    Ground,
    Standing,
    State,
    Tick,
    answered,
    asked,
    beyond_say,
    done,
    drawn_to,
    focus,
    gaps,
    in_reach,
    lagging,
    leading,
    open_at_home,
    others,
    present,
    state,
    tried_on,
)
from quiz.core.result import Kind, Leaning, Verdict
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
    SHOP,
    SKILLS,
    TALK,
)
from tests.core.builders import MANAGER, OWNER, PROJECT, blocks, result

WHY, WHAT, WHEN = TraitId("why"), TraitId("what"), TraitId("when")
OWN = {Tick(OVEN, 3): True, Tick(FLOUR, 2): True, Tick(SHOP, 1): True}
NONE_OF_NEXT = {Tick(SHOP, 3): False, Tick(FLOUR, 3): False, Tick(TALK, 2): False}


def baker(ticks=None):
    return Standing(BAKER, MASTER, ticks or {})


def sizes(standing):
    return [(gap.competency.id, gap.present, gap.wanted) for gap in gaps(BAKERY, standing)]


def points(standing, *drawn):
    found = focus(BAKERY, standing, drawn=drawn)
    return [(point.ground, point.gap.competency.id, point.level.number) for point in found]


def test_a_rung_asks_about_what_grows_on_it_at_its_own_levels():
    assert asked(BAKER) == (Tick(OVEN, 3), Tick(FLOUR, 2), Tick(SHOP, 1))


def test_a_rung_is_answered_once_every_tick_was_shown_given_or_not():
    assert not answered(BAKER, {Tick(OVEN, 3): True, Tick(FLOUR, 2): False})
    assert answered(BAKER, dict.fromkeys(asked(BAKER), False))


def test_a_higher_level_includes_the_lower():
    assert done({Tick(OVEN, 4): True}, Tick(OVEN, 3))
    assert not done({Tick(OVEN, 3): True}, Tick(OVEN, 4))
    assert not done({Tick(OVEN, 4): False}, Tick(OVEN, 3))


def test_before_any_tick_someone_is_taken_to_have_the_levels_of_their_rung():
    assert present(BAKERY, baker()) == {FLOUR: 2, OVEN: 3, SHOP: 1, TALK: 1}


def test_a_tick_left_empty_takes_the_level_of_the_rung_below():
    assert present(BAKERY, baker({Tick(OVEN, 3): False}))[OVEN] == 1


def test_at_the_foot_a_tick_left_empty_takes_nothing():
    standing = Standing(HELP, BAKER, {Tick(FLOUR, 1): False, Tick(TALK, 1): True})
    assert present(BAKERY, standing) == {FLOUR: 0, OVEN: 1, SHOP: 0, TALK: 1}


def test_a_tick_of_the_next_rung_raises_the_level_even_where_ones_own_was_left_empty():
    standing = baker({Tick(FLOUR, 2): False, Tick(FLOUR, 3): True})
    assert present(BAKERY, standing)[FLOUR] == 3


def test_a_tick_below_what_the_rung_has_takes_nothing_away():
    assert present(BAKERY, baker({Tick(OVEN, 1): True}))[OVEN] == 3


def test_gaps_are_what_the_next_rung_needs_beyond_the_present_widest_first():
    assert sizes(baker()) == [(SHOP, 1, 3), (FLOUR, 2, 3), (TALK, 1, 2)]


def test_a_gap_on_ones_own_rung_that_does_not_grow_on_the_next_counts_too():
    assert sizes(baker({Tick(OVEN, 3): False}))[:2] == [(SHOP, 1, 3), (OVEN, 1, 3)]


def test_ticks_of_the_next_rung_close_its_gaps():
    assert sizes(baker({Tick(SHOP, 3): True})) == [(FLOUR, 2, 3), (TALK, 1, 2)]
    assert sizes(baker(dict.fromkeys(NONE_OF_NEXT, True))) == []


def test_at_the_top_ones_own_rung_is_what_is_needed():
    top = Standing(GUILD, None, {Tick(TALK, 4): False, Tick(SHOP, 4): True})
    assert sizes(top) == [(TALK, 2, 4)]
    assert sizes(Standing(GUILD, None)) == []


def test_skills_that_rise_without_being_named_as_growing_are_listed_apart():
    standing = Standing(replace(BAKER, grows=(OVEN,)), replace(MASTER, grows=(SHOP,)))
    assert sizes(standing) == [(SHOP, 1, 3)]
    assert [gap.competency.id for gap in others(BAKERY, standing)] == [FLOUR, TALK]
    assert others(BAKERY, baker()) == ()


def test_what_grows_only_on_ones_own_rung_is_needed_at_its_level_though_the_next_asks_more():
    keener = replace(MASTER, wants={**MASTER.wants, OVEN: 4})
    standing = Standing(BAKER, keener, {Tick(OVEN, 3): False})
    assert (OVEN, 1, 3) in sizes(standing)
    ticked = Standing(BAKER, keener, {Tick(OVEN, 3): True})
    assert OVEN not in {gap.competency.id for gap in gaps(BAKERY, ticked)}
    assert [gap.competency.id for gap in others(BAKERY, ticked)] == [OVEN]
    assert others(BAKERY, standing) == ()


def test_what_grows_below_ones_own_rung_is_drawn_as_done():
    for skill in HELP.grows:
        assert state(BAKERY, baker(), HELP, skill=skill) is State.DONE


def test_on_ones_own_rung_and_above_only_ticks_count():
    assert state(BAKERY, baker(), BAKER, skill=OVEN) is State.GAP
    assert state(BAKERY, baker(OWN), BAKER, skill=OVEN) is State.DONE
    assert state(BAKERY, baker({Tick(OVEN, 3): False}), BAKER, skill=OVEN) is State.GAP


def test_a_skill_is_started_when_the_level_just_below_was_ticked():
    assert state(BAKERY, baker(OWN), MASTER, skill=FLOUR) is State.STARTED
    assert state(BAKERY, baker(OWN), MASTER, skill=SHOP) is State.GAP
    assert state(BAKERY, baker(), MASTER, skill=FLOUR) is State.GAP


def test_the_expert_branch_is_drawn_by_ticks_like_the_step_beside_it():
    assert state(BAKERY, baker(OWN), ARTIST, skill=OVEN) is State.STARTED
    expert = Standing(ARTIST, None)
    assert state(BAKERY, expert, BAKER, skill=OVEN) is State.DONE
    assert state(BAKERY, expert, MASTER, skill=SHOP) is State.GAP


def test_the_rung_below_is_solid_ground_when_under_half_of_what_grows_was_ticked():
    mine = asked(BAKER)
    assert in_reach(baker({**dict.fromkeys(mine, False), mine[0]: True}))
    assert not in_reach(baker({**dict.fromkeys(mine, True), mine[0]: False}))
    assert not in_reach(baker())
    assert not in_reach(Standing(HELP, BAKER, dict.fromkeys(asked(HELP), False)))


def test_leading_traits_are_those_wholly_above_the_mean_strongest_first():
    leanings = {
        WHEN: Leaning(0.4, 0.3),
        WHAT: Leaning(0.3, 0.3),
        WHY: Leaning(0.9, 0.5),
        TraitId("how"): Leaning(-1.6, 0.3),
    }
    assert leading(leanings) == (WHY, WHEN)


def test_one_trait_wholly_below_the_mean_comes_last_and_of_several_none_does():
    low, high = Leaning(-0.9, 0.5), Leaning(0.4, 0.5)
    assert lagging({WHY: high, WHAT: Leaning(-0.5, 0.5), WHEN: low}) == WHEN
    assert lagging({WHY: high, WHAT: low, WHEN: low}) is None
    assert lagging({WHY: high, WHAT: high}) is None


def leaning_result(*named, **centres):
    leanings = {TraitId(trait): Leaning(*at) for trait, at in centres.items()}
    kind = Kind.CLEAR if named else Kind.BALANCED
    return replace(result(blocks(6), {}), leanings=leanings, verdict=Verdict(kind, tuple(named)))


LEANS = {"why": (0.3, 0.5), "what": (0.5, 0.4), "how": (-0.6, 0.5), "when": (0.1, 0.9)}


def test_one_is_drawn_to_leading_traits_and_then_to_those_of_the_track_one_leans_to():
    tracks = (MANAGER, OWNER, PROJECT)
    assert drawn_to(leaning_result(MANAGER.id, **LEANS), tracks) == (WHAT, WHY)
    assert drawn_to(leaning_result(PROJECT.id, **LEANS), tracks) == (WHAT, WHEN)
    assert drawn_to(leaning_result(MANAGER.id, PROJECT.id, **LEANS), tracks) == (WHAT, WHY, WHEN)


def test_a_result_that_names_no_track_or_all_draws_to_leading_traits_alone():
    tracks = (MANAGER, OWNER, PROJECT)
    assert drawn_to(leaning_result(**LEANS), tracks) == (WHAT,)
    everyone = [track.id for track in tracks]
    assert drawn_to(leaning_result(*everyone, **LEANS), tracks) == (WHAT,)


def test_the_first_point_is_close_to_what_one_is_drawn_to_and_the_second_the_widest_gap():
    assert points(baker(), WHY) == [
        (Ground.DRAWN, FLOUR, 3),
        (Ground.HOLDS, SHOP, 2),
        (Ground.SPARE, TALK, 2),
    ]


def test_each_point_tries_the_next_level_and_not_the_one_that_is_needed():
    assert points(baker())[0] == (Ground.HOLDS, SHOP, 2)


def test_the_strongest_leading_trait_that_has_a_gap_is_taken():
    assert points(baker(), WHAT, WHY)[0] == (Ground.DRAWN, FLOUR, 3)


def test_without_a_gap_in_a_leading_trait_the_widest_gap_stands_first():
    assert points(baker(), WHAT) == [(Ground.HOLDS, SHOP, 2), (Ground.SPARE, FLOUR, 3)]


def test_one_gap_can_be_both():
    assert points(baker(), WHEN) == [(Ground.BOTH, SHOP, 2), (Ground.SPARE, FLOUR, 3)]


def test_traits_that_only_rounding_tells_apart_stay_in_the_order_of_the_four_questions():
    apart = 1e-13
    even = {WHY: Leaning(0.4, 0.3), WHAT: Leaning(0.4 + apart, 0.3), WHEN: Leaning(0.5, 0.3)}
    assert leading(even) == (WHEN, WHY, WHAT)


def test_among_equal_gaps_the_one_nobody_is_drawn_to_holds_back_most():
    standing = baker({Tick(SHOP, 3): True})
    assert points(standing, WHY) == [(Ground.DRAWN, FLOUR, 3), (Ground.HOLDS, TALK, 2)]


def test_among_equal_gaps_the_one_open_on_ones_own_rung_holds_back_most():
    ticks = {Tick(OVEN, 3): False, Tick(SHOP, 1): True, Tick(FLOUR, 2): True}
    standing = baker(ticks)
    assert sizes(standing)[:2] == [(SHOP, 1, 3), (OVEN, 1, 3)]
    assert points(standing)[0] == (Ground.HOLDS, OVEN, 2)
    by_id = {gap.competency.id: open_at_home(standing, gap) for gap in gaps(BAKERY, standing)}
    assert by_id == {SHOP: False, OVEN: True, FLOUR: False, TALK: False}


def test_among_equal_gaps_one_that_is_not_started_holds_back_most():
    ticks = {Tick(SHOP, 3): True, Tick(FLOUR, 2): True}
    standing = baker(ticks)
    assert sizes(standing) == [(FLOUR, 2, 3), (TALK, 1, 2)]
    assert points(standing) == [(Ground.HOLDS, TALK, 2), (Ground.SPARE, FLOUR, 3)]


def test_what_is_started_comes_before_a_wider_gap_where_there_is_room():
    ticks = {Tick(OVEN, 3): False, Tick(FLOUR, 2): True}
    found = focus(BAKERY, baker(ticks), drawn=())
    assert [(p.ground, p.gap.competency.id, p.state) for p in found] == [
        (Ground.HOLDS, OVEN, State.GAP),
        (Ground.SPARE, FLOUR, State.STARTED),
    ]


def test_there_are_never_more_than_three_points():
    ticks = {Tick(OVEN, 3): False}
    assert len(gaps(BAKERY, baker(ticks))) == 4
    assert len(points(baker(ticks), WHY)) == 3


def test_without_a_gap_there_is_nothing_to_focus_on():
    assert points(baker(dict.fromkeys(NONE_OF_NEXT, True)), WHY) == []


def test_every_level_between_the_rung_below_and_the_rung_looked_to_may_have_to_be_tried():
    found = {(skill.id, level.number) for skill, level in tried_on(BAKERY, BAKER)}
    flour = {(FLOUR, n) for n in (2, 3, 4)}  # master wants 3, the artist 4
    assert found == flour | {
        *((OVEN, n) for n in (2, 3, 4)),
        *((SHOP, n) for n in (1, 2, 3)),
        (TALK, 2),
    }


def test_at_the_foot_the_first_level_may_have_to_be_tried():
    assert (FLOUR, 1) in {(skill.id, level.number) for skill, level in tried_on(BAKERY, HELP)}


def test_an_attempt_that_needs_more_say_than_a_rung_may_have_is_found():
    talk = SKILLS[3]
    levels = tuple(replace(level, takes="me" if level.number == 1 else "") for level in talk.levels)
    careers = replace(BAKERY, competencies=(*SKILLS[:3], replace(talk, levels=levels)))
    assert beyond_say(BAKERY) == ()
    found = [(rung.id, skill.id, level.number) for rung, skill, level in beyond_say(careers)]
    assert found == [(HELP.id, TALK, 1), (SELLER.id, TALK, 1)]
