"""Which item comes next, when the quiz may stop, and what it says about that."""

import json
import subprocess
import sys
from dataclasses import replace

import pytest
from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st

from quiz.core.adaptive import Step, Stop, attention_before_finishing, next_in_order, next_step
from quiz.core.grid import compile_grid
from quiz.core.rules import Adaptive
from tests.core.attention import (
    EXPECTED,
    OTHERWISE,
    PAIRS,
    given,
    leaning,
    nowhere,
    watched,
    wavering,
)
from tests.core.builders import (
    THRESHOLDS,
    bank,
    block,
    blocks,
    model,
    most_least,
    option,
    pick,
    result,
    rules,
    slider,
)

FORM = blocks(24)
WATCHED = watched(24)
USELESS = pick("useless", option("a", {"why": 1}), option("b", {"why": 1}))


def step(some_bank, answers, **figures):
    made = model(some_bank, replace(rules(), adaptive=replace(Adaptive(), **figures)))
    return next_step(made, compile_grid(made), answers)


def in_order(some_bank, answers):
    return next_in_order(model(some_bank), answers)


def test_everyone_begins_with_the_first_of_the_items_that_tell_most():
    assert step(FORM, {}).item == "b0"
    assert step(bank(slider("s"), pick("p"), block("late"), block("later")), {}).item == "late"


def test_the_next_item_is_the_one_that_tells_most_of_those_not_asked():
    asked = step(bank(slider("s"), block("b0"), pick("p"), USELESS), given(PAIRS[0]))
    assert asked.item == "p"
    assert 0 < asked.tells < 1


def test_a_targeted_question_comes_first_where_it_settles_the_doubt():
    """With WHAT before WHEN, only WHY against HOW tells the first two tracks apart."""
    doubt = given(*[most_least("what", "when")] * 4)
    sides = [slider("other", "why", "when", points=6), slider("targeted", "why", "how", points=6)]
    assert step(bank(*FORM.items[:4], *sides), doubt).item == "targeted"


def test_items_that_tell_the_same_are_asked_in_the_order_of_the_bank():
    assert [step(FORM, given(*leaning(count))).item for count in range(6)] == [
        f"b{number}" for number in range(6)
    ]


def test_a_skipped_item_is_not_asked_again():
    assert step(FORM, {"b0": None}).item == "b1"
    assert step(FORM, {"b1": PAIRS[0], "b0": None}).item == "b2"


def test_it_does_not_stop_before_six_answers_and_skips_are_no_answers():
    sure = [most_least("why", "when")] * 5
    assert step(FORM, given(*sure)).stop is None
    assert step(FORM, given(*sure, None, None, None)).stop is None
    assert step(FORM, given(*sure, *sure[:1])).stop is Stop.SURE


def test_it_does_not_stop_before_six_choices_and_a_middle_step_is_none():
    sure = given(*[most_least("why", "when")] * 5)
    traded = bank(*FORM.items, slider("s", extra=True))
    assert step(traded, sure | {"s": 0}).stop is None
    assert step(traded, sure | {"s": -1}).stop is Stop.SURE


def test_it_does_not_stop_where_the_verdict_would_be_that_answers_are_too_few():
    """Six equal answers say plainly which track, and leave open how far along its direction."""
    six = given(*[most_least("why", "how")] * 6)
    assert result(FORM, six).position_sd == pytest.approx(0.62, abs=0.01)
    assert step(FORM, six).stop is None
    wider = replace(rules(), thresholds=replace(THRESHOLDS, precision=0.63))
    made = model(FORM, wider)
    assert next_step(made, compile_grid(made), six).stop is Stop.SURE


def test_it_does_not_stop_where_finishing_would_be_refused():
    later = replace(rules(), thresholds=replace(THRESHOLDS, accept_finish=8))
    made = model(FORM, later)
    grid = compile_grid(made)
    assert next_step(made, grid, given(*leaning(7))).stop is None
    assert next_step(made, grid, given(*leaning(8))).stop is Stop.SURE


