"""The figures of a quality card, on results and people that can be counted by hand."""

import math

import pytest

from quiz.core.card import STEP, Place, closed, observed
from quiz.core.result import Kind
from quiz.core.simulation.card import early_people, simulate_card
from quiz.core.simulation.people import SCENARIOS
from tests.core.builders import blocks, model


def places(count, *, spread=1.0, deviation=0.5, kind=Kind.CLEAR):
    """Half of them at +spread along x and half at -spread; all at 0 along y."""
    return [Place((spread if n % 2 else -spread, 0.0), deviation, kind) for n in range(count)]


@pytest.mark.parametrize(("count", "steps"), [(0, 0), (99, 0), (100, 100), (299, 200), (300, 300)])
def test_results_count_in_closed_steps(count, steps):
    assert closed(count) == steps
    found = observed(places(count))
    assert (found.people if found else 0) == steps


def test_reliability_is_the_share_of_the_spread_that_is_not_doubt():
    found = observed(places(STEP, spread=1.0, deviation=0.5))
    assert found.reliability == pytest.approx((1 / (1 + 0.25), 0))
    assert found.error == pytest.approx(0.5)


def test_the_standard_error_is_the_root_of_the_mean_squared_doubt():
    some = places(STEP // 2, deviation=0.3) + places(STEP // 2, deviation=0.4)
    assert observed(some).error == pytest.approx(math.sqrt((0.09 + 0.16) / 2))


def test_results_without_any_spread_or_doubt_have_no_reliability():
    assert observed(places(STEP, spread=0, deviation=0)).reliability == (0, 0)


def test_verdicts_are_shares_of_the_counted_results_alone():
    some = places(75) + places(25, kind=Kind.BALANCED) + places(60, kind=Kind.CHECK_ANSWERS)
    told = observed(some).verdicts
    assert told[Kind.CLEAR] == 0.75
    assert told[Kind.BALANCED] == 0.25
    assert told[Kind.CHECK_ANSWERS] == 0
    assert sum(told.values()) == 1


def test_a_simulated_card_holds_every_scenario_and_is_the_same_for_the_same_seed():
    small = model(blocks(8))
    heard = []
    card = simulate_card(small, people=40, seed=3, progress=heard.append)
    assert [each.scenario for each in card.simulated] == ["exact", "noisy", "biased", "careless"]
    assert sum(heard) == (40 + early_people(40)) * len(SCENARIOS)
    assert simulate_card(small, people=40, seed=3) == card
    assert simulate_card(small, people=40, seed=4) != card
    assert (card.people, card.seed, card.version) == (40, 3, small.bank.version)
    for each in card.simulated:
        assert sum(told.share for told in each.verdicts.values()) == pytest.approx(1)
        assert all(0 < error < 2 for error in each.error)
        assert 0 <= each.right <= 1


def test_more_questions_bring_the_found_place_nearer_to_the_true_one():
    few = simulate_card(model(blocks(4)), people=400, seed=1).simulated[0]
    many = simulate_card(model(blocks(24)), people=400, seed=1).simulated[0]
    assert all(small < large for small, large in zip(many.error, few.error, strict=True))
    assert all(high > low for high, low in zip(many.reliability, few.reliability, strict=True))
