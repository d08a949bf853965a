"""Measures the adaptive form and the guard against answers that nobody read, on the shipped bank.

Run it with `python bench/measure_adaptive.py`; it takes a minute or two of one core. Seeds are
fixed. People are simulated and answer by weights that differ from the written ones ("noisy"), so
the figures say what the arithmetic can deliver, not how real people behave.
"""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # processor time of one core, not of several

import sys
import time
from collections import Counter
from dataclasses import replace
from itertools import product
from pathlib import Path

import numpy as np

from quiz.content.bank import load_bank
from quiz.content.rules import to_rules
from quiz.content.source import read_file
from quiz.core.adaptive import next_step
from quiz.core.bank import Calibration, MostLeast
from quiz.core.clicking import least_honest
from quiz.core.grid import compile_grid
from quiz.core.model import compile_model
from quiz.core.report import assess
from quiz.core.result import Kind
from quiz.core.simulation.people import EXACT, NOISY, answer, populate, truth
from quiz.core.simulation.sitting import sit

ROOT = Path(__file__).resolve().parents[1]
SEED = 20240601
BANKS, PEOPLE = 10, 150
CARELESS, PATTERNED = 1000, 150
HONEST_FAIL, CARELESS_FAIL = 0.02, 0.75


def shipped():
    bank = load_bank(ROOT / "questions.yaml")
    document, _ = read_file(ROOT / "tracks.yaml")
    rules, _ = to_rules(document, traits=[trait.id for trait in bank.traits])
    return bank, rules


def honest(model, scenario):
    """Places (people, items) of people under `BANKS` different truths."""
    rng = np.random.default_rng(SEED)
    rounds = []
    for _ in range(BANKS):
        curves = truth(model, scenario, rng)
        people = populate(PEOPLE, len(model.traits), scenario, rng=rng)
        rounds.append(answer(model, curves, people, scenario, rng=rng))
    return np.concatenate(rounds)


def random_clickers(model, rng):
    counts = model.curves.mask.sum(axis=1)
    return rng.integers(0, counts, (CARELESS, len(counts)))


def patterned(rng):
    """One place throughout, or a cycle of two or three places, by the order of asking."""
    return [rng.integers(0, 12, rng.integers(1, 4)) for _ in range(PATTERNED)]


class Tally:
    """What became of many sittings."""

    def __init__(self):
        self.blocks, self.screens, self.seconds, self.saved = [], [], [], []
        self.agreed, self.first, self.ties = [], [], []
        self.kinds, self.stops, self.flags = Counter(), Counter(), Counter()

    def add(self, model, sitting, leaders=None):
        result = assess(model, sitting.responses, digest="")
        asked = [item for item in sitting.responses if item in model.core]
        self.blocks.append(len(asked))
        self.screens.append(len(sitting.responses))
        self.seconds.append(sum(item in model.attention for item in sitting.responses) > 1)
        self.saved.append(sitting.last.saved)
        self.kinds[result.verdict.kind] += 1
        self.stops[sitting.last.stop] += 1
        self.flags[bool(result.flags)] += 1
        if leaders is not None:
            self.agreed.append(result.why.leader in leaders)
            self.first.append(result.why.leader == leaders[0])
            self.ties.append(len(leaders) > 1)

    @property
    def people(self):
        return len(self.blocks)

    def share(self, kind):
        return self.kinds[kind] / self.people


def full_leaders(model, places):
    """The tracks with most points in everyone's complete form of blocks; several where they tie."""
    rows = [model.rows[item] for item in model.core]
    chosen = model.curves.weights[rows, places[:, rows]] - model.neutral.means[rows]
    points = chosen.sum(axis=1) @ model.profiles.T
    most = points >= points.max(axis=1, keepdims=True) - model.rules.thresholds.tie
    return [[model.tracks[track] for track in np.flatnonzero(each)] for each in most]


def heeding(people, fails, rng):
    return rng.random((people, 2)) >= fails


def go(model, grid, places, fails, *, leaders=None):
    rng, tally = np.random.default_rng(SEED), Tally()
    heeds = heeding(len(places), fails, rng)
    for person, row in enumerate(places):
        sitting = sit(model, grid, row.tolist(), heeds=heeds[person].tolist())
        tally.add(model, sitting, leaders[person] if leaders else None)
    return tally


