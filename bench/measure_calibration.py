"""Measures what tuning the shipped bank on 300 (and other numbers of) people does for it.

Run it with `python bench/measure_calibration.py`; two minutes of one core. Seeds are fixed. In the
biased scenario people's weights differ from the written ones, options differ in appeal, some more
desirable traits are named more often, and one answer in twenty is a guess. Each row is the mean
over `BANKS` such truths; the people who tune a bank are not those it is then tried on. The true
track is the one with most points after endless such questions, by the weights of the bank that is
tried, and beside it by the written ones.
"""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from dataclasses import replace
from pathlib import Path

import numpy as np

from quiz.content.catalogue import load
from quiz.core.bank import Calibration
from quiz.core.batch import score_many
from quiz.core.calibration.levels import Level, level_for
from quiz.core.calibration.proposal import propose, tuned_bank
from quiz.core.model import compile_model
from quiz.core.simulation.figures import calibration, calibration_error, true_tracks
from quiz.core.simulation.people import BIASED, answer, populate, truth

ROOT = Path(__file__).resolve().parents[1]
SEED = 20240601
BANKS, FRESH = 8, 10_000
DAY = "2030-01-01"
PEOPLE = (100, 300, 1000, 3000)
GOAL, GOAL_ROW = 0.03, "tuned on 300: slope"


def figures(model, places, theta, *, written):
    """Calibration error and share told the right track: by own weights, by the written ones."""
    stated = score_many(model, places).probabilities
    found = []
    for judge in (model, written):
        right = stated.argmax(axis=1) == true_tracks(judge, theta)
        found += [calibration_error(calibration(stated.max(axis=1), right)), right.mean()]
    return found


def one_truth(catalogue, number, crowds=PEOPLE):
    """Rows of figures by label, for one way in which people may differ from what is written."""
    rng = np.random.default_rng([SEED, number])
    pilot = compile_model(catalogue.bank, catalogue.rules)
    curves = truth(pilot, BIASED, rng)
    fresh = populate(FRESH, len(pilot.traits), BIASED, rng=rng)
    places = answer(pilot, curves, fresh, BIASED, rng=rng)

    def tried(bank):
        return figures(compile_model(bank, catalogue.rules), places, fresh.theta, written=pilot)

    as_if_tuned = replace(catalogue.bank, calibration=Calibration(1, DAY))
    rows = {
        "as written, without caution": tried(as_if_tuned),
        "as written, with the caution of a trial version": tried(catalogue.bank),
    }
    for people in crowds:
        crowd = populate(people, len(pilot.traits), BIASED, rng=rng)
        seen = answer(pilot, curves, crowd, BIASED, rng=rng).astype(np.int16)
        for most in (Level.POPULARITY, Level.SLOPE, Level.WEIGHTS):
            if most <= level_for(people):
                found = propose(pilot, [seen], most=most)
                bank = tuned_bank(catalogue.bank, found, version="tuned", day=DAY)
                rows[f"tuned on {people}: {most.name.lower()}"] = tried(bank)
    believed = score_many(pilot, places, believing=curves).probabilities.argmax(axis=1)
    rows["truth known"] = [np.nan, (believed == true_tracks(pilot, fresh.theta)).mean()] * 2
    return rows


def main():
    catalogue = load(ROOT)
    found = [one_truth(catalogue, number) for number in range(BANKS)]
    print(f"shipped bank, biased, {BANKS} truths x {FRESH:,} fresh people, seed {SEED}")
    print("The last row for each number of people is what `fourways calibrate` does.")
    print(f"{'':<48}{'track by its own weights':>31}{'by the written ones':>24}")
    print(
        f"{'':<48}{'ECE':>7}{'se':>7}{'largest':>9}{'right':>8}{'ECE':>8}{'largest':>9}{'right':>7}"
    )
    for label in found[0]:
        own, right, other, other_right = np.array([rows[label] for rows in found]).T
        spread = own.std(ddof=1) / np.sqrt(len(own))
        print(
            f"{label:<48}{own.mean():7.3f}{spread:7.3f}{own.max():9.3f}{right.mean():8.3f}"
            f"{other.mean():8.3f}{other.max():9.3f}{other_right.mean():7.3f}"
        )
    error = np.mean([rows[GOAL_ROW][0] for rows in found])
    print(f"goal: ECE <= {GOAL}, {GOAL_ROW}: {error:.3f}", "reached" if error <= GOAL else "MISSED")


if __name__ == "__main__":
    main()
