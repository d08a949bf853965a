"""Knows what the fields of a bank mean to each other: ids are unique, weights name known traits.

It refuses to know whether a bank measures well (`quiz.core`). It reads the tree, not the model,
so that these problems are told together with those of the schema.
"""

from collections.abc import Iterator
from dataclasses import replace

from quiz.content.attention_rules import attention_problems, is_attention
from quiz.content.problems import Problem, Severity, quoted, unknown
from quiz.content.schema_bank import LONGEST_ANSWER, LONGEST_SITUATION, OPTION_COUNTS
from quiz.content.tree import Document, ListNode, Location, MapNode, Scalar
from quiz.core.bank import Format

MOST_ENTRIES = 1000


def trait_ids(document: Document) -> list[str]:
    """List the ids that a bank's traits have, as far as they can be read."""
    found = entries(document, ("traits",))
    return [name for where in found if (name := _text(document, (*where, "id")))]


def bank_problems(document: Document) -> Iterator[Problem]:
    """Find what is wrong between the fields of a bank, lazily and in no particular order."""
    traits = trait_ids(document)
    yield from duplicate_ids(document, ("traits",), "trait")
    yield from duplicate_ids(document, ("items",), "item")
    yield from _only_extras(document)
    for item in entries(document, ("items",)):
        yield from duplicate_ids(document, (*item, "options"), "option of this item")
        yield from _option_count(document, item)
        yield from _too_long_for_a_phone(document, item)
        yield from attention_problems(document, item)
        for option in entries(document, (*item, "options")):
            yield from unknown_traits(document, (*option, "weights"), traits)


def duplicate_ids(document: Document, location: Location, noun: str) -> Iterator[Problem]:
    """Find ids that an earlier entry of the same list has."""
    lines: dict[str, int] = {}
    for where in entries(document, location):
        name = _text(document, (*where, "id"))
        line = document.spot((*where, "id")).line
        first = lines.setdefault(name, line) if name else line
        if first != line:
            message = f"the id {quoted(name)} is taken by another {noun}, on line {first}"
            yield document.problem((*where, "id"), f"{message}: choose a new one")


def unknown_traits(document: Document, location: Location, traits: list[str]) -> Iterator[Problem]:
    """Find the keys of a mapping that are no trait of the bank; silent where the bank has none."""
    node = document.node(location)
    if not isinstance(node, MapNode) or not traits:
        return
    for key in node.entries:
        if key not in traits:
            yield document.key_problem((*location, key), unknown("trait", key, traits))


def _only_extras(document: Document) -> Iterator[Problem]:
    items = entries(document, ("items",))
    scored = [item for item in items if not is_attention(document, item)]
    marks = [document.node((*item, "extra")) for item in scored]
    if items and all(isinstance(mark, Scalar) and mark.value is True for mark in marks):
        message = "all items are extra: a complete form needs at least one that is not"
        yield document.problem(("items",), message)


def _option_count(document: Document, item: Location) -> Iterator[Problem]:
    name = _text(document, (*item, "format"))
    options = document.node((*item, "options"))
    if name not in OPTION_COUNTS or not isinstance(options, ListNode) or not options.entries:
        return
    fewest, most = OPTION_COUNTS[Format(name)]
    count = len(options.entries)
    if not fewest <= count <= most:
        wanted = f"exactly {most}" if fewest == most else f"{fewest} to {most}"
        message = f"has {count}: an item of the format {name} takes {wanted}"
        yield document.problem((*item, "options"), message)


def _too_long_for_a_phone(document: Document, item: Location) -> Iterator[Problem]:
    if _text(document, (*item, "format")) != Format.MOST_LEAST:
        return
    limits = [((*item, "situation"), LONGEST_SITUATION)]
    options = entries(document, (*item, "options"))
    limits += [((*option, "text"), LONGEST_ANSWER) for option in options]
    for where, longest in limits:
        length = len(_text(document, where).strip())
        if length > longest:
            message = f"has {length} characters, {longest} fit a phone screen: shorten it"
            yield replace(document.problem(where, message), severity=Severity.WARNING)


def entries(document: Document, location: Location) -> list[Location]:
    """Give the locations of a list's entries; none where there is no list.

    The schema refuses lists longer than `MOST_ENTRIES`; of those only the beginning is looked at.
    """
    node = document.node(location)
    count = min(len(node.entries), MOST_ENTRIES) if isinstance(node, ListNode) else 0
    return [(*location, index) for index in range(count)]


def _text(document: Document, location: Location) -> str:
    """Give the text at this location, empty where there is none."""
    node = document.node(location)
    return node.value if isinstance(node, Scalar) and isinstance(node.value, str) else ""