def outcomes(model, grid, places):
    """What a careless person is told for each way of answering the two attention blocks."""
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
    return len(scored), told


def print_careless(name, model, grid, sheets):
    """Shares over all ways of answering the attention blocks, each weighed by its chance."""
    everyone = [outcomes(model, grid, places) for places in sheets]
    blocks = np.mean([count for count, _ in everyone])
    print(f"{name}: {blocks:.1f} items")
    for fails in (CARELESS_FAIL, 11 / 12):
        chances = {
            heeds: np.prod([1 - fails if heeded else fails for heeded in heeds])
            for heeds in product((True, False), repeat=2)
        }
        clear, flagged = (
            np.mean([sum(chances[h] for h, r in told.items() if holds(r)) for _, told in everyone])
            for holds in (lambda r: r.verdict.kind is Kind.CLEAR, lambda r: bool(r.flags))
        )
        print(
            f"    failing {fails:.2f} of attention blocks: told clear {clear:.4f}, "
            f"flagged {flagged:.3f}"
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


def standard_error(values):
    return np.std(values) / len(values) ** 0.5


def print_honest(name, tally):
    print(
        f"{name}: {np.mean(tally.blocks):.2f} blocks (se {standard_error(tally.blocks):.2f}, "
        f"median {np.median(tally.blocks):.0f}), {np.mean(tally.screens):.1f} screens in all, "
        f"saved {np.mean(tally.saved):.1f}"
    )
    print(
        f"    the track named has most points in the complete form {np.mean(tally.agreed):.3f} "
        f"(se {standard_error(tally.agreed):.3f}); {np.mean(tally.ties):.3f} of these forms tie, "
        f"the first of the tied alone {np.mean(tally.first):.3f}"
    )
    stops = ", ".join(f"{stop} {count / tally.people:.2f}" for stop, count in tally.stops.items())
    kinds = ", ".join(f"{kind} {count / tally.people:.2f}" for kind, count in tally.kinds.items())
    print(
        f"    stopped: {stops}; second attention block {np.mean(tally.seconds):.2f}; "
        f"flagged {tally.flags[True] / tally.people:.3f}"
    )
    print(f"    {kinds}")


def print_speed(model, grid, places):
    began = time.process_time()
    compile_grid(model)
    print(f"tables of the grid {1e3 * (time.process_time() - began):.0f} ms")
    began = time.process_time()
    least_honest.__wrapped__(model, 12, 0.05)
    print(
        f"one length of honest people {1e3 * (time.process_time() - began):.0f} ms, once a process"
    )
    for answered in (0, 5, 6, 12, 23):
        sheets = [
            {model.items[row]: model.answers[row][person[row]] for row in range(answered)}
            for person in places[:100]
        ]
        best = min(timed(model, grid, sheets) for _ in range(15))
        print(f"next step after {answered:2d} answers {1e3 * best:.3f} ms")


def timed(model, grid, sheets):
    began = time.process_time()
    for sheet in sheets:
        next_step(model, grid, sheet)
    return (time.process_time() - began) / len(sheets)


def measure(bank, rules):
    rng = np.random.default_rng(SEED + 1)
    model = compile_model(bank, rules)
    grid = compile_grid(model)
    for scenario in (EXACT, NOISY) if not bank.pilot else (NOISY,):
        places = honest(model, scenario)
        leaders = full_leaders(model, places)
        tally = go(model, grid, places, HONEST_FAIL, leaders=leaders)
        print_honest(f"  {len(places)} honest people, {scenario.name}", tally)
    clickers = random_clickers(model, rng).tolist()
    print_careless(f"  {CARELESS} people clicking at random", model, grid, clickers)
    cycles = [by_place(model, grid, cycle) for cycle in patterned(rng)]
    print_careless(f"  {len(cycles)} people clicking by place", model, grid, cycles)
    return model, grid, places


def main():
    began = time.process_time()
    bank, rules = shipped()
    print(f"numpy {np.__version__}, Python {sys.version.split()[0]}, one core")
    print("pilot mode off")
    model, grid, places = measure(replace(bank, calibration=Calibration(300, "2026-01-01")), rules)
    print("pilot mode on")
    measure(replace(bank, calibration=None), rules)
    print_speed(model, grid, places)
    print(f"all this took {time.process_time() - began:.0f} s")


if __name__ == "__main__":
    main()
