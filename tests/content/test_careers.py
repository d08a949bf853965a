"""The shipped career content: what the facts say is there, and what no text may say is not."""

import re
from dataclasses import fields, is_dataclass
from itertools import combinations
from pathlib import Path

import pytest
import yaml

from quiz.content.bank import load_bank
from quiz.content.careers import read_careers
from quiz.content.source import read_file
from quiz.core.careers import Careers
from quiz.core.moves import Strength
from quiz.core.rules import TrackId
from quiz.core.rungs import Band, RoleId, Statement

ROOT = Path(__file__).resolve().parents[2]
TRACKS = ("product-manager", "product-owner", "project-manager")

SKILLS = [
    "problem-framing",
    "customer-understanding",
    "vision-strategy",
    "market-business",
    "ordering-by-value",
    "clear-definition",
    "evidence-feedback",
    "aligning-people",
    "ways-of-working",
    "coordination",
    "risk",
    "team-conflict",
    "planning",
    "capacity",
    "money-suppliers",
    "progress-control",
    "storytelling",
    "growing-others",
]

# One row per rung, one digit per skill, in the order above.
LEVELS = """
    associate-product-manager  221112211111101120
    product-manager            332232222222211121
    senior-product-manager     333333333222212232
    product-lead               433333343333222233
    principal-product-manager  444343443332212243
    director-of-product        434432343333333344
    vp-of-product              434441344334344344
    associate-product-owner    121112112111100120
    product-owner              222133222222211121
    senior-product-owner       332234333322212232
    lead-product-owner         333344333333322233
    chief-product-owner        434343443433333344
    project-coordinator        010011111111111110
    assistant-project-manager  110112122221221220
    project-manager            111122123332322321
    senior-project-manager     221222233333433332
    program-manager            222332343443333433
    portfolio-manager          323442443343344443
    pmo-director               323432444444444444
"""
# Years of work as the facts have them; "-" is open at the top.
YEARS = """
    associate-product-manager 0 3      product-manager 2 4          senior-product-manager 4 6
    product-lead 6 9                   principal-product-manager 8 10
    director-of-product 10 14          vp-of-product 18 -           associate-product-owner 0 2
    product-owner 1 4                  senior-product-owner 4 7     lead-product-owner 6 10
    chief-product-owner 8 -            project-coordinator 0.5 1    assistant-project-manager 1 2
    project-manager 2 4                senior-project-manager 5 7   program-manager 5 8
    portfolio-manager 8 -              pmo-director 10 -
"""
# What the source documents name, with the band they give.
NAMED = {
    "Associate product manager": "entry",
    "Product owner": "entry",
    "Senior product manager": "mid",
    "Product lead": "mid",
    "Director of product": "senior",
    "VP of product": "senior",
    "Project coordinator": "entry",
    "Assistant project manager": "entry",
    "Senior project manager": "mid",
    "Program manager": "mid",
    "PMO director": "senior",
    "Portfolio manager": "senior",
}
GROWS = {
    "product-manager": "ordering-by-value problem-framing customer-understanding vision-strategy",
    "senior-product-manager": (
        "vision-strategy market-business evidence-feedback aligning-people storytelling"
    ),
    "product-lead": "aligning-people problem-framing coordination growing-others",
    "principal-product-manager": (
        "vision-strategy customer-understanding evidence-feedback storytelling"
    ),
    "director-of-product": "growing-others market-business capacity money-suppliers",
    "vp-of-product": "capacity money-suppliers ways-of-working team-conflict",
    "product-owner": "ordering-by-value clear-definition aligning-people vision-strategy",
    "senior-product-owner": (
        "clear-definition aligning-people evidence-feedback customer-understanding"
    ),
    "lead-product-owner": "ordering-by-value vision-strategy market-business growing-others",
    "chief-product-owner": "vision-strategy coordination aligning-people growing-others",
    "assistant-project-manager": "risk planning capacity aligning-people",
    "project-manager": "progress-control ways-of-working coordination planning",
    "senior-project-manager": "planning team-conflict aligning-people money-suppliers",
    "program-manager": "coordination risk aligning-people market-business",
    "portfolio-manager": "ordering-by-value market-business capacity money-suppliers",
    "pmo-director": "ways-of-working growing-others team-conflict planning",
}


