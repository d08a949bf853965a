"""Golden personas: a sheet of answers in, a verdict out, and the reason why it must be so.

A block is written [most, least], a slider as its step. Reasons are for the reader; a persona whose
verdict changes is a change of what Fourways tells people and must be wanted.
"""

from pathlib import Path

import pytest

from quiz.content.catalogue import load
from quiz.core.model import compile_model
from quiz.core.report import assess
from tests.golden.sheets import answers, told

HERE = Path(__file__).parent
PEOPLE = sorted((HERE / "people").glob("*.yaml"))
OWNERS_THEMES = {"odd": {"clarity", "bridge"}, "even": {"order", "feedback"}}


@pytest.fixture(scope="module")
def catalogue():
    return load(HERE.parent.parent)


@pytest.mark.parametrize("path", PEOPLE, ids=lambda p: p.stem)
def test_a_persona_gets_the_verdict_its_reason_calls_for(path, catalogue):
    person = told(path)
    model = compile_model(catalogue.bank, catalogue.rules)
    result = assess(model, answers(catalogue.bank, person["answers"]), digest="golden")
    assert (result.verdict.kind, list(result.verdict.tracks)) == (
        person["verdict"],
        person["tracks"],
    )
    assert len(person["reason"].split()) >= 8


def test_there_are_three_clear_people_for_every_track_and_some_that_fit_none():
    people = [told(path) for path in PEOPLE]
    clear = [p["tracks"][0] for p in people if p["verdict"] == "clear"]
    assert {t: clear.count(t) >= 3 for t in set(clear)} == {
        "product-manager": True,
        "product-owner": True,
        "project-manager": True,
    }
    kinds = [p["verdict"] for p in people]
    assert kinds.count("balanced") >= 2
    assert {"leaning", "close-call", "three-way", "check-answers", "not-enough"} <= set(kinds)
    assert len(people) >= 14


def test_the_owner_by_theme_really_takes_the_owners_themes(catalogue):
    themes = told(HERE / "themes.yaml")
    sheet = told(HERE / "people" / "owner-by-theme.yaml")["answers"]
    least = {"odd": "why", "even": "when"}
    for number, item in enumerate(catalogue.bank.form, 1):
        turn = "odd" if number % 2 else "even"
        most, last = sheet[item.id]
        wanted = {o for o, theme in themes[item.id].items() if theme in OWNERS_THEMES[turn]}
        fallback = {o.id for o in item.options if ("how" if turn == "odd" else "what") in o.weights}
        assert most in (wanted or fallback)
        assert least[turn] in item.option(last).weights
