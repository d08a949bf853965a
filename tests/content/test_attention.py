"""Attention blocks and the figures of the adaptive form, from files to what an attempt keeps."""

from dataclasses import replace

import pytest

from quiz.content.pinned import bank_from_json, bank_to_json
from quiz.core.bank import MostLeast
from quiz.core.rules import Adaptive
from tests.content.small import BANK, messages, read_text
from tests.content.test_pinned import THE_BANK, THE_RULES
from tests.content.test_rules import RULES, read_rules

BLOCK = """\
  - id: look
    format: most-least
    attention: true
    situation: Take the door as most and the clock as least.
    expects: {most: door, least: clock}
    options:
      - {id: clock, text: A clock, weights: {}}
      - {id: door, text: A door, weights: {}}
"""
FIGURES = "  adaptive: {least: 8, stop: 0.9, tell: 0.02, unread: 1, doubt: 10.5, random: 0.01}\n"


def test_an_attention_block_knows_the_answer_it_asks_for():
    bank, problems = read_text(BANK + BLOCK)
    assert problems == []
    assert bank.item("look").expects == MostLeast("door", "clock")
    assert [item.id for item in bank.scored] == ["party", "soon", "notes"]
    assert [item.id for item in bank.form] == ["party", "notes"]


def test_other_items_expect_nothing():
    assert {item.expects for item in THE_BANK.items} == {None}


def test_a_block_that_is_not_marked_and_expects_nothing_is_an_ordinary_one():
    plain = BLOCK.replace("    attention: true\n", "").replace(
        "    expects: {most: door, least: clock}\n", ""
    )
    assert messages(BANK + plain) == []


def test_attention_blocks_alone_are_no_form():
    only = BANK[: BANK.index("items:")] + "items:\n" + BLOCK
    assert any("a complete form needs at least one" in told for told in messages(only))


def test_it_is_kept_with_an_attempt_and_comes_back_as_it_was():
    bank = read_text(BANK + BLOCK)[0]
    assert bank_from_json(bank_to_json(bank, THE_RULES)) == (bank, THE_RULES)
    assert bank_to_json(bank, THE_RULES) != bank_to_json(THE_BANK, THE_RULES)


def test_figures_of_the_adaptive_form_are_read_as_written():
    rules, problems = read_rules(RULES.replace("tracks:\n", FIGURES + "tracks:\n"))
    assert problems == []
    assert rules.adaptive == Adaptive(8, 0.9, 0.02, 1.0, 10.5, 0.01)


def test_left_out_they_are_those_of_the_shipped_file():
    rules, _ = read_rules(RULES)
    assert rules.adaptive == Adaptive(6, 0.8, 0.01, 0.5, 20.0, 0.05)


def test_figures_of_ones_own_are_kept_with_an_attempt():
    own = replace(THE_RULES, adaptive=replace(Adaptive(), stop=0.9))
    assert bank_from_json(bank_to_json(THE_BANK, own)) == (THE_BANK, own)


@pytest.mark.parametrize("field", ["least", "stop", "tell", "unread", "doubt", "random"])
def test_half_of_the_figures_is_not_enough(field):
    told = read_rules(RULES.replace("tracks:\n", FIGURES.replace(f"{field}:", "x:") + "tracks:\n"))[
        1
    ]
    assert any(field in problem for problem in told)
