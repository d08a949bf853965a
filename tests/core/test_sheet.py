"""How a sheet of answers is read: order, bank, and every fault at once."""

import pytest

from quiz.core.sheet import MOST_NAMED, AnotherBank, BadSheet, read_sheet
from tests.core.builders import bank, block, likert, most_least, pick, rank, slider

FORM = bank(pick("p"), block("b"), slider("s"), likert("l"), rank("r"))
WHOLE = {
    "l": 2,
    "b": {"most": "why", "least": "how"},
    "p": "what",
    "s": None,
    "r": ["how", "why", "when", "what"],
}
DIGEST = "d" * 64


def faults(given, *, digest=DIGEST):
    with pytest.raises(BadSheet) as refused:
        read_sheet(given, FORM, digest=digest)
    return [(fault.pointer, fault.text) for fault in refused.value.faults]


def test_a_bare_sheet_is_read_in_the_order_of_the_bank():
    read = read_sheet({"answers": WHOLE}, FORM)
    assert list(read) == ["p", "b", "s", "l", "r"]
    assert read["b"] == most_least("why", "how")
    assert read["s"] is None


def test_a_sheet_with_an_order_is_read_in_it_and_the_rest_follows():
    read = read_sheet({"answers": WHOLE, "order": ["s", "l"]}, FORM)
    assert list(read) == ["s", "l", "p", "b", "r"]


def test_an_order_may_name_items_that_have_no_answer():
    assert list(read_sheet({"answers": {"p": "why"}, "order": ["b", "p"]}, FORM)) == ["p"]


@pytest.mark.parametrize("named", [None, DIGEST])
def test_a_sheet_of_this_bank_or_of_none_is_read(named):
    assert read_sheet({"answers": {}, "bank": named, "order": None}, FORM, digest=DIGEST) == {}


def test_a_sheet_of_another_bank_is_refused_unless_nobody_asks():
    given = {"answers": {}, "bank": "e" * 64}
    with pytest.raises(AnotherBank):
        read_sheet(given, FORM, digest=DIGEST)
    assert read_sheet(given, FORM) == {}


@pytest.mark.parametrize(
    ("given", "pointer"),
    [
        (None, ""),
        ([], ""),
        ({}, "/answers"),
        ({"answers": []}, "/answers"),
        ({"answers": {}, "bank": []}, "/bank"),
        ({"answers": {}, "order": "pb"}, "/order"),
        ({"answers": {}, "order": [["p"]]}, "/order"),
        ({"answers": {}, "order": ["p", "p"]}, "/order"),
        ({"answers": {}, "order": ["q"]}, "/order"),
        ({"answers": {"q": 1}}, "/answers"),
        ({"answers": {"p": 1}}, "/answers/p"),
    ],
)
def test_what_is_wrong_is_named_with_its_place(given, pointer):
    ((where, text),) = faults(given)
    assert where == pointer
    assert text


def test_all_faults_are_named_at_once_up_to_a_bound():
    assert [where for where, _ in faults({"answers": {"p": 1, "l": 9, "s": 0}})] == [
        "/answers/p",
        "/answers/l",
    ]
    assert len(faults({"answers": {f"q{n}": 1 for n in range(500)}})) == MOST_NAMED


def test_a_name_is_quoted_short_and_without_signs_that_a_terminal_obeys():
    ((_, text),) = faults({"answers": {"\x1b[2J" + "x" * 500: 1}})
    assert text.isascii()
    assert "\x1b" not in text
    assert len(text) < 120


def test_a_name_that_is_nearly_known_is_guessed():
    form = bank(pick("late-feature"))
    with pytest.raises(BadSheet, match='did you mean "late-feature"'):
        read_sheet({"answers": {"late-featur": "why"}}, form)
