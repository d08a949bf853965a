"""What real answers show about the items, counted by hand."""

import numpy as np
import pytest

from quiz.core.batch import SKIPPED, UNASKED
from quiz.core.items import FIT_FROM, USE_FROM, Tally
from quiz.core.model import compile_model
from quiz.core.sample import Batch
from quiz.core.scoring import read, score
from quiz.core.simulation.people import EXACT, answer, populate
from quiz.core.use import uses_of
from tests.core.builders import bank, block, likert, model, most_least, option, pick, rank, slider


def batch(places, *, finished=True, watched=False, careful=True, order=None):
    places = np.array(places, dtype=np.int16)
    people = len(places)
    asked = np.cumsum(places != UNASKED, axis=1) * (places != UNASKED)
    return Batch(
        places=places,
        order=np.array(asked if order is None else order, dtype=np.int16),
        finished=np.full(people, finished),
        watched=np.full(people, watched),
        careful=np.full(people, careful),
    )


def tallied(some_model, *some):
    tally = Tally(some_model)
    for each in some:
        tally.add(each)
    return tally.figures()


SLIDERS = model(bank(slider("a", "why", "how"), slider("b", "why", "how"), slider("c")))


def test_nothing_is_known_of_nobody():
    found = tallied(SLIDERS)
    assert (found.people, found.finishing, found.reliability) == (0, None, None)
    for item in found.items:
        assert (item.uses, item.skipped, item.item_rest, item.left) == (None,) * 4


def test_use_is_known_from_a_hundred_people_on_and_fit_from_three_hundred():
    rows = np.random.default_rng(1).integers(0, 5, (FIT_FROM, 3))
    for people, use, fit in ((USE_FROM - 1, 0, 0), (USE_FROM, 1, 0), (FIT_FROM, 1, 1)):
        found = tallied(SLIDERS, batch(rows[:people], watched=True))
        assert (found.finishing is not None) == (found.items[0].left is not None) == bool(use)
        assert (found.items[0].uses is not None) == bool(use)
        assert (found.items[0].item_rest is not None) == bool(fit)
        assert (found.reliability is not None) == bool(fit)


def test_doubtful_people_and_drafts_are_in_no_figure():
    rows = [[0, 1, 2]] * 120
    found = tallied(SLIDERS, batch(rows), batch(rows, careful=False), batch(rows, finished=False))
    assert (found.people, found.doubtful) == (120, 120)
    assert [item.answered for item in found.items] == [120, 120, 120]


def test_skipping_is_a_share_of_those_who_were_asked():
    rows = [[0, SKIPPED, UNASKED]] * 50 + [[0, 1, 2]] * 150
    first, second, third = tallied(SLIDERS, batch(rows)).items
    assert (first.skipped, second.skipped) == (0, 0.25)
    assert (third.asked, third.answered, third.skipped) == (150, 150, 0)


def test_leaving_is_told_of_the_last_item_that_was_asked():
    left = batch([[0, 1, 1]] * 30, finished=False, watched=True, order=[[1, 3, 2]] * 30)
    never_begun = batch([[UNASKED] * 3] * 10, finished=False, watched=True)
    found = tallied(
        SLIDERS,
        left,
        never_begun,
        batch([[0, 1, 1]] * 90, watched=True),
        batch([[0, 1, 1]] * 80, finished=False),
    )
    assert [item.left for item in found.items] == [0, 30 / 120, 0]
    assert (found.watched, found.finishing) == (130, 90 / 130)


def test_items_that_move_together_correlate_by_one_and_against_each_other_by_minus_one():
    two = model(bank(slider("a", "why", "how"), slider("b", "why", "how")))
    steps = np.resize(np.arange(5), FIT_FROM)
    with_it = tallied(two, batch(np.column_stack([steps, steps])))
    against = tallied(two, batch(np.column_stack([steps, 4 - steps])))
    assert [item.item_rest for item in with_it.items] == pytest.approx([1, 1])
    assert [item.item_rest for item in against.items] == pytest.approx([-1, -1])


