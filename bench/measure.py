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

from accuracy import TRUTHS, hundred_truths, ten_banks, ten_truths, tuned, with_caution
from exactness import changes, stated
from ground import ROOT, models, picks_bank, write
from rescoring import beside, matrix_product, rescored, simulated, single

from quiz.core.model import compile_model


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
    ten_truths(off, 20_000 // share)
    ten_banks(off, 20_000 // share)
    hundred_truths(off, TRUTHS // share)
    with_caution(on, 20_000 // share)
    tuned(ROOT, 8 if share == 1 else 2)
    simulated(20_000 // share)
    if chosen.write:
        write("python bench/measure.py", "simulated people and arithmetic")


if __name__ == "__main__":
    main()
