"""Each of the five formats becomes frozen core values, exactly as written."""

from dataclasses import FrozenInstanceError

import pytest

from quiz.content.bank import load_bank
from quiz.content.problems import ContentError
from quiz.core.bank import Calibration, Format, Item, Option, Trait
from tests.content.small import BANK, messages, read_text

HEAD = BANK[: BANK.index("items:")] + "items:\n"

ONE_OF_EACH = {
    Format.MOST_LEAST: ["{why: 3}", "{how: 3}", "{why: 1, how: 2}"],
    Format.PICK: ["{why: 3}", "{how: 3}"],
    Format.SLIDER: ["{why: 3}", "{how: 3}"],
    Format.LIKERT: ["{why: -1.5}"],
    Format.RANK: ["{why: 3}", "{how: 3}", "{}"],
}


def item_text(name, weights, *, more=""):
    options = "".join(
        f"      - {{id: o{n}, text: Answer {n}, weights: {w}}}\n" for n, w in enumerate(weights)
    )
    return f"  - id: one\n    format: {name}\n    situation: A case.\n{more}    options:\n{options}"


@pytest.mark.parametrize("kind", list(Format))
def test_an_item_of_each_format_loads_into_core_values(kind):
    bank, problems = read_text(HEAD + item_text(kind, ONE_OF_EACH[kind]))

    assert problems == []
    [item] = bank.items
    assert isinstance(item, Item)
    assert item.format is kind
    assert item.situation == "A case."
    assert [option.id for option in item.options] == [f"o{n}" for n in range(len(item.options))]
    assert all(isinstance(option, Option) for option in item.options)
    assert (item.kind, item.extra) == ("", False)


def test_weights_are_decimal_numbers_by_trait_and_absent_traits_are_absent():
    bank, _ = read_text(HEAD + item_text("likert", ["{why: -1.5}"]))
    assert dict(bank.items[0].options[0].weights) == {"why": -1.5}
    bank, _ = read_text(HEAD + item_text("pick", ["{why: 3}", "{}"]))
    first, second = bank.items[0].options
    assert type(first.weights["why"]) is float
    assert dict(second.weights) == {}


def test_the_small_bank_is_read_whole():
    bank, problems = read_text(BANK)

    assert problems == []
    assert bank.version == "1"
    assert bank.calibration is None
    assert bank.traits == (
        Trait("why", "WHY", "Why?", "vision", "The need."),
        Trait("how", "HOW", "How?", "execution", "The way."),
    )
    assert [item.id for item in bank.items] == ["party", "soon", "notes"]
    assert [item.id for item in bank.form] == ["party", "notes"]
    assert bank.items[0].kind == "community"
    assert [option.popularity for option in bank.items[0].options] == [0.0, 0.5]


def test_nothing_in_a_bank_can_be_changed():
    bank, _ = read_text(BANK)
    with pytest.raises(FrozenInstanceError):
        bank.version = "2"
    with pytest.raises(TypeError):
        bank.items[0].options[0].weights["why"] = 9


@pytest.mark.parametrize("day", ["2026-05-31", '"2026-05-31"'])
def test_a_calibrated_bank_names_its_people_and_day(day):
    calibrated = BANK.replace("calibration: none", f"calibration: {{people: 300, date: {day}}}")
    bank, problems = read_text(calibrated)
    assert problems == []
    assert bank.calibration == Calibration(300, "2026-05-31")
    assert not bank.pilot


def test_spaces_around_a_text_are_not_kept_and_long_texts_may_be_folded():
    folded = ">-\n      Your street\n      wants a party.  "
    bank, problems = read_text(BANK.replace("Your street wants a party.", folded))
    assert problems == []
    assert bank.items[0].situation == "Your street wants a party."


@pytest.mark.parametrize(("length", "warned"), [(110, False), (111, True)])
def test_a_long_situation_in_a_block_is_a_warning_and_loads(length, warned):
    bank, problems = read_text(BANK.replace("Your street wants a party.", "x" * length))
    assert bank is not None
    warning = (
        f"questions.yaml:10:16 items.party.situation: warning: has {length} characters, "
        "110 fit a phone screen: shorten it"
    )
    assert [str(problem) for problem in problems] == warned * [warning]


@pytest.mark.parametrize(("length", "warned"), [(75, False), (76, True)])
def test_a_long_answer_in_a_block_is_a_warning_and_loads(length, warned):
    bank, problems = read_text(BANK.replace("Ask what it is for", "x" * length))
    assert bank is not None
    assert bool(problems) == warned


def test_a_long_answer_to_a_slider_is_no_matter():
    assert messages(BANK.replace("Whole", "x" * 200)) == []


def test_a_misspelt_key_is_not_told_a_second_time_as_missing():
    [told] = messages(BANK.replace("calibration:", "calibraton:"))
    assert told == ('questions.yaml:2:1: unknown key "calibraton", did you mean "calibration"?')


def test_as_many_items_as_are_allowed_load_and_one_more_does_not():
    one = item_text("pick", ["{why: 3}", "{how: 3}"])

    def items(count):
        return HEAD + "".join(one.replace("id: one", f"id: i{n}") for n in range(count))

    bank, problems = read_text(items(500))
    assert problems == []
    assert len(bank.items) == 500
    assert messages(items(501)) == [
        "questions.yaml:6:1 items: has 501 entries, at most 500 fit: take some out"
    ]


def test_a_file_is_loaded_or_every_problem_is_raised(tmp_path):
    path = tmp_path / "mine.yaml"
    path.write_text(BANK, encoding="utf-8")
    assert load_bank(path) == read_text(BANK)[0]

    path.write_text(BANK.replace("{why: 3}", "{wyh: 3}"), encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        load_bank(path)
    assert [(p.file, p.line) for p in caught.value.problems] == [
        ("mine.yaml", 12),
        ("mine.yaml", 19),
        ("mine.yaml", 25),
    ]


def test_a_file_with_a_warning_is_loaded(tmp_path):
    path = tmp_path / "mine.yaml"
    path.write_text(BANK.replace("Ask what it is for", "x" * 80), encoding="utf-8")
    assert load_bank(path).version == "1"
