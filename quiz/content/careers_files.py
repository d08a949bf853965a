"""Knows which files career content is made of, and reads each into a tree and its fields.

It refuses to know what the fields mean to each other, within a file or between files.
"""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from pydantic import BaseModel

from quiz.content.fields import SLUG
from quiz.content.problems import Problem
from quiz.content.ready import CAREERS
from quiz.content.schema_careers import CompetenciesFile, LadderFile, SourcesFile, TracksFile
from quiz.content.schema_moves import (
    CredentialsFile,
    DialectsFile,
    DutiesFile,
    NeighboursFile,
    PairsFile,
    PivotsFile,
    PlacementFile,
)
from quiz.content.source import read_file
from quiz.content.tree import Document, ListNode, Scalar
from quiz.content.validate import validate

_Fields = TypeVar("_Fields", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Read(Generic[_Fields]):
    """One file: its tree, and its fields unless something is wrong with them."""

    document: Document | None
    fields: _Fields | None
    absent: bool = False  # an optional file that is simply not there


@dataclass(frozen=True, slots=True)
class Files:
    """All files of the career content. Optional ones may be absent, then their part is empty."""

    tracks: Read[TracksFile]
    ladders: tuple[Read[LadderFile], ...]
    sources: Read[SourcesFile]
    competencies: Read[CompetenciesFile]
    placement: Read[PlacementFile]
    pivots: Read[PivotsFile]
    neighbours: Read[NeighboursFile]
    credentials: Read[CredentialsFile]
    duties: Read[DutiesFile]
    together: Read[PairsFile]
    dialects: Read[DialectsFile]

    @property
    def documents(self) -> list[Document]:
        """The trees of all files that could be read."""
        reads = (getattr(self, name) for name in self.__slots__ if name != "ladders")
        found = [*(read.document for read in reads), *(read.document for read in self.ladders)]
        return [document for document in found if document is not None]


def read_files(folder: Path, tracks: Document) -> tuple[Files, list[Problem]]:
    """Read `careers/` in the content folder, and the career part of `tracks.yaml`."""
    found: list[Problem] = []

    def fields_of(document: Document, model: type[_Fields]) -> Read[_Fields]:
        fields, problems = validate(document, model)
        found.extend(problems)
        return Read(document, fields)

    def take(name: str, model: type[_Fields], *, optional: bool = False) -> Read[_Fields]:
        path = folder / CAREERS / f"{name}.yaml"
        if optional and not path.exists():
            return Read(None, None, absent=True)
        document, problems = read_file(path, name=f"{CAREERS}/{name}.yaml")
        found.extend(problems)
        return Read(None, None) if document is None else fields_of(document, model)

    files = Files(
        tracks=fields_of(tracks, TracksFile),
        ladders=tuple(take(track, LadderFile) for track in track_ids(tracks)),
        sources=take("sources", SourcesFile),
        competencies=take("competencies", CompetenciesFile),
        placement=take("placement", PlacementFile),
        pivots=take("pivots", PivotsFile, optional=True),
        neighbours=take("neighbours", NeighboursFile, optional=True),
        credentials=take("credentials", CredentialsFile, optional=True),
        duties=take("duties", DutiesFile, optional=True),
        together=take("together", PairsFile, optional=True),
        dialects=take("dialects", DialectsFile, optional=True),
    )
    return files, found


def track_ids(tracks: Document) -> list[str]:
    """List the ids of the tracks that can name a file, as far as they can be read."""
    node = tracks.node(("tracks",))
    count = len(node.entries) if isinstance(node, ListNode) else 0
    found = [tracks.node(("tracks", index, "id")) for index in range(count)]
    names = [n.value for n in found if isinstance(n, Scalar) and isinstance(n.value, str)]
    return [name for name in dict.fromkeys(names) if re.fullmatch(SLUG, name)]
