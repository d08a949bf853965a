"""A bank that keeps every rule, in words that mean nothing, and ways to spoil it."""

import random
from dataclasses import replace
from itertools import permutations

from quiz.core.bank import Format, Item, ItemId, MostLeast, Option, OptionId
from tests.core.builders import TRAITS, bank

_CONSONANTS, _VOWELS = "bdfgklmnprst", "aeiou"


def words(count=6, seed=""):
    """Some made-up words of three letters; the same seed gives the same ones."""
    draw = random.Random(f"text {seed}").choice
    return " ".join(draw(_CONSONANTS) + draw(_VOWELS) + draw(_CONSONANTS) for _ in range(count))


def answer(item, trait, points):
    return Option(OptionId(trait), words(seed=f"{item} {trait}"), {trait: points})


def item(name, kind, traits, *, points, extra=False):
    options = tuple(answer(name, trait, points) for trait in traits)
    return Item(ItemId(name), kind, words(9, name), options, extra=extra)


def sound():
    blocks = [
        item(f"block-{number}", Format.MOST_LEAST, order, points=3)
        for number, order in enumerate(permutations(TRAITS))
    ]
    sliders = [
        item(f"slider-{left}-{right}", Format.SLIDER, (left, right), points=2, extra=True)
        for left, right in permutations(TRAITS, 2)
    ]
    first, *_, last = blocks[0].options
    attention = replace(
        blocks[0],
        id=ItemId("attention"),
        situation=words(9, "attention"),
        options=tuple(replace(option, weights={}) for option in blocks[0].options),
        expects=MostLeast(first.id, last.id),
    )
    return bank(*blocks, attention, *sliders)


def changed(some_bank, name, **fields):
    """The bank with other fields in one item."""
    items = (replace(i, **fields) if i.id == name else i for i in some_bank.items)
    return replace(some_bank, items=tuple(items))


def with_option(some_bank, name, place, **fields):
    """The bank with other fields in one option of one item."""
    options = list(some_bank.item(name).options)
    options[place] = replace(options[place], **fields)
    return changed(some_bank, name, options=tuple(options))


def everywhere(some_bank, change):
    """The bank with every option changed by `change(item, option)`."""
    items = (
        replace(i, options=tuple(change(i, option) for option in i.options))
        if i.expects is None
        else i
        for i in some_bank.items
    )
    return replace(some_bank, items=tuple(items))


def with_items(some_bank, *items):
    return replace(some_bank, items=(*some_bank.items, *items))


def only(some_bank, count):
    """The bank cut down to its first items."""
    return replace(some_bank, items=some_bank.items[:count])
