"""Knows which rules the weights of a single item must keep.

It refuses to know other items and any wording.
"""

from collections import defaultdict
from collections.abc import Iterator

import numpy as np

from quiz.core.bank import Format, Item, Option, TraitId
from quiz.core.checks.finding import EVERYWHERE, Finding, Path, error, warning
from quiz.core.grid import DRAWS, compile_grid, information
from quiz.core.model import Model
from quiz.core.normal import lattice

LEAST_BEST = 0.02  # share of people whose best answer an option has to be
LEAST_BITS = 0.02  # what an item has to tell about the track, on average
CHOICES = frozenset({Format.MOST_LEAST, Format.PICK, Format.RANK})
_EQUAL = 1e-9


def item_findings(model: Model) -> Iterator[Finding]:
    """Go through every scored item of the bank, and then through the likert items together."""
    for item in model.bank.scored:
        yield from _unequal_sums(item)
        yield from _twins(item, model.traits)
        yield from _nobodys_best(item, model)
    yield from _uninformative(model)
    yield from _one_sided_statements(model)


def path_of(item: Item, option: Option | None = None, field: str = "") -> Path:
    """Tell where an item or one of its options stands, or a field of it."""
    where: Path = ("items", item.id)
    if option is not None:
        where += ("options", option.id)
    return (*where, field) if field else where


def _unequal_sums(item: Item) -> Iterator[Finding]:
    sums = [sum(option.weights.values()) for option in item.options]
    if item.format is not Format.LIKERT and max(sums) - min(sums) > _EQUAL:
        yield warning(
            path_of(item),
            f"its options give {min(sums):g} to {max(sums):g} points in all",
            "give every option of an item the same total",
        )


def _twins(item: Item, traits: tuple[TraitId, ...]) -> Iterator[Finding]:
    seen: dict[tuple[float, ...], Option] = {}
    for option in item.options:
        weights = tuple(float(option.weights.get(trait, 0)) for trait in traits)
        twin = seen.setdefault(weights, option)
        if twin is not option:
            yield error(
                path_of(item, option, "weights"),
                f"weighs the same as {twin.id}, so that choosing between them tells nothing",
                "let each option stand for something else",
            )


def _nobodys_best(item: Item, model: Model) -> Iterator[Finding]:
    if item.format not in CHOICES:
        return
    weights = [[float(o.weights.get(t, 0)) for t in model.traits] for o in item.options]
    appeal = model.curves.slope * lattice(DRAWS, len(model.traits)) @ np.array(weights).T
    appeal += np.array([option.popularity for option in item.options])
    best = np.bincount(appeal.argmax(axis=1), minlength=len(item.options)) / DRAWS
    for option, share in zip(item.options, best.tolist(), strict=True):
        if share < LEAST_BEST:
            yield error(
                path_of(item, option, "weights"),
                f"is the best answer of {share:.1%} of people: the others outdo it",
                "give it a trait of its own, at a weight like theirs",
            )


def _uninformative(model: Model) -> Iterator[Finding]:
    grid = compile_grid(model)
    bits = information(grid, np.full(DRAWS, 1 / DRAWS)).tolist()
    for item, told in zip(model.bank.scored, bits, strict=True):
        if told < LEAST_BITS:
            yield warning(
                path_of(item),
                f"tells {told:.3f} bits about the track, {LEAST_BITS} are wanted",
                "set traits against each other that different tracks stand on, or raise weights",
            )


def _one_sided_statements(model: Model) -> Iterator[Finding]:
    """Agreeing with every statement must speak for no trait."""
    totals: dict[TraitId, float] = defaultdict(float)
    for item in model.bank.scored:
        if item.format is Format.LIKERT:
            for trait, points in item.options[0].weights.items():
                totals[trait] += points
    for trait, points in totals.items():
        if abs(points) > _EQUAL:
            yield error(
                EVERYWHERE,
                f"agreeing with every likert statement gives {trait} {points:+g} points",
                f"balance {trait} with statements of the opposite sign",
            )