def test_the_rest_is_the_mean_of_the_other_answers():
    rng = np.random.default_rng(2)
    rows = rng.integers(0, 5, (FIT_FROM, 3))
    rows[:40, 2] = UNASKED
    found = tallied(SLIDERS, batch(rows[:100]), batch(rows[100:]))
    # All three compare why with how, so along the plane each is a multiple of its step.
    steps = np.where(rows >= 0, rows - 2.0, np.nan)
    rest = np.nanmean(steps[:, 1:], axis=1)
    assert found.items[0].item_rest == pytest.approx(np.corrcoef(steps[:, 0], rest)[0, 1])


def test_an_item_that_everybody_answers_alike_goes_with_nothing():
    rows = np.full((FIT_FROM, 3), 4)
    assert [item.item_rest for item in tallied(SLIDERS, batch(rows)).items] == [None] * 3


def sheet(some_model, row):
    return {
        item: some_model.answers[number][place]
        for number, (item, place) in enumerate(zip(some_model.items, row, strict=True))
    }


def test_reliability_is_variance_over_variance_and_error():
    some = compile_model(bank(*(block(f"b{n}") for n in range(6))), SLIDERS.rules)
    rng = np.random.default_rng(3)
    crowd = populate(FIT_FROM, 4, EXACT, rng=rng)
    places = answer(some, some.curves, crowd, EXACT, rng=rng)
    found = tallied(some, batch(places[:200]), batch(places[200:]))
    profiles = [score(some, read(some, sheet(some, row))) for row in places]
    at = np.array([profile.position for profile in profiles])
    errors = np.array([np.diag(some.plane @ p.covariance @ some.plane.T) for p in profiles])
    true = at.var(axis=0) / (at.var(axis=0) + errors.mean(axis=0))
    assert found.reliability == pytest.approx(tuple(true))


def counted(some_item, counts):
    """Shares chosen and refused by option; `counts` are people by answer."""
    some = model(bank(some_item))
    given = np.array([counts.get(each, 0) for each in some.answers[0]], dtype=float)
    return {use.id: (use.chosen, use.refused) for use in uses_of(some_item, given)}


THREE = [option(name, {"why": 1}) for name in "abc"]


@pytest.mark.parametrize(
    ("some_item", "counts", "uses"),
    [
        (
            pick("q", *THREE),
            {"a": 3, "c": 1},
            {"a": (0.75, None), "b": (0, None), "c": (0.25, None)},
        ),
        (
            block("q", *THREE),
            {most_least("a", "b"): 3, most_least("b", "c"): 1},
            {"a": (0.75, 0), "b": (0.25, 0.75), "c": (0, 0.25)},
        ),
        (slider("q"), {-2: 1, 0: 2, 1: 1}, {"left": (0.25, None), "right": (0.25, None)}),
        (likert("q"), {2: 1, 1: 1, 0: 1, -1: 1}, {"statement": (0.5, 0.25)}),
        (
            rank("q", *THREE),
            {("a", "b", "c"): 1, ("b", "a", "c"): 3},
            {"a": (0.25, 0), "b": (0.75, 0), "c": (0, 1)},
        ),
    ],
    ids=["pick", "block", "slider", "statement", "rank"],
)
def test_use_is_counted_by_what_the_format_calls_choosing(some_item, counts, uses):
    assert counted(some_item, counts) == uses


def test_an_option_is_seldom_chosen_below_one_in_twenty():
    two = pick("q", *THREE[:2])
    seldom = [use.seldom for use in uses_of(two, np.array([95.0, 5.0]))]
    hardly = [use.seldom for use in uses_of(two, np.array([96.0, 4.0]))]
    assert (seldom, hardly) == ([False, False], [False, True])


def test_nobody_chooses_nothing():
    assert [use.chosen for use in uses_of(pick("q", *THREE), np.zeros(3))] == [0, 0, 0]
