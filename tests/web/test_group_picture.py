"""How the figures of a group are drawn: a dot for each person, a bar and a number for each cell."""

import pytest

from quiz.core.cohort import NONE, UNDECIDED, Figure, GroupRule
from quiz.web.presenters.faces import faces
from quiz.web.presenters.geometry import COARSE, FINE, pile
from quiz.web.presenters.group import example_window, window

RULE = GroupRule()


@pytest.fixture
def drawn(app):
    content = app.extensions["front"].catalogue
    with app.test_request_context("/"):
        yield faces(content.bank, content.rules)


def tracks(manager, owner, project, undecided=0):
    counts = {"product-manager": manager, "product-owner": owner, "project-manager": project}
    return {Figure.TRACKS: counts | {UNDECIDED: undecided}}


def test_each_person_is_a_dot_under_their_track(drawn):
    seen = window(drawn, tracks(3, 2, 4, undecided=5), RULE)
    assert [len(hill.dots) for hill in seen.picture.span.hills] == [3, 2, 4]
    assert [label.text for label in seen.picture.labels] == ["3", "2", "4"]
    assert (seen.people, seen.undecided, seen.rings) == (14, 5, 5)


def test_the_sentence_says_the_same_as_the_picture(drawn):
    says = window(drawn, tracks(3, 2, 4, undecided=5), RULE).picture.says
    assert says.startswith("Out of 14 people: 3 product manager, 2 product owner")


def test_small_groups_have_large_dots(drawn):
    assert window(drawn, tracks(20, 20, 20), RULE).picture.span.radius == round(COARSE.radius, 2)
    assert window(drawn, tracks(20, 20, 21), RULE).picture.span.radius == round(FINE.radius, 2)


def test_beyond_240_people_a_dot_is_one_in_a_hundred(drawn):
    seen = window(drawn, tracks(200, 100, 60, undecided=40), RULE)
    assert [len(hill.dots) for hill in seen.picture.span.hills] == [50, 25, 15]
    assert [label.text for label in seen.picture.labels] == ["200", "100", "60"]
    assert (seen.undecided, seen.rings) == (40, 10)


def test_a_pile_of_large_dots_holds_six_in_a_row(drawn):
    _, places = pile(7, COARSE)
    assert [across for across, _ in places] == [-65, -39, -13, 13, 39, 65, 0]


def test_a_table_without_a_step_yet_stays_out(drawn):
    seen = window(drawn, {figure: {} for figure in Figure}, RULE)
    assert (seen.picture, seen.firsts, seen.kinds, seen.people) == (None, (), (), 0)


def test_bars_are_measured_by_the_largest(drawn):
    tables = {Figure.FIRSTS: {"why": 10, "when": 5, NONE: 5}, Figure.KINDS: {"clear": 8}}
    seen = window(drawn, tables, RULE)
    assert [(row.name, row.people, row.share) for row in seen.firsts] == [
        ("WHY", 10, 100),
        ("WHAT", 0, 0),
        ("HOW", 0, 0),
        ("WHEN", 5, 50),
        ("No question clearly first", 5, 50),
    ]
    assert [row.people for row in seen.kinds] == [8, 0, 0, 0]


@pytest.mark.parametrize("rule", [GroupRule(), GroupRule(12, 4), GroupRule(50, 5)])
def test_the_example_keeps_the_rule_of_the_cohort_it_stands_for(drawn, rule):
    seen = example_window(drawn, rule)
    counted = {label.face.id: label.people for label in seen.picture.labels}
    assert rule.may_close(Figure.TRACKS, counted | {UNDECIDED: seen.undecided})
    assert rule.may_close(Figure.FIRSTS, {row.name: row.people for row in seen.firsts})
    assert rule.may_close(Figure.KINDS, {row.name: row.people for row in seen.kinds})
    assert f"at least {rule.batch_size}," in seen.rule