def test_it_stops_as_soon_as_the_verdict_would_state_the_probability():
    answers = given(*wavering(12))
    stated = max(result(FORM, answers).tracks.values())
    assert 0.80 < stated < 0.90
    assert step(FORM, answers, stop=stated + 1e-6, unread=1e-6).stop is None
    assert step(FORM, answers, stop=stated - 1e-6, unread=1e-6).stop is Stop.SURE


def test_an_uncalibrated_bank_needs_more_answers():
    trial = replace(FORM, calibration=None)
    answers = given(*wavering(12))
    assert step(FORM, answers, unread=1e-6).stop is Stop.SURE
    assert step(trial, answers, unread=1e-6).stop is None


def test_it_tells_how_many_screens_were_saved_skipped_ones_and_attention_blocks_not_counted():
    assert step(FORM, given(*leaning(8))).saved == 16
    assert step(FORM, {"b23": None} | given(*leaning(8))).saved == 15
    assert step(WATCHED, given(*leaning(12)) | {"look": EXPECTED}).saved == 11


def test_it_stops_when_no_item_left_tells_enough():
    doubt = given(*nowhere(6))
    left = step(bank(*FORM.items[:6], USELESS), doubt)
    assert left == Step("useless", Stop.LITTLE, saved=1, tells=pytest.approx(0, abs=1e-9))
    assert step(bank(*FORM.items[:7]), doubt).stop is None
    assert step(bank(*FORM.items[:7]), doubt, tell=1.0).stop is Stop.LITTLE


def test_it_stops_when_everything_was_asked():
    assert step(bank(*FORM.items[:6]), given(*PAIRS[:6])) == Step(None, Stop.DONE)
    assert step(bank(*FORM.items[:2]), given(None, None)) == Step(None, Stop.DONE)


def test_it_goes_on_while_clicking_at_random_would_explain_the_answers_better():
    answers = given(*wavering(8))
    assert max(result(FORM, answers).tracks.values()) > 0.80
    assert step(FORM, answers).stop is None
    assert step(FORM, answers, unread=0.01).stop is Stop.SURE


def test_whoever_goes_on_is_asked_what_tells_most():
    answers = given(*leaning(8))
    stop = step(FORM, answers)
    assert (stop.item, stop.stop) == ("b8", Stop.SURE)
    assert step(FORM, answers | {stop.item: PAIRS[0]}).item == "b9"


def test_extra_items_come_where_they_tell_most():
    sliders = bank(*FORM.items[:6], USELESS, slider("s", extra=True))
    assert step(sliders, given(*nowhere(6))).item == "s"


def test_the_order_in_which_the_same_answers_were_given_makes_no_difference():
    answers = given(*leaning(7))
    assert step(FORM, dict(reversed(answers.items()))) == step(FORM, answers)


def test_an_unknown_item_is_refused():
    with pytest.raises(KeyError):
        step(FORM, {"elsewhere": PAIRS[0]})


def test_before_it_stops_it_asks_whether_the_page_is_read():
    answers = given(*leaning(12))
    assert step(WATCHED, given(*leaning(4))).item == "b4"
    assert step(WATCHED, answers) == Step("look")
    assert step(WATCHED, answers | {"look": EXPECTED}).stop is Stop.SURE


def test_it_asks_so_at_the_end_of_the_bank_too():
    everything = given(*leaning(12))
    assert step(watched(12), everything) == Step("look")
    assert step(watched(12), everything | {"look": EXPECTED}) == Step(None, Stop.DONE)


def test_a_second_time_where_the_answers_leave_doubt():
    few = given(*leaning(6)) | {"look": EXPECTED}
    assert step(WATCHED, few, doubt=1000.0).item == "again"
    assert step(WATCHED, few, doubt=1.0).stop is Stop.SURE


@pytest.mark.parametrize("first", [OTHERWISE, None])
def test_a_second_time_where_the_first_was_not_done_as_it_asks(first):
    answers = given(*leaning(12)) | {"look": first}
    assert step(WATCHED, answers) == Step("again")


def test_a_second_time_where_the_answers_repeat_a_pattern():
    answers = given(*[most_least("why", "when")] * 12) | {"look": EXPECTED}
    assert step(WATCHED, answers) == Step("again")


