"""Knows which rules the items of a bank must keep together, before anyone answers.

It refuses to know single items and any wording. The pilot term is left out of all figures: it
hides what is wrong with the weights.
"""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from quiz.core.arrays import Floats, Places
from quiz.core.bank import STEPS, Format, MostLeast
from quiz.core.batch import score_many
from quiz.core.checks.finding import EVERYWHERE, Finding, error, warning
from quiz.core.model import Model, compile_model
from quiz.core.normal import lattice
from quiz.core.simulation.figures import true_tracks
from quiz.core.simulation.people import EXACT, answer, populate

LEAST_INFORMATION = 3.0  # in the worse direction of the plane
MOST_UNEVEN_PLANE = 1.3
MOST_UNEVEN_TRAITS = 1.5
MOST_LEAK = 0.15
MOST_YES_IN_PLANE = 0.10  # standard deviations
MOST_YES_IN_LEVEL = 0.25
MOST_BY_PLACE = 0.60
LEAST_SHARE = 0.60  # of an equal share: 20 % where there are three tracks
MOST_FROM_CLICKING = 0.12
_ORDINALS = ("1st", "2nd", "3rd", "4th", "5th", "6th")  # a block has no more options
_SEED = 7
_CLICKERS = 1500
_PEOPLE = 1000
_DRAWS = 4096
_EQUAL = 1e-9


def form_findings(model: Model) -> Iterator[Finding]:
    """Hold the whole bank against every rule that needs no scoring of the truth."""
    across = _track_space(model)
    information = model.curves.slope**2 * model.neutral.covariances.sum(axis=0)
    yield from _information(across, information)
    yield from _traits(model, information)
    yield from _leak(across, information)
    yield from _yes(model, across, information)
    yield from _by_place(_without_tuning(model))
    yield from _shares(model)
    yield from _imprecise(model)


def _track_space(model: Model) -> Floats:
    """Find orthonormal directions, (directions, traits), in which the tracks differ."""
    apart = model.profiles - model.profiles[0]
    _, sizes, directions = np.linalg.svd(apart, full_matrices=False)
    return np.asarray(directions[sizes > _EQUAL])


def _information(across: Floats, information: Floats) -> Iterator[Finding]:
    least, *_, most = [*np.linalg.eigvalsh(across @ information @ across.T).tolist()] * 2
    if least < LEAST_INFORMATION:
        yield error(
            EVERYWHERE,
            f"the items tell tracks apart with an information of {least:.1f}, "
            f"{LEAST_INFORMATION:g} are needed",
            "add items, or raise the weights",
        )
    elif most / least > MOST_UNEVEN_PLANE:
        yield warning(
            EVERYWHERE,
            f"some tracks are told apart {most / least:.1f} times as sharply as others",
            "use each trait equally often, at equal weights",
        )


def _traits(model: Model, information: Floats) -> Iterator[Finding]:
    each = np.diag(information)
    if each.max() > MOST_UNEVEN_TRAITS * each.min():
        most, least = model.traits[each.argmax()], model.traits[each.argmin()]
        yield warning(
            EVERYWHERE,
            f"the items tell more about {most} ({each.max():.1f}) than about {least} "
            f"({each.min():.1f})",
            f"add options for {least}, or raise their weights",
        )


def _leak(across: Floats, information: Floats) -> Iterator[Finding]:
    traits = len(information)
    level = np.ones(traits) / np.sqrt(traits)
    told = level @ information @ level
    if told < _EQUAL:
        return
    sharpest = np.linalg.eigvalsh(across @ information @ across.T).max()
    leak = np.linalg.norm(across @ information @ level) / np.sqrt(told * max(sharpest, _EQUAL))
    if leak > MOST_LEAK:
        yield warning(
            EVERYWHERE,
            f"liking all options much is mistaken for a track (correlation {leak:.2f})",
            "give all options of an item the same total",
        )


