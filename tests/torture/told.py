"""Twelve results, one for each answer to a single question, so that a person costs little.

Between them they fall into every cell of the figures.
"""

from dataclasses import replace
from itertools import permutations

from quiz.core.codec import answer_from_json
from quiz.core.cohort import cells
from quiz.core.model import compile_model
from quiz.core.report import result_to_json
from quiz.core.result import FormCount, Kind, Leaning, Result, Verdict, Why
from quiz.store.canonical import canonical, ordered
from tests.store.small_bank import BANK, BLOCKS, DIGEST, RULES, TRAITS

_SAID = (
    (Kind.CLEAR, "product-manager", "why"),
    (Kind.CLEAR, "product-owner", "what"),
    (Kind.LEANING, "product-manager", "what"),
    (Kind.LEANING, "project-manager", "when"),
    (Kind.CLEAR, "project-manager", "how"),
    (Kind.CLOSE_CALL, None, "how"),
    (Kind.BALANCED, None, None),
    (Kind.LEANING, "product-owner", None),
    (Kind.CLEAR, "product-manager", None),
    (Kind.CLEAR, "product-owner", "how"),
    (Kind.THREE_WAY, None, "why"),
    (Kind.LEANING, "project-manager", None),
)


def _result(kind, track, first):
    tracks = (track,) if track else ("product-manager", "product-owner")
    return Result(
        sums={},
        points={},
        tracks={},
        position=(0.0, 0.0),
        position_sd=1.0,
        leanings={trait: Leaning(float(trait == first), 0.5) for trait in TRAITS},
        verdict=Verdict(kind, tracks),
        why=Why("product-manager", "product-owner", 0.0, {}),
        change=(),
        flags=(),
        pilot=True,
        form=FormCount(complete=True, asked=8, answered=8, skipped=0),
        bank=DIGEST,
        formula="1",
    )


_RESULTS = tuple(_result(*said) for said in _SAID)
TOLD = tuple(cells(result) for result in _RESULTS)
ANSWERS = tuple({"most": most, "least": least} for most, least in permutations(TRAITS, 2))
STORED = tuple(map(canonical, ANSWERS))
RESULTS = tuple(ordered(result_to_json(result)) for result in _RESULTS)
_BY_ANSWER = {
    answer_from_json(BANK.item(BLOCKS[0]), answer): result
    for answer, result in zip(ANSWERS, _RESULTS, strict=True)
}
MODEL = compile_model(BANK, replace(RULES, thresholds=replace(RULES.thresholds, accept_finish=1)))


def assess(_model, responses, *, digest):
    """Stand in for the arithmetic: the answer to the first question is the result."""
    assert digest == DIGEST
    return _BY_ANSWER[responses[BLOCKS[0]]]
