"""The published schemas are those of the loader."""

import json
from pathlib import Path

import pytest

from quiz.content.json_schema import schemas, write_schemas
from quiz.core.bank import Format

FOLDER = Path(__file__).resolve().parents[2] / "schema"


@pytest.mark.parametrize("name", sorted(schemas()))
def test_the_published_file_is_the_generated_one(name):
    published = (FOLDER / name).read_text(encoding="utf-8")
    assert published == schemas()[name], "run python -m quiz.content.json_schema"


def test_nothing_else_is_published_as_a_schema():
    assert {path.name for path in FOLDER.iterdir()} == set(schemas())


def test_schemas_are_written_where_they_are_asked_for(tmp_path):
    write_schemas(tmp_path / "schema")
    assert {path.name for path in (tmp_path / "schema").iterdir()} == set(schemas())


def test_editors_learn_every_format_and_refuse_other_keys():
    schema = json.loads(schemas()["questions.schema.json"])
    item = schema["$defs"]["ItemFields"]
    assert item["properties"]["format"]["enum"] == [str(kind) for kind in Format]
    assert item["additionalProperties"] is False
    assert schema["additionalProperties"] is False
    slider = next(
        rule["then"]["properties"]["options"]
        for rule in item["allOf"]
        if rule["if"]["properties"]["format"]["const"] == "slider"
    )
    assert (slider["minItems"], slider["maxItems"]) == (2, 2)


def test_every_key_of_the_bank_has_a_sentence_for_editors():
    schema = json.loads(schemas()["questions.schema.json"])
    silent = [
        f"{name}.{key}"
        for name, part in schema["$defs"].items()
        for key, field in part["properties"].items()
        if "description" not in field
    ]
    assert silent == ["ItemFields.options"]


def test_the_shipped_bank_names_its_schema_in_the_first_line():
    bank = FOLDER.parent / "questions.yaml"
    first = bank.read_text(encoding="utf-8").splitlines()[0]
    assert first == "# yaml-language-server: $schema=schema/questions.schema.json"
