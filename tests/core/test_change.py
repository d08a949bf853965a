"""Shows the fewest answers that would unseat a leader, seen with the naked eye."""

from quiz.core.change import smallest_change
from quiz.core.result import Change
from quiz.core.scoring import read, score
from tests.core.builders import (
    MANAGER,
    PROJECT,
    alike,
    bank,
    blocks,
    model,
    most_least,
    option,
    pick,
    result,
    rules,
)


def test_one_answer_that_turns_round_is_enough_after_a_single_block():
    some_bank = blocks(1)
    found = result(some_bank, {"b0": most_least("why", "how")})
    assert found.why.leader == "product-manager"
    assert found.change == (Change("b0", most_least("why", "how"), most_least("how", "why")),)


def test_the_largest_gains_come_first_and_equal_ones_in_the_order_of_the_bank():
    small = pick("small", option("why", {"why": 1}), option("how", {"how": 1}))
    large = pick("large", option("why", {"why": 5}), option("how", {"how": 5}))
    other = pick("other", option("why", {"why": 5}), option("how", {"how": 5}))
    some_bank = bank(small, other, large)
    found = result(some_bank, alike(some_bank, "why"))
    assert [change.item for change in found.change] == ["other", "large"]
    assert {change.instead for change in found.change} == {"how"}


def test_a_tie_is_broken_by_a_single_answer():
    some_bank = blocks(2)
    answers = {"b0": most_least("why", "how"), "b1": most_least("how", "why")}
    found = result(some_bank, answers)
    assert found.points["product-manager"] == found.points["product-owner"]
    assert len(found.change) == 1


def test_nothing_needs_to_change_where_another_track_has_more_points_already():
    compiled = model(blocks(2))
    profile = score(compiled, read(compiled, {"b0": most_least("why", "when")}))
    assert smallest_change(compiled, profile, 2) == ()


def test_answers_that_speak_for_nobody_cannot_be_changed_to_any_effect():
    always = pick("p", option("a", {"why": 5}), option("b", {"why": 5}))
    weak = pick("q", option("a", {"how": 1}), option("b", {"why": 1}))
    found = result(bank(always, weak), {"p": "a"}, rules(MANAGER, PROJECT))
    assert found.why.margin == 0
    assert found.change == ()
