"""Knows how proposed figures are put into the text of `questions.yaml`, comments and all.

It refuses to write files, and to give a text that does not read back as the very bank proposed.
"""

import io
import re
from collections.abc import Mapping
from datetime import date

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap
from ruamel.yaml.scalarstring import DoubleQuotedScalarString

from quiz.content.bank import to_bank
from quiz.content.problems import ContentError
from quiz.content.source import read
from quiz.core.bank import Bank, Calibration, Option, TraitId

_FIRST_DASH = re.compile(r"^( *)- ", re.MULTILINE)


def proposed_text(text: str, bank: Bank) -> str:
    """Give the text with the version, calibration, popularities and weights of `bank`.

    `text` is a well-formed question file with the same items and options. Figures that are the
    same keep their spelling. Raises ContentError where the outcome could not be used.
    """
    yaml = _as_written(text)
    document = yaml.load(text)
    document["version"] = DoubleQuotedScalarString(bank.version)
    document["calibration"] = _calibration(bank.calibration)
    for item in document["items"]:
        known = {option.id: option for option in bank.item(item["id"]).options}
        for option in item["options"]:
            _tune(option, known[option["id"]])
    out = io.StringIO()
    yaml.dump(document, out)
    _insist_on(out.getvalue(), bank)
    return out.getvalue()


def _as_written(text: str) -> YAML:
    """A reader and writer that keeps the file's own indentation and never breaks a line."""
    yaml = YAML(typ="rt", pure=True)
    yaml.preserve_quotes = True
    yaml.width = len(text) + 100
    first = _FIRST_DASH.search(text)
    offset = len(first.group(1)) if first else 0
    yaml.indent(mapping=2, sequence=offset + 2, offset=offset)
    return yaml


def _calibration(calibration: Calibration | None) -> object:
    if calibration is None:
        return "none"
    day = date.fromisoformat(calibration.day)
    values = CommentedMap(people=calibration.people, date=day)
    values.fa.set_flow_style()
    return values


def _tune(written: CommentedMap, option: Option) -> None:
    if written.get("popularity", 0) != option.popularity:
        if "popularity" in written:
            written["popularity"] = option.popularity
        else:
            # Before the weights: what follows them, an empty line perhaps, stays behind them.
            written.insert(list(written).index("weights"), "popularity", option.popularity)
    _set_weights(written["weights"], option.weights)


def _set_weights(written: CommentedMap, weights: Mapping[TraitId, float]) -> None:
    for trait in [trait for trait in written if trait not in weights]:
        del written[trait]
    for trait, points in weights.items():
        if trait not in written or written[trait] != points:
            written[trait] = points


def _insist_on(text: str, bank: Bank) -> None:
    document, problems = read(text.encode(), "questions.yaml")
    found, more = to_bank(document) if document else (None, [])
    if found is None:
        raise ContentError(problems + more)
    assert found == bank, "a proposed file reads back as another bank"  # noqa: S101
