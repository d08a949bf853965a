"""Knows the words for a person's four traits: which come first, and how a track stands on them.

It refuses to compute: where a trait lies comes from the result as it is.
"""

from collections.abc import Mapping
from enum import StrEnum

from quiz.core.bank import TraitId
from quiz.core.result import Kind, Leaning, Result
from quiz.web.presenters.faces import Faces, TrackFace, TraitFace
from quiz.web.presenters.phrases import listed
from quiz.web.wording import gettext as _
from quiz.web.wording import ngettext

_LED = {Kind.CLEAR, Kind.LEANING}
"""The kinds of verdict that name a leader."""


class Standing(StrEnum):
    """Where the likely range of a trait lies against the person's own mean."""

    MORE = "more"
    SAME = "same"
    LESS = "less"


def standing(leaning: Leaning) -> Standing:
    """Say whether a range lies wholly above the mean, wholly below it, or across it."""
    if leaning.centre - leaning.half > 0:
        return Standing.MORE
    return Standing.LESS if leaning.centre + leaning.half < 0 else Standing.SAME


def standing_words(leaning: Leaning, *, own: bool) -> str:
    """Put a trait's standing against the average of the four into words.

    `own`: to the person themself. Three of four can be above an average, as two can.
    """
    where = standing(leaning)
    if where is Standing.SAME:
        return _("near your own average") if own else _("near their own average")
    if where is Standing.MORE:
        return _("above your own average") if own else _("above their own average")
    return _("below your own average") if own else _("below their own average")


def first(leanings: Mapping[TraitId, Leaning], faces: Faces, *, own: bool = True) -> str:
    """Say in one sentence which traits come first, and which comes last if it is exactly one."""
    above = _loud(leanings, faces, Standing.MORE)
    below = _loud(leanings, faces, Standing.LESS)
    last = below[0] if len(below) == 1 else ""
    if not above:
        nothing = _("No question comes clearly first.")
        return nothing + " " + _("%(trait)s comes last.", trait=last) if last else nothing
    names = {"first": listed(above), "last": last}
    count = len(above)
    if own and last:
        return ngettext(
            "%(first)s comes first for you, %(last)s last.",
            "%(first)s come first for you, %(last)s last.",
            count,
            **names,
        )
    if own:
        return ngettext(
            "%(first)s comes first for you.", "%(first)s come first for you.", count, **names
        )
    if last:
        return ngettext(
            "%(first)s comes first, %(last)s last.",
            "%(first)s come first, %(last)s last.",
            count,
            **names,
        )
    return ngettext("%(first)s comes first.", "%(first)s come first.", count, **names)


def ahead(result: Result, faces: Faces, *, own: bool) -> str:
    """Say which traits come first in a result that has a picture.

    A track can lead by two traits of which neither stands out.
    """
    if result.verdict.kind in _LED and not _loud(result.leanings, faces, Standing.MORE):
        return _together(result, faces) or first(result.leanings, faces, own=own)
    return first(result.leanings, faces, own=own)


def stands(result: Result, faces: Faces) -> str:
    """Lead from the traits that come first to those that the named tracks stand on.

    Two traits can come first that no track stands on. Empty where nothing is to be said.
    """
    above = _loud(result.leanings, faces, Standing.MORE)
    if result.verdict.kind in _LED and above:
        return _leads(result, faces, above)
    pairs = [set(_named_traits(face)) for face in faces.tracks.values()]
    open_pair = result.verdict.kind in {Kind.CLOSE_CALL, Kind.THREE_WAY} and len(above) == 2
    return _("No track stands on this pair.") if open_pair and set(above) not in pairs else ""


def crossing(leanings: Mapping[TraitId, Leaning], faces: Faces) -> str:
    """Say how some traits can come first though no track does."""
    above = set(_loud(leanings, faces, Standing.MORE))
    if above and above not in [set(_named_traits(face)) for face in faces.tracks.values()]:
        return _("What you ask first belongs to no single track.")
    return _("Your answers lean a little, but not far enough to name a track.")


def _leads(result: Result, faces: Faces, above: list[str]) -> str:
    face = faces.tracks[result.verdict.tracks[0]]
    if set(above) == set(_named_traits(face)):
        return _("%(track)s stands on exactly these questions.", track=face.name)
    names = {"track": face.name, "traits": trait_names(face.traits)}
    most = result.points[face.id] >= max(result.points.values())
    if result.verdict.kind is Kind.CLEAR and most and len(face.traits) > 1:
        return _("%(track)s stands on %(traits)s, which together weigh most.", **names)
    return _("%(track)s stands on %(traits)s.", **names)


def _together(result: Result, faces: Faces) -> str:
    """Say that the leader's traits lie ahead only together; nothing where they do not."""
    traits = faces.tracks[result.verdict.tracks[0]].traits
    if len(traits) < 2 or sum(result.leanings[trait.id].centre for trait in traits) <= 0:
        return ""
    below = _loud(result.leanings, faces, Standing.LESS)
    said = _(
        "No single question stands out; %(traits)s together lie a little ahead.",
        traits=trait_names(traits),
    )
    return said + " " + _("%(trait)s comes last.", trait=below[0]) if len(below) == 1 else said


def _named_traits(face: TrackFace) -> list[str]:
    return [trait.loud for trait in face.traits]


def _loud(leanings: Mapping[TraitId, Leaning], faces: Faces, where: Standing) -> list[str]:
    return [faces.traits[t].loud for t, leaning in leanings.items() if standing(leaning) is where]


def trait_names(traits: tuple[TraitFace, ...]) -> str:
    """Name the questions a track stands on, in capitals: "WHY and WHAT"."""
    return listed([trait.loud for trait in traits])
