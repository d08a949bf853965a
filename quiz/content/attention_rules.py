"""Knows what makes an attention block: a block without weights that expects the answer it asks for.

It refuses to know whether its wording is honest.
"""

from collections.abc import Iterator

from quiz.content.problems import Problem, quoted, unknown
from quiz.content.tree import Document, ListNode, Location, MapNode, Scalar
from quiz.core.bank import Format

_SIDES = ("most", "least")


def is_attention(document: Document, item: Location) -> bool:
    """Tell whether an item is marked as an attention block."""
    mark = document.node((*item, "attention"))
    return isinstance(mark, Scalar) and mark.value is True


def attention_problems(document: Document, item: Location) -> Iterator[Problem]:
    """Find what is wrong with an attention block, and with an answer that no item may expect."""
    expects = document.node((*item, "expects"))
    if not is_attention(document, item):
        if expects is not None:
            message = "only an attention block expects an answer: add attention: true, or remove it"
            yield document.key_problem((*item, "expects"), message)
        return
    if _value(document, (*item, "format")) not in {str(Format.MOST_LEAST), ""}:
        message = "an attention block has the format most-least"
        yield document.problem((*item, "format"), message)
    if expects is None:
        message = "names no answer: add expects: {most: id, least: id}"
        yield document.problem((*item, "attention"), message)
    yield from _weights(document, item)
    yield from _answer(document, item)


def _weights(document: Document, item: Location) -> Iterator[Problem]:
    options = document.node((*item, "options"))
    for index in range(len(options.entries) if isinstance(options, ListNode) else 0):
        where = (*item, "options", index, "weights")
        weights = document.node(where)
        if isinstance(weights, MapNode) and weights.entries:
            message = "an attention block is never scored: write weights: {}"
            yield document.problem(where, message)


def _answer(document: Document, item: Location) -> Iterator[Problem]:
    options = document.node((*item, "options"))
    known = [
        name
        for index in range(len(options.entries) if isinstance(options, ListNode) else 0)
        if (name := _value(document, (*item, "options", index, "id")))
    ]
    named = [_value(document, (*item, "expects", side)) for side in _SIDES]
    for side, name in zip(_SIDES, named, strict=True):
        if name and name not in known:
            yield document.problem((*item, "expects", side), unknown("option", name, known))
    if named[0] and named[0] == named[1]:
        message = f"is {quoted(named[0])} as well: expect two different options"
        yield document.problem((*item, "expects", "least"), message)


def _value(document: Document, location: Location) -> str:
    node = document.node(location)
    return node.value if isinstance(node, Scalar) and isinstance(node.value, str) else ""