def _yes(model: Model, across: Floats, information: Floats) -> Iterator[Finding]:
    """See where someone lands who agrees a little with every likert statement."""
    yes = np.zeros(len(model.traits))
    for row, item in enumerate(model.bank.scored):
        if item.format is Format.LIKERT:
            yes += model.curves.weights[row, STEPS.index(1)]
    moved = np.linalg.solve(np.eye(len(yes)) + information, model.curves.slope * yes)
    sideways, upwards = np.linalg.norm(across @ moved), abs(moved.sum()) / np.sqrt(len(yes))
    mend = "balance each trait with statements of the opposite sign"
    if sideways > MOST_YES_IN_PLANE:
        what = f"agreeing with every statement moves a person {sideways:.2f} deviations to a track"
        yield error(EVERYWHERE, what, mend)
    if upwards > MOST_YES_IN_LEVEL:
        what = f"agreeing with every statement lifts all traits by {upwards:.2f} deviations"
        yield warning(EVERYWHERE, what, mend)


def _without_tuning(model: Model) -> Model:
    """Take away popularities that real answers gave: clickers cannot know what people like."""
    if model.bank.pilot:
        return model
    items = tuple(
        replace(item, options=tuple(replace(option, popularity=0.0) for option in item.options))
        for item in model.bank.items
    )
    return compile_model(replace(model.bank, items=items), model.rules)


def _by_place(model: Model) -> Iterator[Finding]:
    """See what is said to people who always take the same place."""
    last = np.array([len(answers) for answers in model.answers]) - 1
    places = np.minimum(np.arange(last.max() + 1)[:, None], last)
    chances = score_many(model, places).probabilities
    if chances.max() <= MOST_BY_PLACE:
        return
    place, track = np.unravel_index(chances.argmax(), chances.shape)
    yield error(
        EVERYWHERE,
        f"always taking {_at(model, int(place))}, unread, leads to {model.tracks[int(track)]} with "
        f"{chances.max():.0%}",
        "change the order of options so that each place favours each trait equally often (--fix)",
    )


def _at(model: Model, place: int) -> str:
    """Say which answer of each item stands at this place, and how many items have one there."""
    there = [
        (item, answers[place])
        for item, answers in zip(model.bank.scored, model.answers, strict=True)
        if len(answers) > place
    ]
    of_blocks = [
        (tuple(option.id for option in item.options), answer)
        for item, answer in there
        if isinstance(answer, MostLeast)
    ]
    words = f"answer {place + 1}"
    if of_blocks:
        options, answer = of_blocks[0]
        most, least = (_ORDINALS[options.index(one)] for one in (answer.most, answer.least))
        elsewhere = "" if len(of_blocks) == len(there) else f" and elsewhere {words}"
        words = f"most = {most}, least = {least}{elsewhere}"
    return f"{words} (in {len(there)} of {len(model.items)} items)"


def _shares(model: Model) -> Iterator[Finding]:
    """See how many people belong to each track, and whether clickers are spread like them."""
    tracks = len(model.tracks)
    true = true_tracks(model, lattice(_DRAWS, len(model.traits)))
    belonging = np.bincount(true, minlength=tracks) / _DRAWS
    rng = np.random.default_rng(_SEED)
    counts = np.array([len(answers) for answers in model.answers])
    clicked = score_many(_without_tuning(model), rng.integers(0, counts, (_CLICKERS, len(counts))))
    told = np.bincount(clicked.probabilities.argmax(axis=1), minlength=tracks) / _CLICKERS
    least = LEAST_SHARE / tracks
    for track, share, random in zip(model.tracks, belonging, told, strict=True):
        if share < least:
            yield error(
                EVERYWHERE,
                f"only {share:.1%} of people belong to {track}, {least:.0%} are needed",
                "give the traits it stands on more options or more weight",
            )
        if abs(random - share) > MOST_FROM_CLICKING:
            yield error(
                EVERYWHERE,
                f"{random:.0%} of random clickers are led to {track}, but {share:.0%} of people "
                "belong to it",
                "give all options of an item the same total and one trait each, and no popularity "
                "before real answers have tuned it",
            )


def _imprecise(model: Model) -> Iterator[Finding]:
    deviation = np.quantile(score_many(model, _read(model)).position_sd, 0.95)
    limit = model.rules.thresholds.precision
    if deviation > limit:
        yield error(
            EVERYWHERE,
            f"one person in twenty is placed no better than to {deviation:.2f} deviations "
            f"({limit:g} is the limit) and is told that answers are too few",
            "add items",
        )


def _read(model: Model) -> Places:
    rng = np.random.default_rng(_SEED)
    people = populate(_PEOPLE, len(model.traits), EXACT, rng=rng)
    return answer(model, model.curves, people, EXACT, rng=rng)
