"""Knows how traits and tracks look and are called: mark, colour class, name in a sentence.

It refuses to know any person's answers.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from quiz.core.bank import Bank, Trait, TraitId
from quiz.core.rules import Rules, TrackId, TrackProfile
from quiz.web.presenters.geometry import arches, feet
from quiz.web.presenters.phrases import inline

_SEATS = (("why", "circle"), ("what", "square"), ("how", "triangle"), ("when", "diamond"))
"""Colour class and shape by place on the line; a bank with other traits takes the same seats."""


@dataclass(frozen=True, slots=True)
class TraitFace:
    """A trait as drawn: colour class, shape, name, and the name in capitals for sentences."""

    id: TraitId
    key: str
    shape: str
    name: str
    question: str

    @property
    def loud(self) -> str:
        """The name in capitals, as in "WHY before WHEN"."""
        return self.name.upper()


@dataclass(frozen=True, slots=True)
class TrackFace:
    """A track as named: in full, inside a sentence, on two lines; `foot` is its arch, if any."""

    id: TrackId
    name: str
    inline: str
    lines: tuple[str, str]
    foot: int | None
    traits: tuple[TraitFace, ...]


@dataclass(frozen=True, slots=True)
class Faces:
    """The traits and tracks of one bank and its rules, in file order; `arched`: drawn as arches."""

    traits: Mapping[TraitId, TraitFace]
    tracks: Mapping[TrackId, TrackFace]
    arched: bool

    def others(self, named: Sequence[TrackId]) -> tuple[TrackFace, ...]:
        """Give the tracks that are not among the named ones."""
        return tuple(face for track, face in self.tracks.items() if track not in named)


def faces(bank: Bank, rules: Rules) -> Faces:
    """Draw up the faces of a bank and the tracks scored with it."""
    ids = [trait.id for trait in bank.traits]
    traits = {trait.id: _trait(seat, trait) for seat, trait in enumerate(bank.traits)}
    tracks = {profile.id: _track(profile, traits) for profile in rules.tracks}
    return Faces(traits, tracks, arches(rules.tracks, ids))


def _trait(seat: int, trait: Trait) -> TraitFace:
    key, shape = _SEATS[seat % len(_SEATS)]
    return TraitFace(trait.id, key, shape, trait.name, trait.question)


def _track(profile: TrackProfile, traits: Mapping[TraitId, TraitFace]) -> TrackFace:
    standing = tuple(face for trait, face in traits.items() if profile.weights.get(trait, 0.0) > 0)
    return TrackFace(
        profile.id,
        profile.name,
        inline(profile.name),
        _two_lines(profile.name),
        feet(profile, list(traits)),
        standing,
    )


def _two_lines(name: str) -> tuple[str, str]:
    """Break a name where its longer line is shortest; one word stays on the second line."""
    words = name.split()
    breaks = [(" ".join(words[:cut]), " ".join(words[cut:])) for cut in range(len(words))]
    return min(breaks, key=lambda lines: max(map(len, lines)), default=("", name))
