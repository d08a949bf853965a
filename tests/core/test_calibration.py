"""Tuning a bank: what answers may move, how far, and how sure it is."""

from dataclasses import replace

import numpy as np
import pytest

from quiz.core.bank import Format
from quiz.core.calibration.align import aligned
from quiz.core.calibration.expect import expect, posteriors
from quiz.core.calibration.fit import fit, improved
from quiz.core.calibration.levels import Level, TooFew, level_for
from quiz.core.calibration.parts import POPULARITY_SD, contrasts, draws_of, part_of
from quiz.core.calibration.proposal import propose, tuned_bank
from quiz.core.model import probabilities
from quiz.core.simulation.people import EXACT, NOISY, answer, populate, truth
from tests.core.builders import TRAITS, bank, block, item, likert, model, option, pick, rank, slider

A = 0.35


def part(some_item, level=Level.POPULARITY):
    return part_of(some_item, TRAITS, penalty=0.25, level=level)


def empty(*options):
    """A question whose options are worth nothing: only popularity decides."""
    return pick("q", *(option(name) for name in options))


def column(*counts):
    """So many people for each answer of one item."""
    return np.repeat(np.arange(len(counts)), counts).astype(np.int16)[:, None]


def simulated(some_model, people, scenario=EXACT, seed=1):
    """Places of people who answer, and the curves that they follow."""
    rng = np.random.default_rng(seed)
    curves = truth(some_model, scenario, rng)
    crowd = populate(people, len(some_model.traits), scenario, rng=rng)
    return answer(some_model, curves, crowd, scenario, rng=rng).astype(np.int16), curves


def fitted(items, chunks, level=Level.POPULARITY, **more):
    parts = [part(each, level) for each in items]
    return parts, fit(parts, chunks, draws_of(parts, A, draws=256), **more)


@pytest.mark.parametrize(
    ("people", "level"),
    [
        (0, Level.AS_WRITTEN),
        (99, Level.AS_WRITTEN),
        (100, Level.POPULARITY),
        (299, Level.POPULARITY),
        (300, Level.SLOPE),
        (999, Level.SLOPE),
        (1000, Level.WEIGHTS),
    ],
)
def test_what_may_move_follows_from_the_number_of_people(people, level):
    assert level_for(people) is level


def test_without_answers_everything_stays_as_written():
    unanswered = np.full((5, 2), -1, dtype=np.int16)
    parts, found = fitted([block("a"), slider("b")], [unanswered], Level.WEIGHTS)
    assert all(np.abs(values).max() < 1e-12 for values in found.values)
    for each, covariance in zip(parts, found.covariances, strict=True):
        assert covariance == pytest.approx(np.diag(1 / each.precision))


def test_popularity_is_where_surprise_and_prior_hold_each_other():
    counts = np.array([500, 300, 150, 50])
    _, found = fitted([empty("a", "b", "c", "d")], [column(*counts)])
    (values,) = found.values
    likely = np.exp(values) / np.exp(values).sum()
    assert counts - counts.sum() * likely == pytest.approx(values / POPULARITY_SD**2, abs=0.02)
    assert values.sum() == pytest.approx(0, abs=1e-6)


def test_the_error_of_a_popularity_is_that_of_a_share():
    _, found = fitted([empty("a", "b")], [column(2000, 2000)])
    apart = np.array([1, -1]) @ found.covariances[0] @ np.array([1, -1])
    # Two options: the difference is a logit, whose variance is 1 / (n p q), and the prior's.
    assert apart == pytest.approx(1 / (4000 / 4 + 1 / (2 * POPULARITY_SD**2)), rel=1e-3)


def test_an_option_that_nobody_takes_does_not_run_away():
    _, found = fitted([empty("a", "b", "c")], [column(400, 400, 0)])
    assert -5 < found.values[0][2] < -2


def test_a_popular_option_is_found_among_people_with_leanings():
    liked = block("b0", *(option(t, {t: 3}, popularity=0.8 * (t == "how")) for t in TRAITS))
    written = [block(f"b{number}") for number in range(12)]
    places, _ = simulated(model(bank(liked, *written[1:])), 1500)
    found = propose(model(bank(*written)), [places], most=Level.POPULARITY)
    by_mean = [0.8 * (trait == "how") - 0.2 for trait in TRAITS]
    for tuned, true in zip(found.items[0].options, by_mean, strict=True):
        assert tuned.popularity == pytest.approx(true, abs=3 * tuned.popularity_sd)
    for other in found.items[1:]:
        assert all(abs(o.popularity) < 4 * o.popularity_sd for o in other.options)


def test_slopes_and_weights_come_near_the_truth():
    some = model(bank(*(block(f"b{number}") for number in range(16))))
    places, curves = simulated(some, 2500, replace(NOISY, popularity_sd=0.0), seed=3)
    found = propose(some, [places])
    assert found.settled
    tuned = model(tuned_bank(some.bank, found, version="2", day="2030-01-01"))
    between = np.eye(4) - 1 / 4  # the mean of the traits is nowhere to be seen
    before, after = (
        np.abs((each - curves.weights) @ between).mean()
        for each in (some.curves.weights, tuned.curves.weights)
    )
    assert after < 0.5 * before
    assert {each.level for each in found.items} == {Level.WEIGHTS}


