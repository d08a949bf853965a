"""Imaginary people answer as they should, and what they show is measured rightly."""

from dataclasses import replace

import numpy as np
import pytest

from quiz.core.model import probabilities
from quiz.core.result import Kind
from quiz.core.simulation.figures import (
    Bin,
    calibration,
    calibration_error,
    confusion,
    in_top_two,
    reliability,
    true_tracks,
    votes,
    winners,
)
from quiz.core.simulation.people import (
    BIASED,
    CARELESS,
    EXACT,
    NOISY,
    Population,
    Scenario,
    answer,
    later,
    populate,
    truth,
    unread,
)
from quiz.core.simulation.play import Round, play, together
from quiz.core.simulation.stops import stops
from quiz.core.simulation.study import study, summarise
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
    slider,
)

PICKS = model(bank(pick("p")))
BLOCKS = model(blocks(10))


def rng(seed=1):
    return np.random.default_rng(seed)


def people(*theta, agreeing=0.0, careless=False):
    count = len(theta)
    return Population(
        np.array(theta, dtype=float),
        np.full(count, agreeing),
        np.full(count, careless, dtype=np.bool_),
    )


def alike(theta, count, **more):
    return people(*[theta] * count, **more)


def shares(compiled, population, scenario=EXACT, row=0):
    places = answer(compiled, compiled.curves, population, scenario, rng=rng())[:, row]
    return np.bincount(places, minlength=len(compiled.answers[row])) / len(places)


# How people answer.


def test_a_person_without_leaning_chooses_evenly():
    assert shares(PICKS, alike([0, 0, 0, 0], 20_000)) == pytest.approx([0.25] * 4, abs=0.02)


def test_people_answer_as_often_as_the_model_says():
    theta = [1.5, 0.5, -1.0, 0.0]
    for compiled in (PICKS, BLOCKS, model(bank(slider("s"))), model(bank(rank("r")))):
        expected = probabilities(compiled.curves, np.array(theta))[0]
        assert shares(compiled, alike(theta, 20_000)) == pytest.approx(expected, abs=0.02)


def test_who_guesses_throughout_chooses_evenly_whatever_the_leaning():
    guessing = Scenario("guessing", guessing=1.0)
    assert shares(PICKS, alike([9, 0, 0, 0], 20_000), guessing) == pytest.approx(
        [0.25] * 4, abs=0.02
    )


def test_who_likes_to_agree_agrees():
    keen = shares(model(bank(likert("l"))), alike([0, 0, 0, 0], 2_000, agreeing=5.0))
    assert keen[-1] > 0.95


def test_who_likes_to_agree_moves_no_slider():
    even = shares(model(bank(slider("s"))), alike([0, 0, 0, 0], 20_000, agreeing=5.0))
    assert even == pytest.approx(even[::-1], abs=0.02)


def test_the_same_seed_gives_the_same_people():
    one, other = (populate(5, 4, CARELESS, rng=rng(3)) for _ in range(2))
    assert one.theta.tolist() == other.theta.tolist()
    assert one.careless.tolist() == other.careless.tolist()


def test_people_later_are_alike_by_the_correlation_given():
    before = populate(20_000, 4, EXACT, rng=rng())
    after = later(before, 0.87, rng(2))
    assert np.corrcoef(before.theta.ravel(), after.theta.ravel())[0, 1] == pytest.approx(
        0.87, abs=0.01
    )
    assert later(before, 1.0, rng()).theta == pytest.approx(before.theta)


def test_those_who_do_not_read_answer_at_random_in_one_place_or_in_a_cycle():
    places = unread(model(blocks(24)), 2_000, rng())
    constant = (places == places[:, :1]).all(axis=1)
    cycle = (places[:, 6:] == places[:, :-6]).all(axis=1)
    assert constant.mean() == pytest.approx(0.25, abs=0.08)
    assert cycle.mean() == pytest.approx(0.5, abs=0.05)
    assert places.max() == 11


def test_careless_people_do_not_answer_by_their_leaning():
    absent = alike([9, -9, 0, 0], 2_000, careless=True)
    assert shares(PICKS, absent).max() < 0.5


# What really moves them.

MIXED = model(bank(block("b"), pick("p"), slider("s"), likert("l"), rank("r")))


def test_exact_people_follow_the_written_curves():
    real = truth(MIXED, EXACT, rng())
    assert real.weights == pytest.approx(MIXED.curves.weights)
    mask = MIXED.curves.mask
    assert real.intercepts[mask] == pytest.approx(MIXED.curves.intercepts[mask])
    assert (real.mask == mask).all()


def test_noise_moves_weights_and_popularity_and_keeps_the_padding():
    real = truth(MIXED, NOISY, rng())
    assert (real.mask == MIXED.curves.mask).all()
    assert not np.allclose(real.weights, MIXED.curves.weights)
    assert (real.weights[~real.mask] == 0).all()


def test_a_slider_stays_a_straight_line_through_its_middle():
    row = MIXED.rows["s"]
    weights = truth(MIXED, NOISY, rng()).weights[row, :5]
    assert weights == pytest.approx(np.arange(-2, 3)[:, None] * weights[-1] / 2)


