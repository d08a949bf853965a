"""The pages that explain: every question with its weights, privacy, sources."""

import pytest

from quiz.web.presenters import method as shown
from quiz.web.presenters.faces import faces
from tests.core import builders
from tests.web.finished import front


@pytest.fixture
def catalogue(app):
    return front(app).catalogue


def test_every_question_and_every_answer_is_printed(visitor, catalogue):
    page = visitor.open("/how-it-works")
    for item in catalogue.bank.items:
        assert " ".join(item.situation.split()) in page.text
        for option in item.options:
            assert " ".join(option.text.split()) in page.text


def test_the_list_of_contents_names_every_part_and_depth_is_folded(visitor):
    page = visitor.open("/how-it-works")
    links = [a["href"] for a in page.all("a") if a.inside("nav") and a["href"].startswith("#")]
    parts = [link.removeprefix("#") for link in links]
    ids = [element["id"] for element in page.all("section", "div") if element["id"] in parts]
    assert ids == parts
    folded = [e["id"] for e in page.all("div") if e["id"] in parts and e.inside("details")]
    assert folded == ["points", "verdicts", "next", "formulas", "questions"]


def test_every_limit_of_the_verdicts_is_printed(visitor):
    said = visitor.open("/how-it-works").text
    for words in (
        "The leader has a share of at least 80 of 100.",
        "The leader has a share of at least 60 of 100.",
        "together have at least 85 of 100",
        "nearer than 0.4 to the middle",
        "wider than 0.6 standard deviations",
        "finish from 6 answers on, where “cannot choose” and skipped ones do not count",
        "from 12 situations on",
        "0.06 is added to the variance",
        "take the same places on the page",
        "only 5 of 100 people who read the questions would answer like that",
        "a question that only checks attention got another answer",
        "Once 6 answers say something it may stop, though not while the verdict would be",
        "at most 0.01 bit",
        "x is above 0 if you lean to WHY and WHAT rather than to HOW and WHEN",
    ):
        assert words in said


def test_the_worked_answer_can_be_checked_with_the_table_above_it(visitor, catalogue):
    page = visitor.open("/how-it-works")
    first, last = catalogue.bank.form[0].options[0], catalogue.bank.form[0].options[-1]
    model = builders.model(catalogue.bank, catalogue.rules)
    worth = dict(zip(model.tracks, model.profiles.tolist(), strict=True))
    for track, factors in worth.items():
        points = sum(
            factor * (first.weights.get(trait, 0) - last.weights.get(trait, 0))
            for trait, factor in zip(model.traits, factors, strict=True)
        )
        sign = "+" if points > 0 else "\u2212" if points < 0 else ""
        assert f"{track.replace('-', ' ')} {sign}{abs(points):g}" in page.text


def test_the_factors_are_printed_as_the_arithmetic_uses_them(catalogue):
    model = builders.model(catalogue.bank, catalogue.rules)
    rows = shown.factors(model, faces(catalogue.bank, catalogue.rules))
    assert rows[0].values == ("+0.5", "+0.5", "\u22120.5", "\u22120.5")


def test_a_calibrated_bank_is_no_longer_called_a_trial():
    assert shown.limits(builders.model(builders.blocks(2))).pilot == ""


def test_popularity_is_printed_once_it_is_known_and_then_something_is_subtracted():
    liked = builders.option("liked", {"why": 3}, popularity=0.5)
    bank = builders.bank(builders.pick("p", liked, builders.option("other", {"how": 3})))
    rows = shown.items(bank, faces(bank, builders.rules()))
    assert rows[0].options[0].popularity == "+0.5"
    assert not shown.expected_is_nothing(builders.model(bank))
    assert shown.expected_is_nothing(builders.model(builders.blocks(2)))


def test_a_bank_that_begins_with_another_format_has_its_example_too():
    bank = builders.bank(builders.slider("s", "why", "how", points=2))
    worked = shown.example(builders.model(bank), faces(bank, builders.rules()))
    assert worked.points == ("\u22122", "+2", "+2")
    assert worked.lines[0].label == "Definitely"


def test_privacy_says_what_is_kept_and_what_is_not(visitor):
    said = visitor.open("/privacy").text
    for words in ("Days only", "No name, no e-mail address", "no cookie", "Delete everything"):
        assert words in said


def test_accessibility_says_how_it_is_checked_and_what_is_not_known(visitor):
    page = visitor.open("/accessibility")
    for words in ("keyboard alone", "WCAG 2.2", "Nobody has tried it", "claims no conformance"):
        assert words in page.text
    assert any(link["href"] == "/accessibility" for link in page.all("a"))


def test_every_source_is_named_and_can_be_pointed_to(visitor, catalogue):
    page = visitor.open("/sources")
    ids = {element["id"] for element in page.all("div")}
    assert set(catalogue.careers.sources) <= ids
    for source in catalogue.careers.sources.values():
        assert source.name in page.text


def test_a_source_that_nobody_read_names_no_month_of_reading(visitor):
    page = visitor.open("/sources")
    told = {one["id"]: one.text for one in page.all("div") if "id" in one.attrs}
    for source in ("scrum-guide", "less"):
        assert "Not read for this version" in told[source]
        assert "Read in" not in told[source]
    assert "Author not stated. Licence: facts only. Read in November 2026." in told["levels-sheet"]
