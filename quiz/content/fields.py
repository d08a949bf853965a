"""Knows the kinds of fields that all content files share: ids, lines of text, days, strict models.

It refuses to know which file has which fields.
"""

from datetime import date
from typing import Annotated

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, StringConstraints
from pydantic_core import PydanticCustomError

SLUG = r"^[a-z0-9]+(-[a-z0-9]+)*$"


class StrictModel(BaseModel):
    """A mapping with exactly these keys; nothing is converted, so a number never becomes text.

    Unions other than `X | None` are not used in content models: their errors name types that
    authors have never heard of.
    """

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, allow_inf_nan=False)


def _one_line(text: str) -> str:
    if "\n" in text or "\t" in text:
        raise PydanticCustomError("one_line", "holds a line break or tab: write it as one line")
    return _visible(text)


def _visible(text: str) -> str:
    if not any(sign.isprintable() and not sign.isspace() for sign in text):
        raise PydanticCustomError("visible", "has nothing that can be read: write it")
    return text


def _day(value: object) -> object:
    """Take a day in quotes as well as a bare one; anything else is left to be refused."""
    try:
        return date.fromisoformat(value) if isinstance(value, str) else value
    except ValueError:
        return value


def at_most(longest: int) -> StringConstraints:
    """Limit the length of a text, spaces around it not counted."""
    return StringConstraints(max_length=longest)


_Stripped = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]

Line = Annotated[_Stripped, AfterValidator(_one_line)]
"""Text without a line break, and without the spaces around it; limit it with `at_most`."""

Paragraphs = Annotated[_Stripped, AfterValidator(_visible)]
"""Text that may hold line breaks; limit it with `at_most`."""

Slug = Annotated[str, StringConstraints(min_length=1, max_length=60, pattern=SLUG)]
"""An id: small letters, digits and single hyphens, as `late-feature`."""

Day = Annotated[date, BeforeValidator(_day)]
"""A day, `2026-05-31`, bare or in quotes."""
