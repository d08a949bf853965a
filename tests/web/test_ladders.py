"""The tracks side by side, the ladders of everybody, and the one a result leads to."""

import pytest

from tests.web import finished as people
from tests.web.finished import finished, front

TRACKS = ("product-manager", "product-owner", "project-manager")


@pytest.fixture
def careers(app):
    return front(app).catalogue.careers


def rungs_shown(page):
    """The rungs of the figure, from the top of the page."""
    ladder = page.one("ol", class_="ladder")
    return [step["id"] for step in page.all("li") if step.parent is ladder]


@pytest.mark.parametrize("track", TRACKS)
def test_a_ladder_shows_every_rung_with_the_first_at_the_foot(visitor, careers, track):
    page = visitor.open(f"/ladders/{track}")
    expected = [rung.id for rung in careers.ladder(track)]
    assert rungs_shown(page) == expected[::-1]
    assert "reversed" in page.one("ol", class_="ladder").attrs


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
    for words in ("Carries over", "Usually missing", "A bridge", "From senior project manager"):
        assert words in ways_out


def test_the_expert_branch_stands_beside_the_ladder_and_another_way_in_is_named(visitor):
    page = visitor.open("/ladders/product-manager")
    assert "Principal product manager" in page.text.partition("deeper instead of higher")[2]
    assert "Another way in" in page.text
    assert "/ladders/product-owner#product-owner" in {a["href"] for a in page.all("a")}


def test_our_own_judgement_is_marked_and_sources_are_named(visitor):
    page = visitor.open("/ladders/product-owner")
    assert "(our judgement)" in page.text
    source = visitor.open(page.link("Short article on project managers"))
    assert source.heading == "Sources"


def test_an_unknown_ladder_is_not_found(visitor):
    assert visitor.open("/ladders/astronaut").status == 404


def test_the_tracks_stand_side_by_side_with_a_way_to_each_ladder(visitor, careers):
    page = visitor.open("/tracks")
    heads = [cell.text for cell in page.all("th", scope="col")]
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
