"""Values as JSON, and the schema that is read off the same class."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

import pytest

from quiz.core.bank import ItemId
from quiz.web.json_shapes import Schemas, as_json


class Colour(StrEnum):
    RED = "red"
    BLUE = "blue"


@dataclass(frozen=True)
class Leaf:
    """A leaf."""

    name: ItemId | None
    colour: Colour


@dataclass(frozen=True)
class Tree:
    leaves: tuple[Leaf, ...]
    place: tuple[int, float]
    ages: Mapping[ItemId, int]
    tall: bool


TREE = Tree((Leaf(None, Colour.RED),), (1, 2.5), MappingProxyType({ItemId("oak"): 7}), tall=True)


def test_a_value_is_written_with_all_its_fields():
    assert as_json(TREE) == {
        "leaves": [{"name": None, "colour": "red"}],
        "place": [1, 2.5],
        "ages": {"oak": 7},
        "tall": True,
    }


def test_the_schema_names_every_class_once_and_allows_nothing_else():
    schemas = Schemas()
    assert schemas.of(Tree) == schemas.of(Tree) == {"$ref": "#/components/schemas/Tree"}
    assert set(schemas.named) == {"Tree", "Leaf"}
    tree, leaf = schemas.named["Tree"], schemas.named["Leaf"]
    assert tree["required"] == ["leaves", "place", "ages", "tall"]
    assert tree["additionalProperties"] is False
    assert tree["properties"]["leaves"]["items"] == {"$ref": "#/components/schemas/Leaf"}
    assert tree["properties"]["place"]["prefixItems"] == [{"type": "integer"}, {"type": "number"}]
    assert tree["properties"]["ages"]["additionalProperties"] == {"type": "integer"}
    assert leaf["properties"]["name"] == {"anyOf": [{"type": "string"}, {"type": "null"}]}
    assert leaf["properties"]["colour"] == {"type": "string", "enum": ["red", "blue"]}
    assert leaf["description"] == "A leaf."


def test_what_has_no_form_in_json_is_refused():
    with pytest.raises(TypeError, match="object"):
        as_json(object())
    with pytest.raises(TypeError, match="set"):
        Schemas().of(set[int])


def test_two_classes_of_one_name_are_refused():
    other = dataclass(frozen=True)(type("Leaf", (), {"__annotations__": {"name": str}}))
    schemas = Schemas()
    schemas.of(Leaf)
    with pytest.raises(TypeError, match="two classes are called Leaf"):
        schemas.of(other)