def test_desirability_favours_answers_by_their_written_weights():
    liked = truth(PICKS, Scenario("liked", desirability=0.05), rng()).intercepts[0]
    assert liked == pytest.approx([0.30, 0.15, -0.15, -0.30])


def test_the_middle_of_three_traits_is_neither_liked_nor_disliked():
    three = model(
        bank(
            pick("p", *(option(t, {t: 2}) for t in ("why", "what", "how"))),
            traits=("why", "what", "how"),
        )
    )
    liked = truth(three, Scenario("liked", desirability=0.05), rng()).intercepts[0]
    assert liked == pytest.approx([0.1, 0, -0.1])


# How what they show is measured.


def test_a_perfectly_calibrated_table_has_no_error():
    stated = np.repeat([0.5, 0.75], 4)
    right = np.array([1, 0, 1, 0, 1, 1, 1, 0], dtype=bool)
    assert calibration_error(calibration(stated, right)) == pytest.approx(0)


def test_boasting_is_measured_by_how_far_it_goes():
    table = calibration(np.full(10, 0.9), np.arange(10) < 7)
    assert calibration_error(table) == pytest.approx(0.2)
    (told,) = [each for each in table if each.people]
    assert told == Bin(pytest.approx(13 / 15), pytest.approx(14 / 15), 10, pytest.approx(0.9), 0.7)


def test_certainty_falls_into_the_last_step_and_nobody_into_an_error():
    assert calibration(np.array([1.0]), np.array([True]))[-1].people == 1
    assert calibration_error(calibration(np.zeros(0), np.zeros(0, dtype=bool))) == 0


def test_confusion_counts_true_tracks_in_rows():
    counts = confusion(np.array([0, 0, 1]), np.array([0, 2, 1]), 3)
    assert counts.tolist() == [[1, 0, 1], [0, 1, 0], [0, 0, 0]]


def test_the_true_track_is_the_one_the_strongest_traits_belong_to():
    theta = np.array([[2, 2, 0, 0], [0, 2, 2, 0], [0, 0, 2, 2]], dtype=float)
    assert true_tracks(BLOCKS, theta).tolist() == [0, 1, 2]


def test_an_answer_is_one_vote_shared_among_equally_near_tracks():
    options = (
        option("a", {"why": 3, "what": 3}),
        option("b", {"what": 3}),
        option("c", {}),
        option("d", {"when": 3, "how": 3}),
    )
    compiled = model(bank(pick("p", *options)))
    assert votes(compiled, np.array([[0], [3]])).tolist() == [[1, 0, 0], [0, 0, 1]]
    even = model(bank(pick("p", *four())))
    assert votes(even, np.array([[1]])) == pytest.approx(np.array([[0.5, 0.5, 0]]))


def test_an_answer_that_leans_nowhere_votes_for_nobody():
    compiled = model(bank(slider("s")))
    assert votes(compiled, np.array([[2]])).tolist() == [[0, 0, 0]]


def test_ties_go_by_lot():
    found = winners(np.zeros((300, 3)), rng())
    assert set(found.tolist()) == {0, 1, 2}
    assert winners(np.array([[0.0, 1.0]]), rng()).tolist() == [1]


def test_reliability_is_a_squared_correlation():
    true = np.array([1.0, 2, 3, 4])
    assert reliability(true, -2 * true) == pytest.approx(1)
    assert reliability(true, np.array([1.0, -1, -1, 1])) == pytest.approx(0)
    assert reliability(true, np.zeros(4)) == 0
    assert reliability(np.zeros(4), true) == 0


def test_the_top_two_are_the_most_probable():
    stated = np.array([[0.5, 0.3, 0.2]] * 3)
    assert in_top_two(stated, np.array([0, 1, 2])).tolist() == [True, True, False]


# Rounds and studies.


def by_hand(**changes):
    """Four people: two are told rightly and clearly, one wrongly, one gets a close call."""
    clear, close = list(Kind).index(Kind.CLEAR), list(Kind).index(Kind.CLOSE_CALL)
    told = Round(
        axes=np.array([[1.0, 0], [0, 1], [-1, 0], [1, 1]]),
        true=np.array([0, 1, 2, 1]),
        stated=np.array([[0.8, 0.1, 0.1], [0.1, 0.8, 0.1], [0.8, 0.1, 0.1], [0.4, 0.35, 0.25]]),
        position=np.array([[1.0, 0], [0, 1], [-1, 0], [1, 1]]),
        leaders=np.array([0, 1, 0, 2]),
        kinds=np.array([clear, clear, clear, close]),
        pairs=np.array([[0, 1], [1, 0], [0, 1], [0, 1]]),
        limit=np.array([0, 1, 2, 1]),
        counted=np.array([0, 0, 0, 0]),
        again=np.array([0, 1, 0, 0]),
        a_month_later=np.array([0, 0, 0, 0]),
    )
    return told._replace(**changes)


