"""Many people scored at once get the figures, verdicts and flags of one person at a time."""

from dataclasses import replace

import numpy as np
import pytest

from quiz.core.adaptive import next_in_order
from quiz.core.bank import MostLeast
from quiz.core.batch import SKIPPED, UNASKED, chosen_sums, score_many
from quiz.core.batch_quality import evidences, flagged_many, repetitions
from quiz.core.batch_verdict import KINDS, judge_many
from quiz.core.clicking import evidence
from quiz.core.model import make_curves
from quiz.core.quality import raised, repetition
from quiz.core.result import Kind
from quiz.core.scoring import read, score
from quiz.core.shapes import shapes_of
from quiz.core.verdict import judge, standing
from tests.core.builders import (
    bank,
    block,
    blocks,
    four,
    likert,
    model,
    most_least,
    option,
    pick,
    rank,
    rules,
    slider,
    track,
)

MIXED = bank(
    block("b1"),
    block("b2", *reversed(four())),
    block("b3", *four(2)),
    pick("p", option("a", {"why": 3, "what": 1}), *four()[1:]),
    slider("s1", extra=True),
    slider("s2", "what", "when", extra=True),
    likert("l", points=1.5),
    rank("r"),
)
SAME = {"abs": 1e-8}


def drawn(compiled, people, seed=1):
    """Answers at random to every item, by place."""
    counts = [len(answers) for answers in compiled.answers]
    return np.random.default_rng(seed).integers(0, counts, (people, len(counts)))


def sheet(compiled, places):
    """The same answers as a person gives them."""
    return {
        item: None if place == SKIPPED else compiled.answers[row][place]
        for row, (item, place) in enumerate(zip(compiled.items, places.tolist(), strict=True))
        if place != UNASKED
    }


def holey(compiled, people, seed=2):
    """Answers with items left out and items skipped; some people gave none, some all."""
    places = drawn(compiled, people, seed)
    chance = np.random.default_rng(seed).random(places.shape)
    places[chance < 0.3] = UNASKED
    places[chance > 0.8] = SKIPPED
    places[0], places[1] = UNASKED, SKIPPED
    places[2] = 0
    return places


def assert_same(crowd, compiled, places):
    for row, answers in enumerate(places):
        one = score(compiled, read(compiled, sheet(compiled, answers)))
        assert crowd.sums[row] == pytest.approx(one.sums, **SAME)
        assert crowd.points[row] == pytest.approx(one.points, **SAME)
        assert crowd.theta[row] == pytest.approx(one.theta, **SAME)
        assert crowd.position[row] == pytest.approx(one.position, **SAME)
        assert crowd.position_sd[row] == pytest.approx(one.position_sd, **SAME)
        assert crowd.probabilities[row] == pytest.approx(one.probabilities, **SAME)
        assert crowd.complete[row] == one.sheet.complete


def test_full_answers_to_all_formats_are_scored_as_one_by_one():
    compiled = model(MIXED)
    places = drawn(compiled, 40)
    assert_same(score_many(compiled, places), compiled, places)


def test_missing_and_skipped_answers_are_scored_as_one_by_one():
    compiled = model(MIXED)
    places = holey(compiled, 40)
    assert_same(score_many(compiled, places), compiled, places)


def test_a_bank_on_trial_keeps_its_caution():
    compiled = model(replace(MIXED, calibration=None))
    places = drawn(compiled, 10)
    assert_same(score_many(compiled, places), compiled, places)


def test_heavy_weights_do_not_make_the_climb_leap_away():
    heavy = model(bank(block("b", *four(20)), pick("p", *four(20)), slider("s", points=20)))
    places = drawn(heavy, 30)
    assert_same(score_many(heavy, places), heavy, places)


def test_four_tracks_are_scored_as_one_by_one():
    compiled = model(
        MIXED, rules(track("a", why=1), track("b", what=1), track("c", how=1), track("d", when=1))
    )
    places = drawn(compiled, 6)
    assert_same(score_many(compiled, places), compiled, places)


def test_weights_that_are_no_round_numbers_are_scored_as_one_by_one():
    odd = model(bank(*(block(f"b{n}", *four(2.9999 + n / 777)) for n in range(5))))
    places = drawn(odd, 12)
    assert_same(score_many(odd, np.repeat(places, 2, axis=0)), odd, np.repeat(places, 2, axis=0))


def test_more_combinations_than_numbers_can_count_are_scored_all_the_same():
    wide = bank(
        *(slider(f"s{n}", points=10**n) for n in range(5)),
        *(slider(f"t{n}", "what", "when", points=10**n) for n in range(5)),
    )
    gentle = model(wide, replace(rules(), discrimination=0.001))
    places = drawn(gentle, 8)
    assert_same(score_many(gentle, places), gentle, places)


def test_nobody_is_scored_without_complaint():
    compiled = model(MIXED)
    crowd = score_many(compiled, np.zeros((0, len(compiled.items)), dtype=np.intp))
    assert crowd.probabilities.shape == (0, 3)


def test_to_know_the_truth_changes_the_position_and_not_the_points():
    compiled = model(blocks(6))
    places = drawn(compiled, 20)
    strong = make_curves(
        2 * compiled.curves.weights, compiled.curves.intercepts, compiled.curves.slope
    )
    believed = score_many(compiled, places, believing=strong)
    assert believed.points == pytest.approx(score_many(compiled, places).points)
    twice = score_many(replace(compiled, curves=strong), places)
    assert believed.theta == pytest.approx(twice.theta)


def test_sums_leave_out_what_was_not_answered():
    compiled = model(blocks(2))
    weights = compiled.curves.weights
    sums = chosen_sums(compiled.curves, np.array([[3, UNASKED], [SKIPPED, 5], [1, 2]]))
    assert sums == pytest.approx(
        np.array([weights[0, 3], weights[1, 5], weights[0, 1] + weights[1, 2]])
    )


