"""Knows how to read a YAML file into a tree in which every node has its line and column.

It refuses to know what the file is about. Duplicate keys and keys that are no text end here.
"""

from collections import deque
from collections.abc import Iterator
from pathlib import Path

from ruamel.yaml.events import CollectionEndEvent, Event, MappingStartEvent, ScalarEvent

from quiz.content.events import MOST_BYTES, RefusedError, safe_events
from quiz.content.problems import Problem, first_of, quoted
from quiz.content.scalars import HIDDEN, resolve
from quiz.content.tree import Document, ListNode, Location, MapNode, Node, Scalar, Spot

LONGEST_KEY = 100


def read_file(path: Path, *, name: str | None = None) -> tuple[Document | None, list[Problem]]:
    """Read a file of at most 512 KiB; `name` is what problems call it (default: the file's name).

    Without a document the problems say why; duplicate keys give both, the first value is kept.
    """
    shown = name or path.name
    try:
        with path.open("rb") as stream:
            raw = stream.read(MOST_BYTES + 1)
    except FileNotFoundError:
        return None, [Problem(shown, 1, 1, "", "is not there: put the file into the folder")]
    except OSError as error:
        reason = (error.strerror or "unknown reason").lower()
        return None, [Problem(shown, 1, 1, "", f"cannot be read ({reason}): mend its permissions")]
    return read(raw, shown)


def read(raw: bytes, file: str) -> tuple[Document | None, list[Problem]]:
    """Read the bytes of a file into a tree. Never raises on bad content; see `read_file`."""
    events = safe_events(raw, file)
    builder = _Builder(events)
    try:
        document = Document(file, builder.build())
        deque(events, maxlen=0)  # what follows the document may still be refused
    except RefusedError as refused:
        return None, refused.problems
    return document, first_of(builder.problems(document))


class _Builder:
    """Turns events that were found harmless into nodes. Its recursion is as deep as the file."""

    def __init__(self, events: Iterator[Event]) -> None:
        self._events = events
        self._location: list[str | int] = []
        self._complaints: list[tuple[Location, Spot, str]] = []

    def build(self) -> Node:
        """Make the node of the whole document; `RefusedError` may come out of the events."""
        return self._node(next(self._events))

    def problems(self, document: Document) -> Iterator[Problem]:
        """Tell what was wrong, with paths into the document that was built."""
        for location, spot, message in self._complaints:
            path = document.path(location)
            yield Problem(document.file, spot.line, spot.column, path, message)

    def _node(self, event: Event) -> Node:
        spot = Spot(event.start_mark.line + 1, event.start_mark.column + 1)
        if isinstance(event, ScalarEvent):
            return self._scalar(event, spot)
        if isinstance(event, MappingStartEvent):
            return self._mapping(spot)
        return self._list(spot)

    def _until_end(self) -> Iterator[Event]:
        for event in self._events:
            if isinstance(event, CollectionEndEvent):
                return
            yield event

    def _scalar(self, event: ScalarEvent, spot: Spot) -> Scalar:
        raw: str = event.value
        hidden = HIDDEN.search(raw)  # written as an escape, as in "\x07"
        if hidden:
            self._complain(spot, f"holds the control character {hidden.group()!a}: remove it")
        return Scalar(raw if event.style else resolve(raw), raw, spot)

    def _list(self, spot: Spot) -> ListNode:
        entries = []
        for index, event in enumerate(self._until_end()):
            self._location.append(index)
            entries.append(self._node(event))
            self._location.pop()
        return ListNode(tuple(entries), spot)

    def _mapping(self, spot: Spot) -> MapNode:
        entries: dict[str, Node] = {}
        keys: dict[str, Spot] = {}
        for event in self._until_end():
            key = self._node(event)
            name = self._key(key)
            self._location.append(name or "?")
            value = self._node(next(self._events))
            self._location.pop()
            if name is not None and name not in entries:
                entries[name] = value
                keys[name] = key.spot
            elif name is not None:
                message = f"the key {quoted(name)} is there twice, first on line {keys[name].line}"
                self._complain(key.spot, f"{message}: keep one")
        return MapNode(entries, keys, spot)

    def _key(self, node: Node) -> str | None:
        """Take the key as text, or complain and take None."""
        if not isinstance(node, Scalar):
            self._complain(node.spot, "a key must be one word: write it without brackets")
        elif not isinstance(node.value, str):
            shown = quoted(node.raw)
            self._complain(node.spot, f"a key must be text: put it in quotes, {shown}")
        elif not 0 < len(node.value) <= LONGEST_KEY:
            self._complain(node.spot, f"a key must have 1 to {LONGEST_KEY} characters")
        else:
            return node.value
        return None

    def _complain(self, spot: Spot, message: str) -> None:
        self._complaints.append((tuple(self._location), spot, message))
