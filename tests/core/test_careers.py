"""Look-ups on a made-up bakery: two ladders, three skills, answers known by hand."""

from dataclasses import replace

import pytest

from quiz.core.careers import Careers, Difference, Gap
from quiz.core.moves import (
    Dialect,
    DialectChoice,
    Missing,
    Neighbour,
    Pivot,
    Placement,
    Return,
    Strength,
)
from quiz.core.rules import TrackId
from quiz.core.rungs import (
    Band,
    Branch,
    Competency,
    CompetencyId,
    Level,
    Notes,
    RoleId,
    Rung,
    Source,
    SourceId,
    Statement,
    TrackPage,
    Years,
)

SAID = Statement("Said.")
LEVELS = tuple(Level(n, f"You can do {n}.", "Done.", "Do.") for n in (1, 2, 3, 4))
FLOUR, OVEN, SHOP = (
    Competency(CompetencyId(name), name.title(), None, SAID, LEVELS)
    for name in ("flour", "oven", "shop")
)


def rung(name, wants, *, track="baker", below=None, branch=Branch.LADDER, beside=None, opens=()):
    return Rung(
        id=RoleId(name),
        track=TrackId(track),
        name=name.title(),
        band=Band.ENTRY,
        source_band=None,
        added=True,
        branch=branch,
        below=below,
        beside=beside,
        opens=opens,
        also_called=(),
        doors_in=SAID,
        scope=SAID,
        new=SAID,
        decides=SAID,
        shows=(SAID,),
        years=Years(0, None, SAID),
        first_days=(SAID, SAID, SAID),
        credentials=(),
        credentials_say=SAID,
        ready_when=SAID,
        wants=dict(zip(("flour", "oven", "shop"), wants, strict=True)),
        grows=(),
    )


HELP = rung("help", (1, 1, 0))
BAKER = rung("baker", (2, 3, 1), below="help")
MASTER = rung("master", (3, 3, 3), below="baker")
ARTIST = rung("artist", (4, 4, 1), below="baker", branch=Branch.EXPERT, beside="master")
GUILD = rung("guild-head", (3, 2, 4), below="baker")
SELLER = rung("seller", (1, 0, 3), track="seller", opens=("baker",))

TO_SHOP = Pivot(
    id="to-shop",
    out_of=(BAKER.id, MASTER.id),
    into=(SELLER.id,),
    carries_over="Bread.",
    missing=(Missing("people"),),
    bridge="Saturdays.",
    strength=Strength.JUDGEMENT,
    sources=(),
    back=Return("Customers.", (Missing("dough"),), "Nights."),
)
TO_ART = replace(TO_SHOP, id="to-art", out_of=(MASTER.id,), into=(ARTIST.id,), back=None)

PAGE = TrackPage(
    TrackId("baker"), "Baking", *(SAID,) * 8, *((SAID,),) * 5, leads_to=(RoleId("mill"),)
)


@pytest.fixture
def careers() -> Careers:
    source = Source(SourceId("book"), "Book", "Guild", "free", "2026-11")
    miller = Neighbour(
        RoleId("miller"), "Miller", "Why?", (), SAID, nearest=TrackId("baker"), differs=SAID
    )
    north = Dialect(
        "north",
        "Where?",
        (
            DialectChoice("here", "Here", SAID, {}),
            DialectChoice("there", "There", SAID, {MASTER.id: "Chief", miller.id: "Grinder"}),
        ),
    )
    return Careers(
        version="1",
        checked="2026-11",
        sources={source.id: source},
        competencies=(FLOUR, OVEN, SHOP),
        tracks=(PAGE,),
        rungs=(HELP, BAKER, ARTIST, MASTER, GUILD, SELLER),
        placement=Placement(SAID, "", (), "", (), {}, {}),
        notes=Notes(SAID, SAID, ()),
        pivots=(TO_SHOP, TO_ART),
        neighbours=(miller,),
        dialects=(north,),
    )


def test_a_ladder_is_its_own_rungs_without_experts(careers):
    assert careers.ladder(TrackId("baker")) == (HELP, BAKER, MASTER, GUILD)
    assert careers.experts(TrackId("baker")) == (ARTIST,)
    assert careers.experts(TrackId("seller")) == ()


def test_a_rung_of_another_ladder_can_be_a_door(careers):
    assert careers.doors(TrackId("baker")) == (SELLER,)
    assert careers.doors(TrackId("seller")) == ()


def test_the_rung_below_is_the_one_it_names_not_the_one_before_it(careers):
    assert careers.below(HELP) is None
    assert careers.below(GUILD) == BAKER


def test_the_next_step_follows_the_ladder_and_ends_at_its_top(careers):
    assert careers.above(HELP) == BAKER
    assert careers.above(MASTER) == GUILD
    assert careers.above(GUILD) is None


