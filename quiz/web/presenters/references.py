"""Knows the numbers that lead from a page's sentences to the texts they rest on.

It refuses to know the sentences' subject; one without a source is marked as our own judgement.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from quiz.core.careers import Careers
from quiz.core.rungs import Source, SourceId, Statement
from quiz.web.presenters.phrases import month


@dataclass(frozen=True, slots=True)
class Reference:
    """A source with its number on this page, and when it was last read, in words; empty: never."""

    number: int
    source: Source
    read: str


@dataclass(frozen=True, slots=True)
class References:
    """The sources of one page, numbered in the order in which its sentences first use them."""

    listed: tuple[Reference, ...]
    numbers: Mapping[SourceId, int]
    checked: str  # when the career texts were last read through, in words
    version: str

    def marks(self, statement: Statement) -> tuple[int, ...]:
        """Give the numbers behind a sentence, lowest first; none for our own judgement."""
        return tuple(sorted(self.numbers[name] for name in statement.sources))


def references(careers: Careers, said: Iterable[Statement]) -> References:
    """Number the sources behind some sentences; raises KeyError for a source nobody listed."""
    names = dict.fromkeys(name for statement in said for name in statement.sources)
    found = [careers.sources[name] for name in names]
    return References(
        listed=tuple(
            Reference(number, source, month(source.checked) if source.checked else "")
            for number, source in enumerate(found, 1)
        ),
        numbers={name: number for number, name in enumerate(names, 1)},
        checked=month(careers.checked),
        version=careers.version,
    )
