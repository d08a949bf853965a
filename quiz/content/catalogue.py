"""Knows how a content folder is read: bank, scoring rules, careers, their names, and figures.

It refuses to keep anything: who holds the last good catalogue, and where, is decided above.
"""

from pathlib import Path

from quiz.content.bank import to_bank
from quiz.content.bank_rules import trait_ids
from quiz.content.careers import read_careers
from quiz.content.pinned import bank_to_json, digest_of
from quiz.content.problems import ContentError, Problem, errors_in, in_order
from quiz.content.quality import BadQualityFile, load_quality
from quiz.content.ready import Catalogue, Content
from quiz.content.rules import to_rules, unreachable
from quiz.content.source import read_file
from quiz.core.bank import Bank

__all__ = ["Catalogue", "load", "read"]


def read(folder: Path) -> Content:
    """Read all of a folder; raises ContentError. Figures that cannot be read are left out."""
    catalogue = load(folder)
    try:
        return Content(catalogue, load_quality(folder))
    except BadQualityFile as error:
        return Content(catalogue, {}, no_cards=str(error))


def load(folder: Path, *, questions: Path | None = None) -> Catalogue:
    """Read `questions.yaml`, `tracks.yaml` and `careers/` of a folder.

    `questions` takes the place of the folder's own question file. Raises `ContentError` with
    every problem of all files; warnings alone do not keep a catalogue from being made.
    """
    bank, traits, problems = _read_bank(questions or folder / "questions.yaml")
    tracks, more = read_file(folder / "tracks.yaml")
    problems += more
    if tracks is None:
        raise ContentError(problems)
    rules, of_rules = to_rules(tracks, traits=traits)
    careers, of_careers = read_careers(folder, tracks, bank)
    problems += of_rules + of_careers
    if bank is None or rules is None or careers is None or errors_in(problems):
        raise ContentError(problems)
    problems += unreachable(tracks, rules, bank)
    digest = digest_of(bank_to_json(bank, rules))
    return Catalogue(bank, rules, careers, digest, careers.version, tuple(in_order(problems)))


def _read_bank(path: Path) -> tuple[Bank | None, list[str], list[Problem]]:
    """Read the bank, and its trait ids even where an error keeps it from being one."""
    document, problems = read_file(path)
    if document is None:
        return None, [], problems
    bank, more = to_bank(document)
    return bank, trait_ids(document), problems + more