@pytest.fixture(scope="module")
def careers() -> Careers:
    bank = load_bank(ROOT / "questions.yaml")
    tracks, problems = read_file(ROOT / "tracks.yaml")
    found, more = read_careers(ROOT, tracks, bank)
    assert [*map(str, problems), *map(str, more)] == []
    return found


def table(text: str, width: int) -> list[list[str]]:
    words = text.split()
    return [words[i : i + width] for i in range(0, len(words), width)]


def rung(careers, name):
    return careers.rung(RoleId(name))


def test_everything_that_was_promised_is_there(careers):
    assert tuple(track.id for track in careers.tracks) == TRACKS
    assert len(careers.rungs) == 19
    assert [c.id for c in careers.competencies] == SKILLS
    assert all(len(competency.levels) == 4 for competency in careers.competencies)
    assert len(careers.pivots) == 37
    assert len(careers.neighbours) == 16
    assert len(careers.duties) >= 15
    assert len(careers.pairs) >= 3
    assert len(careers.credentials) >= 20


def test_the_ladders_have_their_rungs_from_entry_upwards(careers):
    steps = [len(careers.ladder(TrackId(track))) for track in TRACKS]
    assert steps == [6, 5, 7]
    assert [r.id for r in careers.experts(TrackId("product-manager"))] == [
        "principal-product-manager"
    ]
    for track in TRACKS:
        heights = [r.band.height for r in careers.ladder(TrackId(track))]
        assert heights == sorted(heights)
        assert heights[0] == 0


@pytest.mark.parametrize(("name", "band"), NAMED.items())
def test_a_rung_that_the_source_documents_name_keeps_its_band(careers, name, band):
    (found,) = [r for r in careers.rungs if r.name == name]
    assert found.source_band is Band(band)
    assert not found.added


def test_all_other_rungs_are_marked_as_added(careers):
    assert {r.name for r in careers.rungs if not r.added} == set(NAMED)
    assert len([r for r in careers.rungs if r.added]) == 7


def test_the_product_owner_is_a_door_to_product_management_and_a_track_of_its_own(careers):
    owner = rung(careers, "product-owner")
    assert careers.doors(TrackId("product-manager")) == (owner,)
    assert owner.track == "product-owner"
    assert owner.band is owner.source_band is Band.ENTRY
    assert careers.above(owner).id == "senior-product-owner"


@pytest.mark.parametrize(("name", "levels"), table(LEVELS, 2))
def test_the_levels_a_rung_asks_for_are_those_of_the_facts(careers, name, levels):
    wants = rung(careers, name).wants
    assert [wants[skill] for skill in SKILLS] == [int(level) for level in levels]


def test_the_matrix_above_covers_every_rung_once(careers):
    names = [name for name, _ in table(LEVELS, 2)]
    assert names == [r.id for r in careers.rungs]


@pytest.mark.parametrize(("name", "skills"), GROWS.items())
def test_what_grows_on_a_rung_is_named_as_in_the_facts(careers, name, skills):
    assert list(rung(careers, name).grows) == skills.split()


def test_what_grows_rises_and_nothing_rises_more(careers):
    for found in careers.rungs:
        below = careers.below(found)
        before = below.wants if below else {}
        rises = {skill: level - before.get(skill, 0) for skill, level in found.wants.items()}
        least = min(rises[skill] for skill in found.grows)
        assert least >= 1, found.id
        assert all(rise <= least for skill, rise in rises.items() if skill not in found.grows)


