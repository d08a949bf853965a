"""Knows how the schemas of content files are published, so that editors complete and check them.

It refuses to check content itself: the loader says more, and in plainer words.
"""

import json
from pathlib import Path

from pydantic import BaseModel

from quiz.content.schema_bank import BankFile
from quiz.content.schema_careers import CompetenciesFile, LadderFile, SourcesFile
from quiz.content.schema_moves import (
    CredentialsFile,
    DialectsFile,
    DutiesFile,
    NeighboursFile,
    PairsFile,
    PivotsFile,
    PlacementFile,
)
from quiz.content.schema_rules import RulesFile

_FILES: dict[str, type[BaseModel]] = {
    "questions.schema.json": BankFile,
    "tracks.schema.json": RulesFile,
    "careers-ladder.schema.json": LadderFile,
    "careers-sources.schema.json": SourcesFile,
    "careers-competencies.schema.json": CompetenciesFile,
    "careers-pivots.schema.json": PivotsFile,
    "careers-neighbours.schema.json": NeighboursFile,
    "careers-credentials.schema.json": CredentialsFile,
    "careers-duties.schema.json": DutiesFile,
    "careers-together.schema.json": PairsFile,
    "careers-dialects.schema.json": DialectsFile,
    "careers-placement.schema.json": PlacementFile,
}


def schemas() -> dict[str, str]:
    """Give each schema file's name and text."""
    return {name: _text(model.model_json_schema()) for name, model in _FILES.items()}


def write_schemas(folder: Path) -> None:
    """Write the schema files into the folder; `python -m quiz.content.json_schema` does so."""
    folder.mkdir(exist_ok=True)
    for name, text in schemas().items():
        (folder / name).write_text(text, encoding="utf-8")


def _text(schema: dict[str, object]) -> str:
    draft = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    return json.dumps(draft | _without_titles(schema), indent=2, ensure_ascii=False) + "\n"


def _without_titles(schema: dict[str, object]) -> dict[str, object]:
    """Leave out the titles that repeat a field's name; editors would show them as headings."""
    return {
        key: _part(part)
        for key, part in schema.items()
        if not (key == "title" and isinstance(part, str))
    }


def _part(part: object) -> object:
    if isinstance(part, dict):
        return _without_titles(part)
    return [_part(entry) for entry in part] if isinstance(part, list) else part


if __name__ == "__main__":  # pragma: no cover: by hand, after a schema was changed
    write_schemas(Path(__file__).resolve().parents[2] / "schema")
