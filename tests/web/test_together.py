"""Working with the other roles: pages for every pair, and a part of the result."""

import pytest

from quiz.content.catalogue import load
from quiz.paths import files_root
from quiz.web.presenters.together import meetings
from tests.web import finished as people
from tests.web.finished import finished

CAREERS = load(files_root()).careers


def flat(text):
    return " ".join(text.split())


@pytest.mark.parametrize("pair", CAREERS.pairs, ids=lambda pair: pair.id)
def test_a_pair_says_what_each_needs_where_they_collide_and_what_to_say(visitor, pair):
    visitor.open("/together")
    first, second = (CAREERS.role_name(side.role) for side in pair.sides)
    page = visitor.follow(f"{first} and {second.lower()}")
    assert page.address == f"/together/{pair.id}"
    for side in pair.sides:
        for said in (*(need.text for need in side.needs), *side.say):
            assert flat(said) in page.text
    for said in (*pair.collide, pair.together):
        assert flat(said.text) in page.text


def test_a_pair_that_nobody_described_is_missing(visitor):
    assert visitor.open("/together/cat-and-mouse").status == 404


def result(visitor, app, sheet):
    return visitor.open(f"/a/{finished(app, sheet)}/result")


def test_a_clear_result_says_how_to_work_with_the_other_two(visitor, app):
    page = result(visitor, app, people.CLEAR)
    part = page.text.partition("Working with the others")[2]
    leader = page.heading
    others = [p.name for p in CAREERS.tracks if p.name != leader]
    for name in others:
        assert f"With a {name.lower()}" in part
    own = next(p.id for p in CAREERS.tracks if p.name == leader)
    for one in meetings(CAREERS, (own,)):
        assert flat(one.own.say[0]) in part
        assert flat(one.other.needs[0].text) in part
        assert flat(one.other.say[0]) not in part
        start = f"With a {one.other_name}"
        (card,) = (d for d in page.all("div", class_="card") if d.text.startswith(start))
        outside = card.text.partition("All needs, collisions and sentences")[0]
        assert flat(one.other.needs[0].text) in outside
        assert f"You can say: “{flat(one.own.say[0])}”" in outside
    assert "(our judgement)" in part
    assert part.count("Sources:") == len(others)
    assert "Checked in November 2026" in part


def test_a_close_call_shows_how_the_two_meet(visitor, app):
    page = result(visitor, app, people.CLOSE)
    part = page.text.partition("Working with the others")[2]
    assert "Needs, collisions, sentences to say" in part
    assert visitor.follow("Needs, collisions").address.startswith("/together/")


def test_a_balanced_result_only_leads_to_the_page_of_all_pairs(visitor, app):
    page = result(visitor, app, people.BALANCED)
    assert "Working with the others" not in page.text
    assert visitor.follow("Working together").heading == "Working together"


def test_a_track_meets_each_other_track_once():
    for page in CAREERS.tracks:
        found = meetings(CAREERS, (page.id,))
        assert {m.own.role for m in found} == {page.id}
        assert sorted(m.other.role for m in found) == sorted(
            other.id for other in CAREERS.tracks if other is not page
        )


def test_all_three_meet_each_other_in_three_pairs():
    found = meetings(CAREERS, tuple(page.id for page in CAREERS.tracks))
    assert len({m.pair.id for m in found}) == len(found) == 3
    assert meetings(CAREERS, ()) == ()
