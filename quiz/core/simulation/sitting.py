"""Knows how an imaginary person goes through an adaptive sitting, from the first item to its stop.

It refuses to know how their answers came about (`quiz.core.simulation.people`).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from quiz.core.adaptive import Step, next_step
from quiz.core.bank import Answer, ItemId, MostLeast, Responses
from quiz.core.grid import Grid
from quiz.core.model import Model


@dataclass(frozen=True, slots=True)
class Sitting:
    """What was asked and answered, in this order, and why it stopped."""

    responses: Responses
    last: Step


def sit(model: Model, grid: Grid, places: Sequence[int], *, heeds: Sequence[bool]) -> Sitting:
    """Ask what `quiz.core.adaptive` says until it may stop, and stop there.

    `places` (items,) holds the answer that this person would give to each item, `heeds` whether
    they do as the first, the second ... attention block asks.
    """
    responses: dict[ItemId, Answer | None] = {}
    attention = dict(zip(model.attention, heeds, strict=True))
    step = next_step(model, grid, responses)
    while step.stop is None and step.item is not None:
        item = step.item
        if item in attention:
            responses[item] = _to_attention(model.attention[item], heeded=attention[item])
        else:
            row = model.rows[item]
            responses[item] = model.answers[row][places[row]]
        step = next_step(model, grid, responses)
    return Sitting(responses, step)


def _to_attention(expected: MostLeast, *, heeded: bool) -> MostLeast:
    return expected if heeded else MostLeast(expected.least, expected.most)
