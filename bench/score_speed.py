"""Measures what scoring one person costs, in processor time, beside a plain matrix product.

Run it with `python bench/score_speed.py`. The bank has 24 most/least blocks and 12 sliders, like
the shipped one; the people answer as the model says people do. Seeds are fixed.
"""

import time
from itertools import combinations

import numpy as np

from quiz.core.bank import Bank, Format, Item, ItemId, Option, OptionId, Trait, TraitId
from quiz.core.model import compile_model, probabilities
from quiz.core.report import assess
from quiz.core.rules import Rules, Thresholds, TrackId, TrackProfile

TRAITS = tuple(map(TraitId, ("why", "what", "how", "when")))
THRESHOLDS = Thresholds(
    clear=0.80,
    leaning=0.60,
    close_call=0.85,
    balanced=0.40,
    precision=0.60,
    tie=1e-9,
    pattern=0.80,
    pattern_from=6,
    offer_finish=12,
    accept_finish=6,
)
PEOPLE, ROUNDS = 200, 30


def option(name, trait):
    return Option(OptionId(name), name, {trait: 3.0})


def synthetic_bank(dice):
    orders = [dice.permutation(4) for _ in range(24)]
    blocks = [
        Item(
            ItemId(f"b{n}"),
            Format.MOST_LEAST,
            "",
            tuple(option(TRAITS[t], TRAITS[t]) for t in order),
        )
        for n, order in enumerate(orders)
    ]
    sliders = [
        Item(
            ItemId(f"s{n}"), Format.SLIDER, "", (option("left", a), option("right", b)), extra=True
        )
        for n, (a, b) in enumerate([*combinations(TRAITS, 2)] * 2)
    ]
    traits = tuple(Trait(t, t.upper(), "", "", "") for t in TRAITS)
    return Bank("bench", traits, (*blocks, *sliders))


def synthetic_rules():
    pairs = zip(("manager", "owner", "project"), TRAITS, TRAITS[1:], strict=False)
    tracks = tuple(TrackProfile(TrackId(name), name, {a: 1, b: 1}) for name, a, b in pairs)
    return Rules(0.35, 0.25, 0.06, THRESHOLDS, tracks)


def sheets(model, dice):
    for _ in range(PEOPLE):
        chances = probabilities(model.curves, dice.normal(size=4))
        yield {
            item: model.answers[row][dice.choice(len(chances[row]), p=chances[row])]
            for row, item in enumerate(model.items)
        }


def least_time(work, times):
    """Processor seconds of the quickest of `ROUNDS` rounds, per one of `times` calls a round."""
    rounds = []
    for _ in range(ROUNDS):
        start = time.process_time()
        work()
        rounds.append((time.process_time() - start) / times)
    return min(rounds)


def main():
    dice = np.random.default_rng(1)
    bank, rules = synthetic_bank(dice), synthetic_rules()
    model = compile_model(bank, rules)
    full = list(sheets(model, dice))
    short = [dict(list(sheet.items())[:12]) for sheet in full]
    square = dice.normal(size=(128, 128))
    rows = {
        "assess, 24 blocks + 12 sliders": least_time(
            lambda: [assess(model, sheet, digest="") for sheet in full], PEOPLE
        ),
        "assess, first 12 blocks": least_time(
            lambda: [assess(model, sheet, digest="") for sheet in short], PEOPLE
        ),
        "compile the bank": least_time(lambda: compile_model(bank, rules), 1),
        "matrix product 128 x 128": least_time(lambda: [square @ square for _ in range(100)], 100),
    }
    for name, seconds in rows.items():
        print(f"{name:<32} {seconds * 1000:8.3f} ms CPU")


if __name__ == "__main__":
    main()
