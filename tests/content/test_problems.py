"""A problem is one line that a person, an editor and a terminal can use."""

import pytest

from quiz.content.problems import (
    SHOWN,
    ContentError,
    Problem,
    Severity,
    errors_in,
    first_of,
    quoted,
    suggestion,
    unknown,
)

ERROR = Problem("a.yaml", 3, 7, "items.one", "is empty: write it")
WARNING = Problem("a.yaml", 2, 1, "", "is long: shorten it", Severity.WARNING)


def test_a_problem_is_a_place_a_path_and_a_sentence():
    assert str(ERROR) == "a.yaml:3:7 items.one: is empty: write it"
    assert str(WARNING) == "a.yaml:2:1: warning: is long: shorten it"


def test_an_error_holds_each_problem_once_in_order():
    assert ContentError([ERROR, WARNING, ERROR]).problems == (WARNING, ERROR)
    assert errors_in([ERROR, WARNING]) == [ERROR]


def test_lines_are_sorted_as_numbers():
    lines = [Problem("a.yaml", line, 1, "", "x") for line in (10, 9, 100)]
    assert [p.line for p in ContentError(lines).problems] == [9, 10, 100]


@pytest.mark.parametrize(("there", "told"), [(0, 0), (SHOWN, SHOWN), (SHOWN + 1, SHOWN + 1)])
def test_at_most_two_hundred_problems_are_told_and_one_line_about_the_rest(there, told):
    found = first_of(Problem("a.yaml", n + 1, 1, "", "x") for n in range(there))
    assert len(found) == told
    assert [p.message for p in found if "more problems" in p.message] == [
        f"there are more problems like these {SHOWN}; mend these first"
    ] * (there > SHOWN)


def test_a_search_is_not_carried_on_beyond_what_is_told():
    looked_at = []

    def search():
        for n in range(10 * SHOWN):
            looked_at.append(n)
            yield Problem("a.yaml", n + 1, 1, "", "x")

    first_of(search())
    assert len(looked_at) == SHOWN + 1


def test_quoted_words_are_short_and_harmless():
    assert quoted('say "x"') == '"say \\"x\\""'
    assert quoted("a\x1b[31mb\u202ec\n") == '"a\ufffd[31mb\ufffdc\ufffd"'
    assert quoted("x" * 60) == f'"{"x" * 60}"'
    assert quoted("x" * 61) == f'"{"x" * 59}…"'


def test_the_nearest_known_word_is_suggested_whatever_its_case():
    assert suggestion("HWO", ["why", "how"]) == "how"
    assert suggestion("velocity", ["why", "how"]) is None
    assert suggestion("x" * 61, ["x" * 60]) is None
    assert suggestion("x" * 60, ["x" * 61]) is None


def test_without_a_near_word_the_known_ones_are_listed():
    assert unknown("trait", "velocity", ["why", "how"]) == (
        'unknown trait "velocity": use one of why, how'
    )
    assert unknown("trait", "why", []) == 'unknown trait "why": none is known here, remove it'
    many = unknown("trait", "velocity", [f"t{n}" for n in range(13)])
    assert many.endswith("t10, t11, …")
