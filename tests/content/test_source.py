"""Trees know where everything stands, and name places as an author would."""

from unittest.mock import Mock

import pytest
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from quiz.content import events
from quiz.content.source import read, read_file
from quiz.content.tree import Spot

TEXT = """\
version: "1"
items:
  - id: first
    options:
      - {id: a, weights: {why: 3}}
      - {id: 7, weights: {how: 3}}
  - plain
  - id: has space
    empty: {}
"""


def tree(text):
    document, problems = read(text.encode(), "q.yaml")
    assert problems == []
    return document


def test_the_plain_content_is_that_of_the_file():
    assert tree(TEXT).plain() == {
        "version": "1",
        "items": [
            {
                "id": "first",
                "options": [{"id": "a", "weights": {"why": 3}}, {"id": 7, "weights": {"how": 3}}],
            },
            "plain",
            {"id": "has space", "empty": {}},
        ],
    }


def test_paths_have_ids_in_place_of_indexes_where_an_entry_has_one():
    document = tree(TEXT)
    assert document.path(("items", 0, "options", 0, "weights", "why")) == (
        "items.first.options.a.weights.why"
    )
    assert document.path(("items", 0, "options", 1)) == "items.first.options.2"
    assert document.path(("items", 1)) == "items.2"
    assert document.path(("items", 2, "empty")) == "items.3.empty"
    assert document.path(()) == ""


def test_a_value_is_found_where_it_stands_and_a_collection_at_its_key():
    document = tree(TEXT)
    assert document.spot(("version",)) == Spot(1, 10)
    assert document.spot(("items",)) == Spot(2, 1)
    assert document.spot(("items", 0)) == Spot(3, 5)
    assert document.spot(("items", 0, "options", 0, "weights")) == Spot(5, 17)
    assert document.spot(("items", 0, "options", 0, "weights", "why")) == Spot(5, 32)
    assert document.key_spot(("items", 0, "options", 0, "weights", "why")) == Spot(5, 27)


def test_a_place_that_is_not_there_is_told_at_its_nearest_parent():
    document = tree(TEXT)
    assert document.spot(("items", 0, "text")) == Spot(3, 5)
    assert document.spot(("items", 9, "text")) == Spot(2, 1)
    assert document.key_spot(("items", 0, "text")) == Spot(3, 5)
    assert document.node(("items", 9, "text")) is None
    assert document.node(("version", "x")) is None


def test_columns_count_characters_and_not_bytes():
    document = tree('héé: {ü: "x"}\n')
    assert document.spot(("héé", "ü")) == Spot(1, 10)


def test_windows_line_ends_and_a_byte_order_mark_change_no_place():
    document, problems = read(b"\xef\xbb\xbf" + TEXT.replace("\n", "\r\n").encode(), "q.yaml")
    assert problems == []
    assert document == tree(TEXT)


def test_quoted_words_are_text_whatever_they_look_like():
    assert tree("a: '12'\nb: \"null\"\nc: >-\n  2026-05-31\n").plain() == {
        "a": "12",
        "b": "null",
        "c": "2026-05-31",
    }


def test_the_slow_parser_gives_the_same_tree(monkeypatch):
    quick = tree(TEXT)
    monkeypatch.setattr(events, "YAML", lambda typ: YAML(typ=typ, pure=True))
    assert tree(TEXT) == quick


@pytest.mark.parametrize("complaint", [YAMLError(), MarkedYAMLError(), ValueError("digits")])
def test_a_parser_that_gives_no_place_is_told_at_the_beginning(monkeypatch, complaint):
    parser = Mock()
    parser.parse.side_effect = complaint
    monkeypatch.setattr(events, "YAML", Mock(return_value=parser))
    document, [problem] = read(b"a: 1\n", "q.yaml")
    assert document is None
    assert str(problem).startswith("q.yaml:1:1: is not YAML")


def test_a_file_that_is_not_there_is_told_as_such(tmp_path):
    document, [problem] = read_file(tmp_path / "questions.yaml")
    assert document is None
    assert str(problem) == "questions.yaml:1:1: is not there: put the file into the folder"


def test_a_folder_in_place_of_a_file_is_told_as_such(tmp_path):
    document, [problem] = read_file(tmp_path)
    assert document is None
    assert "cannot be read (is a directory)" in str(problem)
