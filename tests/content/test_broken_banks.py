"""A folder of deliberately broken files, each ending with what it should be told, word by word."""

import pytest

from quiz.content.problems import ContentError, Severity
from quiz.content.source import read_file
from tests.content.broken_bank import FOLDER, expected_of, problems_of

FILES = sorted(FOLDER.glob("*.yaml"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_problem_is_told_at_its_place_and_in_these_words(path):
    told = [str(problem).removeprefix(f"{path.name}:") for problem in problems_of(path)]

    assert told == expected_of(path)
    assert told


def test_there_are_enough_ways_to_break_a_bank():
    assert len(FILES) >= 80


def test_no_two_files_are_broken_alike():
    expected = [tuple(expected_of(path)) for path in FILES]
    assert len(set(expected)) >= len(expected) - 3, "not-finite points are told alike"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_only_the_file_with_long_texts_can_still_be_used(path):
    errors = [p for p in problems_of(path) if p.severity is Severity.ERROR]
    assert bool(errors) == (path.stem != "too-long-for-a-phone")


def test_an_error_tells_all_problems_in_the_order_of_the_file():
    problems = problems_of(FOLDER / "many-at-once.yaml")
    error = ContentError(reversed(problems))
    assert error.problems == tuple(problems)
    assert str(error).splitlines() == [str(problem) for problem in problems]


def test_a_name_of_ones_own_stands_in_front_of_each_problem():
    _, problems = read_file(FOLDER / "tag.yaml", name="mine/tag.yaml")
    assert str(problems[0]).startswith("mine/tag.yaml:12:15: tags")
