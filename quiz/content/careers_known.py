"""Knows which ids the career content defines, and how an unknown one is told.

It refuses to know the rules between fields; those ask here and stay silent where nothing is known.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from pydantic import BaseModel

from quiz.content.careers_files import Files, Read
from quiz.content.problems import Problem, unknown
from quiz.content.schema_careers import RungFields
from quiz.content.tree import Document, Location
from quiz.core.bank import Bank

_Fields = TypeVar("_Fields", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Known:
    """Ids by kind. None means that a broken file keeps them from being known, so nobody asks."""

    sources: Sequence[str] | None
    traits: Sequence[str] | None
    tracks: Sequence[str] | None
    competencies: Sequence[str] | None
    credentials: Sequence[str] | None
    rungs: Mapping[str, RungFields] | None
    tracks_of: Mapping[str, str]  # the track of each rung
    roles: Sequence[str] | None  # rungs, neighbours and other roles

    @property
    def titles(self) -> Sequence[str] | None:
        """Whatever has a title on a page: roles, and tracks where they are meant as a whole."""
        if self.roles is None or self.tracks is None:
            return None
        return list(dict.fromkeys((*self.roles, *self.tracks)))


def known_in(files: Files, bank: Bank | None) -> Known:
    """Collect the ids of all files that are whole."""
    rungs = _rungs(files)
    neighbours = _ids(files.neighbours, "neighbours")
    others = _ids(files.pivots, "others")
    whole = rungs is not None and neighbours is not None and others is not None
    return Known(
        sources=_ids(files.sources, "sources"),
        traits=[trait.id for trait in bank.traits] if bank else None,
        tracks=_ids(files.tracks, "tracks"),
        competencies=_ids(files.competencies, "competencies"),
        credentials=_ids(files.credentials, "credentials"),
        rungs=rungs,
        tracks_of={
            rung.id: read.fields.track
            for read in files.ladders
            if read.fields
            for rung in read.fields.rungs
        },
        roles=[*(rungs or ()), *(neighbours or ()), *(others or ())] if whole else None,
    )


def unknown_words(
    document: Document, location: Location, noun: str, *, known: Iterable[str] | None
) -> Iterator[Problem]:
    """Find entries of a list, or a single word, that `known` does not hold."""
    plain = _plain(document, location)
    words = [(location, plain)]
    if isinstance(plain, list):
        words = [((*location, index), word) for index, word in enumerate(plain)]
    choices = None if known is None else list(known)
    for where, word in words:
        if choices is not None and isinstance(word, str) and word not in choices:
            yield document.problem(where, unknown(noun, word, choices))


def unknown_keys(
    document: Document, location: Location, noun: str, *, known: Iterable[str] | None
) -> Iterator[Problem]:
    """Find keys of a mapping that `known` does not hold."""
    plain = _plain(document, location)
    choices = None if known is None else list(known)
    for key in plain if isinstance(plain, dict) else ():
        if choices is not None and key not in choices:
            yield document.key_problem((*location, key), unknown(noun, key, choices))


def _plain(document: Document, location: Location) -> object:
    node = document.node(location)
    return None if node is None else Document(document.file, node).plain()


def _ids(read: Read[_Fields], part: str) -> list[str] | None:
    """List the ids of one part of a file: none for an absent file, None for a broken one."""
    if read.absent:
        return []
    if read.fields is None:
        return None
    return [entry.id for entry in getattr(read.fields, part)]


def _rungs(files: Files) -> dict[str, RungFields] | None:
    if any(read.fields is None for read in files.ladders):
        return None
    return {rung.id: rung for read in files.ladders if read.fields for rung in read.fields.rungs}
