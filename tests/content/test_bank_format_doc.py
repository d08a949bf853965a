"""The page for authors is true: its examples load, and it names every key, format and limit."""

import json
import re
from pathlib import Path

from quiz.content.bank import to_bank
from quiz.content.json_schema import schemas
from quiz.content.rules import to_rules
from quiz.content.schema_bank import LONGEST_ANSWER, LONGEST_SITUATION, OPTION_COUNTS
from quiz.content.source import read
from quiz.core.bank import Format

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "bank-format.md").read_text(encoding="utf-8")
BANK, TRACKS = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)


def test_the_example_is_a_whole_bank_with_all_formats_and_no_warning():
    document, problems = read(BANK.encode(), "questions.yaml")
    bank, more = to_bank(document)
    assert problems + more == []
    assert {item.format for item in bank.items} == set(Format)


def test_the_example_of_scoring_fits_the_example_bank():
    document, problems = read(TRACKS.encode(), "tracks.yaml")
    rules, more = to_rules(document, traits=["why", "what", "how", "when"])
    assert problems + more == []
    assert len(rules.tracks) == 3


def test_every_key_of_both_schemas_is_explained():
    keys = set()
    for name in ("questions.schema.json", "tracks.schema.json"):
        schema = json.loads(schemas()[name])
        for part in (schema, *schema["$defs"].values()):
            keys |= set(part["properties"])
    unexplained = {key for key in keys if f"`{key}`" not in PAGE}
    assert unexplained <= {"people", "date", "scoring", "thresholds", "tracks"}


def test_the_table_of_formats_tells_how_many_options_each_takes():
    table = PAGE[PAGE.index("## The five formats") :]
    rows = dict(re.findall(r"^\| `([a-z-]+)` \| (\d to \d+|exactly \d)", table, re.MULTILINE))
    assert rows == {
        str(kind): f"exactly {most}" if fewest == most else f"{fewest} to {most}"
        for kind, (fewest, most) in OPTION_COUNTS.items()
    }


def test_the_lengths_that_fit_a_phone_are_told():
    assert f"at most {LONGEST_SITUATION} characters" in PAGE
    assert f"at most {LONGEST_ANSWER} fit" in PAGE
