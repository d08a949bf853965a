"""Knows how content that was found good is written down, so that it need not be read again.

It refuses to judge content, and to take anything for it that this program has not sealed itself:
whatever is missing, torn or from another release is made anew from the author's files. What is
written is JSON, every value a list of its fields; nothing in it can name something to be run.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache
from importlib import import_module
from pathlib import Path
from types import MappingProxyType, NoneType, UnionType
from typing import Any, NewType, get_args, get_origin, get_type_hints

from quiz.content.ready import Content
from quiz.sealed import Sealed

FILE = "content"


def content_of(folder: Path, shelf: Sealed | None = None) -> Content:
    """Give the content of a folder, as it was written down or else as it is read.

    `shelf` is for a copy that is named by its bytes (`quiz.content.kept`). Raises ContentError.
    """
    if shelf is None:
        return _read(folder)
    compiled = shelf.read(FILE, of=folder.name)
    if compiled is not None:
        return from_json(compiled)
    content = _read(folder)
    shelf.write(FILE, to_json(content), of=folder.name)
    return content


def ensure(folder: Path, name: str, shelf: Sealed | None) -> None:
    """See that the copy in this folder is good, and written down under the name it will bear.

    Raises ContentError.
    """
    if shelf is None:
        _read(folder)
    elif shelf.read(FILE, of=name) is None:
        shelf.write(FILE, to_json(_read(folder)), of=name)


def to_json(content: Content) -> bytes:
    """Write down content, in fields alone: the types say what they are."""
    return json.dumps(_plain(content), ensure_ascii=False, separators=(",", ":")).encode()


def from_json(written: bytes) -> Content:
    """Give back what `to_json` of the same release wrote."""
    content: Content = _reader(Content)(json.loads(written))
    return content


def _read(folder: Path) -> Content:
    """Read the files; what reads and judges them is imported only where that is to be done."""
    content: Content = import_module("quiz.content.catalogue").read(folder)
    return content


def _plain(value: Any) -> Any:  # noqa: ANN401 - any value of the content
    if is_dataclass(value):
        return [_plain(getattr(value, field.name)) for field in fields(value)]
    if isinstance(value, Mapping):
        return {key: _plain(entry) for key, entry in value.items()}
    if isinstance(value, tuple):
        return [_plain(entry) for entry in value]
    return value


@cache
def _reader(kind: Any) -> Callable[[Any], Any]:  # noqa: ANN401 - a type, or what stands for one
    """Give what makes a value of this type from plain JSON."""
    if isinstance(kind, NewType):
        return _reader(kind.__supertype__)
    if is_dataclass(kind):
        return _value(kind)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind
    return _reader_of(get_origin(kind), get_args(kind))


def _reader_of(origin: Any, inner: tuple[Any, ...]) -> Callable[[Any], Any]:  # noqa: ANN401 - as above
    """The same for a type that holds others, such as a tuple of texts."""
    if origin is tuple:
        return _entries(inner)
    if origin is UnionType:
        (one,) = (_reader(each) for each in inner if each is not NoneType)
        return lambda raw: None if raw is None else one(raw)
    if origin is Mapping:
        of_key, of_entry = map(_reader, inner)
        return lambda raw: MappingProxyType({of_key(k): of_entry(v) for k, v in raw.items()})
    return _itself


def _value(kind: Any) -> Callable[[Any], Any]:  # noqa: ANN401 - a dataclass
    hints = get_type_hints(kind)
    readers = [_reader(hints[field.name]) for field in fields(kind)]
    return lambda raw: kind(*[read(entry) for read, entry in zip(readers, raw, strict=True)])


def _entries(inner: tuple[Any, ...]) -> Callable[[Any], Any]:
    if inner[-1] is Ellipsis:
        each = _reader(inner[0])
        return lambda raw: tuple([each(entry) for entry in raw])
    readers = list(map(_reader, inner))
    return lambda raw: tuple([read(entry) for read, entry in zip(readers, raw, strict=True)])


def _itself(raw: Any) -> Any:  # noqa: ANN401 - a text, a number, a truth
    return raw
