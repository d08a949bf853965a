"""The grid: what is believed after some answers, and what an answer would tell about the track."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.core.grid import DRAWS, Grid, believed, compile_grid, information
from quiz.core.model import moments, probabilities
from quiz.core.normal import lattice
from quiz.core.scoring import read
from tests.core.attention import PAIRS, watched
from tests.core.builders import (
    MANAGER,
    OWNER,
    PROJECT,
    TRAITS,
    bank,
    block,
    blocks,
    likert,
    model,
    option,
    pick,
    rank,
    rules,
    slider,
    track,
)

POINTS = st.integers(-4, 4)
MIXED = bank(block("a"), slider("b"), pick("c"), likert("d"), rank("e"), block("f"))


def no_answers(some_model, grid):
    return believed(grid, np.array([], dtype=int), np.zeros(len(some_model.traits)))


def told(some_bank):
    made = model(some_bank)
    grid = compile_grid(made)
    return information(grid, no_answers(made, grid))


def by_hand(chances, cuts):
    """A grid of one item, its answers below each other, and draws sorted by track."""
    table = np.array(chances, dtype=float)
    nothing = np.zeros((table.shape[1], 4))
    return Grid(nothing, np.zeros((1, len(nothing))), table, np.array([0]), np.array(cuts))


def test_an_answer_that_settles_between_two_tracks_tells_one_bit():
    grid = by_hand([[1, 0], [0, 1]], [0, 1, 2])
    assert information(grid, np.array([0.5, 0.5])) == pytest.approx([1])


def test_an_answer_that_is_right_three_times_in_four_tells_a_fifth_of_a_bit():
    grid = by_hand([[0.75, 0.25], [0.25, 0.75]], [0, 1, 2])
    entropy = -(0.75 * np.log2(0.75) + 0.25 * np.log2(0.25))
    assert information(grid, np.array([0.5, 0.5])) == pytest.approx([1 - entropy])


def test_nothing_is_left_to_tell_once_the_track_is_certain():
    grid = by_hand([[0.9, 0.1, 0.5], [0.1, 0.9, 0.5]], [0, 2, 3])
    assert information(grid, np.array([0.5, 0.5, 0])) == pytest.approx([0], abs=1e-12)


def test_a_track_that_no_draw_belongs_to_is_no_trouble():
    grid = by_hand([[1, 0], [0, 1]], [0, 1, 1, 2])
    assert information(grid, np.array([0.5, 0.5])) == pytest.approx([1])


def test_an_item_whose_answers_weigh_the_same_tells_nothing():
    alike = pick("alike", option("a", {"why": 2}), option("b", {"why": 2}))
    useful, useless = told(bank(block("useful"), alike))
    assert useful > 0.2
    assert useless == pytest.approx(0, abs=1e-12)


def test_an_item_about_the_level_alone_tells_nothing_of_tracks():
    everything = dict.fromkeys(("why", "what", "how", "when"), 2)
    level = pick("level", option("all", everything), option("none"))
    of_block, of_level = told(bank(block("block"), level))
    assert of_level < of_block / 50


def test_blocks_of_the_same_weights_tell_the_same_in_any_order_of_options():
    turned = block("turned", *reversed(MIXED.item("a").options))
    first, second = told(bank(block("straight"), turned))
    assert first == pytest.approx(second, abs=1e-12)


def test_a_block_tells_more_than_a_pick_and_a_pick_more_than_a_slider():
    a_block, a_pick, a_slider = told(bank(block("block"), pick("pick"), slider("slider")))
    assert a_block > a_pick > a_slider > 0


@given(st.lists(st.tuples(POINTS, POINTS, POINTS, POINTS), min_size=2, max_size=4))
def test_information_is_never_negative_and_never_more_than_the_tracks_hold(weights):
    options = [
        option(f"o{n}", dict(zip(("why", "what", "how", "when"), w, strict=True)))
        for n, w in enumerate(weights)
    ]
    tells = told(bank(pick("item", *options), block("block")))
    assert (tells >= 0).all()
    assert (tells <= np.log2(3)).all()


@pytest.mark.parametrize("answer", [PAIRS[0], PAIRS[7]])
def test_draws_are_weighed_by_the_chances_of_the_answers(answer):
    made = model(MIXED)
    grid = compile_grid(made)
    sheet = read(made, {"a": answer, "b": -1, "f": PAIRS[3]})
    sums = made.curves.weights[sheet.rows, sheet.places].sum(axis=0)
    expected = np.ones(DRAWS)
    for row, place in zip(sheet.rows, sheet.places, strict=True):
        expected *= grid.chances[grid.starts[row] + place]
    assert believed(grid, sheet.rows, sums) == pytest.approx(expected / expected.sum())


def test_without_answers_every_draw_counts_the_same():
    made = model(MIXED)
    assert no_answers(made, compile_grid(made)) == pytest.approx(np.full(DRAWS, 1 / DRAWS))


def test_the_chances_of_an_item_add_up_to_one_for_every_draw():
    grid = compile_grid(model(MIXED))
    assert np.add.reduceat(grid.chances, grid.starts) == pytest.approx(np.ones((6, DRAWS)))


def test_draws_are_the_lattice_sorted_by_the_track_with_most_points_in_the_long_run():
    made = model(MIXED)
    grid = compile_grid(made)
    theta = grid.pulls / made.curves.slope
    expected = moments(made.curves, theta).means.sum(axis=1) - made.neutral.means.sum(axis=0)
    tracks = (expected @ made.profiles.T).argmax(axis=1)
    assert (np.diff(tracks) >= 0).all()
    assert [tracks[a:b].tolist() for a, b in pairwise(grid.cuts) if a < b] == [
        [t] * int((tracks == t).sum()) for t in range(3)
    ]
    assert np.sort(theta[:, 0]) == pytest.approx(np.sort(lattice(DRAWS, 4)[:, 0]))


def test_tracks_of_draws_come_in_the_shares_of_the_population():
    grid = compile_grid(model(blocks(4)))
    assert np.diff(grid.cuts) / DRAWS == pytest.approx([0.375, 0.25, 0.375], abs=0.02)


def test_four_tracks_are_told_apart_as_well():
    fourth = track("analyst", why=1, when=1)
    made = model(blocks(2), rules(MANAGER, OWNER, PROJECT, fourth))
    grid = compile_grid(made)
    assert np.diff(grid.cuts) / DRAWS == pytest.approx([0.25] * 4, abs=0.03)
    assert information(grid, no_answers(made, grid))[0] > 0.3


def test_attention_blocks_are_in_no_table():
    grid = compile_grid(model(watched(3)))
    assert len(grid.starts) == 3
    assert len(grid.chances) == 36


def test_a_bank_of_very_many_answers_gets_a_coarser_grid():
    six = [option(f"o{n}", {trait: 3}) for n, trait in enumerate((*TRAITS, *TRAITS[:2]))]
    many = bank(*(rank(f"r{n}", *six) for n in range(30)))
    grid = compile_grid(model(many))
    assert 64 <= grid.chances.shape[1] < DRAWS
    assert grid.chances.size <= 1 << 23


def test_tables_cannot_be_written_to():
    grid = compile_grid(model(blocks(1)))
    for table in (grid.pulls, grid.normalisers, grid.chances):
        with pytest.raises(ValueError, match="read-only"):
            table[0, 0] = 1.0


def test_chances_on_the_grid_are_those_of_the_model():
    made = model(MIXED)
    grid = compile_grid(made)
    likely = probabilities(made.curves, grid.pulls / made.curves.slope)
    assert grid.chances == pytest.approx(likely.transpose(1, 2, 0)[made.curves.mask])
