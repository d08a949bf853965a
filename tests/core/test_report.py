"""Shows the whole assessment of a sheet, and that it survives being written as JSON."""

import json
from dataclasses import replace

import pytest

from quiz.core.report import FORMULA, result_from_json, result_to_json
from quiz.core.result import FormCount, Kind, Leaning
from tests.core.builders import (
    MANAGER,
    OWNER,
    PROJECT,
    TRAITS,
    alike,
    bank,
    block,
    blocks,
    four,
    likert,
    most_least,
    pick,
    rank,
    result,
    rules,
    slider,
    track,
)

MIXED = bank(pick("p"), block("b"), slider("s"), likert("l", "what"), rank("r"), calibration=None)
ANSWERS = {
    "r": ("why", "what", "how", "when"),
    "b": most_least("why", "how"),
    "s": -2,
    "p": "why",
    "l": None,
}


def test_somebody_who_always_takes_what_and_how_is_a_clear_product_owner():
    some_bank = blocks(24)
    answers = [most_least("what", "why"), most_least("how", "when")] * 3
    found = result(some_bank, alike(some_bank, *answers, most_least("how", "why")))
    assert found.verdict.kind is Kind.CLEAR
    assert found.verdict.tracks == ("product-owner",)
    assert found.flags == ()


def test_always_the_same_place_is_sent_back_to_the_answers():
    some_bank = blocks(24)
    found = result(some_bank, alike(some_bank, most_least("why", "when")))
    assert found.verdict.kind is Kind.CHECK_ANSWERS
    assert found.verdict.tracks == ()
    assert found.flags == ("pattern",)
    assert found.why.leader == "product-manager"


def test_the_form_is_counted_as_it_was_asked():
    some_bank = bank(block("b0"), block("b1"), slider("s", extra=True))
    found = result(some_bank, {"b1": None, "b0": most_least("why", "how")})
    assert found.form == FormCount(complete=True, asked=2, answered=1, skipped=1)


def test_leanings_are_set_against_the_mean_of_the_persons_own_traits():
    some_bank = blocks(6)
    found = result(some_bank, alike(some_bank, most_least("why", "when")))
    centres = [found.leanings[trait].centre for trait in TRAITS]
    assert centres[0] > 0.5
    assert sum(centres) == pytest.approx(0)
    assert centres[1] == pytest.approx(centres[2])


def test_the_range_of_a_leaning_leaves_out_the_level_that_choices_cannot_tell():
    # Without answers C is the identity; with the level removed 3/4 of the variance remains.
    half = 1.28 * 0.75**0.5
    assert result(blocks(1), {}).leanings["why"] == Leaning(0.0, pytest.approx(half))
    untuned = bank(block("b"), calibration=None)
    wider = 1.28 * (0.75 * 1.06) ** 0.5
    assert result(untuned, {}).leanings["how"].half == pytest.approx(wider)


def test_too_few_answers_are_noted():
    some_bank = blocks(6)
    few = alike(bank(*some_bank.items[:5]), most_least("why", "how"), most_least("why", "what"))
    assert result(some_bank, few).warnings == (
        "5 answers say something, a result needs at least 6",
    )
    enough = few | {"b5": most_least("what", "when")}
    assert result(some_bank, enough).warnings == ()


def test_points_and_probability_that_name_different_tracks_are_noted():
    # By points WHY comes just before HOW. The forty sliders set WHY against WHAT, which this person
    # prefers: in the long run they would take WHY down again, and nothing takes HOW down.
    some_bank = bank(
        pick("p0", *four(6)),
        pick("p1", *four(4)),
        pick("p2", *four(3)),
        *(slider(f"s{number}", "why", "what", extra=True) for number in range(40)),
    )
    found = result(some_bank, {"p0": "what", "p1": "why", "p2": "how"})
    assert found.why.leader == "product-manager"
    assert found.points["product-manager"] == pytest.approx(found.points["product-owner"] + 1)
    assert found.tracks["product-owner"] > found.tracks["product-manager"]
    assert found.warnings[-1] == "most points and the highest probability name different tracks"


def test_the_order_of_asking_changes_nothing_but_the_pattern_flag():
    backwards = dict(reversed(ANSWERS.items()))
    assert result(MIXED, ANSWERS) == result(MIXED, backwards)
    some_bank = blocks(8)
    in_turn = alike(some_bank, most_least("why", "when"), most_least("what", "how"))
    shuffled = {f"b{number}": in_turn[f"b{number}"] for number in (0, 1, 3, 2, 4, 6, 5, 7)}
    flagged, plain = result(some_bank, in_turn), result(some_bank, shuffled)
    assert (flagged.flags, plain.flags) == (("pattern",), ())
    assert replace(plain, flags=flagged.flags, verdict=flagged.verdict) == flagged


def test_a_fourth_track_needs_nothing_but_data():
    planner = track("planner", why=1, when=1)
    four = rules(MANAGER, OWNER, PROJECT, planner)
    some_bank = blocks(24)
    answers = [most_least("why", "what"), most_least("when", "how"), most_least("why", "how")]
    found = result(some_bank, alike(some_bank, *answers, *answers[:2]), four)
    assert list(found.tracks) == ["product-manager", "product-owner", "project-manager", "planner"]
    assert sum(found.tracks.values()) == pytest.approx(1)
    assert found.verdict.tracks == ("planner",)
    assert found.why.leader == "planner"
    assert found.why.margin == pytest.approx(sum(found.why.contributions.values()))
    three = result(some_bank, alike(some_bank, *answers, *answers[:2]))
    assert three.position == found.position
    assert {t: found.points[t] for t in three.points} == three.points


def test_the_json_of_a_result_has_the_documented_shape():
    value = json.loads(json.dumps(result_to_json(result(MIXED, ANSWERS))))
    assert list(value) == [
        "sums",
        "points",
        "tracks",
        "position",
        "position_sd",
        "leanings",
        "verdict",
        "why",
        "change",
        "flags",
        "pilot",
        "form",
        "bank",
        "formula",
        "warnings",
    ]
    assert list(value["sums"]) == list(TRAITS)
    assert list(value["points"]) == list(value["tracks"])
    assert list(value["tracks"]) == ["product-manager", "product-owner", "project-manager"]
    assert [type(number) for number in value["position"]] == [float, float]
    assert value["verdict"].keys() == {"kind", "tracks"}
    assert value["why"].keys() == {"for", "over", "margin", "contributions"}
    assert list(value["why"]["contributions"]) == ["p", "b", "s", "r"]
    assert value["form"] == {"complete": True, "asked": 5, "answered": 4, "skipped": 1}
    assert value["pilot"] is True
    assert value["bank"] == "digest"
    assert value["formula"] == FORMULA
    assert value["change"]
    assert all(change.keys() == {"item", "from", "to"} for change in value["change"])


@pytest.mark.parametrize("answers", [ANSWERS, {}, {"p": "when"}, dict.fromkeys("pbslr")])
def test_a_result_survives_being_written_and_read(answers):
    found = result(MIXED, answers)
    assert result_from_json(json.loads(json.dumps(result_to_json(found)))) == found


def test_json_of_another_shape_is_refused():
    value = result_to_json(result(MIXED, ANSWERS))
    with pytest.raises(ValueError, match="certain"):
        result_from_json(value | {"verdict": {"kind": "certain", "tracks": []}})
    with pytest.raises(KeyError):
        result_from_json({"sums": {}})
