"""The tracks side by side, the ladders of everybody, and the one a result leads to."""

import pytest

from quiz.web.presenters.faces import faces
from tests.web import finished as people
from tests.web.finished import finished, front

TRACKS = ("product-manager", "product-owner", "project-manager")


def flat(text):
    return " ".join(text.split())


@pytest.fixture
def careers(app):
    return front(app).catalogue.careers


@pytest.mark.parametrize("track", TRACKS)
def test_the_picture_has_the_first_rung_at_the_foot_and_each_leads_to_its_page(
    visitor, careers, track
):
    page = visitor.open(f"/ladders/{track}")
    expected = [rung.id for rung in careers.ladder(track)]
    picture = page.one("ol", class_="ladder")
    drawn = [step for step in page.all("li") if step.parent is picture]
    assert [step["id"] for step in drawn] == [*reversed(expected)]
    links = [next(a for a in page.all("a") if a.inside("li") is step) for step in drawn]
    assert [a["href"] for a in links] == [f"/ladders/{track}/{r}" for r in reversed(expected)]
    assert "reversed" in picture.attrs


def test_a_rung_says_how_high_it_stands_by_its_number_alone(visitor, careers):
    """Titles use the words of levels: “senior product manager, mid” would contradict itself."""
    page = visitor.open("/ladders/product-manager")
    heads = [head.text for head in page.all("h2") if head.inside("figure")]
    assert "Senior product manager Rung 3 of 6" in heads
    assert "Principal product manager Beside rung 4 of 6: the expert branch" in heads


def test_a_piece_of_a_rung_shows_its_question_by_a_shape_too(visitor, careers, app):
    """Colour alone says nothing to some; the key below the picture names each shape."""
    page = visitor.open("/ladders/product-owner")
    drawn = faces(front(app).catalogue.bank, front(app).catalogue.rules).traits
    for rung in careers.ladder("product-owner"):
        step = page.one("li", id=rung.id)
        marks = [s for s in page.all("svg", class_="pm") if s.inside("li") is step]
        asked = [careers.competency(skill).trait for skill in rung.grows]
        assert len(marks) == len([trait for trait in asked if trait])
    key = page.one("figcaption").text
    assert all(face.name in key for face in drawn.values())


@pytest.mark.parametrize("track", TRACKS)
def test_a_rung_says_what_is_new_what_it_decides_and_what_it_can_show(visitor, careers, track):
    page = visitor.open(f"/ladders/{track}")
    for rung in careers.ladder(track):
        for said in (rung.scope, rung.new, rung.decides, rung.years.says, *rung.shows):
            assert " ".join(said.text.split()) in page.text
        for skill in rung.grows:
            assert careers.competency(skill).name in page.text


@pytest.mark.parametrize("track", TRACKS)
def test_a_ladder_ends_in_the_roles_it_leads_to(visitor, careers, track):
    page = visitor.open(f"/ladders/{track}")
    ways_out = page.text.partition("Where it leads")[2]
    for role in careers.track(track).leads_to:
        assert careers.role_name(role) in ways_out


def test_moves_name_what_carries_over_what_is_missing_and_a_bridge(visitor):
    ways_out = visitor.open("/ladders/project-manager").text.partition("Where it leads")[2]
    for words in (
        "Carries over",
        "Usually missing",
        "A step between",
        "From senior project manager",
    ):
        assert words in ways_out


def test_the_expert_branch_stands_beside_the_ladder_and_another_way_in_is_named(visitor):
    page = visitor.open("/ladders/product-manager")
    assert "Principal product manager" in page.text.partition("Beside the ladder")[2]
    assert "Another way in" in page.text
    assert "/ladders/product-owner#product-owner" in {a["href"] for a in page.all("a")}


@pytest.mark.parametrize("address", ["/tracks", *(f"/ladders/{track}" for track in TRACKS)])
def test_every_statement_carries_its_sources_or_our_mark_and_the_page_a_date(
    visitor, careers, address
):
    page = visitor.open(address)
    marks = [mark for mark in page.all("sup", "span") if mark["class"] == "oj" and mark.parent]
    assert len(marks) > 30
    assert "(our judgement)" in page.text
    assert "Checked in November 2026" in page.text
    listed = page.text.partition("What this page rests on")[2].count(", ")
    assert listed >= 10
    assert visitor.follow("Introductory article").heading == "Sources"


@pytest.mark.parametrize("track", TRACKS)
def test_no_statement_of_a_ladder_stands_without_its_mark(visitor, careers, track):
    page = visitor.open(f"/ladders/{track}")
    for rung in careers.ladder(track):
        for said in (rung.scope, rung.new, rung.decides, rung.years.says, *rung.shows):
            after = page.text.partition(flat(said.text))[2][:40]
            if said.judgement:
                assert after.startswith("\u2060° (our judgement)"), said
            else:
                assert after.startswith("\u2060Source "), said


@pytest.mark.parametrize("address", ["/tracks", "/ladders/product-owner"])
def test_the_titles_of_a_company_go_through_the_ladders(visitor, address):
    page = visitor.open(f"{address}?project-title=delivery-manager&product-title=owners")
    assert "Delivery manager" in page.text
    links = [a["href"] for a in page.all("a") if a["href"].startswith("/ladders/")]
    assert links
    assert all("project-title=delivery-manager" in link for link in links)


def test_an_unknown_ladder_is_not_found(visitor):
    assert visitor.open("/ladders/astronaut").status == 404


def test_the_tracks_stand_side_by_side_with_a_way_to_each_ladder(visitor, careers):
    page = visitor.open("/tracks")
    heads = [cell.text for cell in page.all("th", scope="col")][: len(careers.tracks)]
    assert [page_.name in head for page_, head in zip(careers.tracks, heads, strict=True)]
    for track in careers.tracks:
        assert track.answers_for.text in page.text
        assert all(said.text in page.text for said in track.day)
    links = {a["href"] for a in page.all("a")}
    assert {f"/ladders/{track}" for track in TRACKS} <= links


def test_a_named_track_opens_its_own_ladder(visitor, app, careers):
    token = finished(app, people.CLEAR)
    page = visitor.open(f"/a/{token}/ladder")
    assert page.heading == "Your ladder: project manager"
    assert careers.ladder("project-manager")[0].name in page.text
    assert "HOW comes first for you." in page.text
    assert visitor.follow("Back to your result").heading == "Project manager"


def test_another_ladder_is_one_step_away_and_is_not_called_yours(visitor, app):
    token = finished(app, people.CLEAR)
    visitor.open(f"/a/{token}/ladder")
    page = visitor.open(f"/a/{token}/ladder?track=product-owner")
    assert page.heading == "A ladder: product owner"


def test_a_ladder_that_is_not_there_is_not_found_for_a_person_either(visitor, app):
    token = finished(app, people.CLEAR)
    assert visitor.open(f"/a/{token}/ladder?track=astronaut").status == 404


def test_the_address_above_all_ladders_leads_to_the_tracks(client):
    response = client.get("/ladders")
    assert (response.status_code, response.location) == (301, "/tracks")
