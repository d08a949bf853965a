from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.core.bank import TraitId
from quiz.core.result import Leaning
from quiz.core.rules import TrackId, TrackProfile
from quiz.web.presenters import geometry

MARK = 7.5  # half the height of the largest shape as drawn, with its outline
TRAITS = [TraitId(name) for name in ("why", "what", "how", "when")]


def profile(**weights: float) -> TrackProfile:
    return TrackProfile(
        TrackId("t"), "T", {TraitId(name): value for name, value in weights.items()}
    )


@pytest.mark.parametrize(
    ("dots", "height"), [(0, 5), (1, 18), (13, 36), (41, 97), (46, 106), (86, 188), (100, 220)]
)
def test_an_arch_has_the_height_the_design_states(dots, height):
    rise, places = geometry.pile(dots)
    assert round(rise) == height
    assert len(places) == dots


def test_a_bigger_share_is_never_a_lower_arch():
    heights = [geometry.pile(dots)[0] for dots in range(101)]
    assert heights == sorted(heights)


@pytest.mark.parametrize("dots", range(101))
def test_every_dot_stays_under_its_arch(dots):
    rise, places = geometry.pile(dots)
    for across, above in places:
        assert (across / 90) ** 2 + (above / rise) ** 2 < 1


@given(st.lists(st.floats(0.001, 1), min_size=1, max_size=6))
def test_percents_always_add_up_to_a_hundred(shares):
    percents = geometry.percent(shares)
    assert sum(percents) == 100
    assert all(
        abs(whole - 100 * share / sum(shares)) <= 1
        for whole, share in zip(percents, shares, strict=True)
    )


def test_equal_remainders_go_to_the_middle_so_that_the_picture_stays_a_dome():
    assert geometry.percent([1, 1, 1]) == [33, 34, 33]


@pytest.mark.parametrize(
    ("shares", "percents"),
    [
        ([0.375, 0.25, 0.375], [37, 26, 37]),
        ([0.374, 0.252, 0.374], [37, 26, 37]),
        ([0.378, 0.244, 0.378], [38, 24, 38]),
        ([0.4 + 1e-16, 0.2, 0.4], [40, 20, 40]),
        ([0.005, 0.99, 0.005], [0, 100, 0]),
    ],
)
def test_equal_shares_have_equal_percents(shares, percents):
    assert geometry.percent(shares) == percents


def test_shares_of_nothing_are_nothing():
    assert geometry.percent([0, 0, 0]) == [0, 0, 0]


def test_the_span_stands_on_four_stops_and_shows_a_hundred_dots():
    picture = geometry.span([3, 11, 86], leaders={2})
    assert picture.stops == ("12.5%", "37.5%", "62.5%", "87.5%")
    assert [hill.x for hill in picture.hills] == ["25%", "50%", "75%"]
    assert sum(len(hill.dots) for hill in picture.hills) == 100
    assert picture.base == 192
    assert picture.height == picture.base + 6
    assert picture.hills[2].path == "M450 192A90 188.5 0 0 1 630 192"


def test_only_tracks_in_the_running_are_filled():
    picture = geometry.span([44, 50, 6], leaders={0, 1})
    assert [{dot.ring for dot in hill.dots} for hill in picture.hills] == [{False}, {False}, {True}]


def test_neighbouring_equal_weights_stand_on_an_arch_and_others_do_not():
    assert geometry.feet(profile(what=1, how=1), TRAITS) == 1
    assert geometry.feet(profile(why=1, when=1), TRAITS) is None
    assert geometry.feet(profile(why=2, what=1), TRAITS) is None
    assert geometry.feet(profile(why=1, what=1, how=1), TRAITS) is None
    assert geometry.feet(profile(why=-1, what=-1), TRAITS) is None


def test_a_fourth_track_or_a_missing_arch_is_drawn_as_bars():
    three = [profile(why=1, what=1), profile(what=1, how=1), profile(how=1, when=1)]
    assert geometry.arches(three, TRAITS)
    assert not geometry.arches(three[:2], TRAITS)
    assert not geometry.arches([*three, profile(why=1, when=1)], TRAITS)


def test_a_trait_above_the_mean_is_drawn_higher_with_its_range_around_it():
    (mark,) = geometry.ranges({TRAITS[0]: Leaning(0.5, 0.25)})
    assert mark == geometry.Range(centre=-17.0, top=-25.5, length=17.0)


def test_a_strong_trait_shrinks_the_picture_and_keeps_its_whole_range():
    strong, weak = geometry.ranges({TRAITS[0]: Leaning(-4.0, 0.5), TRAITS[1]: Leaning(0.9, 0.5)})
    assert strong == geometry.Range(centre=53.3, top=46.7, length=13.3)
    assert weak == geometry.Range(centre=-12.0, top=-18.7, length=13.3)


@pytest.mark.parametrize("theta", list(product((-3, 0, 3), repeat=4)))
@pytest.mark.parametrize("half", [0.01, 0.4, 1.2])
def test_no_leaning_leaves_its_cell(theta, half):
    mean = sum(theta) / 4
    leanings = {t: Leaning(value - mean, half) for t, value in zip(TRAITS, theta, strict=True)}
    for mark in geometry.ranges(leanings):
        assert abs(mark.centre) + MARK <= geometry.CELL / 2
        assert mark.top >= -geometry.CELL / 2
        assert mark.top + mark.length <= geometry.CELL / 2
        assert mark.length > 0
