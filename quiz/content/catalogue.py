"""Knows how a content folder becomes one catalogue: bank, scoring rules, careers, and their names.

It refuses to keep anything: who holds the last good catalogue, and where, is decided above.
"""

from dataclasses import dataclass
from pathlib import Path

from quiz.content.bank import to_bank
from quiz.content.bank_rules import trait_ids
from quiz.content.careers import read_careers
from quiz.content.pinned import bank_to_json, digest_of
from quiz.content.problems import ContentError, Problem, errors_in, in_order
from quiz.content.rules import to_rules, unreachable
from quiz.content.source import read_file
from quiz.core.bank import Bank
from quiz.core.careers import Careers
from quiz.core.rules import Rules


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All content of one version. `digest` names bank and scoring rules together (SHA-256, hex)."""

    bank: Bank
    rules: Rules
    careers: Careers
    digest: str
    careers_version: str
    warnings: tuple[Problem, ...] = ()


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
