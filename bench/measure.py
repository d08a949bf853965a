"""Measures everything that can be said about the shipped bank without real people.

`make bench-measure` runs it; `--write` adds the figures to bench/RESULTS.md, `--quick` takes a
tenth of the people. Seeds are fixed. Times are processor time of one thread, and a plain matrix
product is timed in the same run, so that machines can be compared. `--beside FOLDER` also times
another scorer: modules `model` and `fast` with `Bank` and `points_probs`.
"""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # processor time of one core, not of several

import argparse
from pathlib import Path

import numpy as np
from exactness import changes, stated
from ground import SEED, models, picks_bank, say, write
from speed import beside, matrix_product, rescored, single

from quiz.core.model import compile_model
from quiz.core.result import Kind
from quiz.core.simulation.people import BIASED, EXACT, NOISY
from quiz.core.simulation.study import study


def accuracy(off, on, people):
    for scenario, goal in ((EXACT, 0.995), (NOISY, 0.98)):
        shown = study(off, scenario, people=people, seed=SEED)
        right = shown.accuracy
        ratio = right.posterior / right.limit
        say(
            f"accuracy / best possible, {scenario.name}",
            f"{right.posterior:.4f} / {right.limit:.4f} = {ratio:.4f}",
            f">= {goal}",
            reached=ratio >= goal,
        )
        error = shown.calibration_error
        fine = error <= 0.01
        say(f"calibration error, {scenario.name}", f"{error:.4f}", "<= 0.01", reached=fine)
        clear = shown.verdict(Kind.CLEAR)
        say(
            f"clear verdicts, {scenario.name}: share, right",
            f"{clear.share:.4f}, {clear.right:.4f}",
            ">= .70, .95",
            reached=clear.share >= 0.7 and clear.right >= 0.95,
        )
        say(
            f"among the top two, {scenario.name}",
            f"{right.top_two:.4f}",
            ">= 0.985",
            reached=right.top_two >= 0.985,
        )
        flagged = shown.verdict(Kind.CHECK_ANSWERS).share
        say(f"asked to look again, {scenario.name}", f"{flagged:.3f}")
    others = [study(off, NOISY, people=people, seed=SEED + n).accuracy for n in range(1, 6)]
    ratios = [each.posterior / each.limit for each in others]
    say(
        "accuracy / best possible, noisy, five other seeds",
        f"{np.mean(ratios):.4f} ({min(ratios):.4f} to {max(ratios):.4f})",
    )
    with_caution(on, people)


def with_caution(on, people):
    for scenario in (EXACT, NOISY):
        clear = study(on, scenario, people=people, seed=SEED).verdict(Kind.CLEAR)
        say(
            f"clear verdicts, {scenario.name}, trial version: share, right",
            f"{clear.share:.4f}, {clear.right:.4f}",
            ">= .60, .95",
            reached=clear.share >= 0.6 and clear.right >= 0.95,
        )
    shown = study(on, BIASED, people=people, seed=SEED)
    error = shown.calibration_error
    say(
        "calibration error, biased, trial version", f"{error:.4f}", "<= 0.05", reached=error <= 0.05
    )
    ratio = shown.accuracy.posterior / shown.accuracy.limit
    say("accuracy / best possible, biased, not calibrated", f"{ratio:.4f}")
    say("calibration error after 300 people", "see `fourways calibrate`", "<= 0.03")


def main():
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--write", action="store_true")
    asked.add_argument("--quick", action="store_true")
    asked.add_argument("--beside", type=Path)
    chosen = asked.parse_args()
    share = 10 if chosen.quick else 1
    off, on = models()
    picks = compile_model(picks_bank(off.bank), off.rules)
    matrix_product()
    single(off)
    rescored(off, picks, 1_000_000 // share)
    if chosen.beside:
        beside(chosen.beside, off, picks)
    matrix_product()
    changes(off, 500 // share)
    stated(off, picks, 300 // share)
    accuracy(off, on, 20_000 // share)
    if chosen.write:
        write("make bench-measure")


if __name__ == "__main__":
    main()
