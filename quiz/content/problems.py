"""Knows how a problem in a content file is said: where, what is wrong, how to mend it.

It refuses to know which file formats exist and which rules a file must keep.
"""

import difflib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import islice

SHOWN = 200
"""Problems told per file and kind of rule: more would not help, and the work must be bounded."""

_LONGEST_WORD = 60  # longer words are neither quoted whole nor compared with known ones
_MOST_COMPARED = 100


class Severity(StrEnum):
    """An error keeps a file from being used; a warning does not."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend. Line and column count from 1; `path` has ids in place of list indexes."""

    file: str
    line: int
    column: int
    path: str
    message: str
    severity: Severity = Severity.ERROR

    def __str__(self) -> str:
        """`file:line:column path: message`, as editors and terminals make it clickable."""
        place = f"{self.file}:{self.line}:{self.column}"
        path = f" {self.path}" if self.path else ""
        mark = "warning: " if self.severity is Severity.WARNING else ""
        return f"{place}{path}: {mark}{self.message}"

    @property
    def labelled(self) -> str:
        """The same with the severity of errors too, for lists in which both stand side by side."""
        if self.severity is Severity.WARNING:
            return str(self)
        return str(replace(self, message=f"error: {self.message}"))


class ContentError(Exception):
    """Content that cannot be used; `problems` holds everything found, sorted by place."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(in_order(problems))
        super().__init__("\n".join(map(str, self.problems)))


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Each problem once, by file, line and column."""
    return sorted(set(problems), key=lambda p: (p.file, p.line, p.column, p.path, p.message))


def errors_in(problems: Iterable[Problem]) -> list[Problem]:
    """Only the problems that keep a file from being used."""
    return [problem for problem in problems if problem.severity is Severity.ERROR]


def first_of(problems: Iterator[Problem]) -> list[Problem]:
    """At most `SHOWN` problems of a lazy search, and a last line when the search had more."""
    found = list(islice(problems, SHOWN))
    if len(found) == SHOWN and next(problems, None) is not None:
        last = found[-1]
        more = f"there are more problems like these {SHOWN}; mend these first"
        found.append(Problem(last.file, last.line, last.column, "", more))
    return found


def quoted(text: str) -> str:
    """Put the text in double quotes, cut when long, without anything that a terminal obeys."""
    return json.dumps(_short(text), ensure_ascii=False)


def printable(text: str) -> str:
    """Put a replacement mark for each character that has no visible form."""
    return "".join(character if character.isprintable() else "\ufffd" for character in text)


def suggestion(word: str, known: Iterable[str]) -> str | None:
    """Find the known word that `word` was probably meant to be."""
    if len(word) > _LONGEST_WORD:
        return None
    near = [other for other in islice(known, _MOST_COMPARED) if len(other) <= _LONGEST_WORD]
    close = difflib.get_close_matches(word.lower(), near, n=1, cutoff=0.6)
    return close[0] if close else None


def unknown(noun: str, word: str, known: Iterable[str]) -> str:
    """`unknown trait "hwo", did you mean "how"?`, or the list of known words when none is near."""
    words = list(known)
    start = f"unknown {noun} {quoted(word)}"
    meant = suggestion(word, words)
    if meant is not None:
        return f"{start}, did you mean {quoted(meant)}?"
    if not words:
        return f"{start}: none is known here, remove it"
    listed = ", ".join(map(_short, words[:12])) + (", …" if len(words) > 12 else "")
    return f"{start}: use one of {listed}"


def _short(text: str) -> str:
    cut = text if len(text) <= _LONGEST_WORD else text[: _LONGEST_WORD - 1] + "…"
    return printable(cut)
