"""Knows the values a ladder is made of: sources, statements, competencies, rungs and track pages.

It refuses to know which moves lead off a ladder (`quiz.core.moves`) and who stands on it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import NewType

from quiz.core.bank import TraitId
from quiz.core.rules import TrackId

SourceId = NewType("SourceId", str)
CompetencyId = NewType("CompetencyId", str)
CredentialId = NewType("CredentialId", str)
RoleId = NewType("RoleId", str)
"""A rung, a neighbour or another role named by a move: they share one name space."""

TOP_LEVEL = 4
"""The highest of the four levels of a competency; 0 means that a rung does not ask for it."""


class Band(StrEnum):
    """Where on a ladder a rung stands, in the words the pages show; they rise in this order."""

    ENTRY = "entry"
    MID = "mid"
    SENIOR = "senior"
    EXECUTIVE = "executive"

    @property
    def height(self) -> int:
        """0 for entry up to 3 for executive, so that bands can be compared."""
        return tuple(Band).index(self)


class Branch(StrEnum):
    """Whether a rung is a step of the ladder itself or stands beside one, without reports."""

    LADDER = "ladder"
    EXPERT = "expert"


@dataclass(frozen=True, slots=True)
class Source:
    """A text that a statement rests on.

    `checked` is the month or day (ISO) it was last read; empty where only general knowledge of it
    is used.
    """

    id: SourceId
    name: str
    publisher: str
    licence: str
    checked: str
    note: str = ""
    url: str = ""  # http or https; empty where the exact address is not certain


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence that a page shows, with what it rests on; without sources it is our judgement."""

    text: str
    sources: tuple[SourceId, ...] = ()

    @property
    def judgement(self) -> bool:
        """Whether no public source says this and the page has to mark it as our judgement."""
        return not self.sources


@dataclass(frozen=True, slots=True)
class Level:
    """One of four heights of a competency. `attempt` is a thing to try this month to reach it.

    `takes` is the least say that the attempt needs: an answer to who decides when people disagree.
    """

    number: int  # 1 learning, 2 using, 3 leading, 4 shaping
    can: str  # a whole sentence that begins with "You can"
    evidence: str  # an example of something done that shows it
    attempt: str
    takes: str = ""


@dataclass(frozen=True, slots=True)
class Competency:
    """Something a rung asks for, at four levels. `trait` None: all four questions need it."""

    id: CompetencyId
    name: str
    trait: TraitId | None
    about: Statement
    levels: tuple[Level, Level, Level, Level]

    def level(self, number: int) -> Level:
        """Level 1 to 4; raises IndexError for any other number."""
        if not 1 <= number <= TOP_LEVEL:
            raise IndexError(number)
        return self.levels[number - 1]


@dataclass(frozen=True, slots=True)
class Years:
    """Years of work that people on a rung often have; a range to settle ties, never a condition."""

    low: float
    high: float | None  # None: open at the top
    says: Statement


@dataclass(frozen=True, slots=True)
class Rung:
    """A job on one ladder. `below` is the rung that `new` and `grows` are compared with.

    `source_band` is the band that the source documents give; None for rungs that we added.
    `opens` names other tracks whose ladder can be entered here.
    """

    id: RoleId
    track: TrackId
    name: str
    band: Band
    source_band: Band | None
    added: bool
    branch: Branch
    below: RoleId | None
    beside: RoleId | None  # expert branch only: the rung of the ladder at the same height
    opens: tuple[TrackId, ...]
    also_called: tuple[str, ...]
    doors_in: Statement
    scope: Statement
    new: Statement
    decides: Statement
    shows: tuple[Statement, ...]
    years: Years
    first_days: tuple[Statement, Statement, Statement]  # days 1 to 30, 31 to 60, 61 to 90
    credentials: tuple[CredentialId, ...]
    credentials_say: Statement  # what to think of certificates at this height
    ready_when: Statement
    wants: Mapping[CompetencyId, int]  # every competency, 0 to 4
    grows: tuple[CompetencyId, ...]  # those that rise most against `below`


@dataclass(frozen=True, slots=True)
class TrackPage:
    """What a track is like as work; its profile for scoring is in `quiz.core.rules`."""

    id: TrackId
    name: str
    summary: Statement
    questions: Statement  # the two questions it lives with
    answers_for: Statement
    works_on: Statement
    ends: Statement
    good_month: Statement
    bad_month: Statement
    fits: Statement  # whom it suits
    day: tuple[Statement, ...]  # an ordinary day, in order
    duties: tuple[Statement, ...]
    enjoy: tuple[Statement, ...]
    costs: tuple[Statement, ...]
    notes: tuple[Statement, ...]  # settings, tools and limits worth knowing
    leads_to: tuple[RoleId, ...]  # the named moves at the top of the ladder


@dataclass(frozen=True, slots=True)
class Notes:
    """What a reader should know about the content as a whole; pages show it once."""

    levels: Statement  # where the four levels come from
    wants: Statement  # where the levels that rungs ask for come from
    frank: tuple[Statement, ...]  # limits of any ladder, said plainly
    credentials: Statement | None = None  # how to read a list of certificates
