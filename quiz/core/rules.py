"""Knows the figures and track profiles by which answers become a verdict; they are data.

It refuses to know what the tracks are like as careers (`quiz.core.careers`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NewType

from quiz.core.bank import TraitId

TrackId = NewType("TrackId", str)


@dataclass(frozen=True, slots=True)
class TrackProfile:
    """Which traits a track stands on, as written (1 and 0 for the shipped neighbouring pairs)."""

    id: TrackId
    name: str
    weights: Mapping[TraitId, float]


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Where one kind of verdict ends and the next begins; all are read from `tracks.yaml`."""

    clear: float  # probability of the leader from which a verdict is clear
    leaning: float  # probability of the leader from which it leans
    close_call: float  # joint probability of two tracks from which it is a close call
    balanced: float  # length of the position below which no track is named
    precision: float  # standard deviation of the position above which answers are too few
    tie: float  # points closer than this are equal
    pattern: float  # share of answers that repeat an earlier position
    pattern_from: int  # answers from which the pattern rule counts
    offer_finish: int  # answered blocks from which the page offers to finish
    accept_finish: int  # answers that say something from which finishing is accepted


@dataclass(frozen=True, slots=True)
class Adaptive:
    """When an adaptive sitting may stop early, and when it asks whether the page is being read.

    Odds say how much better reading explains the answers so far than random clicking does. The
    figures here hold for rules that name none, among them those kept in a store: never change them.
    """

    least: int = 6  # answers that say something before it may stop
    stop: float = 0.80  # probability of a track from which it may stop
    tell: float = 0.01  # bits about the track; it may stop when no item left tells more
    unread: float = 0.5  # odds below which it does not stop early
    doubt: float = 20.0  # odds below which a second attention block is asked
    random: float = 0.05  # share of honest people whose answers may look clicked at random


@dataclass(frozen=True, slots=True)
class Rules:
    """The scoring part of `tracks.yaml`, pinned to an attempt together with the bank."""

    discrimination: float  # logits per point and standard deviation of the population (a)
    extreme_penalty: float  # intercept of a step s is minus this times s squared
    pilot_variance: float  # added to the covariance while the bank is not calibrated
    thresholds: Thresholds
    tracks: tuple[TrackProfile, ...]
    adaptive: Adaptive = Adaptive()
