"""Knows which YAML is never accepted, and refuses it on the stream of events, before it is built.

It refuses to know what the file is about. What passes is bounded in size, depth and number of
values, and holds nothing that could grow (aliases) or turn into something else (tags).
"""

import re
from collections.abc import Iterable, Iterator

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, StringMark, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    CollectionStartEvent,
    DocumentStartEvent,
    Event,
    NodeEvent,
    ScalarEvent,
)

from quiz.content.problems import Problem, first_of, printable
from quiz.content.scalars import HIDDEN

MOST_BYTES = 512 * 1024
MOST_DEPTH = 20
MOST_NODES = 60_000
"""Twice what 500 items need; bounds the work on a file made of nothing but brackets and commas."""

_LINE_BREAK = re.compile(r"\r\n|\r|\n")
_MUST_BE_QUOTED = frozenset("@`%")  # YAML keeps these for itself at the start of a text
_PASSED_ON = (NodeEvent, CollectionEndEvent)
_TAGGED = (ScalarEvent, CollectionStartEvent)


class RefusedError(Exception):
    """A file that is not read any further, with all that is known to be wrong with it."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        super().__init__("refused")
        self.problems = first_of(iter(problems))


def safe_events(raw: bytes, file: str) -> Iterator[Event]:
    """Give the events of a file's one document: starts and ends of collections, and scalars.

    Raises `RefusedError` in the middle of the stream, after looking through the rest of it.
    """
    text = _decoded(raw, file)
    depth = nodes = documents = 0
    refused: list[Problem] = []
    for event in _events(text, file, refused):
        depth += isinstance(event, CollectionStartEvent) - isinstance(event, CollectionEndEvent)
        nodes += isinstance(event, NodeEvent)
        documents += isinstance(event, DocumentStartEvent)
        stop = _too_much(depth, nodes, documents)
        message = stop or _refused(event)
        if message:
            mark = event.start_mark
            refused.append(Problem(file, mark.line + 1, mark.column + 1, "", message))
        if stop:
            break
        if not refused and isinstance(event, _PASSED_ON):
            yield event
    if not refused and nodes == 0:
        refused.append(Problem(file, 1, 1, "", "the file is empty"))
    if refused:
        raise RefusedError(refused)


def _decoded(raw: bytes, file: str) -> str:
    if len(raw) > MOST_BYTES:
        raise RefusedError([Problem(file, 1, 1, "", "is larger than 512 KiB: split or shorten it")])
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode("utf-8-sig", "replace")
        message = "is not UTF-8 text: save it with the encoding UTF-8"
        raise RefusedError([_at(file, before, message)]) from None
    if HIDDEN.search(text):
        raise RefusedError(_hidden(text, file))
    return text


def _hidden(text: str, file: str) -> Iterator[Problem]:
    for match in HIDDEN.finditer(text):
        message = f"an invisible control character (U+{ord(match.group()):04X}): remove it"
        yield _at(file, text[: match.start()], message)


def _at(file: str, before: str, message: str) -> Problem:
    """Place a problem at the end of the text `before`."""
    lines = _LINE_BREAK.split(before)
    return Problem(file, len(lines), len(lines[-1]) + 1, "", message)


def _events(text: str, file: str, refused: list[Problem]) -> Iterator[Event]:
    """Parse in C where that parser is installed; bad syntax ends the events with a problem."""
    try:
        yield from YAML(typ="safe").parse(text)
    except MarkedYAMLError as error:
        line, column, message = _syntax(error, text)
        refused.append(Problem(file, line + 1, column + 1, "", message))
    except (YAMLError, ValueError):
        # The reader's own complaints, and numbers in %YAML lines that Python refuses.
        refused.append(Problem(file, 1, 1, "", "is not YAML that can be read"))


def _syntax(error: MarkedYAMLError, text: str) -> tuple[int, int, str]:
    """Say a parser's complaint, the common ones in an author's words; line and column from 0."""
    what = printable(str(error.problem or error.context or "unreadable"))
    around = printable(str(error.context or ""))
    line, column, sign = _inside(text, error.problem_mark or error.context_mark)
    begun = _inside(text, error.context_mark or error.problem_mark)[:2]
    if "end of stream" in what and "quoted" in around:
        return *begun, "a quote is opened here and never closed: close it"
    if "expected ':'" in what:
        return *begun, "a key without a colon: write `key: value`"
    if "parsing a flow" in around and begun[0] != line:
        message = "a bracket is opened here and not closed on its line: close it, or look below"
        return *begun, message
    return line, column, _in_words(what, around, sign=sign)


def _inside(text: str, mark: StringMark | None) -> tuple[int, int, str]:
    """Keep a place inside the text, and give the character there; none at the end of a line.

    The parser tells the end of a file as the line after the last.
    """
    lines = _LINE_BREAK.split(text)
    if mark is None:
        return 0, 0, ""
    if mark.line >= len(lines):
        return len(lines) - 1, len(lines[-1]), ""
    return mark.line, mark.column, lines[mark.line][mark.column : mark.column + 1]


def _in_words(what: str, around: str, *, sign: str) -> str:
    if sign == "\t":
        return "a tab cannot stand here: indent with spaces"
    if "cannot start any token" in what and sign in _MUST_BE_QUOTED:
        return f'text that begins with {sign} must be in "quotes"'
    if "mapping values are not allowed" in what:
        return 'a colon inside text: put the whole text in "quotes"'
    if "did not find expected ','" in what and sign == "?":
        return 'text with a question mark inside { } or [ ] must be in "quotes"'
    if "escape character" in what:
        return "a backslash inside double quotes: write it twice, or use single quotes"
    context = f" {around}" if around and around != what else ""
    return f"is not YAML: {what}{context}; look at indents, quotes and brackets near here"


def _refused(event: Event) -> str | None:
    if isinstance(event, AliasEvent):
        return "aliases (*name) are not accepted: write the value out"
    if isinstance(event, NodeEvent) and event.anchor is not None:
        return "anchors (&name) are not accepted: remove it"
    if isinstance(event, _TAGGED) and event.tag is not None:
        return "tags (!name) are not accepted: remove it"
    if isinstance(event, DocumentStartEvent) and (event.version or event.tags):
        return "directives (lines that begin with %) are not accepted: remove it"
    return None


def _too_much(depth: int, nodes: int, documents: int) -> str | None:
    if depth > MOST_DEPTH:
        return f"is nested deeper than {MOST_DEPTH} levels: make it flatter"
    if nodes > MOST_NODES:
        return f"has more than {MOST_NODES} values: split or shorten it"
    if documents > 1:
        return "a second document begins here: keep one per file, remove the line ---"
    return None
