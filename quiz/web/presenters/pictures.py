"""Knows which pictures a result has, and the sentence that says the same as each of them.

It refuses to know coordinates (`geometry`) and the words of the verdict (`verdicts`).
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from quiz.core.result import Kind, Result
from quiz.web.presenters.faces import Faces, TrackFace, TraitFace
from quiz.web.presenters.geometry import Range, Span, ranges, span
from quiz.web.presenters.leanings import standing_words
from quiz.web.presenters.phrases import listed
from quiz.web.presenters.verdicts import shares
from quiz.web.wording import gettext as _

RUNNING = {Kind.CLEAR, Kind.LEANING, Kind.CLOSE_CALL, Kind.THREE_WAY}
"""The kinds of verdict that leave tracks in the running; their dots are filled."""


@dataclass(frozen=True, slots=True)
class Label:
    """A track in the picture: its face, its share in percent (None: no figure), filled or not."""

    face: TrackFace
    share: int | None
    lead: bool

    @property
    def text(self) -> str:
        """The figure as printed."""
        return "" if self.share is None else f"{self.share}%"


@dataclass(frozen=True, slots=True)
class SharePicture:
    """Every track's share, from left to right; `span` is None where bars are drawn instead."""

    span: Span | None
    labels: tuple[Label, ...]
    traits: tuple[TraitFace, ...]
    says: str  # the text twin


@dataclass(frozen=True, slots=True)
class TraitCell:
    """One trait against the person's own mean: face, where its mark lies, and what that means."""

    face: TraitFace
    range: Range
    words: str


def share_picture(result: Result, faces: Faces) -> SharePicture:
    """Draw the shares; tracks the verdict names are filled, all others are rings."""
    named = set(result.verdict.tracks) if result.verdict.kind in RUNNING else set()
    counts = shares(result)
    labels = tuple(Label(face, counts[face.id], face.id in named) for face in _in_line(faces))
    figures = [_figure(label, leads=not place) for place, label in enumerate(labels)]
    says = _(
        "With many more questions like these, the result would be %(figures)s.",
        figures=listed(figures),
    )
    return _picture(labels, faces, says)


def level_picture(faces: Faces) -> SharePicture:
    """Draw all tracks level, without a figure: how things stand before the first answer."""
    labels = tuple(Label(face, None, lead=True) for face in _in_line(faces))
    stands = [
        _("%(track)s stands on %(traits)s", track=face.name, traits=_traits(face))
        for face in _in_line(faces)
    ]
    return _picture(labels, faces, listed(stands) + ".")


def trait_picture(result: Result, faces: Faces, *, own: bool) -> tuple[TraitCell, ...]:
    """Draw every trait against the person's own mean, in the order of the bank."""
    marks = ranges(result.leanings)
    return tuple(
        TraitCell(faces.traits[trait], mark, standing_words(leaning, own=own))
        for mark, (trait, leaning) in zip(marks, result.leanings.items(), strict=True)
    )


def _picture(labels: tuple[Label, ...], faces: Faces, says: str) -> SharePicture:
    drawn = _arches(labels) if faces.arched else None
    return SharePicture(drawn, labels, tuple(faces.traits.values()), says)


_LEVEL = 46  # dots in each arch where there is no share to show


def _arches(labels: Sequence[Label]) -> Span:
    leaders: Collection[int] = [place for place, label in enumerate(labels) if label.lead]
    return span([_LEVEL if label.share is None else label.share for label in labels], leaders)


def _in_line(faces: Faces) -> list[TrackFace]:
    """Put the tracks in the order of the line where they are arches, else in file order."""
    tracks = list(faces.tracks.values())
    return sorted(tracks, key=lambda face: face.foot or 0) if faces.arched else tracks


def _figure(label: Label, *, leads: bool) -> str:
    """Say how often a track is named and which traits it stands on; the first one says of what."""
    values = {"share": label.share, "track": label.face.inline, "traits": _traits(label.face)}
    if leads:
        return _("%(track)s (%(traits)s) about %(share)s times in 100", **values)
    return _("%(track)s (%(traits)s) %(share)s", **values)


def _traits(face: TrackFace) -> str:
    return listed([trait.loud for trait in face.traits])
