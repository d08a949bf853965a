"""Knows how to build attention blocks and sittings with them, for tests of the adaptive form."""

from dataclasses import replace
from itertools import permutations

from quiz.core.bank import Format
from tests.core.builders import TRAITS, bank, block, item, most_least, option

PAIRS = tuple(most_least(*pair) for pair in permutations(TRAITS, 2))
"""All twelve answers to a block of four."""

EXPECTED = most_least("b", "a")
OTHERWISE = most_least("a", "c")


def attention(name):
    asks = item(name, Format.MOST_LEAST, option("a"), option("b"), option("c"))
    return replace(asks, expects=EXPECTED)


def watched(count, *more, calibration="kept"):
    """So many blocks, then other items, then two attention blocks called look and again."""
    items = (*(block(f"b{number}") for number in range(count)), *more)
    made = bank(*items, attention("look"), attention("again"))
    return made if calibration == "kept" else replace(made, calibration=calibration)


def given(*answers):
    """Answers to the first blocks, in order; None skips one."""
    return {f"b{number}": answer for number, answer in enumerate(answers)}


def leaning(count):
    """Answers of someone who clearly takes WHY and WHAT before HOW and WHEN, in turning places."""
    turns = [most_least(*pair) for pair in (("why", "when"), ("what", "how"), ("why", "how"))]
    others = [most_least("what", "when"), most_least("why", "what")]
    return [(*turns, *others)[number % 5] for number in range(count)]


def nowhere(count):
    """Answers that cancel out, two by two."""
    pairs = [("why", "when"), ("what", "how"), ("why", "what"), ("how", "when")]
    turns = [most_least(*turn) for pair in pairs for turn in (pair, pair[::-1])]
    return [turns[number % 8] for number in range(count)]


def wavering(count):
    """Answers that lead nowhere, until the last three lean one way."""
    return [*nowhere(count - 3), *leaning(3)]


def unread(count):
    """Answers that cancel out, but for the last few: a weak leaning that few would show so."""
    spread = [PAIRS[number * 7 % 12] for number in range(count - 4)]
    return [*spread, *[most_least("what", "when"), most_least("why", "how")] * 2]
