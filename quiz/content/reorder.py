"""Knows how to put options into another order in the text of `questions.yaml`, comments and all.

It refuses to know which order is better, and to write files. Every character outside of the
options that move stays where it is.
"""

import re
from typing import NamedTuple

from ruamel.yaml import YAML
from ruamel.yaml.nodes import MappingNode, Node, SequenceNode

from quiz.core.bank import Bank

_COMMENT_LINES = re.compile(r"(?:^[ \t]*#.*\n)+\Z", re.MULTILINE)


class Span(NamedTuple):
    """A piece of text, from one character up to another."""

    start: int
    end: int


def reordered(text: str, bank: Bank) -> str:
    """Give the text with the options of each item in the order that `bank` has them.

    `text` is a well-formed question file with the same items and options. Comments above an
    option, beside it and inside it move with it.
    """
    root = YAML(typ="rt", pure=True).compose(text)
    pieces: list[str] = []
    done = 0
    for item in _value(root, "items").value:
        options = _value(item, "options")
        spans = _spans(text, options, after=_key(item, "options").end_mark.index)
        by_id = {_value(o, "id").value: s for o, s in zip(options.value, spans, strict=True)}
        order = [by_id[option.id] for option in bank.item(_value(item, "id").value).options]
        for here, there in zip(spans, order, strict=True):
            pieces += [text[done : here.start], text[there.start : there.end]]
            done = here.end
    return "".join([*pieces, text[done:]])


def _value(node: Node, key: str) -> Node:
    """Find what stands under a key; the file was validated, so it is there."""
    pairs: list[tuple[Node, Node]] = node.value
    return next(value for name, value in pairs if name.value == key)


def _key(node: Node, key: str) -> Node:
    """Find the key itself."""
    pairs: list[tuple[Node, Node]] = node.value
    return next(name for name, _ in pairs if name.value == key)


def _spans(text: str, options: Node, *, after: int) -> list[Span]:
    """Find the text of each option: whole lines in a list of dashes, else what the braces hold.

    `after` is where the key ends that the list stands under.
    """
    if not isinstance(options, SequenceNode) or options.flow_style:
        return [Span(o.start_mark.index, o.end_mark.index) for o in options.value]
    spans = []
    before = after
    for option in options.value:
        dash = text.rindex("-", 0, option.start_mark.index)
        first = text.rfind("\n", 0, dash) + 1
        above = _COMMENT_LINES.search(text, before, first)
        end = len(text[: _end(option)].rstrip())
        line_end = text.find("\n", end)
        span = Span(above.start() if above else first, len(text) if line_end < 0 else line_end)
        spans.append(span)
        before = span.end + 1
    return spans


def _end(node: Node) -> int:
    """Find where the last thing of a node ends; lists and mappings of dashes end later."""
    if isinstance(node, MappingNode) and not node.flow_style:
        return max(_end(value) for _, value in node.value)
    if isinstance(node, SequenceNode) and not node.flow_style:
        return max(_end(entry) for entry in node.value)
    return int(node.end_mark.index)
