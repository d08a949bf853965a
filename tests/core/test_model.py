"""Shows the response model at positions where its figures are known in closed form."""

from math import exp, log

import numpy as np
import pytest

from quiz.core.bank import TraitId
from quiz.core.model import moments, plane, probabilities, unit_profiles
from tests.core.builders import (
    MANAGER,
    OWNER,
    PROJECT,
    TRAITS,
    bank,
    block,
    likert,
    model,
    option,
    pick,
    rank,
    rules,
    slider,
    track,
)

NOWHERE = np.zeros(4)


def likely(some_item, theta=NOWHERE):
    compiled = model(bank(some_item))
    return dict(
        zip(
            compiled.answers[0],
            probabilities(compiled.curves, np.array(theta))[0].tolist(),
            strict=True,
        )
    )


@pytest.mark.parametrize(
    ("some_item", "answers"), [(pick("p"), 4), (block("b"), 12), (rank("r"), 24)]
)
def test_someone_without_leaning_chooses_any_answer_alike(some_item, answers):
    assert likely(some_item).values() == pytest.approx([1 / answers] * answers)


def test_the_odds_of_an_option_double_when_slope_times_points_times_position_is_log_two():
    chosen = likely(pick("p"), [log(2) / (0.35 * 3), 0, 0, 0])
    assert chosen == pytest.approx({"why": 0.4, "what": 0.2, "how": 0.2, "when": 0.2})


def test_popularity_is_a_log_odds():
    chosen = likely(pick("p", option("liked", {}, log(3)), option("plain")))
    assert chosen == pytest.approx({"liked": 0.75, "plain": 0.25})


@pytest.mark.parametrize("some_item", [slider("s"), likert("l")])
def test_extreme_steps_are_rarer(some_item):
    middle = 1 / (1 + 2 * exp(-0.25) + 2 * exp(-1))
    assert likely(some_item)[0] == pytest.approx(middle)
    assert likely(some_item)[2] == likely(some_item)[-2] == pytest.approx(middle * exp(-1))


def test_items_of_different_length_do_not_share_their_padding():
    compiled = model(bank(slider("s"), block("b")))
    chances = probabilities(compiled.curves, NOWHERE)
    assert chances.shape == (2, 12)
    assert chances.sum(axis=1) == pytest.approx([1, 1])
    assert compiled.curves.mask.sum(axis=1).tolist() == [5, 12]
    assert chances[0, 5:].tolist() == [0] * 7


def test_many_positions_at_once_give_the_same_as_one_by_one():
    compiled = model(bank(slider("s"), block("b"), rank("r")))
    positions = np.array([[0.5, -1, 0, 2], [0, 0, 0, 0], [3, 1, -1, -3]])
    together = moments(compiled.curves, positions)
    for number, theta in enumerate(positions):
        alone = moments(compiled.curves, theta)
        assert together.means[number] == pytest.approx(alone.means)
        assert together.covariances[number] == pytest.approx(alone.covariances)


def test_the_moments_of_a_pick_are_those_of_a_fair_die_with_four_sides():
    neutral = model(bank(pick("p"))).neutral
    assert neutral.means.tolist() == [[0.75] * 4]
    assert neutral.covariances[0] == pytest.approx(9 * (np.eye(4) / 4 - 1 / 16))


def test_a_block_tells_a_little_more_than_twice_a_pick():
    neutral = model(bank(block("b"))).neutral
    assert neutral.means == pytest.approx(np.zeros((1, 4)))
    assert neutral.covariances[0] == pytest.approx(1.5 * (4 * np.eye(4) - 1))


def test_enormous_weights_do_not_overflow():
    chosen = likely(pick("p", *(option(t, {t: 1e6}) for t in TRAITS)), [9.0, 8.0, -9.0, 0.0])
    assert chosen == pytest.approx({"why": 1, "what": 0, "how": 0, "when": 0})


def test_profiles_are_centred_and_of_length_one():
    found = unit_profiles((MANAGER, OWNER, PROJECT), tuple(map(TraitId, TRAITS)))
    assert found.tolist() == [
        [0.5, 0.5, -0.5, -0.5],
        [-0.5, 0.5, 0.5, -0.5],
        [-0.5, -0.5, 0.5, 0.5],
    ]


def test_a_track_that_is_written_with_larger_figures_has_no_advantage():
    small, large = track("small", why=1, what=1), track("large", why=7, what=7, how=3, when=3)
    found = unit_profiles((small, large), tuple(map(TraitId, TRAITS)))
    assert found[0] == pytest.approx(found[1])


def test_the_plane_sets_halves_against_each_other_and_inner_against_outer():
    assert plane(4).tolist() == [[0.5, 0.5, -0.5, -0.5], [-0.5, 0.5, 0.5, -0.5]]


@pytest.mark.parametrize("traits", [3, 4, 5, 6, 7, 12])
def test_the_axes_of_any_number_of_traits_are_centred_and_of_length_one(traits):
    assert plane(traits) @ plane(traits).T == pytest.approx(np.eye(2), abs=1e-12)
    assert plane(traits).sum(axis=1) == pytest.approx([0, 0], abs=1e-12)


def test_two_traits_have_no_inner_half():
    assert plane(2)[1].tolist() == [0, 0]


def test_the_arrays_of_a_model_cannot_be_written_to():
    compiled = model(bank(block("b")))
    with pytest.raises(ValueError, match="read-only"):
        compiled.curves.weights[0, 0, 0] = 1


@pytest.mark.parametrize(
    ("items", "tracks", "message"),
    [
        ((), (MANAGER, OWNER), "at least one item"),
        ((pick("p"),), (MANAGER,), "at least two tracks"),
        ((pick("p"),), (MANAGER, track("flat", why=1, what=1, how=1, when=1)), "track flat"),
    ],
)
def test_what_the_arithmetic_cannot_do_without_is_refused(items, tracks, message):
    with pytest.raises(ValueError, match=message):
        model(bank(*items), rules(*tracks))
