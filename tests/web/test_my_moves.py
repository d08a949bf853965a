"""What starts from a person's own rung: their moves, a rung beside their levels, a calendar."""

import re

import pytest

from tests.web.page import Page, assert_sound
from tests.web.test_my_ladder import Climber


@pytest.fixture
def coordinator(client):
    climber = Climber(client).answers_like("calm-planner")
    climber.places(scope="part", decides="asked", years="0")
    return climber


def paths(page):
    """The moves of the map by the heading of their group."""
    found, group = {}, None
    for element in page.all("h2", "h3", "h4"):
        if element.tag == "h2":
            group = element.text
        elif (
            element.inside("li") is not None
            and element.inside("div")["class"] == "pt"
            and element.inside("li")["class"] == "prow"
        ):
            found.setdefault(group, []).append(element.text)
    return found


def test_a_coordinator_sees_what_fits_a_coordinator_first(coordinator):
    page = coordinator.follow("All of them on a map")
    assert page.heading == "Moves from where you stand: project coordinator"
    assert paths(page)["Open from your rung"] == [
        "Associate product manager",
        "Associate product owner",
    ]
    starts = [h.text for h in page.all("h3")]
    assert starts[0] == ("From your rung too; usual start: project manager, two rungs above yours")
    begins = "From your rung you would begin as associate product manager, about as high as you are"
    assert begins in page.text
    assert_sound(page)


def test_a_director_sees_what_fits_a_director_first(coordinator):
    coordinator.open(coordinator.leaf("ladder?track=product-manager"))
    coordinator.fills("move", rung="director-of-product")
    page = coordinator.follow("All of them on a map")
    assert paths(page)["Open from your rung"] == [
        "Product strategist",
        "General manager",
        "Senior project manager",
        "Senior product owner",
    ]
    assert "Usual start" not in next(h.text for h in page.all("h3"))
    text = "From your rung you would begin as senior project manager, a step down at first."
    assert text in page.text


def test_the_ladder_names_the_same_moves_first_and_where_each_starts(coordinator):
    page = coordinator.page
    assert [dd.text for dd in page.all("dd")][3] == (
        "Associate product manager; associate product owner."
    )
    section = page.one("section", class_="fold ways")
    (fold, *_) = [one for one in page.all("details") if one.parent is section]
    shown = [h for h in page.all("h3") if h.inside("section") is section]
    visible = [h.text for h in shown if h.inside("details") is fold]
    assert visible == ["Associate product manager", "Associate product owner"]
    folded = [h.text for h in shown if h.inside("details") is not fold]
    assert "Product lead" in folded


def test_a_first_rung_says_how_many_moves_are_told_and_which_jobs_are_near(coordinator):
    said = (
        "None of the 9 moves off this ladder that we describe usually starts on your rung. "
        "You could begin 2 of them from there all the same. "
        "Jobs beside this ladder that live with the same questions: project office specialist or "
        "lead; project leader; scrum master or agile coach. "
    )
    assert said in coordinator.page.text
    assert said in coordinator.open(coordinator.leaf("ladder/moves")).text
    coordinator.open(coordinator.leaf("ladder"))
    page = coordinator.fills("move", rung="project-manager")
    assert "usually starts on your rung" not in page.text
    page = coordinator.fills("move", rung="portfolio-manager")
    assert "usually starts on your rung" in page.text
    assert "Jobs beside this ladder" not in page.text


def test_moves_stand_under_one_heading_for_each_rung_they_start_from(coordinator):
    page = coordinator.open(coordinator.leaf("ladder/moves"))
    for section in page.all("section"):
        starts = [h.text for h in page.all("h3") if h.inside("section") is section]
        assert len(starts) == len(set(starts))
    starts = [h.text for h in page.all("h3")]
    for start in ("From your rung too; usual start: ", "Once you are "):
        assert f"{start}project manager, two rungs above yours" in starts
    assert "You could aim for each of these from the rung you stand on." in page.text
    assert "For these you would first climb to the rung that is named." in page.text


def test_ticks_shorten_what_there_is_to_learn(coordinator):
    def lessons():
        page = coordinator.open(coordinator.leaf("ladder/moves"))
        return page.text.partition("Associate product owner")[2].split(" things to learn")[0]

    assert lessons().strip() == "7"
    coordinator.open(coordinator.leaf("ladder"))
    coordinator.fills("tick", **{"storytelling.1": "y"})
    coordinator.fills("move", rung="assistant-project-manager")
    coordinator.fills("tick", **{"planning.2": "y", "risk.2": "y"})
    assert int(lessons()) < 7


def test_levels_are_told_for_what_is_missing_and_what_carries_over(coordinator):
    text = coordinator.open(coordinator.leaf("ladder/moves")).text
    assert "Problem framing (asking why before how): not yet now, using asked" in text
    assert "skills it asks, by your rung and ticks:" in text
    assert "Several sources describe this move." in text


