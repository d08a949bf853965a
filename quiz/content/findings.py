"""Knows where in `questions.yaml` a finding about the bank stands.

It refuses to know the rules; `quiz.core.checks` has them and speaks in ids.
"""

from collections.abc import Iterable

from quiz.content.problems import Problem, Severity, in_order
from quiz.content.tree import Document, ListNode, Location, Node, Scalar
from quiz.core.checks.finding import Finding, Path


def to_problems(document: Document, findings: Iterable[Finding]) -> list[Problem]:
    """Give each finding its line and column, sorted by place."""
    return in_order(_problem(document, finding) for finding in findings)


def _problem(document: Document, finding: Finding) -> Problem:
    where = location(document, finding.path)
    spot = document.spot(where)
    return Problem(
        file=document.file,
        line=spot.line,
        column=spot.column,
        path=".".join(finding.path),
        message=f"{finding.what}: {finding.mend}",
        severity=Severity(finding.severity.value),
    )


def location(document: Document, path: Path) -> Location:
    """Turn ids into places of lists, as far as the path leads."""
    found: list[str | int] = []
    for word in path:
        node = document.node(found)
        if isinstance(node, ListNode):
            place = next((n for n, entry in enumerate(node.entries) if _id(entry) == word), None)
            if place is None:
                break
            found.append(place)
        else:
            found.append(word)
    return found


def _id(node: Node) -> str:
    name = node.entries.get("id") if not isinstance(node, Scalar | ListNode) else None
    return str(name.value) if isinstance(name, Scalar) else ""
