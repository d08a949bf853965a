"""Knows what answers propose for a bank: popularities and weights, how sure, and which items fail.

It refuses to change a bank that is in use: a person reads the proposal and decides.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from quiz.core.arrays import Floats
from quiz.core.bank import Bank, Calibration, Item, ItemId, Option, OptionId, TraitId
from quiz.core.calibration.fit import fit
from quiz.core.calibration.levels import FEWEST, Level, TooFew, level_for
from quiz.core.calibration.parts import Part, draws_of, part_of
from quiz.core.model import Model
from quiz.core.sample import Small

WEAKEST_SLOPE = 0.3
"""An item that tells less than this part of what is written, or the opposite, should go."""

_DECIMALS = 2


@dataclass(frozen=True, slots=True)
class TunedOption:
    """An option as proposed. Popularities of one item are against their mean, in logits."""

    id: OptionId
    popularity: float
    popularity_sd: float
    weights: Mapping[TraitId, float]


@dataclass(frozen=True, slots=True)
class TunedItem:
    """An item as proposed. A slope of 1 is the written size; None where it was not looked at."""

    id: ItemId
    people: int  # who answered it
    level: Level
    slope: float | None
    slope_sd: float | None
    options: tuple[TunedOption, ...]

    @property
    def fails(self) -> bool:
        """Whether the item tells too little, or the opposite of what is written."""
        return self.slope is not None and self.slope < WEAKEST_SLOPE


@dataclass(frozen=True, slots=True)
class Proposal:
    """What so many people's answers propose; `settled` is false if the search had to give up."""

    people: int
    level: Level
    items: tuple[TunedItem, ...]
    rounds: int
    settled: bool


def propose(model: Model, chunks: Sequence[Small], *, most: Level = Level.WEIGHTS) -> Proposal:
    """Tune a bank on `chunks` of places (people, items), at most to the level `most`.

    The bank's own figures are the prior. What moves follows from the number of people, and for
    each item from how many of them answered it. Raises TooFew.
    """
    people = sum(len(chunk) for chunk in chunks)
    if people < FEWEST:
        raise TooFew(people)
    highest = min(level_for(people), most)
    answered = sum(((chunk >= 0).sum(axis=0) for chunk in chunks), start=np.array(0)).tolist()
    parts = [
        part_of(
            item,
            model.traits,
            penalty=model.rules.extreme_penalty,
            level=min(level_for(count), highest),
        )
        for item, count in zip(model.bank.scored, answered, strict=True)
    ]
    found = fit(parts, chunks, draws_of(parts, model.curves.slope))
    return Proposal(
        people=people,
        level=highest,
        items=tuple(
            _tuned(item, model, part, people=count, figures=figures)
            for item, part, count, figures in zip(
                model.bank.scored,
                parts,
                answered,
                zip(found.values, found.covariances, strict=True),
                strict=True,
            )
        ),
        rounds=found.rounds,
        settled=found.settled,
    )


_Figures = tuple[Floats, Floats]  # parameters and their covariance


def _tuned(item: Item, model: Model, part: Part, *, people: int, figures: _Figures) -> TunedItem:
    values, covariance = figures
    drift = model.curves.slope**2 / max(people, 1)
    curve = part.curve(values)
    popularity = part.centred(curve[0]) if part.level else curve[0]
    deviations = _popularity_sds(part, covariance, drift)
    weights = _rounded(curve[1:].T, item, model.traits, free=part.level is Level.WEIGHTS)
    sloped = part.level >= Level.SLOPE
    along = part.slopes()
    return TunedItem(
        id=item.id,
        people=people,
        level=part.level,
        slope=float(1 + along @ values) if sloped else None,
        slope_sd=float(np.sqrt(along @ covariance @ along)) if sloped else None,
        options=tuple(
            TunedOption(option.id, _round(value), sd, given)
            for option, value, sd, given in zip(
                item.options, popularity.tolist(), deviations, weights, strict=True
            )
        ),
    )


def _popularity_sds(part: Part, covariance: Floats, drift: float) -> list[float]:
    """Standard errors of the popularities; nought where they stay as written.

    Besides the error for these people there is that of who they are: their mean position is off
    the population's by chance, and moves the popularity of an option by slope times weights. Its
    variance is `drift`, slope squared by people, for each trait.
    """
    options = part.written.shape[1]
    if not part.level:
        return [0.0] * options
    against, weights = part.centred(np.eye(options)), part.centred(part.written[1:])
    variances = np.diag(against @ covariance[:options, :options] @ against.T)
    found: list[float] = np.sqrt(variances + drift * (weights**2).sum(axis=0)).tolist()
    return found


def _rounded(
    weights: Floats, item: Item, traits: Sequence[TraitId], *, free: bool
) -> list[dict[TraitId, float]]:
    """Round weights (options, traits) for the file; traits that were not written stay out at 0.

    Free weights keep the points of each option over all traits: the largest takes the rest.
    """
    found = np.round(weights, _DECIMALS)
    if free:
        each = np.arange(len(found))
        found[each, np.abs(found).argmax(axis=1)] += (weights - found).sum(axis=1)
    return [
        {
            trait: _round(points)
            for trait, points in zip(traits, row, strict=True)
            if _round(points) or trait in option.weights
        }
        for option, row in zip(item.options, found.tolist(), strict=True)
    ]


def _round(value: float) -> float:
    return round(value, _DECIMALS) + 0.0  # no negative nought


def tuned_bank(bank: Bank, proposal: Proposal, *, version: str, day: str) -> Bank:
    """The bank with everything that is proposed, under a new version; `day` as 2026-05-31."""
    tuned = {item.id: item for item in proposal.items}
    return replace(
        bank,
        version=version,
        calibration=Calibration(proposal.people, day),
        items=tuple(
            _item(item, tuned[item.id]) if item.id in tuned else item for item in bank.items
        ),
    )


def _item(item: Item, tuned: TunedItem) -> Item:
    return replace(item, options=tuple(map(_option, item.options, tuned.options)))


def _option(option: Option, tuned: TunedOption) -> Option:
    return replace(option, popularity=tuned.popularity, weights=tuned.weights)
