"""Shows how answers become numbers, on sheets small enough to be added up by hand."""

from itertools import pairwise

import numpy as np
import pytest

from quiz.core.model import moments
from quiz.core.scoring import find_peak, read, score
from tests.core.builders import (
    alike,
    bank,
    block,
    blocks,
    likert,
    model,
    most_least,
    option,
    pick,
    rank,
    slider,
)


def profile(some_bank, responses):
    compiled = model(some_bank)
    return score(compiled, read(compiled, responses))


def test_a_skipped_item_counts_as_asked_and_not_as_answered():
    sheet = read(model(blocks(2)), {"b1": None, "b0": most_least("why", "how")})
    assert sheet.asked == 2
    assert sheet.rows.tolist() == [0]
    assert sheet.complete


def test_a_form_is_complete_without_its_extra_items():
    some_bank = bank(block("b"), slider("s", extra=True))
    assert read(model(some_bank), {"b": None}).complete
    assert not read(model(some_bank), {"s": 1}).complete


def test_answers_are_kept_in_the_order_of_asking_for_the_pattern_rule_only():
    sheet = read(model(bank(pick("p0"), pick("p1"))), {"p1": "when", "p0": "what"})
    assert sheet.sequence == (3, 1)
    assert sheet.places.tolist() == [1, 3]


@pytest.mark.parametrize("responses", [{"nowhere": "why"}, {"p": "nothing"}, {"p": 1}])
def test_an_item_or_answer_that_the_bank_does_not_have_is_an_error(responses):
    with pytest.raises(KeyError):
        read(model(bank(pick("p"))), responses)


def test_sums_add_up_what_was_chosen_in_all_five_formats():
    some_bank = bank(pick("p"), block("b"), slider("s"), likert("l", "what"), rank("r"))
    found = profile(
        some_bank,
        {
            "p": "when",  # when +3
            "b": most_least("why", "how"),  # why +3, how -3
            "s": -2,  # why +2, how -2
            "l": 1,  # what +1
            "r": ("how", "what", "when", "why"),  # how +3, what +1, when -1, why -3
        },
    )
    assert found.sums == pytest.approx([2, 2, -2, 2])


def test_points_are_measured_against_someone_without_leaning():
    found = profile(bank(pick("p0"), pick("p1")), {"p0": "why", "p1": "what"})
    assert found.gains.tolist() == [[2.25, -0.75, -0.75, -0.75], [-0.75, 2.25, -0.75, -0.75]]
    assert found.points == pytest.approx([3, 0, -3])


def test_nobody_stands_in_the_middle_with_a_standard_deviation_of_one():
    found = profile(blocks(3), {})
    assert found.position.tolist() == [0, 0]
    assert found.position_sd == 1
    assert found.points.tolist() == [0, 0, 0]
    assert found.probabilities == pytest.approx([3 / 8, 1 / 4, 3 / 8])


@pytest.mark.parametrize("pairs", [1, 3, 12])
def test_opposite_answers_cancel_and_still_make_the_middle_more_certain(pairs):
    some_bank = blocks(2 * pairs)
    there, back = most_least("why", "when"), most_least("when", "why")
    found = profile(some_bank, alike(some_bank, there, back))
    assert found.theta == pytest.approx([0, 0, 0, 0])
    # A block with three points an option informs by 6 along every contrast, times .35 squared.
    assert found.position_sd == pytest.approx((1 + 2 * pairs * 6 * 0.35**2) ** -0.5)


def test_the_expected_sums_at_the_peak_are_the_sums_shrunk_by_theta_over_the_slope():
    some_bank = bank(pick("p"), block("b"), slider("s"), likert("l", "what"), rank("r"))
    compiled = model(some_bank)
    rows, sums = np.arange(5), np.array([5.0, 3.0, -2.0, 1.0])
    peak = find_peak(compiled, rows, sums)
    expected = moments(compiled.curves, peak.theta).means.sum(axis=0)
    assert expected == pytest.approx(sums - peak.theta / 0.35, abs=1e-9)


def test_the_peak_is_found_where_a_full_step_would_leap_back_and_forth_for_ever():
    hated = option("hated", {"why": 3}, -10), option("loved", {"how": 3}, 0)
    some_bank = bank(*(pick(f"p{number}", *hated) for number in range(30)))
    found = profile(some_bank, alike(some_bank, "hated"))
    compiled = model(some_bank)
    expected = moments(compiled.curves, found.theta).means.sum(axis=0)
    assert expected == pytest.approx(found.sums - found.theta / 0.35, abs=1e-6)
    assert found.theta[0] == pytest.approx(-found.theta[2])


def test_position_is_theta_seen_in_the_plane_of_the_tracks():
    some_bank = blocks(4)
    found = profile(some_bank, alike(some_bank, most_least("why", "when")))
    why, what, how, when = found.theta
    assert found.position == pytest.approx(
        [(why + what - how - when) / 2, (what + how - why - when) / 2]
    )
    assert why == pytest.approx(-when)
    assert what == pytest.approx(how) == pytest.approx(0)


def test_the_pilot_term_widens_what_is_believed_and_not_what_is_measured():
    answers = {"b0": most_least("why", "how"), "b1": most_least("what", "when")}
    tuned = profile(blocks(2), answers)
    untuned = profile(bank(*blocks(2).items, calibration=None), answers)
    assert untuned.position_sd == tuned.position_sd
    assert untuned.believed - tuned.believed == pytest.approx(0.06 * np.eye(4))
    assert untuned.probabilities.max() < tuned.probabilities.max()


def test_every_further_answer_of_one_kind_makes_its_track_surer():
    answer = most_least("why", "how")
    found = [
        profile(blocks(8), {f"b{number}": answer for number in range(count)}).probabilities[0]
        for count in range(9)
    ]
    assert all(later > earlier for earlier, later in pairwise(found))


def test_probabilities_are_about_the_whole_form_and_not_about_the_items_answered():
    answer = {"b": most_least("why", "how")}
    short = profile(bank(block("b")), answer)
    long = profile(bank(block("b"), *(slider(f"s{n}", "what", "when") for n in range(20))), answer)
    assert long.theta == pytest.approx(short.theta)
    # The manager beats the owner as surely as before; what and when now weigh more in the rest.
    assert long.probabilities[0] < short.probabilities[0] - 0.02
