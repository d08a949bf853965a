"""Knows what all measurements share: the banks, answers to them, and a list of what was found."""

import os
import sys
from dataclasses import replace
from datetime import UTC, datetime
from itertools import permutations
from pathlib import Path

import numpy as np

from quiz.content.catalogue import load
from quiz.core.bank import Calibration, Format, Item, ItemId, Option, OptionId
from quiz.core.model import compile_model, probabilities

ROOT = Path(__file__).resolve().parent.parent
SEED = 20240601
TRAITS = ("why", "what", "how", "when")
SAID = []


def say(figure, value, goal="", *, reached=None):
    verdict = "" if reached is None else "reached" if reached else "NOT REACHED"
    SAID.append((figure, value, goal, verdict))
    print(f"{figure:<62} {value:>22}  {goal:<12} {verdict}", flush=True)


def models():
    """The shipped bank without and with the caution of a trial version."""
    catalogue = load(ROOT)
    off = replace(catalogue.rules, pilot_variance=0.0)
    return compile_model(catalogue.bank, off), compile_model(catalogue.bank, catalogue.rules)


def picks_bank(bank, count=36):
    """Pick-one items with three points each: on one trait, or two and one on a neighbour."""
    dice = np.random.default_rng(1)
    items = []
    for number in range(count):
        options = []
        for place in dice.permutation(4).tolist():
            weights = {TRAITS[place]: 3.0}
            if dice.random() < 0.5:
                near = [n for n in (place - 1, place + 1) if 0 <= n < 4]
                weights = {TRAITS[place]: 2.0, TRAITS[int(dice.choice(near))]: 1.0}
            options.append(Option(OptionId(TRAITS[place]), TRAITS[place], weights))
        items.append(Item(ItemId(f"p{number}"), Format.PICK, "", tuple(options)))
    return replace(bank, items=tuple(items), calibration=Calibration(1, "2026-01-01"))


def generated_bank(bank, number):
    """24 blocks of one option for each trait and 12 sliders between two, in an order by chance."""
    dice = np.random.default_rng([SEED, number])
    items = []
    for place in range(24):
        traits = [TRAITS[t] for t in dice.permutation(4)]
        options = tuple(Option(OptionId(t), t, {t: 3.0}) for t in traits)
        items.append(Item(ItemId(f"b{place}"), Format.MOST_LEAST, "", options))
    for place, two in enumerate([*permutations(TRAITS, 2)]):
        options = tuple(Option(OptionId(t), t, {t: 2.0}) for t in two)
        items.append(Item(ItemId(f"s{place}"), Format.SLIDER, "", options, extra=True))
    order = dice.permutation(len(items))
    return replace(bank, items=tuple(items[place] for place in order))


def draw(model, people, *, seed):
    """Answers as the model says, by place: (people, items)."""
    dice = np.random.default_rng(seed)
    places = np.empty((people, len(model.items)), dtype=np.int8)
    for start in range(0, people, 4096):
        some = places[start : start + 4096]
        reached = probabilities(model.curves, dice.normal(size=(len(some), 4))).cumsum(axis=2)
        some[:] = (reached[..., :-1] < dice.random((len(some), len(model.items), 1))).sum(axis=2)
    return places


def write(command, subject):
    day = datetime.now(tz=UTC).date().isoformat()
    machine = f"{os.cpu_count()} cores, Python {sys.version.split()[0]}, numpy {np.__version__}"
    lines = [
        "",
        f"## {day}, {subject}",
        "",
        f"{machine}; `{command}`. The caution of a trial version is off unless said.",
        "Times are processor time of one thread; s.e. is the standard error.",
        "",
        "| figure | measured | goal | |",
        "| --- | --- | --- | --- |",
        *(f"| {' | '.join(row)} |" for row in SAID),
        "",
    ]
    file = ROOT / "bench" / "RESULTS.md"
    start = "" if file.exists() else "# Measurements\n"
    with file.open("a", encoding="utf-8") as results:
        results.write(start + "\n".join(lines))
