"""Knows what roles are called on a page: our titles, or those of a company that uses other words.

It refuses to know where the choice was made or is kept, and it never rewrites a sentence.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from quiz.core.careers import Careers
from quiz.core.moves import Dialect, DialectChoice
from quiz.core.rungs import RoleId, Statement
from quiz.web.presenters.phrases import inline


@dataclass(frozen=True, slots=True)
class Titles:
    """The titles of one page. `chosen` maps dialect id to choice id and holds known ones only."""

    careers: Careers
    chosen: Mapping[str, str]

    def name(self, role: str) -> str:
        """Give the title of a role or track; raises KeyError when there is no such role."""
        return self.careers.role_name(RoleId(role), self.chosen)

    def inline(self, role: str) -> str:
        """Give the title as it stands inside a sentence."""
        return inline(self.name(role))

    def ours(self, role: str) -> str:
        """Give our own title, as it stands inside a sentence."""
        return inline(self.careers.role_name(RoleId(role)))

    def renames(self, role: str) -> bool:
        """Whether the company calls this role otherwise than we do."""
        return self.ours(role) != self.inline(role)

    def here(self, place: str) -> tuple[Statement, ...]:
        """Say what the company's choices mean for a role, a track, a duty or a pair."""
        picked = (self.picked(dialect) for dialect in self.careers.dialects)
        return tuple(choice.here[place] for choice in picked if place in choice.here)

    def picked(self, dialect: Dialect) -> DialectChoice:
        """Find what was chosen for a question; without a choice, our own use of the words."""
        wanted = self.chosen.get(dialect.id)
        found = (choice for choice in dialect.choices if choice.id == wanted)
        return next(found, dialect.choices[0])


@dataclass(frozen=True, slots=True)
class Renamed:
    """One title that a company words differently: ours, and theirs."""

    ours: str
    theirs: str


def titles(careers: Careers, asked: Mapping[str, str]) -> Titles:
    """Take over the choices that the content knows; whatever else was asked is left out.

    The first choice of a question is our own use of the words, so it is no choice at all.
    """
    chosen = {
        dialect.id: asked[dialect.id]
        for dialect in careers.dialects
        if asked.get(dialect.id) in {choice.id for choice in dialect.choices[1:]}
    }
    return Titles(careers, chosen)


def renamed(words: Titles) -> tuple[Renamed, ...]:
    """List every title that these choices replace, ladder by ladder."""
    careers = words.careers
    roles = [rung.id for rung in careers.rungs]
    roles += [neighbour.id for neighbour in careers.neighbours]
    pairs = [Renamed(careers.role_name(role), words.name(role)) for role in roles]
    return tuple(dict.fromkeys(pair for pair in pairs if pair.ours != pair.theirs))
