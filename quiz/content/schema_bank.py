"""Knows which fields `questions.yaml` has, of which kind and size, with a sentence for editors.

It refuses to know what fields mean to each other (`quiz.content.bank_rules`).
"""

from typing import Annotated, Literal

from pydantic import BeforeValidator, ConfigDict, Field, WithJsonSchema
from pydantic.config import JsonDict
from pydantic_core import PydanticCustomError

from quiz.content.fields import Day, Line, Slug, StrictModel, at_most
from quiz.core.bank import Format

OPTION_COUNTS = {
    Format.MOST_LEAST: (2, 6),
    Format.PICK: (2, 12),
    Format.SLIDER: (2, 2),
    Format.LIKERT: (1, 1),
    Format.RANK: (2, 6),
}
"""Fewest and most options by format. A rank of six has 720 answers; more would be slow to score."""

LONGEST_SITUATION = 110
LONGEST_ANSWER = 75
"""Characters that fit one phone screen in a most/least block; more is a warning."""

Points = Annotated[float, Field(ge=-20, le=20)]
Logits = Annotated[float, Field(ge=-10, le=10)]
Text = Annotated[Line, at_most(300)]


def _calibration(value: object) -> object:
    if value == "none":
        return None
    if not isinstance(value, dict):
        raise PydanticCustomError("calibration", "must be none, or the two keys people and date")
    return value


def _counts_by_format(schema: JsonDict) -> None:
    """Tell editors how many options each format takes."""
    schema["allOf"] = [
        {
            "if": {"properties": {"format": {"const": str(kind)}}, "required": ["format"]},
            "then": {"properties": {"options": {"minItems": fewest, "maxItems": most}}},
        }
        for kind, (fewest, most) in OPTION_COUNTS.items()
    ]


class CalibrationFields(StrictModel):
    """Whose answers tuned the popularities and weights, and when."""

    people: Annotated[int, Field(ge=1, description="How many people answered")]
    date: Annotated[Day, Field(description="The day of the calibration, as 2026-05-31")]


class TraitFields(StrictModel):
    """One of the questions that options show, as WHY, WHAT, HOW and WHEN in the shipped bank."""

    id: Annotated[Slug, Field(description="The word that weights and profiles use")]
    name: Annotated[Line, at_most(40), Field(description="As pages show it")]
    question: Annotated[Line, at_most(200), Field(description="The question it stands for")]
    pole: Annotated[Literal["vision", "execution"], Field(description="The side it belongs to")]
    description: Annotated[Line, at_most(600), Field(description="What it covers, in plain words")]


class OptionFields(StrictModel):
    """A choice on an item. A slider has two (left, right); a likert item has one, its statement."""

    id: Annotated[Slug, Field(description="Unique within its item; answers are stored by it")]
    text: Annotated[Text, Field(description="Plain text; in a block at most 75 characters fit")]
    weights: Annotated[
        dict[str, Points],
        Field(max_length=12, description="Points by trait id; a trait left out gets none"),
    ]
    popularity: Annotated[
        Logits, Field(description="How often it is chosen without any leaning; 0 until calibrated")
    ] = 0.0


class ExpectsFields(StrictModel):
    """The answer that an attention block asks for in its own words, by the ids of its options."""

    most: Annotated[Slug, Field(description="The option to take as most")]
    least: Annotated[Slug, Field(description="The option to take as least")]


class ItemFields(StrictModel):
    """A question with its options."""

    model_config = ConfigDict(json_schema_extra=_counts_by_format)

    id: Annotated[Slug, Field(description="Unique in the bank; never reuse one for another item")]
    format: Annotated[
        Literal["most-least", "pick", "slider", "likert", "rank"],
        Field(description="How it is asked"),
    ]
    situation: Annotated[
        Text, Field(description="Plain text; in a block at most 110 characters fit")
    ]
    options: Annotated[list[OptionFields], Field(min_length=1, max_length=12)]
    kind: Annotated[
        Line, at_most(40), Field(description="The kind of work it is set in, as: health")
    ] = ""
    extra: Annotated[bool, Field(description="true: not part of a complete form")] = False
    attention: Annotated[
        bool, Field(description="true: only checks that the page is read; never scored")
    ] = False
    expects: Annotated[
        ExpectsFields | None, Field(description="The answer that an attention block asks for")
    ] = None


class BankFile(StrictModel):
    """The whole file `questions.yaml`."""

    version: Annotated[
        Line, at_most(40), Field(description='In quotes, as "1.0"; change it with every change')
    ]
    calibration: Annotated[
        CalibrationFields | None,
        BeforeValidator(_calibration),
        WithJsonSchema({"anyOf": [{"const": "none"}, CalibrationFields.model_json_schema()]}),
        Field(description="none until real answers have tuned the bank"),
    ]
    traits: Annotated[list[TraitFields], Field(min_length=2, max_length=12)]
    items: Annotated[list[ItemFields], Field(min_length=1, max_length=500)]
