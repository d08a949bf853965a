"""Knows how people go through the adaptive form: those who read, and those who only click.

It refuses to know which figures are good. People are simulated; some of them answer by weights that
differ from the written ones, so what comes of it says what the arithmetic can deliver.
"""

from collections import Counter
from itertools import product

import numpy as np
from ground import SEED

from quiz.core.adaptive import next_step
from quiz.core.bank import MostLeast
from quiz.core.report import assess
from quiz.core.simulation.people import answer, populate, truth
from quiz.core.simulation.sitting import sit

HONEST_FAIL = 0.02


def honest(model, scenario, truths, people):
    """Places (people, items) of `people` under each of so many different truths."""
    rng = np.random.default_rng(SEED)
    for _ in range(truths):
        curves = truth(model, scenario, rng)
        crowd = populate(people, len(model.traits), scenario, rng=rng)
        yield answer(model, curves, crowd, scenario, rng=rng)


def random_clickers(model, people, rng):
    counts = model.curves.mask.sum(axis=1)
    return rng.integers(0, counts, (people, len(counts))).tolist()


def full_leaders(model, places):
    """The tracks with most points in everyone's complete form of blocks; several where they tie."""
    rows = [model.rows[item] for item in model.core]
    chosen = model.curves.weights[rows, places[:, rows]] - model.neutral.means[rows]
    points = chosen.sum(axis=1) @ model.profiles.T
    most = points >= points.max(axis=1, keepdims=True) - model.rules.thresholds.tie
    return [[model.tracks[track] for track in np.flatnonzero(each)] for each in most]


class Tally:
    """What became of the people of one truth."""

    def __init__(self):
        self.blocks, self.screens, self.agreed, self.flagged = [], [], [], []
        self.kinds, self.stops = Counter(), Counter()

    def add(self, model, sitting, leaders):
        result = assess(model, sitting.responses, digest="")
        self.blocks.append(sum(item in model.core for item in sitting.responses))
        self.screens.append(len(sitting.responses))
        self.agreed.append(result.why.leader in leaders)
        self.flagged.append(bool(result.flags))
        self.kinds[result.verdict.kind] += 1
        self.stops[sitting.last.stop] += 1


def sat(model, grid, crowds):
    """Let everyone sit; one tally for each truth."""
    rng = np.random.default_rng(SEED)
    for places in crowds:
        tally = Tally()
        heeds = (rng.random((len(places), 2)) >= HONEST_FAIL).tolist()
        leaders = full_leaders(model, places)
        for person, row in enumerate(places.tolist()):
            tally.add(model, sit(model, grid, row, heeds=heeds[person]), leaders[person])
        yield tally


def mean_of(tallies, name):
    """The mean over all people, and its standard error from how truths differ."""
    by_truth = [np.mean(getattr(tally, name)) for tally in tallies]
    return float(np.mean(by_truth)), float(np.std(by_truth, ddof=1) / len(by_truth) ** 0.5)


def told_without_reading(model, grid, places):
    """What someone is told for each of the four ways to answer the two attention blocks."""
    asked = sit(model, grid, places, heeds=(True, True)).responses
    scored = {item: answer for item, answer in asked.items() if item in model.rows}
    told = {}
    for heeds in product((True, False), repeat=2):
        answers, attention = dict(scored), dict(zip(model.attention, heeds, strict=True))
        while (step := next_step(model, grid, answers)).stop is None:
            expected = model.attention[step.item]
            other = MostLeast(expected.least, expected.most)
            answers[step.item] = expected if attention[step.item] else other
        told[heeds] = assess(model, answers, digest="")
    return told


def expected_share(everyone, holds, fails):
    """The share for whom `holds`, if each attention block is failed with this chance."""
    chances = {
        heeds: np.prod([1 - fails if heeded else fails for heeded in heeds])
        for heeds in product((True, False), repeat=2)
    }
    return float(
        np.mean([sum(chances[h] for h, r in told.items() if holds(r)) for told in everyone])
    )


def by_place(model, grid, cycle):
    """The places of someone who clicks by place, whatever is asked, in the order of asking."""
    places, order = np.zeros(len(model.items), dtype=int), None
    while True:
        asked = sit(model, grid, places.tolist(), heeds=(True, True)).responses
        if list(asked) == order:
            return places.tolist()
        order = list(asked)
        for turn, item in enumerate(item for item in asked if item in model.rows):
            row = model.rows[item]
            places[row] = min(cycle[turn % len(cycle)], len(model.answers[row]) - 1)
