"""Knows the file of worked-out figures beside the bank: `quality.json`, by digest.

It refuses to judge figures; a file that cannot be read is told of and never half used.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from pydantic import TypeAdapter, ValidationError

from quiz.content.ready import FIGURES as FILE
from quiz.core.card import Card

__all__ = ["FILE", "BadQualityFile", "load_quality", "save_card"]

_SHAPE: Final = TypeAdapter(dict[str, Card])
_DECIMALS = 4


class BadQualityFile(ValueError):
    """A file of figures that cannot be read; the message names the file and the first reason."""


def load_quality(folder: Path) -> Mapping[str, Card]:
    """Read the cards of a content folder by digest; none where there is no file.

    Raises BadQualityFile for a file of another shape.
    """
    file = folder / FILE
    if not file.is_file():
        return {}
    try:
        return _SHAPE.validate_json(file.read_bytes())
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(map(str, first["loc"]))
        raise BadQualityFile(f"{FILE}: {where or 'as a whole'}: {first['msg']}") from None


def save_card(folder: Path, digest: str, card: Card) -> Path:
    """Write the card of a bank beside the others and return the file.

    Raises BadQualityFile where the file there cannot be read, OSError where it cannot be written.
    """
    cards = _SHAPE.dump_python({**load_quality(folder), digest: card}, mode="json")
    file = folder / FILE
    draft = file.with_suffix(".new")
    draft.write_text(json.dumps(_shorter(cards), indent=2) + "\n", encoding="utf-8")
    draft.replace(file)
    return file


def _shorter(value: object) -> object:
    """Leave out decimals that another processor might give otherwise."""
    if isinstance(value, float):
        return round(value, _DECIMALS)
    if isinstance(value, dict):
        return {key: _shorter(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_shorter(each) for each in value]
    return value