@pytest.mark.parametrize(("name", "low", "high"), table(YEARS, 3))
def test_years_are_those_of_the_facts_and_said_with_often(careers, name, low, high):
    years = rung(careers, name).years
    assert years.low == float(low)
    assert years.high == (None if high == "-" else float(high))
    assert re.search(r"\boften\b", years.says.text, re.IGNORECASE)


def test_the_moves_that_the_source_documents_name_are_at_the_top_of_each_ladder(careers):
    assert careers.track(TrackId("product-manager")).leads_to == (
        "product-strategist",
        "entrepreneur",
    )
    assert careers.track(TrackId("project-manager")).leads_to == (
        "operations-manager",
        "consultant",
    )
    for track in careers.tracks:
        ends = {role for p in careers.pivots for role in p.into}
        assert set(track.leads_to) <= ends


def test_moves_along_a_ladder_begin_at_the_own_rung_and_are_never_none(careers):
    for found in careers.rungs:
        own = careers.pivots_from(found.id)
        around = careers.pivots_along(found)
        assert around[: len(own)] == own
        assert len(around) >= 3, found.id
        assert len({p.id for p in around}) == len(around)


def test_moves_between_rungs_name_exactly_what_the_target_asks_more_of(careers):
    ids = {r.id for r in careers.rungs}
    checked = 0
    for pivot in careers.pivots:
        for move in (pivot, pivot.turned()) if pivot.back else (pivot,):
            if len(move.out_of) == len(move.into) == 1 and {*move.out_of, *move.into} <= ids:
                start, goal = (rung(careers, end) for (end,) in (move.out_of, move.into))
                rises = {d.competency.id: d.step for d in careers.difference(start, goal)}
                told = {missing.competency: missing.gap for missing in move.missing}
                assert told == {skill: rise for skill, rise in rises.items() if rise > 0}
                checked += 1
    assert checked >= 10


def test_the_strength_of_a_move_rests_on_its_sources(careers):
    fewest = {Strength.SEVERAL: 2, Strength.ONE: 1, Strength.JUDGEMENT: 0}
    for pivot in careers.pivots:
        assert len(pivot.sources) >= fewest[pivot.strength], pivot.id
        assert bool(pivot.sources) == (pivot.strength is not Strength.JUDGEMENT), pivot.id


def test_neighbours_that_are_rungs_too_have_the_same_title(careers):
    twins = [n for n in careers.neighbours if n.rung]
    assert [careers.rung(n.rung).name for n in twins] == [n.name for n in twins]
    assert {n.rung for n in twins} == {"program-manager", "portfolio-manager"}


def test_every_pair_of_tracks_has_its_page(careers):
    told = {frozenset(side.role for side in pair.sides) for pair in careers.pairs}
    assert {frozenset(pair) for pair in combinations(TRACKS, 2)} <= told


def test_every_rung_can_be_placed_and_experts_only_beside_their_ladder(careers):
    placed = {
        name
        for table in careers.placement.cells.values()
        for row in table
        for cell in row
        for name in cell
    }
    steps = {r.id for track in TRACKS for r in careers.ladder(TrackId(track))}
    assert placed == steps
    assert set(careers.placement.experts.values()) == {"principal-product-manager"}


# The height that each answer alone suggests on each ladder, lowest and highest rung.
SCOPE = {
    "product-manager": ((0, 0), (0, 1), (1, 2), (3, 3), (4, 5)),
    "product-owner": ((0, 0), (0, 0), (1, 2), (2, 3), (4, 4)),
    "project-manager": ((0, 0), (1, 1), (2, 3), (4, 4), (5, 6)),
}
SAY = {
    "product-manager": ((0, 0), (0, 1), (1, 2), (3, 4), (4, 5)),
    "product-owner": ((0, 0), (0, 0), (1, 2), (2, 3), (4, 4)),
    "project-manager": ((0, 0), (0, 1), (2, 3), (3, 4), (5, 6)),
}


