"""Measures processor time of one thread: one person, a million people, a plain matrix product."""

import resource
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
from ground import ROOT, SEED, draw, say

from quiz.core.batch import score_many
from quiz.core.model import Curves, make_curves
from quiz.core.report import assess
from quiz.core.scoring import Sheet, score


def quickest(work, *, times, rounds=30):
    """Processor seconds for one of `times` calls in the quickest round."""
    taken = []
    for _ in range(rounds):
        start = time.process_time()
        work()
        taken.append((time.process_time() - start) / times)
    return min(taken)


def matrix_product():
    square = np.random.default_rng(1).normal(size=(1000, 1000))
    seconds = quickest(lambda: square @ square, times=1, rounds=10)
    say("a matrix product of 1000 x 1000", f"{seconds * 1000:.0f} ms")


def single(off):
    places = draw(off, 100, seed=SEED).tolist()
    sheets = [
        {
            item: off.answers[n][place]
            for n, (item, place) in enumerate(zip(off.items, row, strict=True))
        }
        for row in places
    ]
    rows = np.arange(len(off.items))
    given = [Sheet(rows, np.array(row), tuple(row), len(row), complete=True) for row in places]
    only = quickest(lambda: [score(off, sheet) for sheet in given], times=100)
    whole = quickest(lambda: [assess(off, sheet, digest="") for sheet in sheets], times=100)
    say("score of one person", f"{only * 1000:.3f} ms", "<= 0.5 ms", reached=only <= 0.0005)
    say("the same with verdict, reasons, change and flags", f"{whole * 1000:.3f} ms")


def rescored(off, picks, people):
    for name, model, goal in (("36 picks", picks, 5), ("24 blocks and 12 sliders", off, 20)):
        places = draw(model, people, seed=SEED)
        start = time.process_time()
        crowd = score_many(model, places)
        seconds = (time.process_time() - start) * 1_000_000 / people
        distinct = len(np.unique(crowd.sums, axis=0))
        say(
            f"1,000,000 people rescored, {name} ({distinct:,} distinct)",
            f"{seconds:.1f} s",
            f"<= {goal} s",
            # Of fewer people fewer are alike: a tenth takes more than a tenth of the time.
            reached=seconds <= goal if people == 1_000_000 else None,
        )
    tuned = replace(off, curves=uneven(off.curves))
    start = time.process_time()
    score_many(tuned, places[: people // 10])
    seconds = (time.process_time() - start) * 10_000_000 / people
    name = "the same, each weight tuned, nothing shared (from a tenth; no goal)"
    say(name, f"{seconds:.1f} s")


def simulated(people):
    """The whole of `fourways simulate`, with its thousand adaptive sittings for each scenario.

    It works in one thread, so on an idle machine the clock shows the processor time.
    """
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    command = [str(Path(sys.executable).with_name("fourways")), "simulate", "--people", str(people)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd=ROOT)
    wall, after = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    busy = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    say(
        f"fourways simulate --people {people}: clock, processor",
        f"{wall:.0f} s, {busy:.0f} s",
        "< 90 s",
        reached=busy < 90 if people == 20_000 else None,
    )


def uneven(curves: Curves) -> Curves:
    moved = curves.weights + np.random.default_rng(1).normal(0, 0.01, curves.weights.shape)
    return make_curves(moved * curves.mask[..., None], curves.intercepts, curves.slope)


def beside(folder, off, picks):
    """Time another scorer on 20,000 distinct sums and tell what a million people would take."""
    sys.path.insert(0, str(folder))
    import fast
    import model as other

    for name, model, distinct in (
        ("36 picks", picks, 142_666),
        ("24 blocks and 12 sliders", off, 733_686),
    ):
        bank = object.__new__(other.Bank)
        bank.n = model.curves.mask.sum(axis=1)
        bank.W, bank.c = model.curves.weights, model.curves.intercepts
        sums = np.array(score_many(model, draw(model, 5000, seed=SEED)).sums)
        start = time.process_time()
        fast.points_probs(bank, sums, model.curves.slope, other.B_PAIR)
        seconds = (time.process_time() - start) / len(sums) * distinct
        say(f"a reference scorer on scipy, {name}, {distinct:,} distinct", f"{seconds:.1f} s")
