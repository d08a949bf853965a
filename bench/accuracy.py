"""Measures how often the right track is named, and how far stated probabilities can be trusted.

Ten truths with 2,000 people each are the sample that the goals name. Their sampling error leaves
some goals open; those are measured again with a hundred truths, each by itself, so that the
standard error counts how truths differ.
"""

from dataclasses import replace
from typing import NamedTuple

import numpy as np
from ground import SEED, generated_bank, say
from measure_calibration import GOAL_ROW, one_truth

from quiz.content.catalogue import load
from quiz.core.batch import score_many
from quiz.core.batch_quality import flagged_many
from quiz.core.batch_verdict import judge_many
from quiz.core.model import compile_model
from quiz.core.result import Kind
from quiz.core.simulation.figures import true_tracks
from quiz.core.simulation.people import BIASED, EXACT, NOISY, answer, populate, truth
from quiz.core.simulation.study import study

RATIO = {EXACT: 0.995, NOISY: 0.98}
TRUTHS, CROWD = 100, 2000


def mean_and_error(values):
    return np.mean(values), np.std(values, ddof=1) / len(values) ** 0.5


def ratio_of(shown):
    return shown.accuracy.posterior / shown.accuracy.limit


def ten_truths(off, people):
    for scenario, goal in RATIO.items():
        shown = study(off, scenario, people=people, seed=SEED)
        right, name = shown.accuracy, scenario.name
        ratio, error = ratio_of(shown), shown.calibration_error
        told = f"{right.posterior:.4f} / {right.limit:.4f} = {ratio:.4f}"
        say(f"accuracy / best possible, {name}", told, f">= {goal}", reached=ratio >= goal)
        fine = error <= 0.01
        say(f"calibration error, {name}", f"{error:.4f}", "<= 0.01", reached=fine)
        clear = shown.verdict(Kind.CLEAR)
        say(
            f"clear verdicts, {name}: share, right",
            f"{clear.share:.4f}, {clear.right:.4f}",
            ">= .70, .95",
            reached=clear.share >= 0.7 and clear.right >= 0.95,
        )
        two = right.top_two
        say(f"among the top two, {name}", f"{two:.4f}", ">= 0.985", reached=two >= 0.985)
        say(f"asked to look again, {name}", f"{shown.verdict(Kind.CHECK_ANSWERS).share:.3f}")


class Told(NamedTuple):
    """What the people of one truth were told: shares of them."""

    named: float  # the right track
    best: float  # the same for someone who knows the truth about every item
    clear: float
    clear_right: float  # of those


def one_truth_told(model, scenario, *, people, number):
    """One round of `quiz.core.simulation.play`, without asking anyone again."""
    rng = np.random.default_rng([SEED, number])
    curves = truth(model, scenario, rng)
    population = populate(people, len(model.traits), scenario, rng=rng)
    places = answer(model, curves, population, scenario, rng=rng)
    true, crowd = true_tracks(model, population.theta), score_many(model, places)
    known = score_many(model, places, believing=curves)
    flagged = flagged_many(model, places, crowd, reads=~population.careless)
    verdicts = judge_many(crowd, model.rules.thresholds, flagged=flagged)
    clear = verdicts.of(Kind.CLEAR)
    return Told(
        named=np.mean(crowd.probabilities.argmax(axis=1) == true),
        best=np.mean(known.probabilities.argmax(axis=1) == true),
        clear=np.mean(clear),
        clear_right=np.mean(verdicts.leaders[clear] == true[clear]),
    )


def ten_banks(off, people):
    """Banks as a generator writes them, each with a truth of its own."""
    for scenario, goal in RATIO.items():
        found = []
        for number in range(10):
            model = compile_model(generated_bank(off.bank, number), off.rules)
            found.append(one_truth_told(model, scenario, people=people // 10, number=number))
        named, best = (
            np.mean([told.named for told in found]),
            np.mean([told.best for told in found]),
        )
        say(
            f"accuracy / best possible, {scenario.name}, ten generated banks",
            f"{named:.4f} / {best:.4f} = {named / best:.4f}",
            f">= {goal}",
            reached=named / best >= goal,
        )


def hundred_truths(off, truths):
    """What ten truths leave open, on the shipped bank and on its 24 blocks alone."""
    blocks = replace(off.bank, items=tuple(item for item in off.bank.items if not item.extra))
    short = compile_model(blocks, off.rules)
    for form, model in (("24 blocks and 12 sliders", off), ("24 blocks", short)):
        found = [
            one_truth_told(model, NOISY, people=CROWD, number=1000 + number)
            for number in range(truths)
        ]
        ratio, error = mean_and_error([told.named / told.best for told in found])
        say(
            f"accuracy / best possible, noisy, {truths} truths, {form} (s.e.)",
            f"{ratio:.4f} ({error:.4f})",
            ">= 0.98",
            reached=ratio >= 0.98,
        )
        share, error = mean_and_error([told.clear for told in found])
        right, right_error = mean_and_error([told.clear_right for told in found])
        goal = ">= .70, .95" if model is off else ""  # the goal is about the whole form
        say(
            f"clear verdicts, noisy, {truths} truths, {form}: share (s.e.), right (s.e.)",
            f"{share:.4f} ({error:.4f}), {right:.4f} ({right_error:.4f})",
            goal,
            reached=share >= 0.7 and right >= 0.95 if goal else None,
        )


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
    name = "calibration error, biased, trial version"
    say(name, f"{error:.4f}", "<= 0.05", reached=error <= 0.05)
    say("accuracy / best possible, biased, not calibrated", f"{ratio_of(shown):.4f}")


def tuned(root, truths):
    """What tuning on 300 people does for the calibration error of a biased bank."""
    catalogue = load(root)
    errors = [one_truth(catalogue, number, crowds=(300,))[GOAL_ROW][0] for number in range(truths)]
    mean, error = mean_and_error(errors)
    say(
        "calibration error, biased, tuned on 300 people (s.e.)",
        f"{mean:.4f} ({error:.4f})",
        "<= 0.03",
        reached=mean <= 0.03,
    )
