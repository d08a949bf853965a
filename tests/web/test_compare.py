"""Any two roles side by side, and two neighbouring rungs at a glance."""

import pytest

from quiz.content.catalogue import load
from quiz.paths import files_root

CAREERS = load(files_root()).careers


def compare(visitor, one, other):
    return visitor.open(f"/compare?one={one}&other={other}")


def group(page, heading):
    """The names of the skills under a heading like "Stays (6)"."""
    found = [h for h in page.all("h3") if h.text.startswith(heading)]
    if not found:
        return []
    after = page.elements[page.elements.index(found[0]) :]
    listed = next(element for element in after if element.tag == "ul")
    return [li.text.partition(":")[0] for li in page.all("li") if li.parent is listed]


def names(skills):
    return sorted(CAREERS.competency(name).name for name in skills)


STEPS = [rung for rung in CAREERS.rungs if rung.below]


@pytest.mark.parametrize("rung", STEPS, ids=lambda rung: rung.id)
def test_two_neighbouring_rungs_show_what_grows_what_stays_and_what_steps_back(visitor, rung):
    page = compare(visitor, rung.below, rung.id)
    below = CAREERS.rung(rung.below)
    assert page.heading.startswith("From ")
    rise = {s: rung.wants[s] - below.wants[s] for s in rung.wants}
    assert sorted(group(page, "Grows most")) == names(rung.grows)
    rising = [s for s in rise if rise[s] > 0 and s not in rung.grows]
    assert sorted(group(page, "Rises too")) == names(rising)
    assert sorted(group(page, "Steps back")) == names(s for s in rise if rise[s] < 0)
    stays = [s for s in rise if not rise[s] and rung.wants[s] and s not in rung.grows]
    assert sorted(group(page, "Stays")) == names(stays)


def test_two_roles_say_what_both_ask_and_what_only_one_asks(visitor):
    page = compare(visitor, "product-manager", "project-coordinator")
    assert page.heading == "Product manager and project coordinator"
    assert "Problem framing" in group(page, "Product manager asks more")
    assert "Problem framing: from leading to not asked for" in page.text
    assert group(page, "Project coordinator asks more") == []
    assert "Progress, control and closing" in group(page, "Both ask the same")


def test_every_skill_that_one_of_them_asks_for_is_named_once(visitor):
    one, other = CAREERS.rung("product-owner"), CAREERS.rung("program-manager")
    page = compare(visitor, one.id, other.id)
    asked = [s for s in one.wants if one.wants[s] or other.wants[s]]
    found = [name for h in page.all("h3") for name in group(page, h.text.partition(" (")[0])]
    assert sorted(found) == names(asked)


def test_who_decides_what_stands_side_by_side(visitor):
    page = compare(visitor, "product-manager", "project-manager")
    for rung in ("product-manager", "project-manager"):
        assert CAREERS.rung(rung).decides.text in page.text
    disputed = page.text.partition("What both claim")[2]
    assert "The roadmap" in disputed
    assert "Keep two pages with two names" in disputed


def test_two_rungs_of_one_track_do_not_dispute_what_their_track_claims(visitor):
    page = compare(visitor, "product-owner", "senior-product-owner")
    assert "What both claim" not in page.text


def test_a_claim_of_its_own_comes_before_that_of_its_track(visitor):
    page = compare(visitor, "senior-project-manager", "program-manager")
    assert "Comes just before it: the program manager" in page.text


def test_moves_between_the_two_are_told_both_ways(visitor):
    page = compare(visitor, "product-manager", "project-manager")
    assert "The move from product manager" in page.text
    assert "The move from project manager" in page.text
    assert "13.8 per cent" in page.text


def test_a_role_beside_the_ladders_has_no_levels_and_says_so(visitor):
    page = compare(visitor, "product-owner", "delivery-manager")
    assert "Only rungs of the ladders have levels" in page.text
    assert "A rung of the product owner ladder." in page.text
    assert "How does this team work well?" in page.text


def test_without_a_choice_the_page_asks_for_one(visitor):
    page = visitor.open("/compare")
    assert page.heading == "Compare any two roles"
    assert page.status == 200
    action, held = page.form
    assert action == "/compare"
    assert set(held) == {"one", "other"}
    assert held["one"] != held["other"]
    offered = {option["value"] for option in page.all("option")}
    assert offered >= {rung.id for rung in CAREERS.rungs} | {"consultant", "maker"}


def test_the_form_holds_what_was_compared(visitor):
    page = compare(visitor, "product-lead", "consultant")
    chosen = [option["value"] for option in page.all("option") if "selected" in option.attrs]
    assert chosen == ["product-lead", "consultant"]


@pytest.mark.parametrize(
    ("one", "other", "says"),
    [
        ("astronaut", "product-owner", "Choose a role from the list."),
        ("product-owner", "%3Cscript%3E", "Choose a role from the list."),
        ("product-owner", "product-owner", "Choose two different roles."),
        ("program-manager", "program-management", "Choose two different roles."),
    ],
)
def test_a_choice_that_cannot_be_compared_is_refused_kindly(visitor, one, other, says):
    page = compare(visitor, one, other)
    assert page.status == 422
    assert page.title.startswith("Error:")
    assert says in page.text
    assert page.all("a", href="#one" if one == "astronaut" else "#other")


def test_a_neighbour_that_a_ladder_holds_is_compared_as_its_rung(visitor):
    page = compare(visitor, "portfolio-management", "product-owner")
    assert page.heading == "Portfolio manager and product owner"
    assert "Both ask the same" in page.text