@pytest.mark.parametrize("second", [EXPECTED, OTHERWISE, None])
def test_never_a_third_time(second):
    watchful = replace(WATCHED, items=(*WATCHED.items, replace(WATCHED.item("look"), id="third")))
    answers = given(*leaning(12)) | {"look": OTHERWISE, "again": second}
    assert step(watchful, answers).stop is Stop.SURE


def test_a_bank_without_attention_blocks_asks_none():
    assert step(FORM, given(*leaning(12))).stop is Stop.SURE


def test_whoever_finishes_early_is_asked_as_well():
    made = model(WATCHED)
    assert attention_before_finishing(made, given(*leaning(12))) == "look"
    assert attention_before_finishing(made, given(*PAIRS)) == "look"
    assert attention_before_finishing(made, given(*PAIRS) | {"look": EXPECTED}) == "again"
    steady = given(*leaning(12)) | {"look": EXPECTED}
    assert attention_before_finishing(made, steady) is None


def test_the_full_form_keeps_the_order_of_the_bank():
    mixed = bank(slider("s", extra=True), block("b0"), pick("p"), slider("core"))
    assert in_order(mixed, {}) == Step("b0")
    assert in_order(mixed, {"b0": None}) == Step("p")
    assert in_order(mixed, {"core": 0, "b0": PAIRS[0]}) == Step("p")


def test_after_the_full_form_the_extra_items_are_there_to_go_on_with():
    mixed = bank(slider("s", extra=True), *FORM.items[:8], slider("t", extra=True))
    answers = given(*leaning(8))
    assert in_order(mixed, answers) == Step("s", Stop.DONE)
    assert in_order(mixed, answers | {"s": 1}) == Step("t", Stop.DONE)
    assert in_order(mixed, answers | {"s": 1, "t": None}) == Step(None, Stop.DONE)


def test_the_full_form_asks_whether_the_page_is_read_only_in_doubt():
    some = watched(12)
    assert in_order(some, given(*leaning(12))) == Step(None, Stop.DONE)
    assert in_order(some, given(*PAIRS)) == Step("look")
    assert in_order(some, given(*PAIRS) | {"look": EXPECTED}) == Step("again")
    answered = given(*PAIRS) | {"look": EXPECTED, "again": EXPECTED}
    assert in_order(some, answered) == Step(None, Stop.DONE)


MIXED = bank(
    *(block(f"b{n}") for n in range(4)), pick("p"), slider("s"), slider("t", "what", "when")
)
MIXED_MODEL = model(MIXED)
MIXED_GRID = compile_grid(MIXED_MODEL)


@settings(max_examples=60)
@drawn(st.data())
def test_any_sitting_asks_every_item_at_most_once_and_ends(data):
    answers = {}
    for _ in range(len(MIXED.items)):
        chosen = next_step(MIXED_MODEL, MIXED_GRID, answers)
        if chosen.item is None:
            break
        assert chosen.item not in answers
        assert chosen.tells >= 0
        choices = MIXED_MODEL.answers[MIXED_MODEL.rows[chosen.item]]
        answers[chosen.item] = data.draw(st.sampled_from([None, *choices]))
    assert next_step(MIXED_MODEL, MIXED_GRID, answers).item is None


IN_ANOTHER_PROCESS = """
import json
from quiz.core.adaptive import next_step
from quiz.core.grid import compile_grid
from tests.core.attention import PAIRS, given
from tests.core.test_adaptive import MIXED_GRID, MIXED_MODEL
steps = [next_step(MIXED_MODEL, MIXED_GRID, given(*PAIRS[:n])) for n in range(5)]
print(json.dumps([[step.item, step.stop, step.tells] for step in steps]))
"""


@pytest.mark.parametrize("seed", ["1", "2"])
def test_the_same_answers_give_the_same_step_in_every_process(seed):
    there = subprocess.run(
        [sys.executable, "-c", IN_ANOTHER_PROCESS],
        env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(filter(None, sys.path))},
        capture_output=True,
        text=True,
        check=True,
    )
    steps = [next_step(MIXED_MODEL, MIXED_GRID, given(*PAIRS[:n])) for n in range(5)]
    assert json.loads(there.stdout) == [[s.item, s.stop, s.tells] for s in steps]