def test_the_next_step_from_the_expert_branch_lies_above_the_rung_beside_it(careers):
    assert careers.above(ARTIST) == GUILD


def test_ways_up_begin_with_the_next_step_and_hold_all_that_is_built_on_a_rung(careers):
    assert careers.ways_up(BAKER) == (MASTER, ARTIST, GUILD)
    assert careers.ways_up(SELLER) == ()


def test_gaps_are_what_is_missing_widest_first(careers):
    found = careers.gaps(MASTER, {FLOUR.id: 2, OVEN.id: 4})
    assert found == (Gap(SHOP, 3, 0), Gap(FLOUR, 3, 2))
    assert [gap.size for gap in found] == [3, 1]


def test_someone_who_has_it_all_has_no_gaps(careers):
    assert careers.gaps(MASTER, dict.fromkeys(("flour", "oven", "shop"), 4)) == ()


def test_equal_gaps_keep_the_order_of_the_file(careers):
    assert [gap.competency for gap in careers.gaps(MASTER, {})] == [FLOUR, OVEN, SHOP]


def test_a_difference_names_every_skill_and_can_fall(careers):
    found = careers.difference(BAKER, SELLER)
    assert found == (Difference(FLOUR, 2, 1), Difference(OVEN, 3, 0), Difference(SHOP, 1, 3))
    assert [entry.step for entry in found] == [-1, -3, 2]


def test_moves_from_a_role_hold_those_that_lead_back_to_where_it_came_from(careers):
    assert careers.pivots_from(MASTER.id) == (TO_SHOP, TO_ART)
    (home,) = careers.pivots_from(SELLER.id)
    assert (home.out_of, home.into) == ((SELLER.id,), (BAKER.id, MASTER.id))
    assert (home.carries_over, home.bridge) == ("Customers.", "Nights.")
    assert home.missing == (Missing("dough"),)


def test_a_move_without_a_way_back_is_not_turned_round(careers):
    assert careers.pivots_from(ARTIST.id) == ()
    with pytest.raises(ValueError, match="to-art"):
        TO_ART.turned()


def test_moves_to_a_role_are_the_same_moves_seen_from_the_end(careers):
    assert careers.pivots_to(SELLER.id) == (TO_SHOP,)
    assert careers.pivots_to(BAKER.id) == (TO_SHOP.turned(),)
    assert careers.pivots_to(ARTIST.id) == (TO_ART,)
    assert careers.pivots_to(HELP.id) == ()


def test_moves_along_a_ladder_begin_at_the_own_rung_and_name_each_move_once(careers):
    assert careers.pivots_along(BAKER) == (TO_SHOP, TO_ART)
    assert careers.pivots_along(MASTER) == (TO_SHOP, TO_ART)
    assert careers.pivots_along(ARTIST) == (TO_SHOP, TO_ART)
    assert careers.pivots_along(SELLER) == (TO_SHOP.turned(),)


def test_names_follow_the_words_a_company_chose(careers):
    assert careers.role_name(MASTER.id) == "Master"
    assert careers.role_name(MASTER.id, {"north": "there"}) == "Chief"
    assert careers.role_name(MASTER.id, {"north": "here"}) == "Master"
    assert careers.role_name(HELP.id, {"north": "there"}) == "Help"
    assert careers.role_name(RoleId("miller"), {"north": "there", "south": "x"}) == "Grinder"


def test_a_rung_wins_over_a_track_of_the_same_id(careers):
    assert careers.track(TrackId("baker")) is PAGE
    assert careers.role_name(RoleId("baker")) == "Baker"


@pytest.mark.parametrize("look_up", ["rung", "track", "competency", "credential", "role_name"])
def test_an_id_that_is_not_there_is_a_key_error(careers, look_up):
    with pytest.raises(KeyError, match="ghost"):
        getattr(careers, look_up)("ghost")


def test_a_competency_is_found_and_has_four_levels(careers):
    assert careers.competency(OVEN.id) is OVEN
    assert [OVEN.level(number).number for number in (1, 2, 3, 4)] == [1, 2, 3, 4]


@pytest.mark.parametrize("number", [-1, 0, 5])
def test_there_is_no_fifth_level_and_none_below_the_first(number):
    with pytest.raises(IndexError):
        OVEN.level(number)


def test_bands_rise_from_entry_to_executive():
    assert [band.height for band in (Band.ENTRY, Band.MID, Band.SENIOR, Band.EXECUTIVE)] == [
        0,
        1,
        2,
        3,
    ]


def test_a_statement_without_sources_is_our_judgement():
    assert SAID.judgement
    assert not Statement("Said.", (SourceId("book"),)).judgement
