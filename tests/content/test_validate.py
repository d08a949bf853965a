"""What a model refuses is said at its place, in words that an author knows."""

from typing import Annotated, Literal

import pytest
from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

from quiz.content.fields import Day, Line, Paragraphs, Slug, StrictModel, at_most
from quiz.content.source import read
from quiz.content.validate import known_keys, validate


def refuse_seven(value):
    if value == 7:
        raise PydanticCustomError("seven", "is seven: choose another number")
    return value


class Leaf(StrictModel):
    id: Slug
    colour: Literal["red", "green"] = "red"
    size: Annotated[float, Field(gt=0, lt=2.5)] = 1
    source: Annotated[Slug | None, Field(alias="from")] = None


class Tree(StrictModel):
    leaves: Annotated[list[Leaf], Field(min_length=1)]
    tags: Annotated[list[Literal["old", "young"]], Field(max_length=2)] | None = None
    heights: dict[Slug, Annotated[int, BeforeValidator(refuse_seven)]] | None = None
    planted: Day | None = None
    code: Annotated[str, Field(pattern="^[A-Z]+$", min_length=2)] = "AB"
    name: Annotated[Line, at_most(10)] = "Oak"
    about: Annotated[Paragraphs, at_most(40)] = "Tall."
    wild: bool = True


def told(text):
    document, problems = read(("leaves: [{id: a}]\n" + text).encode(), "tree.yaml")
    model, more = validate(document, Tree)
    assert (model is None) == bool(more)
    return [str(problem).removeprefix("tree.yaml:") for problem in problems + more]


@pytest.mark.parametrize(
    "text",
    [
        "heights: {top: 3}",
        "planted: 2001-02-03",
        "about: |\n  Tall.\n  Old.",
        "tags: [old]",
        "name: '  Oak  '",
        "planted:",
    ],
)
def test_what_fits_is_taken(text):
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("heights: {Top: 3}", '2:11 heights: the key "Top" is no id: use small'),
        ("heights: {top: 7}", "2:16 heights.top: is seven: choose another number"),
        ("heights: {top: 1.5}", "2:16 heights.top: is the number 1.5: it must be a whole number"),
        ("planted: soon", '2:10 planted: is the text "soon": it must be a day, as 2026-05-31'),
        ("planted: [1]", "2:1 planted: is a list: it must be a day, as 2026-05-31"),
        ("tags: [old, odl]", '2:13 tags.2: unknown word "odl", did you mean "old"?'),
        ("tags: [1]", "2:8 tags.1: is the number 1: it must be one of the known words"),
        ("tags: [old, old, old]", "2:1 tags: has 3 entries, at most 2 fit: take some out"),
        ("code: X", "2:7 code: has 1 character, at least 2 are needed: add more"),
        ("code: ab", "2:7 code: string should match pattern '^[A-Z]+$'"),
        ("name: much too long", "2:7 name: has 13 characters, at most 10 fit: shorten it"),
        ("name: {a: b}", "2:1 name: is a mapping: it must be text"),
        ("wild: 2", "2:7 wild: is the number 2: it must be true or false, without quotes"),
        ("tags: old", '2:7 tags: is the text "old": it must be a list, one entry per line'),
        ("heights: {top: soon}", '2:16 heights.top: is the text "soon": it must be a whole number'),
    ],
)
def test_what_does_not_fit_is_said_at_its_place(text, expected):
    [message] = told(text)
    assert message.startswith(expected)


@pytest.mark.parametrize(
    ("leaf", "expected"),
    [
        ("size: 2.5", "leaves.a.size: is 2.5: it must be less than 2.5"),
        ("size: 0", "leaves.a.size: is 0: it must be more than 0"),
        ("colour: rde", 'leaves.a.colour: unknown colour "rde", did you mean "red"?'),
        ("source: b", 'leaves.a: unknown key "source": use one of id, colour, size, from'),
        ("form: b", 'leaves.a: unknown key "form", did you mean "from"?'),
        ("from: B", 'leaves.a.from: "B" is no id: use small letters, digits and single hyphens'),
    ],
)
def test_parts_of_a_list_are_named_by_their_id(leaf, expected):
    document, _ = read(f"leaves: [{{id: a, {leaf}}}]".encode(), "tree.yaml")
    _, [problem] = validate(document, Tree)
    assert f"{problem.path}: {problem.message}" == expected


def test_known_keys_are_those_of_the_model_at_a_place():
    assert known_keys(Tree, ("leaves", 3)) == ["id", "colour", "size", "from"]
    assert known_keys(Tree, ("heights",)) == []
    assert known_keys(Tree, ("nowhere", "at", "all")) == []
    assert known_keys(Tree, ("tags", 0, "x")) == []
