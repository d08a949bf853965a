"""The page for authors of career content names every key and every file."""

import json
from pathlib import Path

from quiz.content.json_schema import schemas
from quiz.content.schema_careers import CareerFields

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "careers-format.md").read_text(encoding="utf-8")


def test_every_key_of_the_career_files_is_explained():
    keys = set(CareerFields.model_fields)
    for name, text in schemas().items():
        if name.startswith("careers-"):
            schema = json.loads(text)
            for part in (schema, *schema["$defs"].values()):
                keys |= set(part["properties"])
    unexplained = {key for key in keys if f"`{key}`" not in PAGE}
    assert unexplained <= {"from"}  # shown in the example of a statement
    assert "from: [" in PAGE


def test_every_file_of_the_folder_is_listed():
    names = {path.name for path in (ROOT / "careers").glob("*.yaml")}
    tracks = {"product-manager.yaml", "product-owner.yaml", "project-manager.yaml"}
    assert all(f"`careers/{name}`" in PAGE for name in names - tracks)
    assert "`careers/<track id>.yaml`" in PAGE
