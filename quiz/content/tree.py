"""Knows the shape of a file that was read: nodes with line and column, and paths for people.

It refuses to know how the file was read and what its keys mean.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from quiz.content.problems import Problem, printable
from quiz.content.scalars import Plain

_PATH_WORD = re.compile(r"[\w-]{1,60}")

Location = Sequence[str | int]
"""Keys and list indexes from the root to a value, as pydantic tells them."""


class Spot(NamedTuple):
    """A line and a column, both counted from 1."""

    line: int
    column: int


class Scalar(NamedTuple):
    """A single value; `raw` is its text as written.

    Nodes are named tuples because a file has thousands of them and they are quick to make.
    """

    value: Plain
    raw: str
    spot: Spot


class ListNode(NamedTuple):
    """A list of nodes."""

    entries: tuple["Node", ...]
    spot: Spot


class MapNode(NamedTuple):
    """A mapping; `keys` says where each key stands."""

    entries: dict[str, "Node"]
    keys: dict[str, Spot]
    spot: Spot


Node = Scalar | ListNode | MapNode


@dataclass(frozen=True, slots=True)
class Document:
    """One file that was read. `file` is its name as problems print it."""

    file: str
    root: Node

    def plain(self) -> object:
        """Give the content as dicts, lists and plain values."""
        return _plain(self.root)

    def node(self, location: Location) -> Node | None:
        """Find the node at this location, or None when there is none."""
        found: Node | None = self.root
        for step in location:
            found = _child(found, step)
        return found

    def path(self, location: Location) -> str:
        """Tell the location to people: ids in place of indexes, `items.late-feature.options.b`.

        A list entry without an id is counted from 1.
        """
        node: Node | None = self.root
        words = []
        for step in location:
            node = _child(node, step)
            words.append(_path_word(step, node))
        return ".".join(words)

    def spot(self, location: Location) -> Spot:
        """Tell where to look: a single value, the key that holds a mapping or list, a list entry.

        A location that is not in the file gives its nearest parent.
        """
        node: Node = self.root
        spot = node.spot
        for step in location:
            child = _child(node, step)
            if child is None:
                return spot
            spot = child.spot
            if isinstance(node, MapNode) and not isinstance(child, Scalar):
                spot = node.keys[str(step)]
            node = child
        return spot

    def key_spot(self, location: Location) -> Spot:
        """Tell where the last key of the location stands."""
        parent = self.node(location[:-1])
        if isinstance(parent, MapNode) and location[-1] in parent.keys:
            return parent.keys[str(location[-1])]
        return self.spot(location)

    def problem(self, location: Location, message: str) -> Problem:
        """Make a problem with the value at this location."""
        spot = self.spot(location)
        return Problem(self.file, spot.line, spot.column, self.path(location), message)

    def key_problem(self, location: Location, message: str) -> Problem:
        """Make a problem told at the last key of the location, with its parent's path."""
        spot = self.key_spot(location)
        return Problem(self.file, spot.line, spot.column, self.path(location[:-1]), message)


def _plain(node: Node) -> object:
    if isinstance(node, MapNode):
        return {key: _plain(value) for key, value in node.entries.items()}
    if isinstance(node, ListNode):
        return [_plain(entry) for entry in node.entries]
    return node.value


def _child(node: Node | None, step: str | int) -> Node | None:
    if isinstance(node, MapNode) and isinstance(step, str):
        return node.entries.get(step)
    if isinstance(node, ListNode) and isinstance(step, int) and step < len(node.entries):
        return node.entries[step]
    return None


def _path_word(step: str | int, node: Node | None) -> str:
    if isinstance(step, str):
        return printable(step)
    name = _child(node, "id")
    if isinstance(name, Scalar) and isinstance(name.value, str) and _PATH_WORD.fullmatch(name.raw):
        return name.value
    return str(step + 1)