@pytest.mark.parametrize("track", TRACKS)
def test_each_cell_of_the_placement_is_the_lower_of_scope_and_say(careers, track):
    steps = [r.id for r in careers.ladder(TrackId(track))]
    for scope, row in zip(SCOPE[track], careers.placement.cells[track], strict=True):
        for say, cell in zip(SAY[track], row, strict=True):
            low, high = min(scope[0], say[0]), min(scope[1], say[1])
            assert list(cell) == [steps[height] for height in sorted({low, high})]


def test_words_of_a_company_rename_the_rungs(careers):
    name = careers.role_name
    assert name(RoleId("project-manager")) == "Project manager"
    called = {"project-title": "program-manager"}
    assert name(RoleId("project-manager"), called) == "Program manager"
    assert name(RoleId("program-manager"), called) != "Program manager"


def test_a_credential_knows_the_rungs_that_list_it(careers):
    (first,) = [c for c in careers.credentials if c.id == "capm"]
    assert first.rungs == ("project-coordinator", "assistant-project-manager")
    assert all(credential.rungs for credential in careers.credentials)


def statements(value):
    if isinstance(value, Statement):
        yield value
    elif is_dataclass(value):
        for field in fields(value):
            yield from statements(getattr(value, field.name))
    elif isinstance(value, tuple):
        for entry in value:
            yield from statements(entry)


def test_every_source_is_used_and_every_used_one_is_there(careers):
    used = {source for said in statements(careers) for source in said.sources}
    used |= {s for p in (*careers.pivots, *careers.credentials) for s in p.sources}
    assert used == set(careers.sources)


def test_everything_says_when_it_was_checked(careers):
    days = {careers.checked, *(source.checked for source in careers.sources.values())}
    days -= {""}  # of sources that were not read for this version
    days |= {credential.checked for credential in careers.credentials}
    assert all(re.fullmatch(r"20\d\d-\d\d(-\d\d)?", day) for day in days)


def test_only_a_source_that_says_it_was_not_read_has_no_day(careers):
    written = yaml.safe_load((ROOT / "careers" / "sources.yaml").read_text())["sources"]
    unread = {source["id"] for source in written if source.get("unread")}
    assert {name for name, source in careers.sources.items() if not source.checked} == unread


def shown_texts() -> list[tuple[str, int, str]]:
    files = [ROOT / "tracks.yaml", *sorted((ROOT / "careers").glob("*.yaml"))]
    return [
        (path.name, number, line)
        for path in files
        for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1)
        if not line.lstrip().startswith("#")
    ]


@pytest.mark.parametrize(
    "banned",
    [
        r"\bPMs?\b",  # it names three different jobs
        r"\bCEO\b",
        r"—|–",
        r"\b(synergy|leverages?|leveraging|passionate|rockstar|seamless|world-class|food chain)",
        r"\b(program managment|organiz|prioritiz|behavior|favor|color)",
        r"\[[A-Z]\]|\b[SCEPOJ]\d\d?\b",
    ],
)
def test_no_text_holds_a_word_that_misleads_or_boasts(banned):
    found = [
        (name, number)
        for name, number, line in shown_texts()
        for text in re.findall(r'"([^"]*)"|: ([^{}\[\]"]+)', line)
        if re.search(banned, " ".join(text))
    ]
    assert found == []


def test_statements_are_sentences_of_a_readable_length(careers):
    for said in statements(careers):
        assert said.text[-1] in ".?…", said.text
        assert len(said.text) <= 260, said.text
        for sentence in re.split(r"(?<=[.?]) ", said.text):
            assert len(sentence.split()) <= 36, sentence


@pytest.mark.parametrize("path", sorted((ROOT / "careers").glob("*.yaml")), ids=lambda p: p.stem)
def test_every_file_names_a_published_schema_in_its_first_line(path):
    first = path.read_text("utf-8").splitlines()[0]
    start, _, schema = first.partition("$schema=")
    assert start == "# yaml-language-server: "
    assert (path.parent / schema).is_file()
