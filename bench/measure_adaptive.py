"""Measures the adaptive form and the guard against answers that nobody read, on the shipped bank.

`make bench-measure` runs it after `measure.py`; `--write` adds the figures to bench/RESULTS.md,
`--quick` takes a tenth of the people. Seeds are fixed; ten minutes of one core. Agreement is with
the track that has most points in the same person's complete form of blocks (either, where two tie).
"""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # processor time of one core, not of several

import argparse
import time

import numpy as np
from ground import SEED, models, say, write
from sittings import (
    by_place,
    expected_share,
    honest,
    mean_of,
    random_clickers,
    sat,
    told_without_reading,
)

from quiz.core.adaptive import next_step
from quiz.core.grid import compile_grid
from quiz.core.result import Kind
from quiz.core.simulation.people import EXACT, NOISY

TRUTHS, PEOPLE = 60, 100
CLICKERS, PATTERNED = 2000, 150
BY_CHANCE = 11 / 12  # a block has twelve answers
THREE_IN_FOUR = 0.75


def is_clear(result):
    return result.verdict.kind is Kind.CLEAR


def bounded(figure, value, error, *, most, percent=False):
    shown = f"{value:.2%} ({error:.2%})" if percent else f"{value:.2f} ({error:.2f})"
    say(figure, shown, f"<= {most:.0%}" if percent else f"<= {most}", reached=value <= most)


def readers(model, scenario, note, truths, *, most_blocks=None, most_screens=None):
    """Rows on people who read."""
    grid = compile_grid(model)
    tallies = list(sat(model, grid, honest(model, scenario, truths, PEOPLE)))
    blocks, error = mean_of(tallies, "blocks")
    screens, screens_error = mean_of(tallies, "screens")
    agreed, agreed_error = mean_of(tallies, "agreed")
    flagged, flagged_error = mean_of(tallies, "flagged")
    if most_blocks:
        bounded(f"adaptive, {note}: blocks of 24 (s.e.)", blocks, error, most=most_blocks)
        median = np.median(np.concatenate([tally.blocks for tally in tallies]))
        say(f"adaptive, {note}: median of blocks", f"{median:.0f}")
    if most_screens:
        name = f"adaptive, {note}: screens, attention blocks included (s.e.)"
        bounded(name, screens, screens_error, most=most_screens)
    say(
        f"adaptive, {note}: leads to the track of the full form (s.e.)",
        f"{agreed:.4f} ({agreed_error:.4f})",
        ">= .95",
        reached=agreed >= 0.95,
    )
    name = f"adaptive, {note}: people who read, asked to look again (s.e.)"
    bounded(name, flagged, flagged_error, most=0.05, percent=True)


def clickers(model, note, people, patterns):
    """Rows on people who do not read."""
    rng, grid = np.random.default_rng(SEED + 1), compile_grid(model)
    told = [
        told_without_reading(model, grid, places) for places in random_clickers(model, people, rng)
    ]
    share = expected_share(told, is_clear, BY_CHANCE)
    say(
        f'adaptive, {note}: random clickers told "clear"',
        f"{share:.2%}",
        "<= 2%",
        reached=share <= 0.02,
    )
    harder = expected_share(told, is_clear, THREE_IN_FOUR)
    say("the same, if one in four heeds each attention block all the same", f"{harder:.2%}")
    cycles = [rng.integers(0, 12, rng.integers(1, 4)) for _ in range(patterns)]
    told = [told_without_reading(model, grid, by_place(model, grid, cycle)) for cycle in cycles]
    share = expected_share(told, is_clear, BY_CHANCE)
    name = f'adaptive, {note}: people clicking in a pattern told "clear"'
    say(name, f"{share:.2%}", "0", reached=share == 0)


def speed(model):
    """Rows on what one step costs: the median of single calls, which a busy machine moves least."""
    grid = compile_grid(model)
    crowd = next(honest(model, NOISY, 1, 100)).tolist()
    for answered in (0, 5, 6, 12, 23):
        sheets = [
            {model.items[row]: model.answers[row][person[row]] for row in range(answered)}
            for person in crowd
        ]
        middle = np.median([timed(model, grid, sheet) for sheet in sheets * 10])
        say(
            f"next item after {answered} answers, median",
            f"{middle:.3f} ms",
            "<= 0.5 ms",
            reached=middle <= 0.5,
        )


def timed(model, grid, sheet):
    began = time.process_time()
    next_step(model, grid, sheet)
    return 1000 * (time.process_time() - began)


def main():
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--write", action="store_true")
    asked.add_argument("--quick", action="store_true")
    chosen, _ = asked.parse_known_args()  # the same arguments as measure.py, which has more
    share = 10 if chosen.quick else 1
    off, on = models()
    speed(off)
    readers(off, NOISY, "noisy", TRUTHS // share, most_blocks=11)
    readers(off, EXACT, "exact", TRUTHS // share, most_blocks=11)
    readers(on, NOISY, "noisy, trial version", TRUTHS // share, most_screens=15)
    clickers(off, "trial off", CLICKERS // share, PATTERNED // share)
    clickers(on, "trial version", CLICKERS // share, PATTERNED // share)
    if chosen.write:
        write("python bench/measure_adaptive.py", "the adaptive form and answers nobody read")


if __name__ == "__main__":
    main()
