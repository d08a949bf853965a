"""Proposed figures in the text of a question file: everything else stays as it was written."""

from dataclasses import replace
from difflib import ndiff
from pathlib import Path

import pytest

from quiz.content.bank import load_bank, to_bank
from quiz.content.problems import ContentError
from quiz.content.proposed import proposed_text
from quiz.content.source import read
from quiz.core.bank import Calibration

ROOT = Path(__file__).resolve().parents[2]
TRAITS = """\
traits:
- {id: why, name: WHY, question: "Why?", pole: vision, description: "Why"}
- {id: how, name: HOW, question: "How?", pole: execution, description: "How"}
"""
SMALL = f"""\
version: "1"  # the first
calibration: none
{TRAITS}
items:
# One question.
- id: q
  format: pick
  situation: 'What do you do?'
  options:
  - id: a  # the first answer
    text: "no"
    weights: {{why: 3, how: 1.50}}
  - {{id: b, text: "Ask", weights: {{how: 3}}, popularity: 0.5}}  # the second

  # The end.
"""
TUNED = Calibration(120, "2030-05-31")


def bank_of(text):
    document, _ = read(text.encode(), "questions.yaml")
    bank, problems = to_bank(document)
    assert bank is not None, problems
    return bank


def tuned(bank, *figures, version="2", calibration=TUNED):
    """The bank with (popularity, weights) for each option of its first item."""
    first = bank.items[0]
    options = tuple(
        replace(option, popularity=popularity, weights=weights)
        for option, (popularity, weights) in zip(first.options, figures, strict=True)
    )
    items = (replace(first, options=options), *bank.items[1:])
    return replace(bank, version=version, calibration=calibration, items=items)


def changes(before, after):
    return [line for line in ndiff(before.splitlines(), after.splitlines()) if line[0] in "+-"]


def test_only_the_figures_change():
    after = proposed_text(
        SMALL, tuned(bank_of(SMALL), (-0.2, {"why": 2.5, "how": 1.5}), (0.2, {"how": 3.0}))
    )
    assert changes(SMALL, after) == [
        '- version: "1"  # the first',
        '+ version: "2"  # the first',
        "- calibration: none",
        "+ calibration: {people: 120, date: 2030-05-31}",
        "+     popularity: -0.2",
        "-     weights: {why: 3, how: 1.50}",
        "+     weights: {why: 2.5, how: 1.50}",
        '-   - {id: b, text: "Ask", weights: {how: 3}, popularity: 0.5}  # the second',
        '+   - {id: b, text: "Ask", weights: {how: 3}, popularity: 0.2}  # the second',
    ]


def test_a_trait_comes_and_another_goes():
    after = proposed_text(SMALL, tuned(bank_of(SMALL), (0, {"how": 1.0}), (0.5, {"why": -1.0})))
    written = [line.split(": ", 1)[-1] for line in changes(SMALL, after) if "weights" in line]
    assert written[:2] == ["{why: 3, how: 1.50}", "{how: 1.0}"]
    assert "weights: {why: -1.0}, popularity: 0.5} # the second" in written[3]


def test_a_bank_can_lose_its_calibration():
    figures = [(o.popularity, o.weights) for o in bank_of(SMALL).items[0].options]
    once = proposed_text(SMALL, tuned(bank_of(SMALL), *figures))
    again = proposed_text(once, tuned(bank_of(once), *figures, version="1", calibration=None))
    assert again == SMALL


def test_the_shipped_questions_keep_every_comment_and_every_line_in_its_place():
    text = (ROOT / "questions.yaml").read_text()
    bank = load_bank(ROOT / "questions.yaml")
    assert proposed_text(text, bank) == text
    figures = [(0.01 * n, o.weights) for n, o in enumerate(bank.items[0].options, 1)]
    after = proposed_text(text, tuned(bank, *figures))
    assert [line for line in changes(text, after) if line[0] == "-"] == [
        '- version: "1.1"',
        "- calibration: none",
    ]
    assert [line.strip() for line in changes(text, after) if "popularity" in line] == [
        f"+         popularity: {figure}" for figure in (0.01, 0.02, 0.03, 0.04)
    ]


def test_a_proposal_that_could_not_be_used_is_not_given():
    with pytest.raises(ContentError, match="popularity: is 11"):
        proposed_text(SMALL, tuned(bank_of(SMALL), (11.0, {"why": 3}), (0.5, {"how": 3})))
