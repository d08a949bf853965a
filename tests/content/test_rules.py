"""Scoring rules are data: figures, thresholds and track profiles of `tracks.yaml`."""

from dataclasses import fields
from pathlib import Path

import pytest

from quiz.content.rules import to_rules, unreachable
from quiz.content.source import read, read_file
from quiz.core.rules import Thresholds, TrackProfile
from tests.content.small import BANK, read_text

ROOT = Path(__file__).resolve().parents[2]

RULES = """\
version: "1"
checked: "2026-11"
scoring:
  discrimination: 0.35
  extreme_penalty: 0.25
  pilot_variance: 0
  thresholds: {clear: 0.8, leaning: 0.6, close_call: 0.85, balanced: 0.4, precision: 0.6,
    tie: 1.0e-9, pattern: 0.8, pattern_from: 6, offer_finish: 12, accept_finish: 6}
tracks:
  - {id: seeker, name: Seeker, weights: {why: 1}, career: {anything: [at, all]}}
  - {id: maker, name: Maker, weights: {how: 1}}
  - {id: both, name: Both, weights: {why: 1, how: -1.5}}
"""


def read_rules(text, *, traits=("why", "how", "when")):
    document, problems = read(text.encode(), "tracks.yaml")
    rules, more = to_rules(document, traits=list(traits))
    return rules, [str(problem) for problem in problems + more]


def test_figures_thresholds_and_profiles_are_read_as_written():
    rules, problems = read_rules(RULES)

    assert problems == []
    assert (rules.discrimination, rules.extreme_penalty, rules.pilot_variance) == (0.35, 0.25, 0.0)
    assert rules.thresholds == Thresholds(0.8, 0.6, 0.85, 0.4, 0.6, 1e-9, 0.8, 6, 12, 6)
    assert rules.tracks[0] == TrackProfile("seeker", "Seeker", {"why": 1.0})
    assert [track.id for track in rules.tracks] == ["seeker", "maker", "both"]


@pytest.mark.parametrize("field", [field.name for field in fields(Thresholds)])
def test_no_threshold_has_a_value_in_code(field):
    _, problems = read_rules(RULES.replace(f"{field}:", "something:"))
    assert any(field in problem for problem in problems)


def test_two_opposite_profiles_are_no_twins():
    assert read_rules(RULES.replace("{how: 1}", "{why: -1}"))[1] == []


def test_a_profile_is_its_direction_so_a_longer_twin_is_refused():
    _, problems = read_rules(RULES.replace("{how: 1}", "{why: 5, how: 2, when: 2}"))
    [told] = problems
    assert told == (
        'tracks.yaml:11:30 tracks.maker.weights: points the same way as that of "seeker": '
        "no answer tells them apart"
    )


def test_without_a_bank_trait_names_are_not_judged():
    rules, problems = read_rules(RULES, traits=())
    assert problems == []
    assert rules is not None


def test_tracks_that_are_no_list_are_told_once():
    _, problems = read_rules(RULES[: RULES.index("tracks:")] + "tracks: {seeker: 1}\n")
    assert problems == [
        "tracks.yaml:9:1 tracks: is a mapping: it must be a list, one entry per line after a dash"
    ]


def test_a_bank_too_small_to_finish_is_a_warning():
    document, _ = read(RULES.encode(), "tracks.yaml")
    rules, _ = to_rules(document, traits=["why", "how", "when"])
    bank, _ = read_text(BANK)
    [warning] = unreachable(document, rules, bank)
    assert str(warning) == (
        "tracks.yaml:8:82 scoring.thresholds.accept_finish: warning: "
        "is 6 but the bank has 3 items: nobody can finish"
    )


def test_the_shipped_tracks_stand_on_neighbouring_traits():
    document, _ = read_file(ROOT / "tracks.yaml")
    rules, problems = to_rules(document, traits=["why", "what", "how", "when"])
    assert problems == []
    assert {track.id: dict(track.weights) for track in rules.tracks} == {
        "product-manager": {"why": 1, "what": 1},
        "product-owner": {"what": 1, "how": 1},
        "project-manager": {"how": 1, "when": 1},
    }
