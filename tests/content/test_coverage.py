"""Every claim of the texts this project started from is taken up, or left out for a reason."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from quiz.content.catalogue import load
from quiz.core.careers import Careers
from quiz.core.rungs import SourceId, Statement
from quiz.paths import files_root

Saying = tuple[str, tuple[SourceId, ...] | None]
ROWS = YAML(typ="safe").load(Path(__file__).with_name("coverage.yaml"))["rows"]


@pytest.fixture(scope="module")
def careers() -> Careers:
    return load(files_root()).careers


def find(careers: Careers, path: str) -> object:
    """Follow `collection.id.field`, or `notes.field`; raises LookupError where nothing is there."""
    collection, *rest = path.split(".")
    found = getattr(careers, collection, None)
    if found is None:
        raise LookupError(path)
    if isinstance(found, tuple):
        found = {one.id: one for one in found}[rest.pop(0)]
    for field in rest:
        if field not in {one.name for one in fields(found)}:
            raise LookupError(path)
        found = getattr(found, field)
    return found


def sayings(value: object, sources: tuple[SourceId, ...] | None = None) -> Iterator[Saying]:
    """Every text inside a value, with the sources of the sentence or of the whole around it.

    A plain value has None: a name or a rank that stands in no sentence. Our judgement has ().
    """
    if isinstance(value, Statement):
        yield value.text, value.sources
    elif isinstance(value, str):
        yield str(value), sources
    elif is_dataclass(value):
        own = getattr(value, "sources", sources)
        for field in fields(value):
            if field.name != "sources":
                yield from sayings(getattr(value, field.name), own)
    elif isinstance(value, tuple | Mapping):
        for each in value:
            yield from sayings(each, sources)


@dataclass(frozen=True)
class Found:
    """What became of a claim: words that are nowhere, words without a source, sources named."""

    missing: list[str]
    judged: list[str]
    sources: set[SourceId]


def look_up(careers: Careers, row: dict, *, emptied: str = "") -> Found:
    """Look for the words of a row; as if nothing stood at the place `emptied`."""
    missing, judged, sources = [], [], set()
    for path, words in row["where"].items():
        texts = [] if path == emptied else list(sayings(find(careers, path)))
        for wanted in [words] if isinstance(words, str) else words:
            rest = [named for text, named in texts if text and wanted.lower() in text.lower()]
            if not rest:
                missing.append(f"{path}: {wanted}")
            elif all(named == () for named in rest):
                judged.append(f"{path}: {wanted}")
            sources |= {source for named in rest if named for source in named}
    return Found(missing, judged, sources)


def test_the_rows_are_numbered_through():
    assert [row["id"] for row in ROWS] == [f"row-{n:03}" for n in range(1, 121)]
    assert all(row["claim"] for row in ROWS)


def test_every_row_names_texts_we_know(careers):
    named = {source for row in ROWS for source in row["from"]}
    assert named <= set(careers.sources)
    assert all(row["from"] for row in ROWS)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])
def test_a_claim_is_taken_up_or_left_out_for_a_reason(row, careers):
    assert ("where" in row) != ("left_out" in row), "either a place or a reason"
    for reason in ("left_out", "but_not"):
        assert len(row.get(reason, "so long as it is said").split()) >= 5, "a reason is a sentence"
    if "left_out" in row:
        return
    assert row["where"]
    found = look_up(careers, row)
    assert found.missing == []
    assert found.judged == [], "what a text says carries its name"
    assert not found.sources or set(row["from"]) <= found.sources, "the place names another text"


PLACES = [(row, path) for row in ROWS for path in row.get("where", ())]


@pytest.mark.parametrize(("row", "path"), PLACES, ids=[f"{r['id']} {p}" for r, p in PLACES])
def test_a_claim_whose_place_is_emptied_is_noticed(row, path, careers):
    assert look_up(careers, row, emptied=path).missing


def test_a_sentence_that_says_something_else_is_noticed(careers):
    duties = tuple(
        replace(duty, works=Statement("Nothing.", duty.works.sources)) for duty in careers.duties
    )
    changed = replace(careers, duties=duties)
    rows = [row for row in ROWS if row["id"] in {"row-114", "row-119"}]
    assert all(look_up(careers, row).missing == [] for row in rows)
    assert all(look_up(changed, row).missing for row in rows)


def test_few_claims_are_left_out():
    assert sum("left_out" in row for row in ROWS) <= 4


@pytest.mark.parametrize(
    "path", ["rungs.nowhere.scope", "duties.nothing", "rungs.product-owner.salary", "wages.x"]
)
def test_a_place_that_is_not_there_is_noticed(careers, path):
    with pytest.raises(LookupError):
        find(careers, path)


def test_words_that_are_not_there_are_noticed(careers):
    row = {"where": {"duties.roadmap": "the moon"}}
    assert look_up(careers, row).missing == ["duties.roadmap: the moon"]
