"""Knows what lies around the ladders: moves, neighbours, credentials, contested duties, names.

It refuses to know the rungs themselves (`quiz.core.rungs`) and what a person should choose.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from quiz.core.bank import TraitId
from quiz.core.rules import TrackId
from quiz.core.rungs import CompetencyId, CredentialId, RoleId, SourceId, Statement


class Strength(StrEnum):
    """How much speaks for a move being real: several sources, one, or our judgement alone."""

    SEVERAL = "several"
    ONE = "one"
    JUDGEMENT = "judgement"


class Confidence(StrEnum):
    """How well the conditions of a credential were confirmed."""

    SEVERAL = "several pages"
    ONE = "one page"
    UNCONFIRMED = "not confirmed"


@dataclass(frozen=True, slots=True)
class Missing:
    """Something people who make a move usually have to learn.

    `gap` is the difference of the two rungs' levels; 0 where one end is no rung.
    """

    text: str
    competency: CompetencyId | None = None
    gap: int = 0


@dataclass(frozen=True, slots=True)
class Return:
    """The same move the other way round."""

    carries_over: str
    missing: tuple[Missing, ...]
    bridge: str


@dataclass(frozen=True, slots=True)
class Pivot:
    """A move between roles. One of `out_of` to one of `into`; `sources` cover all its sentences."""

    id: str
    out_of: tuple[RoleId, ...]
    into: tuple[RoleId, ...]
    carries_over: str
    missing: tuple[Missing, ...]
    bridge: str
    strength: Strength
    sources: tuple[SourceId, ...]
    note: Statement | None = None
    back: Return | None = None

    def turned(self) -> "Pivot":
        """Turn the move round, as a move of its own; raises ValueError where none is described."""
        if self.back is None:
            raise ValueError(self.id)
        return replace(
            self,
            out_of=self.into,
            into=self.out_of,
            carries_over=self.back.carries_over,
            missing=self.back.missing,
            bridge=self.back.bridge,
            back=None,
        )


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A role next to the three tracks. `rung` is set where one of our ladders also holds it."""

    id: RoleId
    name: str
    question: str  # its main question, in words
    traits: tuple[TraitId, ...]
    about: Statement
    nearest: TrackId
    differs: Statement  # from the nearest track
    rung: RoleId | None = None


@dataclass(frozen=True, slots=True)
class OtherRole:
    """A role that only a move names: where people come from or go to."""

    id: RoleId
    name: str
    about: Statement
    traits: tuple[TraitId, ...]


@dataclass(frozen=True, slots=True)
class Credential:
    """A certificate that is useful at times and never needed for a rung; fees are left out."""

    id: CredentialId
    name: str
    issuer: str
    asks_for: str
    test: str
    keep: str
    useful_when: str
    rungs: tuple[RoleId, ...]  # those that list it, in the order of the ladders
    confidence: Confidence
    sources: tuple[SourceId, ...]
    checked: str


@dataclass(frozen=True, slots=True)
class Claim:
    """Who claims a contested duty; `role` is a rung, another role or a whole track."""

    role: RoleId
    says: Statement


@dataclass(frozen=True, slots=True)
class Duty:
    """A duty that sources give to more than one role.

    `wanted_by` are the tracks whose people may want it, none where it is no piece of work that
    anybody could want. `with_customers`: it is the one of talking with customers.
    """

    id: str
    name: str
    question: str
    claims: tuple[Claim, ...]
    contradiction: Statement
    works: Statement  # a way to share it: what sources advise, or our own suggestion
    wanted_by: tuple[TrackId, ...] = ()
    with_customers: bool = False


@dataclass(frozen=True, slots=True)
class Side:
    """One role or track of a pair: its needs, and three sentences it can say to the other."""

    role: RoleId
    needs: tuple[Statement, ...]
    say: tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two roles that work together, and where they collide. The sentences are our judgement."""

    id: str
    sides: tuple[Side, Side]
    collide: tuple[Statement, ...]
    together: Statement  # what goes well when both do their part


@dataclass(frozen=True, slots=True)
class DialectChoice:
    """One way a company names or divides the roles; `titles` replaces names on all ladder pages.

    `here` says what follows for a role, a track, a duty or a pair: who decides what at this place.
    """

    id: str
    label: str
    explains: Statement
    titles: Mapping[RoleId, str]
    here: Mapping[str, Statement] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Dialect:
    """A question about how a company uses the words; the first choice is our own."""

    id: str
    question: str
    choices: tuple[DialectChoice, ...]


@dataclass(frozen=True, slots=True)
class PlacementChoice:
    """One answer to a placement question."""

    id: str
    label: str
    example: str


@dataclass(frozen=True, slots=True)
class Offer:
    """Roles beside a ladder in which someone may work who gives two answers that seldom meet."""

    scopes: tuple[str, ...]
    decides: tuple[str, ...]
    roles: tuple[RoleId, ...]
    says: Statement


@dataclass(frozen=True, slots=True)
class Placement:
    """Scope by who decides gives a rung, ladder by ladder; years settle a cell of two.

    `cells[track][row][column]`: rows follow `scopes`, columns follow `decides`. `offers` name the
    roles beside a ladder that fit answers for which it has no good rung.
    """

    about: Statement  # how the table is read
    scope_question: str
    scopes: tuple[PlacementChoice, ...]
    decides_question: str
    decides: tuple[PlacementChoice, ...]
    cells: Mapping[TrackId, tuple[tuple[tuple[RoleId, ...], ...], ...]]
    experts: Mapping[RoleId, RoleId]  # rung of the ladder -> rung for an expert without reports
    offers: Mapping[TrackId, tuple[Offer, ...]] = field(default_factory=dict)
