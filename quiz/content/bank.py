"""Knows how `questions.yaml` becomes a `Bank`, or the full list of what keeps it from being one.

It refuses to know whether the bank measures well, and which tracks its answers lead to.
"""

from pathlib import Path
from types import MappingProxyType

from quiz.content.bank_rules import bank_problems
from quiz.content.problems import ContentError, Problem, errors_in, first_of
from quiz.content.schema_bank import BankFile, ItemFields, OptionFields, TraitFields
from quiz.content.source import read_file
from quiz.content.tree import Document
from quiz.content.validate import validate
from quiz.core.bank import (
    Bank,
    Calibration,
    Format,
    Item,
    ItemId,
    MostLeast,
    Option,
    OptionId,
    Trait,
    TraitId,
)


def load_bank(path: Path) -> Bank:
    """Read a well-formed bank; raises `ContentError` with every problem of the file."""
    document, problems = read_file(path)
    bank = None
    if document is not None:
        bank, more = to_bank(document)
        problems += more
    if bank is None or errors_in(problems):
        raise ContentError(problems)
    return bank


def to_bank(document: Document) -> tuple[Bank | None, list[Problem]]:
    """Make a bank of a document; None where an error keeps it from being one."""
    fields, problems = validate(document, BankFile)
    problems = problems + first_of(bank_problems(document))
    if fields is None or errors_in(problems):
        return None, problems
    return _bank(fields), problems


def _bank(fields: BankFile) -> Bank:
    tuned = fields.calibration
    calibration = Calibration(tuned.people, tuned.date.isoformat()) if tuned else None
    return Bank(
        version=fields.version,
        traits=tuple(map(_trait, fields.traits)),
        items=tuple(map(_item, fields.items)),
        calibration=calibration,
    )


def _trait(fields: TraitFields) -> Trait:
    return Trait(TraitId(fields.id), fields.name, fields.question, fields.pole, fields.description)


def _item(fields: ItemFields) -> Item:
    wanted = fields.expects
    return Item(
        id=ItemId(fields.id),
        format=Format(fields.format),
        situation=fields.situation,
        options=tuple(map(_option, fields.options)),
        kind=fields.kind,
        extra=fields.extra,
        expects=MostLeast(OptionId(wanted.most), OptionId(wanted.least)) if wanted else None,
    )


def _option(fields: OptionFields) -> Option:
    weights = {TraitId(trait): float(points) for trait, points in fields.weights.items()}
    return Option(
        OptionId(fields.id), fields.text, MappingProxyType(weights), float(fields.popularity)
    )
