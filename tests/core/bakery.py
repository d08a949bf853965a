"""A made-up bakery: two ladders, four skills and a table of placement that fit into the head."""

from dataclasses import replace

from quiz.core.bank import TraitId
from quiz.core.careers import Careers
from quiz.core.moves import Placement, PlacementChoice
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
    Statement,
    TrackPage,
    Years,
)

SAID = Statement("Said.")
BAKING, SELLING = TrackId("baking"), TrackId("selling")


def skill(name, trait):
    levels = tuple(
        Level(n, f"You can {name} {n}.", f"{name} {n}", f"Try {n}.") for n in range(1, 5)
    )
    return Competency(CompetencyId(name), name.title(), trait and TraitId(trait), SAID, levels)


SKILLS = tuple(
    skill(name, trait)
    for name, trait in {"flour": "why", "oven": "what", "shop": "when", "talk": None}.items()
)
FLOUR, OVEN, SHOP, TALK = (skill.id for skill in SKILLS)


def rung(name, wants, grows, *, years=0.0, below=None, beside=None, track=BAKING):
    return Rung(
        id=RoleId(name),
        track=track,
        name=name.title(),
        band=Band.ENTRY,
        source_band=None,
        added=True,
        branch=Branch.EXPERT if beside else Branch.LADDER,
        below=below,
        beside=beside,
        opens=(),
        also_called=(),
        doors_in=SAID,
        scope=SAID,
        new=SAID,
        decides=SAID,
        shows=(SAID,),
        years=Years(years, None, SAID),
        first_days=(SAID, SAID, SAID),
        credentials=(),
        credentials_say=SAID,
        ready_when=SAID,
        wants=dict(zip((FLOUR, OVEN, SHOP, TALK), wants, strict=True)),
        grows=grows,
    )


HELP = rung("help", (1, 1, 0, 1), (FLOUR, OVEN, TALK))
BAKER = rung("baker", (2, 3, 1, 1), (OVEN, FLOUR, SHOP), years=2.0, below=HELP.id)
MASTER = rung("master", (3, 3, 3, 2), (SHOP, FLOUR, TALK), years=5.0, below=BAKER.id)
ARTIST = rung("artist", (4, 4, 1, 2), (FLOUR, OVEN, TALK), below=BAKER.id, beside=MASTER.id)
GUILD = rung("guild", (3, 3, 4, 4), (TALK, SHOP), years=9.0, below=MASTER.id)
SELLER = rung("seller", (1, 0, 3, 3), (SHOP, TALK), track=SELLING)


def choices(*names):
    return tuple(PlacementChoice(name, name.title(), "") for name in names)


# scope: tray, oven, house; decides: others, me, rules
CELLS = (
    ((HELP.id,), (HELP.id,), (HELP.id,)),
    ((HELP.id,), (HELP.id, BAKER.id), (BAKER.id, MASTER.id)),
    ((HELP.id,), (HELP.id, BAKER.id), (MASTER.id, GUILD.id)),
)
TABLE = Placement(
    about=SAID,
    scope_question="",
    scopes=choices("tray", "oven", "house"),
    decides_question="",
    decides=choices("others", "me", "rules"),
    cells={BAKING: CELLS, SELLING: (((SELLER.id,),) * 3,) * 3},
    experts={MASTER.id: ARTIST.id},
)


def page(track):
    return TrackPage(track, track.title(), *(SAID,) * 8, *((SAID,),) * 5, leads_to=())


BAKERY = Careers(
    version="1",
    checked="2026-11",
    sources={},
    competencies=SKILLS,
    tracks=(page(BAKING), page(SELLING)),
    rungs=(HELP, BAKER, ARTIST, MASTER, GUILD, SELLER),
    placement=TABLE,
    notes=Notes(SAID, SAID, ()),
)
WITHOUT_EXPERTS = replace(BAKERY, placement=replace(TABLE, experts={}))
