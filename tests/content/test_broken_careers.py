"""Careers broken on purpose: each is refused at its place, in words that say how to mend it.

A case is (file, what to replace, with what, path, message). The mark ¦ in the new text shows
where the problem must be told; it is taken out before the file is written.
"""

import shutil
from pathlib import Path

import pytest

from quiz.content.careers import read_careers
from quiz.content.source import read_file
from quiz.core.bank import Bank, Trait, TraitId

SMALL = Path(__file__).parent / "small_careers"
MARK = "¦"
PEOPLE = '    about: {says: "Knows people.", from: judgement}\n    levels:\n'
FLOUR = '    about: {says: "Knows flour.", from: judgement}\n'
FIRST_LEVEL = (
    '      - {can: "You can see it.", evidence: "Someone saw it.", attempt: "Try to see it.", '
    "takes: others}\n"
)
EVERYONE = (
    "apprentice, journeyman, pastry-artist, master, counter-hand, shopkeeper, pastry-shop, "
    "miller, baker, seller"
)
BANK = Bank("1", tuple(Trait(TraitId(t), t, "?", "vision", "") for t in ("why", "what")), ())


def problems_of(folder: Path) -> list[str]:
    tracks, problems = read_file(folder / "tracks.yaml")
    careers, more = read_careers(folder, tracks, BANK)
    assert (careers is None) == bool(more)
    return [*map(str, problems), *map(str, more)]


@pytest.fixture
def folder(tmp_path):
    return Path(shutil.copytree(SMALL, tmp_path / "content"))


def change(folder: Path, file: str, old: str, new: str) -> str:
    """Write the change; give `file:line:column` of the mark."""
    path = folder / file
    text = path.read_text("utf-8")
    assert text.count(old) == 1, (old, text.count(old))
    text = text.replace(old, new)
    before, _, after = text.partition(MARK)
    path.write_text(before + after, "utf-8")
    lines = before.split("\n")
    return f"{file}:{len(lines)}:{len(lines[-1]) + 1}"


def test_the_small_careers_are_whole(folder):
    assert problems_of(folder) == []