def test_the_order_of_people_changes_nothing():
    some = model(bank(*(block(f"b{number}") for number in range(5)), slider("s")))
    places, _ = simulated(some, 150, NOISY)
    shuffled = np.random.default_rng(2).permutation(places)
    one = fitted(some.bank.items, [places], Level.WEIGHTS)[1]
    other = fitted(some.bank.items, [shuffled[:50], shuffled[50:]], Level.WEIGHTS)[1]
    for values, again in zip(one.values, other.values, strict=True):
        assert again == pytest.approx(values, abs=1e-6)


def test_many_chunks_lead_to_the_same_place():
    some = model(bank(*(block(f"b{number}") for number in range(4))))
    places, _ = simulated(some, 640, NOISY)
    whole = fitted(some.bank.items, [places])[1]
    chunks = fitted(some.bank.items, list(places.reshape(40, 16, 4)))[1]
    for values, again in zip(whole.values, chunks.values, strict=True):
        assert again == pytest.approx(values, abs=2e-3)


def test_a_search_that_is_cut_short_says_so():
    some = model(bank(*(block(f"b{number}") for number in range(3))))
    places, _ = simulated(some, 120, NOISY)
    assert not fitted(some.bank.items, [places], most_rounds=1)[1].settled


def test_fewer_than_a_hundred_people_are_refused():
    some = model(bank(block("a")))
    assert str(TooFew(1)).startswith("1 person answered enough, at least 100")
    with pytest.raises(TooFew, match="99 people answered enough, at least 100") as refused:
        propose(some, [simulated(some, 99)[0]])
    assert refused.value.people == 99
    assert propose(some, [simulated(some, 100)[0]]).level is Level.POPULARITY


def test_a_question_that_few_answered_stays_as_written():
    some = model(bank(block("a"), block("b"), slider("s")))
    places, _ = simulated(some, 320, NOISY)
    places[90:, 1] = -1
    places[150:, 2] = -2
    found = propose(some, [places])
    assert [each.level for each in found.items] == [
        Level.SLOPE,
        Level.AS_WRITTEN,
        Level.POPULARITY,
    ]
    assert [each.people for each in found.items] == [320, 90, 150]
    kept = found.items[1]
    assert kept.slope is None
    assert kept.slope_sd is None
    assert {(o.popularity, o.popularity_sd) for o in kept.options} == {(0.0, 0.0)}
    assert found.items[2].options[0].weights == {"why": 2.0}


def test_a_question_that_tells_the_opposite_fails():
    backwards = slider("s0", left="how", right="why", points=4)
    written = [slider("s0", left="why", right="how", points=4)]
    others = [block(f"b{number}") for number in range(10)]
    places, _ = simulated(model(bank(backwards, *others)), 400)
    found = propose(model(bank(*written, *others)), [places])
    assert [each.fails for each in found.items] == [True] + [False] * 10
    assert found.items[0].slope < 0
    for other in found.items[1:]:
        assert other.slope == pytest.approx(1, abs=4 * other.slope_sd)
        assert 0.05 < other.slope_sd < 0.2


def test_a_question_whose_weights_say_nothing_has_no_slope_to_lose():
    assert part(empty("a", "b"), Level.WEIGHTS).slopes() == pytest.approx(np.zeros(9))


def test_a_tuned_bank_is_a_new_version_that_says_whose_answers_tuned_it():
    some = model(bank(block("a"), likert("l"), calibration=None))
    found = propose(some, [simulated(some, 100)[0]])
    tuned = tuned_bank(some.bank, found, version="1-tuned", day="2030-01-01")
    assert tuned.version == "1-tuned"
    assert (tuned.calibration.people, tuned.calibration.day) == (100, "2030-01-01")
    assert not tuned.pilot
    assert [each.id for each in tuned.items] == ["a", "l"]
    assert {o.popularity for o in tuned.items[0].options} == {
        o.popularity for o in found.items[0].options
    }


def test_free_weights_keep_what_an_option_is_worth_in_all():
    some = model(bank(*(block(f"b{number}") for number in range(4))))
    found = propose(some, [simulated(some, 1000, NOISY)[0]])
    for each in found.items:
        totals = [sum(tuned.weights.values()) for tuned in each.options]
        assert totals == pytest.approx([totals[0]] * 4, abs=0.011)


@pytest.mark.parametrize(
    ("some_item", "relative"),
    [
        (block("q"), True),
        (pick("q"), True),
        (rank("q"), True),
        (slider("q"), True),
        (likert("q"), False),
    ],
    ids=[*Format],
)
def test_only_in_statements_one_popularity_counts_by_itself(some_item, relative):
    assert part(some_item).relative is relative


@pytest.mark.parametrize("some_item", [block("q"), pick("q"), rank("q"), slider("q"), likert("q")])
def test_a_part_answers_as_the_model_does(some_item):
    some = model(bank(some_item))
    each = part(some_item, Level.WEIGHTS)
    draws = draws_of([each], A, draws=32)
    logits = draws.logits(each, np.zeros(each.size))
    likely = np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)
    assert likely == pytest.approx(probabilities(some.curves, draws.theta)[:, 0])


