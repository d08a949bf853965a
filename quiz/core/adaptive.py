"""Knows which item to ask next, when the quiz may stop, and why.

It refuses to know who answers, and never says which track is ahead: only that one is.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from math import log

import numpy as np

from quiz.core.bank import Item, ItemId, Responses
from quiz.core.clicking import evidence
from quiz.core.enough import choices
from quiz.core.grid import Grid, believed, information
from quiz.core.model import Model
from quiz.core.quality import doubtful
from quiz.core.scoring import Profile, Sheet, read, score

_EQUAL = 1e-9
_DECIMALS = 9
_MOST_ATTENTION = 2


class Stop(StrEnum):
    """Why the quiz may stop."""

    SURE = "sure"  # a track is likely enough
    LITTLE = "little-left"  # no item left tells enough to be worth asking
    DONE = "done"  # everything was asked: of the form in a fixed order, of the bank otherwise


@dataclass(frozen=True, slots=True)
class Step:
    """What comes after the answers so far.

    Without `stop` the quiz asks `item`. With it the person may finish, or go on with `item`; None
    says that there is nothing to go on with.
    """

    item: ItemId | None
    stop: Stop | None = None
    saved: int = 0  # screens fewer than the complete form has, when it stops here
    tells: float = 0.0  # bits about the track that `item` is expected to tell


def next_step(model: Model, grid: Grid, responses: Responses) -> Step:
    """Choose the item that tells most about the track, or find that enough is known.

    Items of `responses` are not asked again, whether answered or skipped (None). It may stop from
    `least` choices on (`quiz.core.enough`), once a track has the probability `stop`, as the verdict
    would state it, or once no item left tells more than `tell`; the figures are
    `model.rules.adaptive`. It does not stop early on answers that random clicking explains much
    better than reading, nor while the verdict would still be that they are too few. Before it
    stops it asks an attention block, and a second where one is too little. The same answers give
    the same step in every process. Raises KeyError for an item or answer that the bank does not
    have.
    """
    sheet = read(model, responses)
    best, tells = _most_telling(model, grid, sheet, responses)
    least = max(model.rules.adaptive.least, model.rules.thresholds.accept_finish)
    if best is not None and choices(model.bank, responses) < least:
        return Step(best, tells=tells)
    profile = score(model, sheet)
    stop = _stop(model, profile, tells) if best is not None else Stop.DONE
    if stop is None:
        return Step(best, tells=tells)
    attention = _attention(model, profile, responses, always=True)
    if attention is not None:
        return Step(attention)
    return Step(best, stop, max(0, len(model.core) - len(responses)), tells)


def next_in_order(model: Model, responses: Responses) -> Step:
    """Take the items of the form in the order of the bank, and those marked extra to go on with.

    An attention block is asked at the end, and only where the answers give reason to doubt.
    Raises KeyError for an item or answer that the bank does not have.
    """
    item = _first_open(model.bank.form, responses)
    if item is not None:
        return Step(item)
    profile = score(model, read(model, responses))
    attention = _attention(model, profile, responses, always=False)
    if attention is not None:
        return Step(attention)
    return Step(_first_open(model.bank.scored, responses), Stop.DONE)


def attention_before_finishing(model: Model, responses: Responses) -> ItemId | None:
    """Find the attention block to show to someone who finishes before the quiz would have stopped.

    None where enough were shown. Raises KeyError as `next_step` does.
    """
    return _attention(model, score(model, read(model, responses)), responses, always=True)


def _attention(
    model: Model, profile: Profile, responses: Responses, *, always: bool
) -> ItemId | None:
    """Find the attention block to ask before a result is given, None where none is needed.

    The first is asked `always`, or else where the answers are doubtful; the second where they are,
    or where the first was skipped or answered otherwise than it asks.
    """
    asked = [item for item in model.attention if item in responses]
    left = (item for item in model.attention if item not in responses)
    heeded = [responses[item] == model.attention[item] for item in asked]
    if len(asked) >= _MOST_ATTENTION:
        return None
    wanted = (always and not asked) or not all(heeded) or doubtful(model, profile)
    return next(left, None) if wanted else None


def _most_telling(
    model: Model, grid: Grid, sheet: Sheet, responses: Responses
) -> tuple[ItemId | None, float]:
    """Find the open item with most information; of equals the first in the bank."""
    still_open = [row for row, item in enumerate(model.items) if item not in responses]
    if not still_open:
        return None, 0.0
    sums = model.curves.weights[sheet.rows, sheet.places].sum(axis=0)
    told = information(grid, believed(grid, sheet.rows, sums))[still_open]
    # Sums of the same numbers in another order differ in the last digits: those are equal.
    first = int(np.flatnonzero(told >= told.max() - _EQUAL)[0])
    return model.items[still_open[first]], float(told[first])


def _stop(model: Model, profile: Profile, tells: float) -> Stop | None:
    if profile.position_sd > model.rules.thresholds.precision:
        return None
    limits = model.rules.adaptive
    sure = round(float(profile.probabilities.max()), _DECIMALS) >= limits.stop
    if sure and evidence(model, profile) >= log(limits.unread):
        return Stop.SURE
    return Stop.LITTLE if round(tells, _DECIMALS) <= limits.tell else None


def _first_open(items: Iterable[Item], responses: Responses) -> ItemId | None:
    return next((item.id for item in items if item.id not in responses), None)
