"""Packing many people's answers, and who is left out of figures over all of them."""

import json
from dataclasses import replace

import numpy as np
import pytest

from quiz.core.bank import Format, ItemId
from quiz.core.batch import SKIPPED, UNASKED
from quiz.core.calibration.usable import option_uses, usable
from quiz.core.codec import BadAnswer
from quiz.core.sample import AnsweredAttempt, batches, same_questions
from tests.core.builders import bank, block, item, model, most_least, option, slider

ATTENTION = replace(
    item("eyes", Format.MOST_LEAST, *(option(name) for name in "abcd")),
    expects=most_least("a", "b"),
)
BANK = bank(*(block(f"b{number}") for number in range(7)), slider("s", extra=True), ATTENTION)
MODEL = model(BANK)
HEEDED, UNHEEDED = {"most": "a", "least": "b"}, {"most": "b", "least": "a"}
ANSWERS = [
    {"most": most, "least": least}
    for most, least in [
        ("why", "how"),
        ("what", "when"),
        ("when", "why"),
        ("how", "what"),
        ("what", "why"),
        ("when", "how"),
        ("how", "when"),
    ]
]


def attempt(*answers, finished=True, watched=False, **more):
    """Blocks in turn, then items by name; answers as JSON values."""
    said = [(ItemId(f"b{number}"), value) for number, value in enumerate(answers)]
    said += [(ItemId(name), value) for name, value in more.items()]
    texts = [(name, json.dumps(value)) for name, value in said]
    return AnsweredAttempt(texts, finished=finished, watched=watched)


def packed(*attempts):
    (batch,) = batches(MODEL, attempts)
    return batch


def test_answers_stand_at_their_places_and_in_their_order():
    said = [("s", "2"), ("b1", '{"most":"why","least":"how"}'), ("b0", "null")]
    batch = packed(AnsweredAttempt([(ItemId(a), b) for a, b in said], finished=False))
    place = MODEL.places[1][most_least("why", "how")]
    assert batch.places.tolist() == [[SKIPPED, place, *[UNASKED] * 5, 4]]
    assert batch.order.tolist() == [[3, 2, 0, 0, 0, 0, 0, 1]]
    assert batch.answered.tolist() == [2]
    assert batch.finished.tolist() == [False]


def test_people_come_in_batches_of_a_size():
    sizes = [len(b.places) for b in batches(MODEL, [attempt(*ANSWERS)] * 5, size=2)]
    assert sizes == [2, 2, 1]


def test_an_attempt_that_says_nothing_is_packed_too():
    batch = packed(attempt(finished=False))
    assert batch.order.tolist() == [[0] * 8]
    assert batch.careful.tolist() == [True]


@pytest.mark.parametrize(
    ("found", "careful"),
    [
        (attempt(*ANSWERS), True),
        (attempt(*ANSWERS[:1] * 7), False),
        (attempt(*ANSWERS[:1] * 5), True),  # too few to be a pattern
        (attempt(*ANSWERS, eyes=HEEDED), True),
        (attempt(*ANSWERS, eyes=UNHEEDED), False),
        (attempt(*ANSWERS, eyes=None), True),
    ],
    ids=["plain", "pattern", "short", "heeded", "unheeded", "attention skipped"],
)
def test_careful_is_who_repeats_no_pattern_and_pays_attention_once(found, careful):
    assert packed(found).careful.tolist() == [careful]


def test_attention_blocks_are_not_among_the_items():
    assert packed(attempt(eyes=HEEDED)).order.sum() == 0


@pytest.mark.parametrize(
    "said", [("nowhere", "null"), ("b0", '"why"'), ("s", "9")], ids=["item", "form", "step"]
)
def test_what_the_bank_does_not_have_is_refused(said):
    with pytest.raises(BadAnswer):
        packed(AnsweredAttempt([said], finished=True))


def test_every_left_out_attempt_is_counted_under_one_reason():
    found = usable(
        MODEL,
        batches(
            MODEL,
            [
                attempt(*ANSWERS),
                attempt(*ANSWERS, finished=False),
                attempt(*ANSWERS[:5]),
                attempt(*ANSWERS[:1] * 7),
                attempt(*ANSWERS, s=-1),
            ],
            size=2,
        ),
    )
    assert (found.people, found.drafts, found.short, found.doubtful) == (2, 1, 1, 1)
    assert [len(chunk) for chunk in found.chunks] == [1, 1]


def test_option_use_needs_people():
    places = np.full((3, 8), UNASKED, dtype=np.int16)
    places[:, 7] = 4
    places[0, 0] = 0
    uses = option_uses(MODEL, [places[:2], places[2:]], needed=2)
    assert uses[0] == ()
    assert [use.chosen for use in uses[7]] == [0, 1]


def test_banks_are_alike_when_they_ask_in_the_same_words():
    tuned = replace(BANK, version="2", calibration=None)
    other_words = replace(BANK, items=(replace(BANK.items[0], situation="Anew"), *BANK.items[1:]))
    assert same_questions(BANK, tuned)
    assert not same_questions(BANK, other_words)
    assert not same_questions(BANK, replace(BANK, items=BANK.items[1:]))
