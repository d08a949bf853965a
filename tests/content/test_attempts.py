"""Nobody is told to try what others decide: every rung, every skill, whatever is ticked."""

import re

import pytest

from quiz.content.catalogue import load
from quiz.core.focus import tried_on
from quiz.core.placement import least_say
from quiz.paths import files_root

CAREERS = load(files_root()).careers
ORDER = [choice.id for choice in CAREERS.placement.decides]
OVER_OTHERS = re.compile(
    r"(?i)\b(assign|appoint|hire|give (one of )?(them|him|her|people)|hand that person|"
    r"your (managers|teams)|rule of yours|change one of those)\b"
)
FINAL = re.compile(r"(?i)\b(decide|drop|cut one|stop|close|end one|see that)\b")


@pytest.mark.parametrize("rung", CAREERS.rungs, ids=lambda rung: rung.id)
def test_what_can_be_told_on_a_rung_takes_no_more_say_than_its_people_have(rung):
    say = least_say(CAREERS, rung)
    told = tried_on(CAREERS, rung)
    assert {skill.id for skill, _ in told} >= {*rung.grows}
    for skill, level in told:
        assert ORDER.index(level.takes) <= say, (skill.id, level.number)
        if say < ORDER.index("answering"):
            assert not OVER_OTHERS.search(level.attempt), level.attempt
        if say < ORDER.index("limits"):
            assert not FINAL.search(level.attempt), level.attempt


def test_every_level_says_how_much_say_its_attempt_takes():
    takes = {level.takes for skill in CAREERS.competencies for level in skill.levels}
    assert takes <= set(ORDER)
    assert len(takes) >= 4


def test_the_words_the_sweep_looks_for_would_be_found():
    assert OVER_OTHERS.search("Ask what they like, and give one of them such a task.")
    assert FINAL.search("Draw the dependencies, and cut one of them.")
