"""Knows how career content becomes core values: `tracks.yaml` and the folder `careers/` beside it.

It refuses to know scoring: `scoring` and the profiles of `tracks.yaml` belong to
`quiz.content.rules`.
"""

from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel

from quiz.content import careers_build as build
from quiz.content import moves_build as around
from quiz.content.attempt_rules import attempt_problems
from quiz.content.careers_files import Files, Read, read_files
from quiz.content.careers_known import known_in
from quiz.content.careers_rules import careers_problems
from quiz.content.moves_rules import moves_problems
from quiz.content.placement_rules import placement_problems
from quiz.content.problems import Problem, errors_in, first_of
from quiz.content.schema_careers import CompetenciesFile
from quiz.content.tree import Document
from quiz.core.bank import Bank
from quiz.core.careers import Careers
from quiz.core.rungs import Notes

_Fields = TypeVar("_Fields", bound=BaseModel)


def read_careers(
    folder: Path, tracks_tree: Document, bank: Bank | None
) -> tuple[Careers | None, list[Problem]]:
    """Read the career part of `tracks.yaml` and the folder `careers/` of a content folder.

    Without a bank (it has problems of its own) trait ids are not checked. Careers are None where
    an error keeps them from being whole; the problems then say everything that is wrong.
    """
    files, problems = read_files(folder, tracks_tree)
    known = known_in(files, bank)
    problems += first_of(careers_problems(files, known))
    problems += first_of(moves_problems(files, known))
    problems += first_of(placement_problems(files, known))
    if errors_in(problems):
        return None, problems
    careers = _careers(files)
    problems += first_of(attempt_problems(files, careers))
    return (None if errors_in(problems) else careers), problems


def _careers(files: Files) -> Careers:
    """Put the parts together; every required file is whole here."""
    tracks, competencies = _whole(files.tracks), _whole(files.competencies)
    rungs = tuple(rung for read in files.ladders for rung in build.ladder(_whole(read)))
    pivots, pairs = files.pivots.fields, files.together.fields
    neighbours, dialects = files.neighbours.fields, files.dialects.fields
    credentials, duties = files.credentials.fields, files.duties.fields
    return Careers(
        version=tracks.version,
        checked=tracks.checked,
        sources=build.sources(_whole(files.sources)),
        competencies=tuple(map(build.competency, competencies.competencies)),
        tracks=tuple(map(build.track_page, tracks.tracks)),
        rungs=rungs,
        placement=around.placement(_whole(files.placement)),
        notes=_notes(competencies, files),
        pivots=tuple(map(around.pivot, pivots.pivots if pivots else ())),
        neighbours=tuple(map(around.neighbour, neighbours.neighbours if neighbours else ())),
        others=tuple(map(around.other_role, pivots.others if pivots else ())),
        credentials=tuple(
            around.credential(fields, rungs, checked=credentials.checked)
            for fields in (credentials.credentials if credentials else ())
            if credentials
        ),
        duties=tuple(map(around.duty, duties.duties if duties else ())),
        pairs=tuple(map(around.pair, pairs.pairs if pairs else ())),
        dialects=tuple(map(around.dialect, dialects.dialects if dialects else ())),
    )


def _notes(fields: CompetenciesFile, files: Files) -> Notes:
    credentials = files.credentials.fields
    return Notes(
        levels=build.statement(fields.levels_are),
        wants=build.statement(fields.wants_are),
        frank=build.statements(fields.frank),
        credentials=build.statement(credentials.rule) if credentials else None,
    )


def _whole(read: Read[_Fields]) -> _Fields:
    """Give the fields of a file that was found whole; raises ValueError for any other."""
    if read.fields is None:
        raise ValueError("a file with problems was passed on")
    return read.fields
