"""A bank of three items, small enough to be changed in a test, and how to read one from text."""

from quiz.content.bank import to_bank
from quiz.content.problems import Problem, in_order
from quiz.content.source import read
from quiz.core.bank import Bank

BANK = """\
version: "1"
calibration: none
traits:
  - {id: why, name: WHY, question: "Why?", pole: vision, description: The need.}
  - {id: how, name: HOW, question: "How?", pole: execution, description: The way.}
items:
  - id: party
    format: most-least
    kind: community
    situation: Your street wants a party.
    options:
      - {id: ask, text: Ask what it is for, weights: {why: 3}}
      - {id: sort, text: Sort out who does what, weights: {how: 3}, popularity: 0.5}
  - id: soon
    format: slider
    extra: true
    situation: Between these two?
    options:
      - {id: left, text: Whole, weights: {why: 3}}
      - {id: right, text: Soon, weights: {how: 2.5}}
  - id: notes
    format: pick
    situation: What do you write down?
    options:
      - {id: aim, text: The aim, weights: {why: 3}}
      - {id: steps, text: The steps, weights: {how: 3}}
"""


def read_text(text: str) -> tuple[Bank | None, list[Problem]]:
    document, problems = read(text.encode(), "questions.yaml")
    if document is None:
        return None, problems
    bank, more = to_bank(document)
    return bank, in_order(problems + more)


def messages(text: str) -> list[str]:
    return [str(problem) for problem in read_text(text)[1]]
