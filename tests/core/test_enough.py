"""Which answers count towards the least that a result needs."""

from quiz.core.enough import choices
from quiz.core.result import Kind
from tests.core.attention import EXPECTED, watched
from tests.core.builders import bank, blocks, likert, most_least, result, slider

SIX = blocks(6).items
BANK = bank(*SIX, slider("s", extra=True), slider("t", extra=True))
FOUR = {item.id: most_least("why", "when") for item in SIX[:4]}
MIDDLES = {"s": 0, "t": 0}


def test_an_answer_counts_and_a_skipped_one_does_not():
    assert choices(BANK, FOUR | {SIX[4].id: None}) == 4


def test_a_step_to_a_side_counts_and_the_middle_says_nothing():
    assert choices(BANK, FOUR | {"s": -1, "t": 0}) == 5
    assert choices(BANK, FOUR | MIDDLES) == 4


def test_answers_count_the_same_as_they_are_stored():
    stored = {item: {"most": "why", "least": "when"} for item in FOUR}
    assert choices(BANK, stored | {"s": 2, "t": 0}) == 5


def test_two_middles_make_no_verdict_of_four_blocks():
    """The engine alone would: they narrow the doubt to just below the limit."""
    assert result(BANK, FOUR).verdict.kind is Kind.NOT_ENOUGH
    assert result(BANK, FOUR | MIDDLES).warnings == (
        "4 answers say something, a result needs at least 6",
    )


def test_attention_blocks_never_count():
    assert choices(watched(24), {"look": EXPECTED}) == 0


def test_whoever_answered_the_whole_form_with_middles_may_have_a_result_all_the_same():
    scales = bank(*[likert(f"l{number}") for number in range(6)])
    middles = {item.id: 0 for item in scales.items}
    assert choices(scales, middles) == 6
    assert choices(scales, middles | {"l0": None}) == 0
