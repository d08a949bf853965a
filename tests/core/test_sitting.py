"""An imaginary person's adaptive sitting, from the first item to its stop."""

import pytest

from quiz.core.adaptive import Stop
from quiz.core.grid import compile_grid
from quiz.core.simulation.sitting import sit
from tests.core.attention import EXPECTED, PAIRS, leaning, nowhere, watched
from tests.core.builders import blocks, model

WATCHED = model(watched(12))
GRID = compile_grid(WATCHED)


def sitting(answers, heeds=(True, True)):
    places = [PAIRS.index(answer) for answer in answers]
    return sit(WATCHED, GRID, places, heeds=heeds)


def test_a_person_of_clear_leaning_is_asked_few_items_and_then_whether_they_read():
    done = sitting(leaning(4) * 3)
    assert done.last.stop is Stop.SURE
    assert list(done.responses) == [*(f"b{n}" for n in range(6)), "look", "again"]


def test_answers_are_the_ones_at_the_places_given():
    done = sitting(leaning(4) * 3)
    assert [done.responses[f"b{n}"] for n in range(4)] == leaning(4)


def test_a_person_without_leaning_is_asked_everything():
    done = sitting(nowhere(12))
    assert done.last.stop is Stop.DONE
    assert len(done.responses) == 14


@pytest.mark.parametrize("heeds", [(True, False), (False, True)])
def test_attention_blocks_are_answered_as_asked_or_otherwise(heeds):
    done = sitting(nowhere(12), heeds)
    answers = (done.responses["look"], done.responses["again"])
    assert tuple(answer == EXPECTED for answer in answers) == heeds


def test_a_bank_without_attention_blocks_will_do():
    plain = model(blocks(6))
    done = sit(plain, compile_grid(plain), [PAIRS.index(a) for a in nowhere(6)], heeds=())
    assert done.last.stop is Stop.DONE