def test_ones_own_levels_stand_beside_the_next_rung(coordinator):
    page = coordinator.follow("All your levels beside this rung")
    assert page.heading == "You and assistant project manager"
    assert "To learn" in page.text
    assert "Planning and milestones: from learning to using" in page.text
    assert_sound(page)


def test_any_rung_can_be_put_beside_ones_own_levels(coordinator):
    page = coordinator.open(coordinator.leaf("ladder/compare?rung=associate-product-manager"))
    assert page.heading == "You and associate product manager"
    assert "How to get there" in [h.text for h in page.all("h2")]
    assert re.search(r"\d+ skills? to learn; \d+ of \d+ carry over\.", page.text)
    page = coordinator.open(coordinator.leaf("ladder/compare?rung=vp-of-product"))
    assert "How to get there" not in [h.text for h in page.all("h2")]
    page = coordinator.open(coordinator.leaf("ladder/compare?rung=project-coordinator"))
    assert page.heading == "Your levels beside your own rung: project coordinator"
    assert coordinator.open(coordinator.leaf("ladder/compare?rung=baker")).status == 404


def test_the_form_leads_to_another_rung(coordinator):
    page = coordinator.open(coordinator.leaf("ladder/compare"))
    (form,) = page.all("form")
    held = page._held(form)
    assert held == {"track": "project-manager", "rung": "assistant-project-manager"}


def test_the_months_tries_become_a_calendar_without_a_private_address(coordinator):
    answer = coordinator.client.get(coordinator.leaf("ladder/month.ics?start=2027-02-01"))
    assert answer.mimetype == "text/calendar"
    text = answer.text.replace("\r\n ", "")
    assert text.count("BEGIN:VEVENT") == 4
    assert "SUMMARY:To try: planning and milestones" in text
    assert "Close to what you reach for. Give your next date as two dates" in text
    assert "DTSTART;VALUE=DATE:20270201" in text
    assert "DTEND;VALUE=DATE:20270303" in text
    assert "SUMMARY:Look back on what you tried" in text
    assert "DTSTART;VALUE=DATE:20270302" in text
    token = coordinator.leaf("").split("/")[2]
    assert token not in text
    assert answer.headers["Cache-Control"] == "no-store"


def test_without_a_day_the_month_begins_today(coordinator, clock):
    text = coordinator.client.get(coordinator.leaf("ladder/month.ics")).text
    assert f"DTSTART;VALUE=DATE:{clock():%Y%m%d}" in text


@pytest.mark.parametrize("day", ["soon", "9999-12-31"])
def test_a_day_that_is_none_leads_back_to_the_ladder_that_says_so(coordinator, day):
    page = coordinator.open(coordinator.leaf(f"ladder/month.ics?start={day}"))
    assert page.title.startswith("Error:")
    assert page.link("Give the first day as year, month and day") == "#project-manager-start"
    assert page.one("input", id="project-manager-start")


def test_nothing_to_try_is_an_empty_calendar(coordinator):
    coordinator.fills("tick", **dict.fromkeys(coordinator.boxes(), "y"))
    text = coordinator.client.get(coordinator.leaf("ladder/month.ics")).text
    assert "BEGIN:VEVENT" not in text


@pytest.mark.parametrize("leaf", ["moves", "compare", "month.ics"])
def test_whoever_stands_nowhere_yet_is_led_to_their_ladder(client, leaf):
    climber = Climber(client).answers_like("calm-planner")
    page = climber.open(climber.leaf(f"ladder/{leaf}"))
    assert page.address.endswith("/ladder")
    page = climber.open(climber.leaf(f"ladder/{leaf}?track=product-owner"))
    assert page.heading == "A ladder: product owner"
    assert climber.open(climber.leaf(f"ladder/{leaf}?track=baker")).status == 404


@pytest.mark.parametrize("leaf", ["moves", "compare", "month.ics"])
def test_before_there_is_a_result_these_pages_lead_to_the_check_page(sitting, leaf):
    sitting.answer(3)
    sitting.open(sitting.leaf(f"ladder/{leaf}"))
    assert sitting.page.address.endswith("/check")


@pytest.mark.parametrize("leaf", ["moves", "compare", "month.ics"])
def test_an_unused_link_shows_nothing(client, leaf):
    assert Page(client.get(f"/a/nobody/ladder/{leaf}")).heading == "This link is not in use"


def test_every_sentence_of_ones_ladder_leads_to_its_source_or_says_it_is_judgement(coordinator):
    for leaf in ("ladder", "ladder/moves", "ladder/compare"):
        page = coordinator.open(coordinator.leaf(leaf))
        assert page.one("div", id="rests-on")
        assert page.all("a", href="#rests-on")
        assert "Numbers lead to these texts, read in" in page.text
