"""Every rung has a page of its own, and its words come from the careers."""

import re

import pytest

from quiz.content.catalogue import load
from quiz.paths import files_root

CAREERS = load(files_root()).careers
RUNGS = CAREERS.rungs


def flat(text):
    return " ".join(text.split())


def open_rung(visitor, rung):
    return visitor.open(f"/ladders/{rung.track}/{rung.id}")


@pytest.mark.parametrize("rung", RUNGS, ids=lambda rung: rung.id)
def test_a_rung_says_all_that_is_known_of_it(visitor, rung):
    page = open_rung(visitor, rung)
    said = [rung.scope, rung.new, rung.decides, *rung.shows, *rung.first_days, rung.years.says]
    said += [rung.doors_in, rung.ready_when, rung.credentials_say]
    assert page.heading == rung.name
    for statement in said:
        assert flat(statement.text) in page.text
    for name in rung.also_called:
        assert name in page.text


@pytest.mark.parametrize("rung", RUNGS, ids=lambda rung: rung.id)
def test_every_skill_a_rung_asks_for_stands_there_with_its_level(visitor, rung):
    page = open_rung(visitor, rung)
    for skill in CAREERS.competencies:
        level = rung.wants[skill.id]
        if level:
            assert flat(skill.level(level).can) in page.text
        else:
            assert skill.name in page.text.partition("Not asked for here")[2]


@pytest.mark.parametrize("rung", RUNGS, ids=lambda rung: rung.id)
def test_certificates_come_with_their_conditions_and_their_use(visitor, rung):
    page = open_rung(visitor, rung)
    for name in rung.credentials:
        credential = CAREERS.credential(name)
        for said in (credential.name, credential.asks_for, credential.test, credential.useful_when):
            assert flat(said) in page.text


@pytest.mark.parametrize("rung", RUNGS, ids=lambda rung: rung.id)
def test_the_ladder_stands_beside_it_as_an_ordered_list(visitor, rung):
    page = open_rung(visitor, rung)
    ladder = page.one("ol", class_="ladder")
    names = [step.text for step in page.all("li") if step.parent is ladder]
    expected = [step.name for step in reversed(CAREERS.ladder(rung.track))]
    assert [re.sub("(Beside it:|This page).*", "", name) for name in names] == expected
    assert "reversed" in ladder.attrs


def test_what_is_new_is_compared_with_the_rung_below(visitor):
    page = visitor.open("/ladders/product-owner/senior-product-owner")
    assert page.all("h2")[0].text == "New, compared with product owner"
    assert "Customer understanding: from using to leading" in page.text
    page = visitor.follow("The two rungs at a glance")
    assert page.heading == "From product owner to senior product owner"


def test_the_first_rung_is_compared_with_nothing(visitor):
    page = visitor.open("/ladders/project-manager/project-coordinator")
    assert page.all("h2")[0].text == "New here"
    assert not page.has_link("The two rungs")


def test_the_next_rung_is_one_step_away_and_the_expert_branch_beside_it(visitor):
    page = visitor.open("/ladders/product-manager/senior-product-manager")
    assert visitor.follow("Principal product manager").heading == "Principal product manager"
    visitor.page = page
    assert visitor.follow("Product lead").heading == "Product lead"


def test_the_expert_branch_says_where_it_stands(visitor):
    page = visitor.open("/ladders/product-manager/principal-product-manager")
    assert "Beside rung 4 of 6: the expert branch" in page.text
    assert page.all("li", class_="here") == []
    (beside,) = [p for p in page.all("p") if p.text.startswith("Beside it:")]
    assert beside.text == "Beside it: Principal product manager. This page"
    assert beside.parent.text.startswith("Product lead")
    page = visitor.open("/ladders/product-manager/product-lead")
    onward = page.text.partition("Where to go from here")[2]
    assert "Director of product" in onward
    assert "Principal product manager" in onward
    page = visitor.open("/ladders/product-manager/principal-product-manager")
    onward = page.text.partition("Where to go from here")[2]
    assert "Product lead Over to leading people, at the same height." in onward


def test_the_four_levels_are_explained_beside_what_grows(visitor):
    page = visitor.open("/ladders/product-owner/product-owner")
    before = page.text.partition("You decide")[0]
    assert "Learning: with help. Using: alone, in usual cases." in before


def test_every_line_on_a_certificate_is_marked(visitor):
    page = visitor.open("/ladders/project-manager/project-manager")
    pmp = CAREERS.credential("pmp")
    assert f"{pmp.useful_when}\u2060° (our judgement)" in page.text
    for said in (pmp.asks_for, pmp.test, pmp.keep):
        assert f"{said}\u2060Source " in page.text


def test_a_rung_that_we_added_or_raised_says_so(visitor):
    page = visitor.open("/ladders/product-owner/lead-product-owner")
    assert "do not name this rung; we put it in." in page.text
    page = visitor.open("/ladders/project-manager/pmo-director")
    assert (
        "Step 4 of 4, from entry to executive: executive (the article we started from says senior)."
        in page.text
    )


def test_a_title_that_sounds_higher_than_its_rung_is_explained(visitor):
    page = visitor.open("/ladders/product-manager/senior-product-manager")
    assert "Step 2 of 4, from entry to executive: mid; job titles say “senior” earlier." in (
        page.text
    )
    page = visitor.open("/ladders/product-manager/product-lead")
    assert "Step 2 of 4, from entry to executive: mid." in page.text


@pytest.mark.parametrize("rung", RUNGS, ids=lambda rung: rung.id)
def test_every_number_leads_to_a_source_and_every_source_is_used(visitor, rung):
    page = open_rung(visitor, rung)
    marks = [a.text for a in page.all("a", href="#rests-on")]
    used = {int(n) for mark in marks for n in re.findall(r"\d+", mark)}
    listed = [li for li in page.all("li") if li.inside("ol") and "meta" in li.parent["class"]]
    assert used == set(range(1, len(listed) + 1))
    sources = [CAREERS.sources[name].name for name in rung.scope.sources]
    assert all(any(li.text.startswith(name) for li in listed) for name in sources)


def test_what_has_no_source_is_marked_as_our_judgement(visitor):
    page = visitor.open("/ladders/product-owner/senior-product-owner")
    judged = CAREERS.rung("senior-product-owner").new
    assert judged.judgement
    assert f"{judged.text}\u2060° (our judgement)" in page.text
    assert "read in November 2026" in page.text


def test_a_rung_is_at_the_address_of_its_own_track_only(visitor):
    for address in (
        "/ladders/product-owner/product-manager",
        "/ladders/product-owner/nowhere",
        "/ladders/nowhere/product-owner",
    ):
        assert visitor.open(address).status == 404


def test_a_public_ladder_links_to_each_of_its_rungs(visitor):
    page = visitor.open("/ladders/product-manager")
    hrefs = {a["href"] for a in page.all("a")}
    own = [rung for rung in RUNGS if rung.track == "product-manager"]
    assert hrefs >= {f"/ladders/product-manager/{rung.id}" for rung in own}
