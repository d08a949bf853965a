"""Knows how a frozen value is written as JSON, and the JSON Schema that says what to expect.

It refuses to know any particular value: both are read off its class, so they cannot part.
"""

import inspect
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from enum import StrEnum
from types import NoneType, UnionType
from typing import Any, NewType, Union, get_args, get_origin, get_type_hints

from quiz.core.codec import JSON

Schema = dict[str, Any]

_PLAIN: Mapping[object, str] = {
    str: "string",
    int: "integer",
    float: "number",
    bool: "boolean",
    NoneType: "null",
}
_CHOICES = (Union, UnionType)
_WHERE = "#/components/schemas/"


def as_json(value: object) -> JSON:
    """Write a frozen value: fields and mappings as objects, tuples as lists, enums as their text.

    Raises TypeError for a value that has no such form.
    """
    if is_dataclass(value):
        return {field.name: as_json(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): as_json(each) for key, each in value.items()}
    if isinstance(value, tuple):
        return [as_json(each) for each in value]
    if isinstance(value, StrEnum):
        return value.value
    if value is None or isinstance(value, str | bool | int | float):
        return value
    raise TypeError(f"no JSON for {type(value).__name__}")


class Schemas:
    """Collects the schemas of classes under their names, each once; `named` holds them."""

    def __init__(self) -> None:
        self.named: dict[str, Schema] = {}
        self._classes: dict[str, type] = {}

    def of(self, hint: object) -> Schema:
        """Describe what `as_json` makes of values of this type; raises TypeError for others."""
        if hint in _PLAIN:
            return {"type": _PLAIN[hint]}
        if isinstance(hint, NewType):
            return self.of(hint.__supertype__)
        if get_origin(hint) in _CHOICES:
            return {"anyOf": [self.of(each) for each in get_args(hint)]}
        if isinstance(hint, type) and issubclass(hint, StrEnum):
            return {"type": "string", "enum": [each.value for each in hint]}
        if isinstance(hint, type) and is_dataclass(hint):
            return self._named(hint)
        return self._several(hint)

    def _several(self, hint: object) -> Schema:
        inner = get_args(hint)
        match get_origin(hint):
            case origin if origin is tuple and inner[1:] == (...,):
                return {"type": "array", "items": self.of(inner[0])}
            case origin if origin is tuple:
                places = [self.of(each) for each in inner]
                bounds = {"minItems": len(inner), "maxItems": len(inner)}
                return {"type": "array", "prefixItems": places, **bounds}
            case origin if origin is Mapping:
                return {"type": "object", "additionalProperties": self.of(inner[1])}
        raise TypeError(f"no JSON for {hint}")

    def _named(self, cls: type) -> Schema:
        known = self._classes.setdefault(cls.__name__, cls)
        if known is not cls:
            raise TypeError(f"two classes are called {cls.__name__}")
        if cls.__name__ not in self.named:
            self.named[cls.__name__] = {}  # a class may hold values of its own kind
            hints = get_type_hints(cls)
            self.named[cls.__name__] = closed(
                {field.name: self.of(hints[field.name]) for field in fields(cls)},
                says=inspect.getdoc(cls) or "",
            )
        return reference(cls.__name__)


def reference(name: str) -> Schema:
    """Point to a schema by its name."""
    return {"$ref": _WHERE + name}


def closed(properties: Mapping[str, Schema], *, says: str = "") -> Schema:
    """Describe an object with all of these properties and no others."""
    described = {"description": says} if says else {}
    return {
        "type": "object",
        **described,
        "required": list(properties),
        "additionalProperties": False,
        "properties": dict(properties),
    }
