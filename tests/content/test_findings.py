"""Findings about a bank are told at the line where their cause is written."""

import pytest

from quiz.content.findings import location, to_problems
from quiz.content.problems import Severity
from quiz.content.source import read
from quiz.core.checks.finding import error, warning

TEXT = """\
version: "1"
items:
  - id: one
    options:
      - id: a
        text: A
  - id: two
    options:
      - {id: a, text: B}
  - 3
"""
DOCUMENT, _ = read(TEXT.encode(), "questions.yaml")


@pytest.mark.parametrize(
    ("path", "line", "column"),
    [
        (("items",), 2, 1),
        (("items", "two"), 7, 5),
        (("items", "one", "options", "a", "text"), 6, 15),
        (("items", "two", "options", "a", "text"), 9, 23),
        (("items", "two", "situation"), 7, 5),
        (("items", "three", "options"), 2, 1),
        (("traits", "why"), 1, 1),
    ],
)
def test_a_path_of_ids_leads_to_its_line_or_to_the_nearest_one_above(path, line, column):
    (problem,) = to_problems(DOCUMENT, [error(path, "is odd", "mend it")])
    assert (problem.line, problem.column) == (line, column)
    assert problem.path == ".".join(path)
    assert problem.message == "is odd: mend it"


def test_severity_is_kept_and_problems_come_in_the_order_of_the_file():
    told = to_problems(
        DOCUMENT,
        [warning(("items", "two"), "is late", "a"), error(("items", "one"), "is early", "b")],
    )
    assert [p.severity for p in told] == [Severity.ERROR, Severity.WARNING]
    assert str(told[1]) == "questions.yaml:7:5 items.two: warning: is late: a"


def test_ids_become_places_of_lists():
    assert list(location(DOCUMENT, ("items", "two", "options", "a"))) == ["items", 1, "options", 0]
