"""Contested duties, and the words a company uses for the roles."""

import pytest

from quiz.content.catalogue import load
from quiz.paths import files_root
from quiz.web.presenters.titles import renamed, titles

CAREERS = load(files_root()).careers
ELSEWHERE = "project-title=program-manager&product-title=owners"


def flat(text):
    return " ".join(text.split())


@pytest.mark.parametrize("duty", CAREERS.duties, ids=lambda duty: duty.id)
def test_each_duty_says_who_claims_it_what_contradicts_and_what_works(visitor, duty):
    page = visitor.open("/contested")
    text = page.one("li", id=duty.id).text
    assert duty.question in text
    for claim in duty.claims:
        assert CAREERS.role_name(claim.role) in text
        assert flat(claim.says.text) in text
    assert flat(duty.contradiction.text) in text
    assert flat(duty.works.text) in text
    assert page.all("a", href=f"#{duty.id}")


def test_nothing_is_renamed_until_someone_says_so(visitor):
    page = visitor.open("/contested")
    assert "In your company’s words" not in page.text
    chosen = {option["value"] for option in page.all("option") if "selected" in option.attrs}
    assert chosen == {dialect.choices[0].id for dialect in CAREERS.dialects}


def test_a_choice_in_the_address_rewrites_the_titles_of_the_page(visitor):
    page = visitor.open(f"/contested?{ELSEWHERE}")
    assert "Here a project manager is called program manager" in page.text
    terms = {dt.text: dd.text for dt, dd in zip(page.all("dt"), page.all("dd"), strict=True)}
    assert terms["Senior product owner (strategy)"] == "on these pages: Senior product manager"
    claims = page.one("li", id="program-managers-rank")
    names = [dt.text for dt in page.all("dt") if dt.inside("li") is claims]
    assert names[:4] == [
        "Program manager",
        "Group program manager",
        "Group program manager",
        "Senior program manager",
    ]


def test_the_words_go_along_to_the_pages_one_reaches_from_here(visitor):
    visitor.open(f"/contested?{ELSEWHERE}")
    page = visitor.follow("Group program manager")
    assert page.heading == "Group program manager"
    page = visitor.follow("Moves to other roles")
    assert page.heading == "Moves from group program manager"
    page = visitor.open(f"/compare?one=project-manager&other=product-lead&{ELSEWHERE}")
    assert page.heading == "Program manager and lead product owner (strategy)"
    assert page.form[1]["project-title"] == "program-manager"
    page = visitor.open(f"/ladders/project-manager?{ELSEWHERE}")
    assert "Senior program manager" in [a.text for a in page.all("a")]


def test_the_words_can_be_dropped_again(visitor):
    visitor.open(f"/contested?{ELSEWHERE}")
    page = visitor.follow("Back to the words of these pages")
    assert "In your company’s words" not in page.text


def test_no_cookie_is_needed_for_it(client):
    client.get(f"/contested?{ELSEWHERE}")
    assert client._cookies == {}


@pytest.mark.parametrize("query", ["project-title=nonsense", "nonsense=1", "method=mixed"])
def test_words_that_nobody_knows_change_nothing(visitor, query):
    assert "In your company’s words" not in visitor.open(f"/contested?{query}").text


def test_our_own_words_are_no_choice():
    own = {dialect.id: dialect.choices[0].id for dialect in CAREERS.dialects}
    assert titles(CAREERS, own).chosen == {}
    assert renamed(titles(CAREERS, own)) == ()


def test_titles_come_from_the_choice_and_everything_else_stays():
    words = titles(CAREERS, {"project-title": "delivery-manager"})
    assert words.name("project-manager") == "Delivery manager"
    assert words.inline("pmo-director") == "head of delivery"
    assert words.name("product-owner") == "Product owner"
    assert {(one.ours, one.theirs) for one in renamed(words)} == {
        ("Assistant project manager", "Associate delivery manager"),
        ("Project manager", "Delivery manager"),
        ("Senior project manager", "Senior delivery manager"),
        ("Program manager", "Delivery lead"),
        ("PMO director", "Head of delivery"),
    }
    with pytest.raises(KeyError):
        words.name("astronaut")
