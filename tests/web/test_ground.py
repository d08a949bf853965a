"""Contested duties, and the words a company uses for the roles."""

import pytest

from quiz.content.catalogue import load
from quiz.paths import files_root
from quiz.web.presenters.titles import renamed, titles
from tests.web import finished as people
from tests.web.finished import finished

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
    assert "We say: senior project manager." in claims.text


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
        ("Delivery manager", "Delivery manager of a lasting team"),
    }
    with pytest.raises(KeyError):
        words.name("astronaut")


def test_no_choice_gives_two_roles_on_one_page_the_same_title():
    """A program manager by a company's words is never taken for the one above linked projects."""
    for dialect in CAREERS.dialects:
        for choice in dialect.choices:
            words = titles(CAREERS, {dialect.id: choice.id})
            names = [words.name(rung.id) for rung in CAREERS.rungs]
            names += [words.name(n.id) for n in CAREERS.neighbours if n.rung is None]
            assert len(names) == len(set(names)), choice.id
            for one in (n for n in CAREERS.neighbours if n.rung):
                assert words.name(one.id) == words.name(one.rung), choice.id


def test_no_two_questions_rename_the_same_role():
    seen = {}
    for dialect in CAREERS.dialects:
        for role in {role for choice in dialect.choices for role in choice.titles}:
            assert seen.setdefault(role, dialect.id) == dialect.id


SAID_HERE = [
    (dialect.id, choice.id, place, said.text)
    for dialect in CAREERS.dialects
    for choice in dialect.choices
    for place, said in choice.here.items()
]


def address_of(place):
    if place in {duty.id for duty in CAREERS.duties}:
        return "/contested"
    if place in {pair.id for pair in CAREERS.pairs}:
        return f"/together/{place}"
    return f"/ladders/{CAREERS.rung(place).track}/{place}"


@pytest.mark.parametrize(("question", "choice", "place", "said"), SAID_HERE)
def test_a_choice_says_at_its_place_who_decides_there(visitor, question, choice, place, said):
    page = visitor.open(f"{address_of(place)}?{question}={choice}")
    assert f"Where you work: {flat(said)}" in page.text
    assert said not in visitor.open(address_of(place)).text


@pytest.mark.parametrize("dialect", CAREERS.dialects, ids=lambda dialect: dialect.id)
def test_every_choice_but_our_own_changes_titles_or_says_who_decides(dialect):
    for choice in dialect.choices[1:]:
        assert choice.titles or choice.here


def test_a_choice_of_method_shows_where_two_roles_are_compared_and_on_the_tracks(visitor):
    steps = "method=steps"
    page = visitor.open(f"/compare?one=product-owner&other=project-manager&{steps}")
    assert page.text.count("Where you work:") >= 2
    page = visitor.open(f"/tracks?{steps}")
    assert "Where you work" in [cell.text for cell in page.all("th", scope="row")]
    assert "Where you work" not in visitor.open("/tracks").text


def test_the_duties_are_folded_and_each_summary_asks_what_is_contested(visitor):
    page = visitor.open("/contested")
    folded = [fold for fold in page.all("details") if fold.inside("li")]
    assert len(folded) == len(CAREERS.duties)
    assert not any("open" in fold.attrs for fold in folded)
    summary = page.one("li", id="roadmap").text
    question = next(duty.question for duty in CAREERS.duties if duty.id == "roadmap")
    assert summary.startswith(f"The roadmap {question}")
    assert page.text.count(question) == 1


def test_a_link_to_one_duty_finds_it_unfolded(visitor):
    page = visitor.open("/contested?duty=roadmap")
    unfolded = [fold for fold in page.all("details") if "open" in fold.attrs]
    assert [fold.inside("li")["id"] for fold in unfolded] == ["roadmap"]


def test_the_page_says_how_many_of_its_suggestions_are_our_own(visitor):
    own = sum(duty.works.judgement for duty in CAREERS.duties)
    assert 0 < own < len(CAREERS.duties)
    page = visitor.open("/contested")
    assert f"{own} of the {len(CAREERS.duties)} ways to share are our own suggestions" in page.text
    assert page.text.count("We suggest:") == own
    assert page.text.count("Sources advise:") == len(CAREERS.duties) - own


FROM_THE_ATTEMPT = ("/ladders/", "/tracks", "/contested", "/guide/", "/together", "/compare")


@pytest.mark.parametrize("sheet", [people.CLEAR, people.CLOSE, people.BALANCED])
def test_words_kept_with_an_attempt_go_along_to_every_career_page_reached_from_it(
    visitor, app, sheet
):
    token = finished(app, sheet)
    track = "product-owner"
    visitor.open(f"/a/{token}/ladder?track={track}")
    names = {"project-title": "delivery-manager", "product-title": "managers", "method": "steps"}
    visitor.post(f"/a/{token}/ladder/name", {**names, "view": track})
    for address in (f"/a/{token}/ladder", f"/a/{token}/ladder?track={track}"):
        page = visitor.open(address)
        found = [a["href"] for a in page.all("a") if a["href"].startswith(FROM_THE_ATTEMPT)]
        assert found
        for link in found:
            assert "project-title=delivery-manager" in link
            assert "method=steps" in link


def test_a_result_calls_the_others_as_the_company_does(visitor, app):
    token = finished(app, people.CLEAR)
    names = {"project-title": "delivery-manager", "product-title": "managers", "method": "mixed"}
    visitor.post(f"/a/{token}/ladder/name", {**names, "view": ""})
    page = visitor.open(f"/a/{token}/result")
    part = page.text.partition("Working with the others")[2]
    assert "elivery manager" in part
    links = [a["href"] for a in page.all("a") if a.text.startswith("Both sides of it")]
    assert links
    assert all("project-title=delivery-manager" in link for link in links)
    for words in ("The tracks side by side", "Working together", "A guide for a talk"):
        assert page.link(words).endswith("project-title=delivery-manager")


def test_two_choices_that_pull_at_one_place_are_said_in_one_breath(visitor):
    page = visitor.open("/ladders/product-owner?product-title=owners&method=plan-led")
    (note,) = (p.text for p in page.all("p", class_="note") if "The title is rare" in p.text)
    assert note.startswith("Where you work: You also keep the vision and the strategy")
    assert "But at the same time: The title is rare." in note
    assert (
        "But at the same time: The title is rare."
        in visitor.open("/tracks?product-title=owners&method=plan-led").text
    )


def test_a_ladder_of_ones_own_says_who_decides_by_the_words_that_were_kept(visitor, app):
    token = finished(app, people.CLEAR)
    names = {"project-title": "project-manager", "product-title": "managers", "method": "steps"}
    visitor.post(f"/a/{token}/ladder/name", {**names, "view": ""})
    page = visitor.open(f"/a/{token}/ladder")
    assert "Where you work: The owner decides what comes next, and the team how it is done." in (
        page.text
    )
