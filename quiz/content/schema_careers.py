"""Knows which fields the career files about tracks, rungs, competencies and sources have.

It refuses to know what fields mean to each other (`quiz.content.careers_rules`), and which moves
lead off a ladder (`quiz.content.schema_moves`).
"""

import re
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

from quiz.content.fields import Line, Slug, StrictModel, at_most

JUDGEMENT = "judgement"
"""What stands in place of sources where a statement is our own reading."""

_MONTH_OR_DAY = re.compile(r"20[0-9]{2}-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?")
_ADDRESS = re.compile(r"https?://[^\s/]+\.[^\s/]+(/[^\s]*)?")


def _sources(value: object) -> object:
    """Take a list as it is and the word for no source as None; refuse everything else."""
    if value == JUDGEMENT:
        return None
    if not isinstance(value, list) or not value:
        message = "says nothing known: give a list of source ids, or the word judgement"
        raise PydanticCustomError("sources", message)
    return value


def _checked(text: str) -> str:
    if not _MONTH_OR_DAY.fullmatch(text):
        raise PydanticCustomError("checked", 'is no month or day: write it as "2026-11"')
    return text


def _address(text: str) -> str:
    if not _ADDRESS.fullmatch(text):
        raise PydanticCustomError("address", "is no address of a page: begin with https://")
    return text


def _you_can(text: str) -> str:
    if not text.startswith("You can "):
        raise PydanticCustomError("you_can", 'is no ability: begin with "You can"')
    return text


SourceIds = Annotated[
    list[Slug] | None,
    BeforeValidator(_sources),
    WithJsonSchema(
        {"anyOf": [{"const": JUDGEMENT}, {"type": "array", "items": {"type": "string"}}]}
    ),
    Field(description="Source ids, or the word judgement"),
]
Text = Annotated[Line, at_most(400)]
Name = Annotated[Line, at_most(60)]
Checked = Annotated[
    Line,
    AfterValidator(_checked),
    Field(description='The month or day the facts were read, in quotes, as "2026-11"'),
]
Webpage = Annotated[Line, at_most(300), AfterValidator(_address)]
Height = Annotated[int, Field(ge=0, le=4)]
BandName = Literal["entry", "mid", "senior", "executive"]
Slugs = list[Slug]


class StatementFields(StrictModel):
    """A sentence and what it rests on."""

    says: Text
    sources: Annotated[SourceIds, Field(alias="from")]


Statements = Annotated[list[StatementFields], Field(min_length=1, max_length=20)]


class SourceFields(StrictModel):
    """A text that statements rest on."""

    id: Slug
    name: Annotated[Line, at_most(160)]
    publisher: Annotated[Line, at_most(120)]
    licence: Annotated[Line, at_most(120)]
    note: Text | None = None
    url: Webpage | None = None
    checked: Checked | None = None
    unread: bool = False


class SourcesFile(StrictModel):
    """The file `sources.yaml`."""

    checked: Checked
    sources: Annotated[list[SourceFields], Field(min_length=1, max_length=300)]


class LevelFields(StrictModel):
    """One height of a competency."""

    can: Annotated[Text, AfterValidator(_you_can)]
    evidence: Text
    attempt: Text
    takes: Annotated[Slug, Field(description="The least say it needs: an answer of who decides")]


class CompetencyFields(StrictModel):
    """Something that rungs ask for."""

    id: Slug
    name: Name
    trait: Slug | None
    about: StatementFields
    levels: Annotated[list[LevelFields], Field(min_length=4, max_length=4)]


class CompetenciesFile(StrictModel):
    """The file `competencies.yaml`."""

    checked: Checked
    levels_are: StatementFields
    wants_are: StatementFields
    frank: Statements
    competencies: Annotated[list[CompetencyFields], Field(min_length=1, max_length=60)]


class YearsFields(StrictModel):
    """Years that people on a rung often have behind them."""

    low: Annotated[float, Field(ge=0, le=50)]
    high: Annotated[float, Field(ge=0, le=50)] | None
    says: StatementFields


class RungFields(StrictModel):
    """A job on a ladder; every field is needed at every rung."""

    id: Slug
    name: Name
    band: BandName
    source_band: BandName | None
    added: bool
    branch: Literal["ladder", "expert"]
    below: Slug | None
    beside: Slug | None
    opens: Slugs
    also_called: list[Name]
    doors_in: StatementFields
    scope: StatementFields
    new: StatementFields
    decides: StatementFields
    shows: Statements
    years: YearsFields
    first_days: Annotated[list[StatementFields], Field(min_length=3, max_length=3)]
    credentials: Slugs
    credentials_say: StatementFields
    ready_when: StatementFields
    wants: dict[str, Height]
    grows: Annotated[Slugs, Field(min_length=3, max_length=6)]


class LadderFile(StrictModel):
    """A file with the rungs of one track."""

    checked: Checked
    track: Slug
    rungs: Annotated[list[RungFields], Field(min_length=1, max_length=30)]


class CareerFields(StrictModel):
    """What a track is like as work."""

    summary: StatementFields
    questions: StatementFields
    answers_for: StatementFields
    works_on: StatementFields
    ends: StatementFields
    good_month: StatementFields
    bad_month: StatementFields
    fits: StatementFields
    day: Statements
    duties: Statements
    enjoy: Statements
    costs: Statements
    notes: Statements
    leads_to: Slugs


class TrackCareerFields(StrictModel):
    """A track with its career texts; the weights belong to `quiz.content.schema_rules`."""

    id: Slug
    name: Name
    weights: Any
    career: CareerFields


class TracksFile(StrictModel):
    """The whole file `tracks.yaml`; its scoring part belongs to `quiz.content.schema_rules`."""

    version: Annotated[Line, at_most(40)]
    checked: Checked
    scoring: Any
    tracks: Annotated[list[TrackCareerFields], Field(min_length=2, max_length=12)]
