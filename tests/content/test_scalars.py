"""Bare words by the YAML 1.2 core rules."""

import math
from datetime import date

import pytest

from quiz.content.scalars import resolve

TEXTS = ["no", "yes", "on", "off", "y", "n", "No", "nUll", "tRue", "why", "-", "+", ".", "1.2.3"]
TEXTS += ["1_000", "12:30:00", "0b11", "0o9", "0xg", "1e", "2026-13-01", "2026-02-30", "2026-05"]
TEXTS += ["2026-05-31 was a Sunday", "--1", "1-2", "9" * 41, "nan", "inf", "1e5x", "\u0661"]


@pytest.mark.parametrize("word", TEXTS)
def test_whatever_is_not_named_by_the_core_rules_stays_text(word):
    assert resolve(word) == word
    assert isinstance(resolve(word), str)


@pytest.mark.parametrize("word", ["", "~", "null", "Null", "NULL"])
def test_the_words_for_nothing(word):
    assert resolve(word) is None


@pytest.mark.parametrize(("word", "value"), [("true", True), ("TRUE", True), ("False", False)])
def test_true_and_false(word, value):
    assert resolve(word) is value


@pytest.mark.parametrize(
    ("word", "value"),
    [
        ("0", 0),
        ("-12", -12),
        ("+3", 3),
        ("007", 7),
        ("0o17", 15),
        ("0x1F", 31),
        ("9" * 40, 10**40 - 1),
    ],
)
def test_whole_numbers(word, value):
    assert resolve(word) == value
    assert type(resolve(word)) is int


@pytest.mark.parametrize(
    ("word", "value"),
    [
        ("0.5", 0.5),
        (".5", 0.5),
        ("1.", 1.0),
        ("-1e-3", -0.001),
        ("2E2", 200.0),
        ("-.inf", -math.inf),
    ],
)
def test_decimal_numbers(word, value):
    assert resolve(word) == value
    assert type(resolve(word)) is float


def test_not_a_number_is_a_number_to_yaml():
    assert math.isnan(resolve(".nan"))


@pytest.mark.parametrize("word", ["2026-05-31", "2026-5-31"])
def test_a_day_is_told_apart_from_text(word):
    assert resolve(word) == date(2026, 5, 31)