def test_the_fit_is_the_mean_likelihood_over_all_draws():
    some = model(bank(block("a"), slider("s")))
    parts = [part(each) for each in some.bank.items]
    draws = draws_of(parts, A, draws=64)
    places = np.array([[3, 1], [7, -1], [-2, 4]], dtype=np.int16)
    likely = probabilities(some.curves, draws.theta)
    a, s = likely[:, 0], likely[:, 1]
    true = [(a[:, 3] * s[:, 1]).mean(), a[:, 7].mean(), s[:, 4].mean()]
    values = [np.zeros(each.size) for each in parts]
    assert expect(parts, values, [places], draws).fit == pytest.approx(np.log(true).sum())
    (people,) = posteriors(parts, values, [places], draws)
    assert people.weights[1] == pytest.approx(a[:, 7] / a[:, 7].sum())


def test_what_items_see_adds_up_to_the_people_who_answered():
    some = model(bank(block("a"), pick("p")))
    parts = [part(each) for each in some.bank.items]
    places = np.array([[0, 1], [0, -1], [5, 3]], dtype=np.int16)
    draws = draws_of(parts, A, draws=64)
    a, p = expect(parts, [np.zeros(4)] * 2, [places[:2], places[2:]], draws).items
    assert a.counts == pytest.approx([2, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0])
    assert p.counts == pytest.approx([0, 1, 0, 1])
    assert (a.spread.sum(), p.spread.sum()) == pytest.approx((3, 2))
    assert a.sums[:, 1:].sum(axis=0) == pytest.approx(a.spread @ draws.pulls[:, 1:])


def test_a_round_never_makes_the_answers_less_probable():
    some = model(bank(*(block(f"b{number}") for number in range(4))))
    places, _ = simulated(some, 200, NOISY)
    parts = [part(each, Level.WEIGHTS) for each in some.bank.items]
    draws = draws_of(parts, A, draws=128)
    values, best = [np.zeros(each.size) for each in parts], -np.inf
    for _ in range(4):
        found = expect(parts, values, [places], draws)
        prior = sum(v @ (p.precision * v) for p, v in zip(parts, values, strict=True)) / 2
        assert found.fit - prior > best
        best = found.fit - prior
        moved = [
            improved(p, v, seen, draws=draws)
            for p, v, seen in zip(parts, values, found.items, strict=True)
        ]
        values = aligned(parts, moved)


def test_only_differences_are_drawn_where_options_are_worth_the_same():
    alike = draws_of([part(block("q"))], A, draws=16)
    assert np.abs(alike.theta.sum(axis=1)).max() < 1e-12
    unlike = pick("q", option("a", {"why": 3}), option("b", {"how": 1}))
    assert np.abs(draws_of([part(unlike)], A, draws=16).theta.sum(axis=1)).max() > 1


def turned_by(angle, weights):
    """Weights (options, traits) turned in the plane of the first two contrasts."""
    one, other, _ = contrasts(4)
    plane = np.array([one, other])
    turn = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
    return weights + weights @ (plane.T @ (turn - np.eye(2)) @ plane)


def test_turned_weights_turn_back():
    parts = [part(block(f"b{number}"), Level.WEIGHTS) for number in range(3)]
    moves = parts[0].moves[:, 1:].reshape(parts[0].size, -1)
    away = (turned_by(0.2, 3 * np.eye(4)).T - parts[0].written[1:]).ravel()
    start = np.linalg.lstsq(moves.T, away, rcond=None)[0]
    values = [start] * 3
    for _ in range(5):
        values = aligned(parts, values)
    assert parts[0].curve(values[0]) == pytest.approx(parts[0].written, abs=1e-6)


def test_turning_keeps_what_weights_say_about_each_other():
    parts = [part(block(f"b{number}"), Level.WEIGHTS) for number in range(2)]
    rng = np.random.default_rng(4)
    values = [rng.normal(0, 0.3, each.size) for each in parts]
    before = np.hstack([p.curve(v)[1:] for p, v in zip(parts, values, strict=True)])
    turned = aligned(parts, values)
    after = np.hstack([p.curve(v)[1:] for p, v in zip(parts, turned, strict=True)])
    assert after.T @ after == pytest.approx(before.T @ before)
    assert [v[:4].tolist() for v in turned] == [v[:4].tolist() for v in values]


def test_a_question_without_free_weights_holds_the_direction():
    parts = [part(block("a"), Level.WEIGHTS), part(block("b"), Level.SLOPE)]
    values = [np.full(each.size, 0.1) for each in parts]
    for given, got in zip(values, aligned(parts, values), strict=True):
        assert got is given


def test_two_traits_leave_nothing_to_turn():
    both = [item("q", Format.PICK, option("a", {"why": 3}), option("b", {"what": 3}))]
    parts = [part_of(both[0], ("why", "what"), penalty=0.25, level=Level.WEIGHTS)]
    values = [np.full(parts[0].size, 0.1)]
    assert aligned(parts, values)[0] is values[0]
