"""The conversation guide, and its experiments as days in a calendar."""

import re
from datetime import date

import pytest

from quiz.content.catalogue import load
from quiz.paths import files_root
from quiz.web.presenters.calendar import Event, calendar
from tests.web.conftest import NOON

CAREERS = load(files_root()).careers
TRACKS = [page.id for page in CAREERS.tracks]


def days(text):
    """Read a calendar file the way a calendar does: unfold, unescape, one mapping per event."""
    assert text.endswith("\r\n")
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert "\n" not in text.replace("\r\n", "")
    found, event = [], None
    for line in text.replace("\r\n ", "").split("\r\n")[:-1]:
        name, _, value = line.partition(":")
        if line == "BEGIN:VEVENT":
            event = {}
        elif line == "END:VEVENT":
            found.append(event)
        elif event is not None:
            event[name.partition(";")[0]] = re.sub(
                r"\\(.)", lambda m: "\n" if m[1] == "n" else m[1], value
            )
    return found


@pytest.mark.parametrize("track", TRACKS)
def test_a_guide_has_five_questions_two_experiments_and_a_person(visitor, track):
    page = visitor.open(f"/guide/{track}")
    questions = page.one("ol")
    assert len([li for li in page.all("li") if li.parent is questions]) == 5
    assert len([h for h in page.all("h3") if h.inside("div")]) == 2
    attempts = {level.attempt for skill in CAREERS.competencies for level in skill.levels}
    assert sum(attempt in page.text for attempt in attempts) == 2
    assert "One person to shadow" in page.text
    assert "No score is needed" in page.text


def test_the_two_experiments_belong_to_the_two_questions_of_the_track(visitor):
    page = visitor.open("/guide/project-manager")
    names = [h.text for h in page.all("h3")]
    traits = [next(s.trait for s in CAREERS.competencies if s.name == name) for name in names]
    assert traits == ["how", "when"]


def test_a_guide_for_no_track_is_missing(visitor):
    assert visitor.open("/guide/astronaut").status == 404
    assert visitor.open("/guide/astronaut.ics").status == 404


def test_the_calendar_holds_both_experiments_one_after_the_other(client):
    response = client.get("/guide/product-owner.ics?start=2027-01-31")
    assert response.mimetype == "text/calendar"
    assert "attachment" in response.headers["Content-Disposition"]
    first, back, second, again = days(response.text)
    assert (first["DTSTART"], first["DTEND"]) == ("20270131", "20270302")
    assert (back["DTSTART"], back["DTEND"]) == ("20270301", "20270302")
    assert (second["DTSTART"], second["DTEND"]) == ("20270302", "20270401")
    assert (again["DTSTART"], again["DTEND"]) == ("20270331", "20270401")
    assert first["SUMMARY"] == "Try for 30 days: ordering by value"
    assert first["DESCRIPTION"].startswith("Order ten items twice, by benefit and by urgency.")
    assert len({event["UID"] for event in (first, back, second, again)}) == 4
    assert {event["DTSTAMP"] for event in (first, back)} == {f"{NOON:%Y%m%dT%H%M%SZ}"}


def test_without_a_day_the_experiments_start_today(client):
    first = days(client.get("/guide/product-manager.ics").text)[0]
    assert first["DTSTART"] == f"{NOON:%Y%m%d}"


@pytest.mark.parametrize("start", ["soon", "2027-02-30", "9999-12-31", "2027-01-31T10:00"])
def test_a_day_that_is_none_is_refused_kindly(visitor, start):
    page = visitor.open(f"/guide/product-owner.ics?start={start}")
    assert page.status == 422
    assert page.title.startswith("Error:")
    assert page.all("a", href="#start")
    assert page.heading == "A guide for a talk: product owner"


def test_the_form_of_the_guide_asks_for_the_calendar_from_today(visitor):
    action, held = visitor.open("/guide/product-owner").form
    assert action == "/guide/product-owner.ics"
    assert held == {"start": "2026-11-22"}


def test_a_guide_uses_the_words_of_the_company(visitor):
    page = visitor.open("/guide/project-manager?project-title=delivery-manager")
    assert page.heading == "A guide for a talk: delivery manager"
    assert "senior delivery manager" in page.text


def test_what_separates_values_is_escaped_and_long_lines_are_folded_between_characters():
    text = "A, b; c\\d\ne " + "\N{EURO SIGN}" * 60
    event = Event("x", date(2027, 1, 1), date(2027, 1, 2), "\N{SNOWMAN}" * 40, text)
    file = calendar([event], name="N", made=NOON)
    assert "A\\, b\\; c\\\\d\\ne" in file.replace("\r\n ", "")
    (read,) = days(file)
    assert read["DESCRIPTION"] == text
    assert read["SUMMARY"] == "\N{SNOWMAN}" * 40


def test_early_years_keep_their_zeros():
    event = Event("x", date(812, 3, 4), date(812, 3, 5), "T", "D")
    assert days(calendar([event], name="N", made=NOON))[0]["DTSTART"] == "08120304"
