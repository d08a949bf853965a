"""Shows how answers are written as JSON, and how everything else is refused."""

import pytest

from quiz.core.codec import (
    BadAnswer,
    answer_from_json,
    answer_to_json,
    responses_from_json,
    responses_to_json,
    stored_answer,
)
from tests.core.builders import bank, block, likert, most_least, pick, rank, slider

PICK, BLOCK, SLIDER, LIKERT, RANK = pick("p"), block("b"), slider("s"), likert("l"), rank("r")
GOOD = [
    (PICK, "why", "why"),
    (BLOCK, most_least("why", "how"), {"most": "why", "least": "how"}),
    (SLIDER, -2, -2),
    (SLIDER, 0, 0),
    (LIKERT, 2, 2),
    (RANK, ("how", "why", "when", "what"), ["how", "why", "when", "what"]),
]


@pytest.mark.parametrize(("item", "answer", "value"), GOOD)
def test_every_format_is_written_and_read_back(item, answer, value):
    assert answer_to_json(answer) == value
    assert answer_from_json(item, value) == answer
    assert stored_answer(value) == answer


def test_a_skipped_item_is_null_in_both_directions():
    assert answer_to_json(None) is None
    assert answer_from_json(BLOCK, None) is None


@pytest.mark.parametrize(
    ("item", "value", "expected"),
    [
        (PICK, "who", 'p: expected one of "why", "what", "how", "when"; did you mean "why"?'),
        (PICK, "zzz", 'p: expected one of "why", "what", "how", "when"'),
        (PICK, "why" * 30, 'p: expected one of "why", "what", "how", "when"'),
        (PICK, 1, "p: expected one of"),
        (PICK, ["why"], "p: expected one of"),
        (BLOCK, "why", 'b: expected {"most": id, "least": id} with two different ids'),
        (BLOCK, {"most": "why"}, 'b: expected {"most": id, "least": id}'),
        (BLOCK, {"most": "why", "least": "how", "why": 1}, 'b: expected {"most": id'),
        (BLOCK, {"most": "why", "least": "why"}, "b: expected .* two different ids"),
        (BLOCK, {"most": "why", "least": None}, "b: expected"),
        (BLOCK, {"most": "whyy", "least": "how"}, 'did you mean "why"?'),
        (SLIDER, 3, "s: expected a whole number from -2 to 2"),
        (SLIDER, True, "s: expected a whole number"),
        (SLIDER, 1.0, "s: expected a whole number"),
        (LIKERT, "1", "l: expected a whole number"),
        (RANK, "why", "r: expected a list with each of"),
        (RANK, {"why": 1}, "r: expected a list"),
        (RANK, ["how", "why", "when"], "r: expected a list"),
        (RANK, ["how", "why", "when", "when"], "r: expected a list"),
        (RANK, ["how", "why", "when", ["what"]], "r: expected a list"),
    ],
)
def test_what_does_not_fit_is_refused_with_what_was_expected(item, value, expected):
    with pytest.raises(BadAnswer) as refused:
        answer_from_json(item, value)
    assert expected.partition(" .* ")[0] in str(refused.value)
    assert expected.rpartition(" .* ")[2] in str(refused.value)


def test_a_message_never_repeats_what_somebody_answered():
    with pytest.raises(BadAnswer) as refused:
        answer_from_json(PICK, "my private thoughts")
    assert "private" not in str(refused.value)


def test_responses_keep_the_order_of_asking_in_both_directions():
    some_bank = bank(PICK, BLOCK, SLIDER)
    value = {"s": 1, "b": None, "p": "why"}
    responses = responses_from_json(some_bank, value)
    assert list(responses.items()) == [("s", 1), ("b", None), ("p", "why")]
    assert list(responses_to_json(responses).items()) == list(value.items())


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ({"late-featur": "why"}, 'no such item; did you mean "late-feature"?'),
        ({"xyz": "why"}, "no such item$"),
        ({"late-feature": 5}, "late-feature: expected one of"),
        (["why"], 'expected "answers" as an object'),
    ],
)
def test_responses_that_do_not_fit_the_bank_are_refused(value, message):
    with pytest.raises(BadAnswer, match=message.replace("?", r"\?")):
        responses_from_json(bank(pick("late-feature")), value)


@pytest.mark.parametrize("value", [None, 1.5, {"most": "a"}, {"most": 1, "least": "a"}])
def test_a_stored_answer_of_no_known_shape_is_refused(value):
    with pytest.raises(BadAnswer, match="expected an answer"):
        stored_answer(value)
