"""Where each role can lead, and the roles next to the tracks."""

import pytest

from quiz.content.catalogue import load
from quiz.core.rungs import Branch
from quiz.paths import files_root
from quiz.web.presenters.faces import faces
from quiz.web.presenters.roles import place_of, role_face, role_groups

CATALOGUE = load(files_root())
CAREERS = CATALOGUE.careers
RUNGS = [rung.id for rung in CAREERS.rungs]
AROUND = [n.id for n in CAREERS.neighbours if n.rung is None] + [o.id for o in CAREERS.others]


def flat(text):
    return " ".join(text.split())


def shown(page):
    """The moves of the map, in the order of the page."""
    return [li["id"] for li in page.all("li", class_="prow")]


@pytest.mark.parametrize("role", [*RUNGS, *AROUND])
def test_no_map_is_empty_and_every_move_is_told_in_words(visitor, role):
    page = visitor.open(f"/pivots/{role}")
    assert shown(page)
    pivots = {pivot.id: pivot for pivot in CAREERS.pivots}
    for name in shown(page):
        pivot = pivots[name]
        sides = [pivot, *([pivot.back] if pivot.back else [])]
        told = [side for side in sides if flat(side.bridge) in page.text]
        assert told, f"the step between of {name} is missing"
        for side in told:
            assert flat(side.carries_over) in page.text
            for missing in side.missing:
                assert flat(missing.text) in page.text


@pytest.mark.parametrize("rung", CAREERS.rungs, ids=lambda rung: rung.id)
def test_the_map_of_a_rung_holds_every_move_off_its_ladder(visitor, rung):
    own = {other.id for other in CAREERS.rungs if other.track == rung.track}
    along = {p.id for p in CAREERS.pivots_along(rung) if not own.issuperset(p.into)}
    assert set(shown(visitor.open(f"/pivots/{rung.id}"))) == along


def test_moves_are_grouped_by_how_much_is_new_and_the_easiest_come_first(visitor):
    page = visitor.open("/pivots/product-owner")
    headings = [h.text for h in page.all("h2")]
    assert headings[:3] == ["One or two things to learn", "Three or four", "Five or more"]
    assert shown(page) == [
        "product-owner-to-scrum-master",
        "senior-product-owner-to-senior-product-manager",
        "product-owner-to-product-manager",
        "product-owner-to-project-manager",
    ]
    assert "7 things to learn" in page.text


def test_a_move_from_another_rung_says_where_it_starts(visitor):
    page = visitor.open("/pivots/product-owner")
    start = page.text.partition("Senior product manager")[2].partition("Carries over")[0]
    assert "usual start: senior product owner" in start
    here = page.text.partition("Scrum master")[2].partition("Carries over")[0]
    assert "from" not in here


def test_a_move_says_how_strong_its_evidence_is(visitor):
    text = visitor.open("/pivots/project-manager").text
    assert "Several sources describe this move." in text
    assert "In a survey of 2019" in text
    assert "This move is our judgement." in text


def test_a_role_that_nothing_leaves_shows_the_ways_in(visitor):
    page = visitor.open("/pivots/entrepreneur")
    assert page.heading == "Ways into entrepreneur or founder"
    assert visitor.follow("Senior product manager").heading == "Senior product manager"


def test_a_move_back_is_told_from_its_own_side(visitor):
    page = visitor.open("/pivots/project-manager")
    pivot = next(p for p in CAREERS.pivots if p.id == "construction-manager-to-project-manager")
    assert pivot.back.bridge in page.text
    assert pivot.bridge not in page.text


def test_the_expert_branch_stands_beside_the_people_branch(visitor):
    page = visitor.open("/pivots/senior-product-manager")
    same = page.text.partition("On the same ladder")[2]
    assert "Product lead" in same
    assert "Principal product manager" in same
    assert "The expert branch" in same
    page = visitor.open("/pivots/product-lead")
    assert "Ask for a mission of half a year" in page.text.partition("On the same ladder")[2]


def test_a_neighbour_that_a_ladder_holds_is_shown_as_its_rung(client):
    response = client.get("/pivots/portfolio-management?method=steps")
    assert response.status_code == 301
    assert response.location == "/pivots/portfolio-manager?method=steps"


def test_a_role_that_nobody_described_has_no_map(visitor):
    assert visitor.open("/pivots/astronaut").status == 404


def test_the_list_of_roles_names_every_neighbour_once_with_its_difference(visitor):
    page = visitor.open("/roles")
    for role in (*CAREERS.neighbours, *CAREERS.others):
        assert page.one("li", id=role.id)
        assert flat(role.about.text) in page.text
    for role in CAREERS.neighbours:
        assert flat(role.differs.text) in page.text
        assert role.question in page.text


def test_a_role_stands_in_the_middle_of_its_questions():
    here = faces(CATALOGUE.bank, CATALOGUE.rules)
    place = role_face(CAREERS, here, "product-owner").place
    assert (place.left, place.middle, place.right) == ("37.5%", "50%", "62.5%")
    place = role_face(CAREERS, here, "account-manager").place
    assert (place.left, place.middle, place.right) == ("12.5%", "12.5%", "12.5%")
    assert place_of((), here).middle == "50%"


def test_questions_that_are_no_neighbours_have_a_mark_each_and_none_between():
    here = faces(CATALOGUE.bank, CATALOGUE.rules)
    why, what, how, _when = here.traits.values()
    assert place_of((why, what), here).dots == ("25%",)
    assert place_of((what,), here).dots == ("37.5%",)
    assert place_of((why, how), here).dots == ("12.5%", "62.5%")
    assert place_of((), here).dots == ("50%",)


def test_every_role_can_be_chosen_once():
    chosen = [role for group in role_groups(CAREERS) for role in group.roles]
    assert len(chosen) == len(set(chosen)) == len(RUNGS) + len(AROUND)
    assert any(rung.branch is Branch.EXPERT and rung.id in chosen for rung in CAREERS.rungs)
