"""Knows which kind of verdict a profile deserves, which tracks it names, and what spoke for them.

It refuses to know how the profile was computed and how the verdict is worded.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import hypot

import numpy as np

from quiz.core.model import Model
from quiz.core.result import Kind, Verdict, Why
from quiz.core.rules import Thresholds
from quiz.core.scoring import Profile

_DECIMALS = 9


@dataclass(frozen=True, slots=True)
class Standing:
    """Who leads, before it is asked how surely; tracks by their place in the file."""

    leader: int
    runner_up: int
    likeliest: tuple[int, ...]  # all tracks by falling probability
    tied: tuple[int, ...]  # two or more that share the most points of a complete form, else none
    agreed: bool  # whether the likeliest track also has most points


def standing(profile: Profile, tie: float) -> Standing:
    """Rank: most points lead a complete form, the highest probability an unfinished one.

    Points closer than `tie` are equal; of equals the first in the file leads, for the record only.
    The runner-up is the other track with the highest probability.
    """
    # Rounding lets equal probabilities be equal, so that the order of the file decides.
    rounded = np.round(profile.probabilities, _DECIMALS)
    likeliest = tuple(np.argsort(-rounded, kind="stable").tolist())
    most = np.flatnonzero(profile.points >= profile.points.max() - tie).tolist()
    leader = most[0] if profile.sheet.complete else likeliest[0]
    return Standing(
        leader=leader,
        runner_up=next(track for track in likeliest if track != leader),
        likeliest=likeliest,
        tied=tuple(most) if profile.sheet.complete and len(most) > 1 else (),
        agreed=likeliest[0] in most,
    )


def judge(model: Model, profile: Profile, now: Standing, flags: Sequence[str]) -> Verdict:
    """Apply the first rule that fits: flags, too few answers, balanced, a tie, how sure it is."""
    limits = model.rules.thresholds
    if flags:
        return Verdict(Kind.CHECK_ANSWERS, ())
    if profile.position_sd > limits.precision:
        return Verdict(Kind.NOT_ENOUGH, ())
    if hypot(*profile.position.tolist()) < limits.balanced:
        return Verdict(Kind.BALANCED, ())
    kind, named = _undecided(now) or _decided(limits, profile, now)
    return Verdict(kind, tuple(model.tracks[track] for track in named))


_Named = tuple[Kind, Sequence[int]]


def _undecided(now: Standing) -> _Named | None:
    """Find a tie for most points, or points and probability that name different tracks."""
    if len(now.tied) > 2:
        return Kind.THREE_WAY, sorted(now.likeliest)
    if now.tied:
        return Kind.CLOSE_CALL, [track for track in now.likeliest if track in now.tied]
    if not now.agreed:
        return Kind.CLOSE_CALL, now.likeliest[:2]
    return None


def _decided(limits: Thresholds, profile: Profile, now: Standing) -> _Named:
    lead = profile.probabilities[now.leader]
    if lead >= limits.clear:
        return Kind.CLEAR, [now.leader]
    if lead >= limits.leaning:
        return Kind.LEANING, [now.leader]
    top_two = now.likeliest[:2]
    if profile.probabilities[list(top_two)].sum() >= limits.close_call:
        return Kind.CLOSE_CALL, top_two
    return Kind.THREE_WAY, sorted(now.likeliest)


def reasons(model: Model, profile: Profile, now: Standing) -> Why:
    """Say what each answer added to the leader's margin over the runner-up; it adds up exactly.

    Answer i adds (profile_leader - profile_runner_up) . (W_chosen - E[W_i | no leaning]).
    """
    between = model.profiles[now.leader] - model.profiles[now.runner_up]
    items = [model.items[row] for row in profile.sheet.rows.tolist()]
    return Why(
        leader=model.tracks[now.leader],
        over=model.tracks[now.runner_up],
        margin=float(profile.points[now.leader] - profile.points[now.runner_up]),
        contributions=dict(zip(items, (profile.gains @ between).tolist(), strict=True)),
    )