def test_a_study_counts_what_was_said_to_people():
    shown = summarise("by hand", by_hand())
    assert shown.accuracy.count == 0.25
    assert shown.accuracy.points == 0.5
    assert shown.accuracy.posterior == 0.5
    assert shown.accuracy.limit == 1
    assert shown.accuracy.top_two == 0.75
    assert shown.confusion.tolist() == [[1, 0, 0], [0, 1, 1], [1, 0, 0]]
    assert (shown.steadiness.again, shown.steadiness.a_month_later) == (0.75, 0.5)
    assert shown.reliability == pytest.approx((1, 1))
    assert (shown.agreement.share, shown.agreement.worst) == (0.75, 0.4)


def test_a_close_call_is_right_when_it_names_the_track():
    shown = summarise("by hand", by_hand())
    assert shown.verdict(Kind.CLEAR).share == 0.75
    assert shown.verdict(Kind.CLEAR).right == pytest.approx(2 / 3)
    assert (shown.verdict(Kind.CLOSE_CALL).share, shown.verdict(Kind.CLOSE_CALL).right) == (0.25, 1)
    assert (shown.verdict(Kind.BALANCED).share, shown.verdict(Kind.BALANCED).right) == (0, 0)


def test_where_points_and_probability_agree_there_is_no_worst_case():
    agreed = summarise("by hand", by_hand(leaders=np.array([0, 1, 0, 0])))
    assert (agreed.agreement.share, agreed.agreement.worst) == (1, 0)


def test_rounds_are_put_one_after_the_other():
    both = together([by_hand(), by_hand()])
    assert both.true.tolist() == [0, 1, 2, 1] * 2
    assert both.stated.shape == (8, 3)


def test_exact_people_are_told_what_the_truth_would_tell_them():
    played = play(BLOCKS, EXACT, 200, rng=rng())
    assert played.limit.tolist() == played.stated.argmax(axis=1).tolist()
    assert np.corrcoef(played.axes[:, 0], played.position[:, 0])[0, 1] > 0.8


def test_a_study_is_the_same_for_the_same_seed_and_tells_of_its_progress():
    heard = []
    one = study(BLOCKS, BIASED, people=45, seed=4, rounds=4, progress=heard.append)
    again = study(BLOCKS, BIASED, people=45, seed=4, rounds=4)
    other = study(BLOCKS, BIASED, people=45, seed=5, rounds=4)
    assert heard == [12, 11, 11, 11]
    assert one.people == 45
    assert one.positions.tolist() == again.positions.tolist() != other.positions.tolist()


# Adaptive sittings.


def attentive(count, asking=1):
    """Blocks, and attention blocks that ask for the first as most and the last as least."""
    asks = tuple(
        replace(block(f"attention-{n}", *four(0)), expects=most_least("why", "when"))
        for n in range(asking)
    )
    return model(replace(blocks(count), items=(*blocks(count).items, *asks)))


def test_stops_are_summed_up_over_people():
    heard = []
    found = stops(attentive(8), CARELESS, people=12, seed=1, progress=heard.append)
    assert len(heard) == found.people == 12
    assert 6 <= found.items <= found.screens <= 9
    assert 0 <= found.agreement <= 1
    assert sum(found.reasons.values()) == pytest.approx(1)


def test_the_complete_form_that_a_stop_is_held_against_is_without_extras():
    plain = stops(attentive(8), NOISY, people=40, seed=1)
    assert plain.agreement == plain.agreement_with_all
    extras = tuple(slider(f"extra-{n}", points=3, extra=True) for n in range(30))
    wide = blocks(6)
    found = stops(model(replace(wide, items=(*wide.items, *extras))), NOISY, people=60, seed=1)
    assert found.agreement != found.agreement_with_all


def test_where_no_call_is_close_the_kinds_together_are_right_as_often_as_the_leaders():
    found = stops(attentive(8), NOISY, people=60, seed=1)
    told = found.verdicts
    assert sum(each.share for each in told.values()) == pytest.approx(1)
    others = sum(each.share * each.right for kind, each in told.items())
    close = told[Kind.CLOSE_CALL]
    assert others - close.share * close.right <= found.right <= others
    assert 1 / 3 < found.right < 1


def test_people_who_answer_at_random_are_told_their_track_no_more_often_than_by_chance():
    lost = stops(attentive(8), Scenario("absent", careless=1.0), people=300, seed=1)
    assert lost.right == pytest.approx(1 / 3, abs=0.09)


def test_one_person_stops_for_one_reason():
    alone = stops(attentive(8), EXACT, people=1, seed=1)
    assert sorted(alone.reasons.values()) == [0, 0, 1]
    assert alone.items == alone.median
    assert alone.agreement in {0, 1}


def test_careless_people_do_not_heed_attention_blocks():
    lost = stops(attentive(8, asking=2), Scenario("absent", careless=1.0), people=10, seed=1)
    assert lost.screens - lost.items >= 1.9


def test_no_people_give_no_figures():
    nobody = stops(BLOCKS, EXACT, people=0, seed=1)
    assert (nobody.items, nobody.median, nobody.agreement) == (0, 0, 0)
    assert nobody.agreement_with_all == 0