CASES = {
    "a misspelt key": (
        "careers/baker.yaml",
        '    doors_in: {says: "Journeyman, doors in."',
        '    ¦doors_inn: {says: "Journeyman, doors in."',
        "rungs.journeyman",
        'unknown key "doors_inn", did you mean "doors_in"?',
    ),
    "a rung without one of its fields": (
        "careers/baker.yaml",
        '    ready_when: {says: "Journeyman, ready when.", from: judgement}\n',
        "",
        None,
        'careers/baker.yaml:26:5 rungs.journeyman: "ready_when" is missing: add it',
    ),
    "an unknown source": (
        "careers/credentials.yaml",
        "[town-chronicle]",
        "[¦town-cronicle]",
        "credentials.hygiene.from.1",
        'unknown source "town-cronicle", did you mean "town-chronicle"?',
    ),
    "a statement that rests on nothing": (
        "careers/duties.yaml",
        'contradiction: {says: "Both.", from: judgement}',
        'contradiction: {says: "Both.", from: ¦hearsay}',
        "duties.price.contradiction.from",
        "says nothing known: give a list of source ids, or the word judgement",
    ),
    "a statement without its source": (
        "careers/duties.yaml",
        'works: {says: "Talk.", from: judgement}',
        '¦works: {says: "Talk."}',
        "duties.price.works",
        '"from" is missing: add it',
    ),
    "a source with a strange address": (
        "careers/sources.yaml",
        '"https://guild.example/book"',
        '¦"javascript:alert(1)"',
        "sources.guild-book.url",
        "is no address of a page: begin with https://",
    ),
    "a month that is none": (
        "careers/neighbours.yaml",
        'checked: "2026-11"',
        'checked: ¦"2026-13"',
        "checked",
        'is no month or day: write it as "2026-11"',
    ),
    "a level that says nothing a person can do": (
        "careers/competencies.yaml",
        f'{PEOPLE}      - {{can: "You can see it."',
        f'{PEOPLE}      - {{can: ¦"Sees it."',
        "competencies.people.levels.1.can",
        'is no ability: begin with "You can"',
    ),
    "a skill with three levels": (
        "careers/competencies.yaml",
        f"{FLOUR}    levels:\n{FIRST_LEVEL}",
        f"{FLOUR}    ¦levels:\n",
        "competencies.flour.levels",
        "has 3 entries, at least 4 are needed: add more",
    ),
    "an unknown trait of a skill": (
        "careers/competencies.yaml",
        "    trait: why\n",
        "    trait: ¦whi\n",
        "competencies.flour.trait",
        'unknown trait "whi", did you mean "why"?',
    ),
    "a file of another track": (
        "careers/seller.yaml",
        "track: seller",
        "track: ¦baker",
        "track",
        'is "baker": this file is for "seller"',
    ),
    "a rung id used twice": (
        "careers/baker.yaml",
        "  - id: journeyman\n    name: Journeyman",
        "  - id: ¦apprentice\n    name: Journeyman",
        "rungs.apprentice.id",
        'the id "apprentice" is taken by another rung, on line 4: choose a new one',
    ),
    "a band that falls": (
        "careers/baker.yaml",
        "name: Master\n    band: senior",
        "name: Master\n    band: ¦entry",
        "rungs.master.band",
        'is lower than that of "journeyman" before it: bands only rise',
    ),
    "an unknown band": (
        "careers/baker.yaml",
        "name: Master\n    band: senior",
        "name: Master\n    band: ¦senor",
        "rungs.master.band",
        'unknown band "senor", did you mean "senior"?',
    ),
    "an added rung with a band of a source": (
        "careers/seller.yaml",
        "source_band: null",
        "source_band: ¦entry",
        "rungs.counter-hand.source_band",
        "is given, but the rung is added: write null, or added: false",
    ),
    "a sourced rung without its band": (
        "careers/seller.yaml",
        "source_band: senior",
        "source_band: ¦null",
        "rungs.shopkeeper.source_band",
        "is empty, but the rung is not added: give the band of the source",
    ),
    "a rung built on a later one": (
        "careers/baker.yaml",
        "below: apprentice",
        "below: ¦master",
        "rungs.journeyman.below",
        '"master" is no earlier step of this ladder: use one of apprentice',
    ),
    "a second rung that stands on nothing": (
        "careers/seller.yaml",
        "below: counter-hand",
        "below: ¦null",
        "rungs.shopkeeper.below",
        "is empty: name the rung it is compared with, as counter-hand",
    ),
    "an expert beside nobody": (
        "careers/baker.yaml",
        "beside: master",
        "beside: ¦null",
        "rungs.pastry-artist.beside",
        "must be the step at the same height: use one of apprentice, journeyman, master",
    ),
    "a step beside another": (
        "careers/seller.yaml",
        "below: counter-hand\n    beside: null",
        "below: counter-hand\n    beside: ¦counter-hand",
        "rungs.shopkeeper.beside",
        "is for the expert branch only: write null",
    ),
    "years the wrong way round": (
        "careers/baker.yaml",
        "low: 4, high: 9",
        "low: 4, high: ¦3",
        "rungs.pastry-artist.years.high",
        "is 3.0: it must be at least low, 4.0",
    ),
    "a level above the highest": (
        "careers/baker.yaml",
        "wants: {flour: 3,",
        "wants: {flour: ¦5,",
        "rungs.master.wants.flour",
        "is 5: it must be at most 4",
    ),
    "a skill that no rung knows": (
        "careers/baker.yaml",
        "wants: {flour: 1,",
        "wants: {¦flower: 1, flour: 1,",
        "rungs.apprentice.wants",
        'unknown competency "flower", did you mean "flour"?',
    ),
    "a skill left out of a rung": (
        "careers/baker.yaml",
        "    wants: {flour: 1, oven: 1, shop: 1, people: 1}",
        "    ¦wants: {flour: 1, oven: 1, people: 1}",
        "rungs.apprentice.wants",
        "has no level for shop: add it, 0 where it is not asked for",
    ),
    "something named as growing that does not": (
        "careers/baker.yaml",
        "wants: {flour: 3, oven: 3, shop: 3,",
        "wants: {flour: 3, oven: 3, shop: 2,",
        None,
        'rungs.master.grows.3: "shop" does not rise here: the levels in wants say so',
    ),
    "something that grows most and is not named": (
        "careers/baker.yaml",
        "flour: 3, oven: 3, shop: 3, people: 3}\n    grows: [flour, oven, shop, people]",
        "flour: 4, oven: 3, shop: 3, people: 3}\n    ¦grows: [oven, shop, people]",
        "rungs.master.grows",
        'leaves out "flour", which rises by 2: name it',
    ),
    "an unknown credential": (
        "careers/seller.yaml",
        "credentials: [hygiene]",
        "credentials: [¦hygene]",
        "rungs.counter-hand.credentials.1",
        'unknown credential "hygene", did you mean "hygiene"?',
    ),
    "a rung that opens its own track": (
        "careers/seller.yaml",
        "opens: [baker]",
        "opens: [¦seller]",
        "rungs.counter-hand.opens.1",
        'unknown other track "seller": use one of baker',
    ),
    "a dangling role at the end of a track": (
        "tracks.yaml",
        'Bakes, notes.", from: [guild-book]}]\n      leads_to: [miller]',
        'Bakes, notes.", from: [guild-book]}]\n      leads_to: [¦miler]',
        "tracks.baker.career.leads_to.1",
        'unknown role "miler", did you mean "miller"?',
    ),
    "a move from nowhere": (
        "careers/pivots.yaml",
        "out_of: [master, shopkeeper]",
        "out_of: [master, ¦shopkeper]",
        "pivots.to-the-mill.out_of.2",
        'unknown role "shopkeper", did you mean "shopkeeper"?',
    ),
    "a gap that is not the difference of levels": (
        "careers/pivots.yaml",
        "{text: dough, competency: flour, gap: 1}",
        "{text: dough, competency: flour, gap: ¦2}",
        "pivots.shop-to-oven.missing.1.gap",
        "is 2: by the levels of both rungs it is 1",
    ),
    "a gap between rungs that is left out": (
        "careers/pivots.yaml",
        "missing: [{text: dough, competency: flour, gap: 1}, ",
        "¦missing: [",
        "pivots.shop-to-oven.missing",
        "leaves out flour: the target asks for more",
    ),
    "a wrong gap on the way back": (
        "careers/pivots.yaml",
        "{text: the till, competency: shop, gap: 1}",
        "{text: the till, competency: shop, gap: ¦3}",
        "pivots.master-to-artist.back.missing.1.gap",
        "is 3: by the levels of both rungs it is 1",
    ),
    "a figure where one end is no rung": (
        "careers/pivots.yaml",
        "{text: the river}",
        "{text: the river, gap: ¦1}",
        "pivots.to-the-mill.missing.1.gap",
        "needs one rung at each end: take the figure out",
    ),
    "a move with too few sources for its strength": (
        "careers/pivots.yaml",
        "strength: several\n    from: [guild-book, town-chronicle]",
        "strength: ¦several\n    from: [guild-book]",
        "pivots.shop-to-oven.strength",
        'is "several" with 1 sources: it needs at least 2 of them',
    ),
    "a judgement with sources": (
        "careers/pivots.yaml",
        "strength: judgement\n    from: judgement",
        "strength: ¦judgement\n    from: [guild-book]",
        "pivots.to-the-mill.strength",
        'is "judgement" with 1 sources: it needs from: judgement',
    ),
    "a role that two files define": (
        "careers/pivots.yaml",
        "{id: miller,",
        "{id: ¦shopkeeper,",
        "others.shopkeeper.id",
        'the id "shopkeeper" is a role of careers/seller.yaml: choose a new one',
    ),
    "a neighbour next to no track": (
        "careers/neighbours.yaml",
        "nearest: baker",
        "nearest: ¦bakers",
        "neighbours.pastry-shop.nearest",
        'unknown track "bakers", did you mean "baker"?',
    ),
    "a claim of nobody": (
        "careers/duties.yaml",
        "{role: shopkeeper,",
        "{role: ¦nobody,",
        "duties.price.claims.2.role",
        f'unknown role "nobody": use one of {EVERYONE}',
    ),
    "two tracks that nobody pairs": (
        "careers/together.yaml",
        "{role: seller,",
        "{role: miller,",
        None,
        'careers/together.yaml:2:1 pairs: has no pair of "baker" and "seller": add it',
    ),
    "a title for no role": (
        "careers/dialects.yaml",
        "miller: Grinder}",
        "¦miler: Grinder}",
        "dialects.words.choices.chief.titles",
        'unknown role "miler", did you mean "miller"?',
    ),
    "words about a place that is not there": (
        "careers/dialects.yaml",
        "miller: Grinder}}",
        'miller: Grinder}, here: {¦miler: {says: "They decide.", from: judgement}}}',
        "dialects.words.choices.chief.here",
        'unknown role, duty or pair "miler", did you mean "miller"?',
    ),
    "our own words that decide": (
        "careers/dialects.yaml",
        "titles: {}",
        'titles: {}, ¦here: {master: {says: "They decide.", from: judgement}}',
        "dialects.words.choices.master",
        "must be empty at the first choice, which is our own use of the words",
    ),
    "our own words that rename": (
        "careers/dialects.yaml",
        "titles: {}",
        "¦titles: {master: Boss}",
        "dialects.words.choices.master",
        "must be empty at the first choice, which is our own use of the words",
    ),
    "a table without a track": (
        "careers/placement.yaml",
        "  seller:\n    - [[counter-hand], [counter-hand]]\n    - [[counter-hand], [shopkeeper]]\n",
        "",
        None,
        'careers/placement.yaml:11:1 cells: has no table for "seller": add it',
    ),
    "a table with a missing cell": (
        "careers/placement.yaml",
        "  baker:\n    - [[apprentice], [apprentice]]",
        "  ¦baker:\n    - [[apprentice]]",
        "cells.baker",
        "must have 2 rows of 2 cells: one row per scope",
    ),
    "a cell that leads down": (
        "careers/placement.yaml",
        "- [[counter-hand], [shopkeeper]]",
        "- [[shopkeeper], ¦[counter-hand]]",
        "cells.seller.2.2",
        "lies lower than the cell before it: more scope or say never leads down",
    ),
    "a cell with a rung of another ladder": (
        "careers/placement.yaml",
        "- [[counter-hand], [shopkeeper]]",
        "- [[counter-hand], [¦master]]",
        "cells.seller.2.2.1",
        'unknown step of this ladder "master": use one of counter-hand, shopkeeper',
    ),
    "an attempt that takes a say nobody asks about": (
        "careers/competencies.yaml",
        f"{FLOUR}    levels:\n{FIRST_LEVEL}",
        f"{FLOUR}    levels:\n{FIRST_LEVEL.replace('takes: others', 'takes: ¦other')}",
        "competencies.flour.levels.1.takes",
        'unknown answer "other", did you mean "others"?',
    ),
    "an attempt that a rung may not decide": (
        "careers/competencies.yaml",
        f"{FLOUR}    levels:\n{FIRST_LEVEL}",
        f"{FLOUR}    levels:\n{FIRST_LEVEL.replace('takes: others', 'takes: ¦me')}",
        "competencies.flour.levels.1.takes",
        (
            'needs more say than "apprentice" may have, where it can be tried: '
            "write an attempt that takes less"
        ),
    ),
    "an offer for an answer that nobody can give": (
        "careers/placement.yaml",
        "experts:\n",
        (
            "offers:\n  baker:\n    - {scopes: [¦lofe], decides: [me], roles: [miller], "
            'says: {says: "Mills.", from: judgement}}\nexperts:\n'
        ),
        "offers.baker.1.scopes.1",
        'unknown answer "lofe", did you mean "loaf"?',
    ),
    "an offer of a role that nobody described": (
        "careers/placement.yaml",
        "experts:\n",
        (
            "offers:\n  baker:\n    - {scopes: [loaf], decides: [me], roles: [¦milner], "
            'says: {says: "Mills.", from: judgement}}\nexperts:\n'
        ),
        "offers.baker.1.roles.1",
        'unknown role "milner", did you mean "miller"?',
    ),
    "a rung that nobody can reach": (
        "careers/placement.yaml",
        "[journeyman, master]",
        "[journeyman]",
        None,
        "cells.baker: never leads to master: add it",
    ),
    "a cell in the wrong order": (
        "careers/placement.yaml",
        "[journeyman, master]",
        "¦[master, journeyman]",
        "cells.baker.2.2",
        "must name the lower rung first, each once",
    ),
    "an expert of another kind": (
        "careers/placement.yaml",
        "  master: pastry-artist",
        "  master: ¦shopkeeper",
        "experts.master",
        'unknown expert rung of this track "shopkeeper": use one of pastry-artist',
    ),
    "an expert beside no step": (
        "careers/placement.yaml",
        "  master: pastry-artist",
        "  ¦mastr: pastry-artist",
        "experts",
        'unknown step "mastr", did you mean "master"?',
    ),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_a_broken_file_is_refused_at_the_place_of_the_fault(folder, case):
    file, old, new, path, message = case
    place = change(folder, file, old, new)
    told = problems_of(folder)
    if path is None:
        assert any(problem.endswith(message) for problem in told), told
    else:
        assert f"{place} {path}: {message}" in told


def test_problems_of_several_files_are_told_together(folder):
    change(folder, "careers/sources.yaml", "licence: free", "license: free")
    change(folder, "careers/seller.yaml", "opens: [baker]", "opens: [bakery]")
    told = "\n".join(problems_of(folder))
    assert 'unknown key "license", did you mean "licence"?' in told
    assert 'unknown other track "bakery", did you mean "baker"?' in told


def test_a_broken_source_list_does_not_make_every_source_unknown(folder):
    change(folder, "careers/sources.yaml", "licence: free", "license: free")
    assert len(problems_of(folder)) == 1


@pytest.mark.parametrize("name", ["sources", "competencies", "placement", "seller"])
def test_a_needed_file_that_is_not_there_is_named(folder, name):
    (folder / "careers" / f"{name}.yaml").unlink()
    told = problems_of(folder)
    assert f"careers/{name}.yaml:1:1: is not there: put the file into the folder" in told


def test_a_file_that_is_not_yaml_makes_no_noise_about_the_ids_it_would_have_held(folder):
    (folder / "careers" / "credentials.yaml").write_text("credentials: [", "utf-8")
    told = problems_of(folder)
    assert len(told) == 1
    assert told[0].startswith("careers/credentials.yaml:")


def test_a_company_may_leave_out_what_lies_around_its_ladders(folder):
    for name in ("pivots", "neighbours", "credentials", "duties", "together", "dialects"):
        (folder / "careers" / f"{name}.yaml").unlink()
    for file in ("tracks.yaml", "careers/baker.yaml", "careers/seller.yaml"):
        path = folder / file
        text = path.read_text("utf-8").replace("leads_to: [miller]", "leads_to: []")
        path.write_text(text.replace("[hygiene]", "[]"), "utf-8")
    assert problems_of(folder) == []


def test_a_track_id_cannot_name_a_file_outside_the_folder(folder):
    change(folder, "tracks.yaml", "id: baker", "id: ../../baker")
    told = "\n".join(problems_of(folder))
    assert "is no id" in told
    assert "careers/.." not in told


def test_an_empty_file_is_a_problem_and_not_a_crash(folder):
    for path in (folder / "careers").iterdir():
        path.write_text("", "utf-8")
    assert len(problems_of(folder)) == len(list((folder / "careers").iterdir()))