def test_items_of_equal_weights_share_a_shape_whatever_the_order():
    reordered = bank(
        block("a"), block("b", *reversed(four())), slider("s"), slider("t", "how", "why")
    )
    assert shapes_of(model(reordered).curves).of_item.tolist() == [0, 0, 1, 1]


def test_items_of_other_popularity_have_a_shape_of_their_own():
    liked = (option("why", {"why": 3}, popularity=0.5), *four()[1:])
    assert shapes_of(model(bank(block("a"), block("b", *liked))).curves).of_item.tolist() == [0, 1]


# Verdicts and flags.


@pytest.mark.parametrize("seed", range(3))
def test_verdicts_are_those_of_one_person(seed):
    compiled = model(blocks(14))
    places = np.concatenate([drawn(compiled, 150, seed), holey(compiled, 50, seed)])
    crowd = score_many(compiled, places)
    limits = compiled.rules.thresholds
    flagged = np.random.default_rng(seed).random(len(places)) < 0.1
    verdicts = judge_many(crowd, limits, flagged=flagged)
    for row, answers in enumerate(places):
        profile = score(compiled, read(compiled, sheet(compiled, answers)))
        now = standing(profile, limits.tie)
        one = judge(compiled, profile, now, ("flag",) if flagged[row] else ())
        assert KINDS[verdicts.kinds[row]] is one.kind
        assert verdicts.leaders[row] == now.leader
        if one.kind is Kind.CLOSE_CALL:
            assert tuple(compiled.tracks[t] for t in verdicts.pairs[row]) == one.tracks


def test_those_who_got_a_kind_of_verdict_can_be_picked_out():
    compiled = model(blocks(14))
    everyone = np.ones(5, dtype=np.bool_)
    crowd = score_many(compiled, drawn(compiled, 5))
    verdicts = judge_many(crowd, compiled.rules.thresholds, flagged=everyone)
    assert verdicts.of(Kind.CHECK_ANSWERS).all()
    assert not verdicts.of(Kind.CLEAR).any()


def test_three_tracks_with_equal_points_are_a_three_way_tie():
    compiled = model(
        bank(
            *(
                slider(f"s{n}", *sides)
                for n, sides in enumerate((("why", "how"), ("what", "when")) * 8)
            )
        )
    )
    middle = np.full((1, len(compiled.items)), 2)
    crowd = score_many(compiled, middle)
    limits = replace(compiled.rules.thresholds, balanced=0.0)
    verdicts = judge_many(crowd, limits, flagged=np.zeros(1, dtype=np.bool_))
    assert verdicts.of(Kind.THREE_WAY).all()


def with_attention(blocks_in_all, asking):
    asks = tuple(
        replace(block(f"attention-{n}", *four(0)), expects=most_least("why", "when"))
        for n in range(asking)
    )
    plain = blocks(blocks_in_all)
    return model(replace(plain, items=(*plain.items, *asks)))


def flags_one_by_one(compiled, places, reads):
    """Whether each is flagged who is shown attention blocks as the fixed order shows them."""
    for row, attentive in zip(places, reads, strict=True):
        given = sheet(compiled, row)
        while (step := next_in_order(compiled, given)).stop is None:
            asked = compiled.attention[step.item]
            given[step.item] = asked if attentive else MostLeast(asked.least, asked.most)
        yield bool(raised(compiled, score(compiled, read(compiled, given))))


@pytest.mark.parametrize("asking", [0, 1, 2])
def test_flags_are_those_of_one_person(asking):
    compiled = with_attention(14, asking)
    places = drawn(compiled, 90)
    places[:10] = np.arange(10)[:, None]
    places[10:20] = np.resize([1, 4, 7], 14)
    reads = np.arange(90) % 3 > 0
    flagged = flagged_many(compiled, places, score_many(compiled, places), reads=reads)
    assert flagged.tolist() == list(flags_one_by_one(compiled, places, reads))
    assert flagged[:20].all()


def test_only_who_heeds_two_attention_blocks_may_answer_as_if_at_random():
    places = drawn(with_attention(14, 0), 90)
    everyone = np.ones(90, dtype=np.bool_)
    shares = [
        flagged_many(compiled, places, score_many(compiled, places), reads=everyone).mean()
        for compiled in (with_attention(14, asking) for asking in (0, 1, 2))
    ]
    assert shares[0] == shares[1] > 0.1
    assert shares[2] == 0


@pytest.mark.parametrize("asking", [0, 2])
def test_too_few_answers_show_no_pattern(asking):
    compiled = with_attention(5, asking)
    places = np.zeros((3, 5), dtype=np.intp)
    reads = np.array([True, True, False])
    flagged = flagged_many(compiled, places, score_many(compiled, places), reads=reads)
    assert flagged.tolist() == list(flags_one_by_one(compiled, places, reads))


def test_repetitions_are_those_of_one_person():
    places = np.array([[1, 1, 1, 1], [1, 2, 1, 2], [1, 2, 3, 1], [0, 1, 2, 3]])
    assert repetitions(places).tolist() == [repetition(row) for row in places.tolist()]
    assert repetitions(places[:, :1]).tolist() == [0, 0, 0, 0]


def test_evidence_is_that_of_one_person():
    compiled = model(MIXED)
    places = drawn(compiled, 20)
    crowd = score_many(compiled, places)
    one_by_one = [
        evidence(compiled, score(compiled, read(compiled, sheet(compiled, row)))) for row in places
    ]
    assert evidences(compiled, places, crowd.theta) == pytest.approx(one_by_one, abs=1e-7)
