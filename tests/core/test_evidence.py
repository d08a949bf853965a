"""What each answer gave to each track, and the verdict with its flags set aside."""

import pytest

from quiz.core.bank import ItemId, MostLeast, OptionId
from quiz.core.evidence import evidence, unflagged_verdict
from quiz.core.model import compile_model
from quiz.core.report import assess
from quiz.core.result import Kind
from tests.core.builders import bank, block, rules

MODEL = compile_model(bank(*(block(f"item-{n}") for n in range(12))), rules())


def most_least(most, least):
    return MostLeast(OptionId(most), OptionId(least))


ANSWERS = {
    ItemId("item-0"): most_least("why", "when"),
    ItemId("item-1"): None,
    ItemId("item-2"): most_least("how", "why"),
    ItemId("item-3"): most_least("what", "when"),
}


def test_a_block_gives_half_of_most_minus_least_on_each_side_of_a_track():
    given = evidence(MODEL, {ItemId("item-0"): most_least("why", "when")})
    assert given == {
        "item-0": {"product-manager": 3.0, "product-owner": 0.0, "project-manager": -3.0}
    }


def test_the_evidence_adds_up_to_the_points_of_the_tracks():
    result = assess(MODEL, ANSWERS, digest="x")
    given = evidence(MODEL, ANSWERS)
    for track, points in result.points.items():
        assert sum(row[track] for row in given.values()) == pytest.approx(points, abs=1e-9)


def test_the_evidence_is_what_the_reasons_are_made_of():
    result = assess(MODEL, ANSWERS, digest="x")
    given = evidence(MODEL, ANSWERS)
    for item, points in result.why.contributions.items():
        between = given[item][result.why.leader] - given[item][result.why.over]
        assert between == pytest.approx(points, abs=1e-9)


def test_a_skipped_item_gives_nothing():
    assert ItemId("item-1") not in evidence(MODEL, ANSWERS)


def test_no_answers_are_no_evidence():
    assert evidence(MODEL, {}) == {}


def test_the_same_answer_over_and_over_leads_to_a_verdict_once_the_flag_is_set_aside():
    answers = {item: most_least("why", "when") for item in MODEL.items}
    assert assess(MODEL, answers, digest="x").verdict.kind is Kind.CHECK_ANSWERS
    verdict = unflagged_verdict(MODEL, answers)
    assert (verdict.kind, verdict.tracks) == (Kind.CLEAR, ("product-manager",))
