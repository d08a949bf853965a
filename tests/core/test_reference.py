"""Shows agreement with the slow reference scorer on its twenty-five answer sheets."""

from dataclasses import replace
from functools import cache

import pytest

from quiz.core.model import plane
from quiz.core.quality import repetition
from quiz.core.scoring import read, score
from quiz.core.verdict import reasons, standing
from tests.core.builders import model, result, rules
from tests.core.reference import cases

CASES = pytest.mark.parametrize("case", cases(), ids=lambda case: case.name)
EXACT = {"rel": 0, "abs": 1e-9}


BY_NAME = {case.name: case for case in cases()}


def assessed(case):
    return worked_out(case.name)


@cache
def worked_out(name):
    """The result of a sheet, once for all that is asked of it."""
    case = BY_NAME[name]
    return result(case.bank, case.responses, replace(rules(), discrimination=case.slope))


def test_all_twenty_five_are_there_and_five_of_them_unfinished():
    assert len(cases()) == 25
    assert sum(not case.complete for case in cases()) == 5


@CASES
def test_sums_and_points_are_exact(case):
    found = assessed(case)
    assert found.sums == pytest.approx(case.sums, **EXACT)
    assert found.points == pytest.approx(case.points, **EXACT)


@CASES
def test_probabilities_are_within_the_stated_bound(case):
    assert assessed(case).tracks == pytest.approx(case.tracks, rel=0, abs=case.bound)


@CASES
def test_the_position_and_its_spread_are_those_of_the_reference_peak(case):
    found = assessed(case)
    assert found.position == pytest.approx(plane(4) @ case.theta_map, abs=1e-7)
    assert found.position_sd == pytest.approx(case.position_sd, abs=1e-7)


@CASES
def test_the_leader_is_the_same_and_so_is_the_runner_up_where_one_stands_out(case):
    found = assessed(case)
    assert found.why.leader == case.leader
    if found.why.over != case.over:
        assert abs(case.tracks[found.why.over] - case.tracks[case.over]) < case.bound


@CASES
def test_contributions_are_exact(case):
    some_model = model(case.bank, replace(rules(), discrimination=case.slope))
    profile = score(some_model, read(some_model, case.responses))
    pair = replace(
        standing(profile, 1e-9),
        leader=some_model.tracks.index(case.leader),
        runner_up=some_model.tracks.index(case.over),
    )
    why = reasons(some_model, profile, pair)
    assert why.contributions == pytest.approx(case.contributions, **EXACT)
    assert why.margin == pytest.approx(case.margin, **EXACT)
    assert sum(why.contributions.values()) == pytest.approx(why.margin, **EXACT)


@CASES
def test_the_smallest_change_is_exact(case):
    assert [(change.item, change.instead) for change in assessed(case).change] == case.change


@CASES
def test_the_verdict_is_the_same_unless_a_figure_is_close_to_a_threshold(case):
    found = assessed(case)
    if near_a_threshold(case):
        return
    assert found.verdict.kind is case.kind
    assert set(found.verdict.tracks) == case.named


def test_the_exemption_is_needed_by_a_few_sheets_only():
    differing = [case.name for case in cases() if assessed(case).verdict.kind is not case.kind]
    assert len(differing) <= 1
    assert sum(not near_a_threshold(case) for case in cases()) >= 18


def near_a_threshold(case):
    limits = rules().thresholds
    first, second, _ = sorted(case.tracks.values(), reverse=True)
    lead = case.tracks[case.leader]
    return (
        abs(case.length - limits.balanced) < 0.08
        or min(abs(lead - limits.clear), abs(lead - limits.leaning)) < case.bound
        or abs(first + second - limits.close_call) < case.bound
        or first - second < case.bound
    )


@CASES
def test_repetition_is_the_same_where_the_reference_counts_it(case):
    some_model = model(case.bank)
    sequence = read(some_model, case.responses).sequence
    if len(sequence) > 8:
        assert repetition(sequence) == pytest.approx(case.lag, abs=1e-9)
