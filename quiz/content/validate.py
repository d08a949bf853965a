"""Knows how to hold a tree against a pydantic model and say each error at its place, plainly.

It refuses to know any particular model; what fields mean to each other is checked elsewhere.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from types import UnionType
from typing import Annotated, Any, Literal, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from quiz.content.fields import SLUG
from quiz.content.problems import Problem, first_of, quoted, suggestion, unknown
from quiz.content.tree import Document, Location, Scalar

_Model = TypeVar("_Model", bound=BaseModel)

_WANTED = {
    "string": "text",
    "int": "a whole number",
    "float": "a number",
    "bool": "true or false, without quotes",
    "list": "a list, one entry per line after a dash",
    "tuple": "a list, one entry per line after a dash",
    "dict": "a mapping, one `key: value` per line",
    "model": "a mapping, one `key: value` per line",
    "date": "a day, as 2026-05-31",
}
_BOUNDS = {
    "greater_than_equal": ("ge", "at least"),
    "greater_than": ("gt", "more than"),
    "less_than_equal": ("le", "at most"),
    "less_than": ("lt", "less than"),
}


def validate(document: Document, model: type[_Model]) -> tuple[_Model | None, list[Problem]]:
    """Hold the document against the model: the filled model, or every way in which it does not fit.

    `model` is best a `StrictModel` made of the kinds in `quiz.content.fields`. Custom errors
    (`PydanticCustomError`) are said in their own words.
    """
    try:
        return model.model_validate(document.plain()), []
    except ValidationError as error:
        found = error.errors(include_url=False, include_context=True)
    return None, first_of(_told(document, model, found))


def _told(
    document: Document, model: type[BaseModel], found: Sequence[ErrorDetails]
) -> Iterator[Problem]:
    """Say each error, but not that a key is missing where a misspelt one was just named."""
    misspelt: set[Location] = set()
    for detail in (d for d in found if d["type"] == "extra_forbidden"):
        location = detail["loc"]
        known = known_keys(model, location[:-1])
        meant = suggestion(str(location[-1]), known)
        if meant is not None:
            misspelt.add((*location[:-1], meant))
        yield document.key_problem(location, unknown("key", str(location[-1]), known))
    for detail in (d for d in found if d["type"] != "extra_forbidden"):
        if detail["type"] != "missing":
            yield _value_problem(document, model, detail)
        elif detail["loc"] not in misspelt:
            message = f"{quoted(str(detail['loc'][-1]))} is missing: add it"
            yield document.problem(detail["loc"][:-1], message)


def _value_problem(document: Document, model: type[BaseModel], detail: ErrorDetails) -> Problem:
    location = detail["loc"]
    if location and location[-1] == "[key]":
        key = quoted(str(location[-2]))
        message = f"the key {key} {_wording(detail).removeprefix(key).lstrip()}"
        return document.key_problem(location[:-1], message)
    if detail["type"] == "literal_error" and isinstance(detail["input"], str):
        noun = str(location[-1]) if isinstance(location[-1], str) else "word"
        known = _choices(_annotation(model, location))
        return document.problem(location, unknown(noun, detail["input"], known))
    node = document.node(location)
    raw = node.raw if isinstance(node, Scalar) else ""
    return document.problem(location, _wording(detail, raw))


def _wording(detail: ErrorDetails, raw: str = "") -> str:
    kind, value, context = detail["type"], detail["input"], detail.get("ctx", {})
    wanted = _wanted(kind)
    if wanted is not None:
        return _wrong_type(wanted, value, raw)
    if kind in _BOUNDS:
        name, words = _BOUNDS[kind]
        return f"is {value}: it must be {words} {context[name]:g}"
    if kind.endswith(("too_long", "too_short")):
        return _wrong_length(detail, context)
    if kind == "finite_number":
        return "is not a finite number: write one in digits"
    if kind == "string_pattern_mismatch" and context["pattern"] == SLUG:
        return f"{quoted(str(value))} is no id: use small letters, digits and single hyphens"
    return detail["msg"][:1].lower() + detail["msg"][1:]


def _wanted(kind: str) -> str | None:
    """Name the kind of value that this error asks for, if it is about the kind at all."""
    if kind == "literal_error":
        return "one of the known words"
    start, _, rest = kind.partition("_")
    return _WANTED.get(start) if rest in ("type", "from_float") else None


def _wrong_length(detail: ErrorDetails, context: Mapping[str, Any]) -> str:
    value = detail["input"]
    text = isinstance(value, str)
    length = len(value.strip()) if text else len(value)
    one, many = ("character", "characters") if text else ("entry", "entries")
    unit = one if length == 1 else many
    if text and length == 0:
        return "is empty: write it"
    if detail["type"].endswith("too_long"):
        mend = "shorten it" if text else "take some out"
        return f"has {length} {unit}, at most {context['max_length']} fit: {mend}"
    return f"has {length} {unit}, at least {context['min_length']} are needed: add more"


def _wrong_type(wanted: str, value: object, raw: str) -> str:
    if value is None:
        return f"is empty: it must be {wanted}"
    if wanted == "text" and not isinstance(value, list | dict):
        return f"is {_noun(value)} where text is wanted: put it in quotes, {quoted(raw)}"
    return f"is {_noun(value)}: it must be {wanted}"


def _noun(value: object) -> str:
    if isinstance(value, str):
        return f"the text {quoted(value)}"
    if isinstance(value, bool):
        return "true or false"
    if isinstance(value, int | float):
        return f"the number {value}"
    if isinstance(value, date):
        return "a date"
    return "a list" if isinstance(value, list) else "a mapping"


def known_keys(model: type[BaseModel], location: Location) -> list[str]:
    """Tell which keys the model accepts at this location."""
    found = _bare(_annotation(model, location))
    if not (isinstance(found, type) and issubclass(found, BaseModel)):
        return []
    return [field.alias or name for name, field in found.model_fields.items()]


def _annotation(model: type[BaseModel], location: Location) -> object:
    found: object = model
    for step in location:
        found = _inside(_bare(found), step)
    return found


def _inside(annotation: object, step: str | int) -> object:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        fields = annotation.model_fields.items()
        return next((f.annotation for name, f in fields if (f.alias or name) == step), None)
    arguments = () if get_origin(annotation) is Literal else get_args(annotation)
    if not arguments:
        return None
    return arguments[-1] if isinstance(step, str) else arguments[0]


def _bare(annotation: object) -> object:
    """Take away `Annotated` and `| None`."""
    if get_origin(annotation) is Annotated:
        return _bare(get_args(annotation)[0])
    if get_origin(annotation) in (Union, UnionType):
        return _bare(next(a for a in get_args(annotation) if a is not type(None)))
    return annotation


def _choices(annotation: object) -> list[str]:
    bare = _bare(annotation)
    return [str(choice) for choice in get_args(bare)] if get_origin(bare) is Literal else []
