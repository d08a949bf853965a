"""Knows which fields the career files about moves, neighbours, credentials, duties and names have.

It refuses to know what fields mean to each other (`quiz.content.moves_rules`).
"""

from typing import Annotated, Literal

from pydantic import Field

from quiz.content.fields import Line, Slug, StrictModel, at_most
from quiz.content.schema_careers import Checked, Name, SourceIds, StatementFields, Statements, Text

Roles = Annotated[list[Slug], Field(min_length=1, max_length=8)]
Traits = Annotated[list[Slug], Field(min_length=1, max_length=12)]
Sentence = Annotated[Line, at_most(200)]


class MissingFields(StrictModel):
    """Something to learn for a move; `gap` only between two rungs, as the matrix has it."""

    text: Sentence
    competency: Slug | None = None
    gap: Annotated[int, Field(ge=1, le=4)] | None = None


Missings = Annotated[list[MissingFields], Field(min_length=1, max_length=18)]


class ReturnFields(StrictModel):
    """The move the other way round."""

    carries_over: Text
    missing: Missings
    bridge: Text


class PivotFields(StrictModel):
    """A move between roles."""

    id: Slug
    out_of: Roles
    into: Roles
    carries_over: Text
    missing: Missings
    bridge: Text
    strength: Literal["several", "one", "judgement"]
    sources: Annotated[SourceIds, Field(alias="from")]
    note: StatementFields | None = None
    back: ReturnFields | None = None


class OtherRoleFields(StrictModel):
    """A role that only moves name."""

    id: Slug
    name: Name
    about: StatementFields
    traits: Traits


class PivotsFile(StrictModel):
    """The file `pivots.yaml`."""

    checked: Checked
    others: Annotated[list[OtherRoleFields], Field(max_length=40)]
    pivots: Annotated[list[PivotFields], Field(max_length=200)]


class NeighbourFields(StrictModel):
    """A role next to the tracks."""

    id: Slug
    name: Name
    question: Sentence
    traits: Traits
    about: StatementFields
    nearest: Slug
    differs: StatementFields
    rung: Slug | None = None


class NeighboursFile(StrictModel):
    """The file `neighbours.yaml`."""

    checked: Checked
    neighbours: Annotated[list[NeighbourFields], Field(max_length=60)]


class CredentialFields(StrictModel):
    """A certificate with its conditions; which rungs it fits is said at the rungs."""

    id: Slug
    name: Annotated[Line, at_most(100)]
    issuer: Name
    asks_for: Text
    test: Text
    keep: Text
    useful_when: Text
    confidence: Literal["several pages", "one page", "not confirmed"]
    sources: Annotated[SourceIds, Field(alias="from")]
    checked: Checked | None = None


class CredentialsFile(StrictModel):
    """The file `credentials.yaml`."""

    checked: Checked
    rule: StatementFields
    credentials: Annotated[list[CredentialFields], Field(max_length=100)]


class ClaimFields(StrictModel):
    """Who claims a duty."""

    role: Slug
    says: Text
    sources: Annotated[SourceIds, Field(alias="from")]


class DutyFields(StrictModel):
    """A duty that sources give to more than one role.

    `wanted_by` lists the tracks whose people may want it; left out where it is no piece of work
    that anybody could want. `with_customers` marks the one of talking with customers.
    """

    id: Slug
    name: Name
    question: Sentence
    claims: Annotated[list[ClaimFields], Field(min_length=2, max_length=8)]
    contradiction: StatementFields
    works: StatementFields
    wanted_by: Annotated[list[Slug], Field(default_factory=list, max_length=8)]
    with_customers: bool = False


class DutiesFile(StrictModel):
    """The file `duties.yaml`."""

    checked: Checked
    duties: Annotated[list[DutyFields], Field(max_length=60)]


class SideFields(StrictModel):
    """One role of a pair."""

    role: Slug
    needs: Statements
    say: Annotated[list[Sentence], Field(min_length=3, max_length=3)]


class PairFields(StrictModel):
    """Two roles that work together."""

    id: Slug
    sides: Annotated[list[SideFields], Field(min_length=2, max_length=2)]
    collide: Statements
    together: StatementFields


class PairsFile(StrictModel):
    """The file `together.yaml`."""

    checked: Checked
    pairs: Annotated[list[PairFields], Field(max_length=40)]


class DialectChoiceFields(StrictModel):
    """One way in which a company uses the words."""

    id: Slug
    label: Annotated[Line, at_most(100)]
    explains: StatementFields
    titles: dict[str, Name]
    here: dict[str, StatementFields] = Field(default_factory=dict)


class DialectFields(StrictModel):
    """A question about how a company uses the words."""

    id: Slug
    question: Sentence
    choices: Annotated[list[DialectChoiceFields], Field(min_length=2, max_length=8)]


class DialectsFile(StrictModel):
    """The file `dialects.yaml`."""

    checked: Checked
    dialects: Annotated[list[DialectFields], Field(max_length=12)]


class PlacementChoiceFields(StrictModel):
    """One answer to a placement question."""

    id: Slug
    label: Annotated[Line, at_most(100)]
    example: Sentence


Choices = Annotated[list[PlacementChoiceFields], Field(min_length=2, max_length=8)]
Cell = Annotated[list[Slug], Field(min_length=1, max_length=2)]


class OfferFields(StrictModel):
    """Roles beside a ladder that fit two answers which seldom meet."""

    scopes: Annotated[list[Slug], Field(min_length=1)]
    decides: Annotated[list[Slug], Field(min_length=1)]
    roles: Annotated[list[Slug], Field(min_length=1, max_length=4)]
    says: StatementFields


class PlacementFile(StrictModel):
    """The file `placement.yaml`."""

    checked: Checked
    about: StatementFields
    scope_question: Sentence
    scopes: Choices
    decides_question: Sentence
    decides: Choices
    cells: dict[str, list[list[Cell]]]
    experts: dict[str, Slug]
    offers: dict[str, list[OfferFields]] = Field(default_factory=dict)
