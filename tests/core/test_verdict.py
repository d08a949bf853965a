"""Shows every rule of the verdict at its border, in the order in which the rules apply."""

from dataclasses import replace

import numpy as np
import pytest

from quiz.core.result import Kind, Verdict
from quiz.core.scoring import read, score
from quiz.core.verdict import judge, reasons, standing
from tests.core.builders import (
    MANAGER,
    OWNER,
    PROJECT,
    alike,
    bank,
    blocks,
    model,
    most_least,
    pick,
    result,
    rules,
    track,
)

MODEL = model(blocks(8))
FOUR = model(blocks(8), rules(MANAGER, OWNER, PROJECT, track("planner", why=1, when=1)))
PLAIN = score(MODEL, read(MODEL, alike(MODEL.bank, most_least("why", "how"))))


def profile(*, chances, points, position=(1.0, 0.0), sd=0.3, complete=True):
    return replace(
        PLAIN,
        sheet=replace(PLAIN.sheet, complete=complete),
        probabilities=np.array(chances),
        points=np.array(points, dtype=float),
        position=np.array(position),
        position_sd=sd,
    )


def verdict(some_profile, *, flags=(), compiled=MODEL):
    kind, tracks = _parts(judge(compiled, some_profile, standing(some_profile, 1e-9), flags))
    return kind, tracks


def _parts(found: Verdict):
    return found.kind, found.tracks


SURE = profile(chances=[0.90, 0.08, 0.02], points=[9, 3, -9])


def test_a_surely_leading_track_is_clear():
    assert verdict(SURE) == (Kind.CLEAR, ("product-manager",))


@pytest.mark.parametrize(
    ("chances", "kind", "tracks"),
    [
        ([0.80, 0.10, 0.10], Kind.CLEAR, ("product-manager",)),
        ([0.79, 0.11, 0.10], Kind.LEANING, ("product-manager",)),
        ([0.60, 0.20, 0.20], Kind.LEANING, ("product-manager",)),
        ([0.59, 0.14, 0.27], Kind.CLOSE_CALL, ("product-manager", "project-manager")),
        ([0.45, 0.40, 0.15], Kind.CLOSE_CALL, ("product-manager", "product-owner")),
        (
            [0.45, 0.39, 0.16],
            Kind.THREE_WAY,
            ("product-manager", "product-owner", "project-manager"),
        ),
    ],
)
def test_how_sure_the_lead_is_decides_between_four_kinds(chances, kind, tracks):
    assert verdict(profile(chances=chances, points=[9, 3, -9])) == (kind, tracks)


def test_flags_come_before_everything():
    weak = profile(chances=[1, 0, 0], points=[0, 0, 0], position=(0, 0), sd=1)
    assert verdict(weak, flags=["pattern"]) == (Kind.CHECK_ANSWERS, ())


def test_too_few_answers_come_before_a_balanced_profile():
    weak = profile(chances=[1, 0, 0], points=[0, 0, 0], position=(0, 0), sd=0.61)
    assert verdict(weak) == (Kind.NOT_ENOUGH, ())


def test_a_balanced_profile_comes_before_a_tie():
    balanced = profile(chances=[1, 0, 0], points=[0, 0, 0], position=(0.2, 0.34), sd=0.6)
    assert verdict(balanced) == (Kind.BALANCED, ())


def test_a_position_at_the_border_is_not_balanced_any_more():
    assert verdict(replace(SURE, position=np.array([0.0, -0.4])))[0] is Kind.CLEAR


def test_a_tie_for_most_points_is_a_close_call_however_sure_the_probability_is():
    tied = profile(chances=[0.1, 0.9, 0], points=[5, 5 - 5e-10, -9])
    assert verdict(tied) == (Kind.CLOSE_CALL, ("product-owner", "product-manager"))


def test_in_a_tie_the_first_in_the_file_leads_for_the_record():
    tied = profile(chances=[0.1, 0.3, 0.6], points=[5, 5, -9])
    now = standing(tied, 1e-9)
    assert (now.leader, now.runner_up, now.tied) == (0, 2, (0, 1))


def test_a_tie_of_three_is_a_three_way_and_names_all_in_the_order_of_the_file():
    tied = profile(chances=[0.2, 0.2, 0.6], points=[5, 5, 5])
    assert verdict(tied) == (
        Kind.THREE_WAY,
        ("product-manager", "product-owner", "project-manager"),
    )


def test_points_and_probability_that_name_different_tracks_make_a_close_call():
    split = profile(chances=[0.06, 0.84, 0.10], points=[5, 4, -9])
    assert standing(split, 1e-9).leader == 0
    assert verdict(split) == (Kind.CLOSE_CALL, ("product-owner", "project-manager"))


def test_an_unfinished_form_is_led_by_probability():
    split = profile(chances=[0.06, 0.84, 0.10], points=[5, 4, -9], complete=False)
    now = standing(split, 1e-9)
    assert (now.leader, now.runner_up, now.agreed) == (1, 2, False)
    assert verdict(split) == (Kind.CLOSE_CALL, ("product-owner", "project-manager"))


def test_a_tie_in_an_unfinished_form_does_not_matter():
    tied = profile(chances=[0.06, 0.84, 0.10], points=[5, 5, -9], complete=False)
    assert verdict(tied) == (Kind.CLEAR, ("product-owner",))


def test_equal_probabilities_leave_the_order_of_the_file():
    level = profile(chances=[0.4, 0.2, 0.4 + 1e-13], points=[0, 0, 0], complete=False)
    assert standing(level, 1e-9).likeliest == (0, 2, 1)


def test_four_tracks_can_tie_two_by_two():
    tied = profile(chances=[0.2, 0.1, 0.3, 0.4], points=[5, -5, 1, 5])
    assert verdict(tied, compiled=FOUR) == (Kind.CLOSE_CALL, ("planner", "product-manager"))


def test_contributions_add_up_to_the_margin_item_by_item():
    some_bank = bank(pick("p0"), pick("p1"), pick("p2"))
    found = result(some_bank, {"p0": "why", "p1": "what", "p2": "how"})
    assert (found.why.leader, found.why.over) == ("product-manager", "product-owner")
    assert found.why.contributions == {"p0": 3, "p1": 0, "p2": -3}
    assert found.why.margin == 0


def test_a_skipped_item_contributes_nothing_and_is_not_listed():
    found = result(bank(pick("p0"), pick("p1")), {"p0": "when", "p1": None})
    assert list(found.why.contributions) == ["p0"]


def test_reasons_of_an_unfinished_form_may_speak_against_its_leader():
    split = replace(PLAIN, sheet=replace(PLAIN.sheet, complete=False))
    split = replace(split, probabilities=np.array([0.1, 0.8, 0.1]))
    why = reasons(MODEL, split, standing(split, 1e-9))
    assert (why.leader, why.over) == ("product-owner", "product-manager")
    assert why.margin == sum(why.contributions.values()) == -48
