"""Golden ladders: what eight people say of themselves in, their rung and focus points out.

Each has a reason in prose. A person whose rung or points change is a change of what Fourways tells
people, and must be wanted.
"""

from pathlib import Path

import pytest

from quiz.content.catalogue import load
from quiz.core.focus import Standing, asked, drawn_to, focus, in_reach
from quiz.core.outlook import Range, outlooks
from quiz.core.placement import Said, next_rung, place
from tests.golden.sheets import scored, told

HERE = Path(__file__).parent
PEOPLE = sorted((HERE / "ladders").glob("*.yaml"))


@pytest.fixture(scope="module")
def catalogue():
    return load(HERE.parent.parent)


def standing(careers, track, person):
    said = Said(**person["said"])
    rung = place(careers, track, said).rung
    above = next_rung(careers, rung, expert=said.expert)
    boxes = [*asked(rung), *(asked(above) if above else ())]
    ticks = {box: f"{box.competency}.{box.level}" in person["ticked"] for box in boxes}
    return Standing(rung, above, ticks)


def told_move(seen):
    """Where a move of now leads, how high that is, and how much there is to learn."""
    if seen.landing is None:
        return f"{' or '.join(seen.pivot.into)} {seen.lessons}"
    return f"{seen.landing.rung.id} {seen.landing.step} {seen.lessons}"


def boxes_of(careers, person):
    return {
        f"{tick.competency}.{tick.level}"
        for ladder in person["ladders"]
        for tick in standing(careers, ladder["track"], person).ticks
    }


@pytest.mark.parametrize("path", PEOPLE, ids=lambda path: path.stem)
def test_someone_stands_where_their_reason_says_and_is_told_what_it_calls_for(path, catalogue):
    person, careers = told(path), catalogue.careers
    result = scored(catalogue, person["quiz"])
    tracks = [person["picked"]] if "picked" in person else list(result.verdict.tracks)
    drawn = drawn_to(result, catalogue.rules.tracks)
    found = []
    for track in tracks:
        stands = standing(careers, track, person)
        points = focus(careers, stands, drawn=drawn)
        found.append(
            {
                "track": track,
                "rung": stands.rung.id,
                "next": stands.above.id,
                "focus": [f"{p.ground} {p.gap.competency.id} {p.level.number}" for p in points],
                "moves": [told_move(o) for o in outlooks(careers, stands) if o.range is Range.NOW],
            }
        )
        assert in_reach(stands) == person.get("in_reach", False)
    assert found == person["ladders"]
    assert set(person["ticked"]) <= boxes_of(careers, person), "a tick that nobody asks about"
    assert len(person["reason"].split()) >= 30


def test_the_eight_people_are_there():
    assert [path.stem for path in PEOPLE] == [
        "analyst",
        "balanced",
        "coordinator",
        "director",
        "founder",
        "owner-for-ten-years",
        "senior-project-manager-who-wants-out",
        "student",
    ]


def test_only_the_balanced_person_has_to_pick_a_door(catalogue):
    picking = [p.stem for p in PEOPLE if not scored(catalogue, told(p)["quiz"]).verdict.tracks]
    assert picking == ["balanced"]
