"""Knows the words for the seven kinds of verdict, for the confidence and for the trait picture.

It refuses to compute a verdict: kind, tracks and numbers come from the result as they are.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from quiz.core.bank import TraitId
from quiz.core.result import Kind, Leaning, Result
from quiz.core.rules import Thresholds, TrackId
from quiz.web.presenters.extent import Extent, too_few
from quiz.web.presenters.faces import Faces, TrackFace, TraitFace
from quiz.web.presenters.geometry import percent
from quiz.web.presenters.phrases import either, listed, opening
from quiz.web.wording import gettext as _
from quiz.web.wording import ngettext

_LEVEL = 10  # of a hundred: shares that lie closer together look as level as they are called
_DECIMALS = 9  # rounding lets equal probabilities be equal, as it does for the verdict


class Standing(StrEnum):
    """Where the likely range of a trait lies against the person's own mean."""

    MORE = "more"
    SAME = "same"
    LESS = "less"


@dataclass(frozen=True, slots=True)
class Heading:
    """The first lines of a result: the kind, the headline, and what it means in a sentence.

    `arches` are those of the tracks that it names, by their place on the line; None where tracks
    are not drawn as arches. `basis` is what a clear result rests on, where `lead` says otherwise.
    """

    arches: tuple[int, ...] | None
    kind: str
    head: str
    lead: str
    basis: str = ""


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


def relation(result: Result, faces: Faces, *, own: bool) -> str:
    """Say which traits come first, and how that fits the tracks of a result that has a picture.

    A track can lead by two traits of which neither stands out; and two traits can come first that
    no track stands on.
    """
    plain = first(result.leanings, faces, own=own)
    above = _loud(result.leanings, faces, Standing.MORE)
    if result.verdict.kind in {Kind.CLEAR, Kind.LEANING} and not above:
        return _together(result, faces) or plain
    stands = [set(_named_traits(face)) for face in faces.tracks.values()]
    if result.verdict.kind in {Kind.CLOSE_CALL, Kind.THREE_WAY} and len(above) == 2:
        return plain if set(above) in stands else plain + " " + _("No track stands on this pair.")
    return plain


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


def shares(result: Result) -> dict[TrackId, int]:
    """Give the probabilities as whole percents that add up to 100, in file order."""
    return dict(zip(result.tracks, percent(list(result.tracks.values())), strict=True))


def by_share(result: Result) -> list[TrackId]:
    """Order the tracks by falling probability; equal ones stay in file order, as in a verdict."""
    return sorted(result.tracks, key=lambda track: -round(result.tracks[track], _DECIMALS))


def confidence(result: Result, faces: Faces) -> str:
    """Word every share as confidence that more questions like these would name the same track."""
    counts = shares(result)
    first_track, *rest = by_share(result)
    others = listed([f"{counts[track]} {faces.tracks[track].inline}" for track in rest])
    values = {
        "count": counts[first_track],
        "track": faces.tracks[first_track].inline,
        "others": others,
    }
    return _(
        "Out of a hundred longer quizzes, about %(count)s would name %(track)s, %(others)s.",
        **values,
    )


def doubt(result: Result) -> str:
    """Say why a balanced result names no track, though its picture may show one well ahead."""
    if result.verdict.kind is not Kind.BALANCED:
        return ""
    counts = shares(result).values()
    if max(counts) - min(counts) < _LEVEL:
        return _("A lean this small could be chance, so we name none of them.")
    return _(
        "The shares still differ, because a longer quiz names whichever track is ahead, however "
        "little. A lead as small as yours could be chance, so we name none of them."
    )


def heading(
    result: Result,
    faces: Faces,
    thresholds: Thresholds,
    *,
    summary: str = "",
    made: Extent | None = None,
) -> Heading:
    """Word the top of the page. `summary` says what the leader's track is; others ignore it.

    `made` is how much of the form the result rests on, told where that is not enough.
    """
    kind = result.verdict.kind
    words, head, lead = _WORDS[kind](result, faces, thresholds)
    if kind is Kind.NOT_ENOUGH and made:
        head, lead = too_few(result, thresholds, made)
    basis = lead if kind is Kind.CLEAR and summary else ""
    if kind is Kind.LEANING or basis:
        lead = summary if basis else f"{summary} {lead}".strip()
    return Heading(_arches(result, faces), words, head, lead, basis)


def _arches(result: Result, faces: Faces) -> tuple[int, ...] | None:
    if not faces.arched:
        return None
    named = (faces.tracks[track].foot for track in result.verdict.tracks)
    return tuple(sorted(foot for foot in named if foot is not None))


_Words = tuple[str, str, str]


def _named(result: Result, faces: Faces, _thresholds: Thresholds) -> _Words:
    face = faces.tracks[result.verdict.tracks[0]]
    if result.verdict.kind is Kind.CLEAR:
        lead = _(
            "Its questions, %(traits)s, together weigh most in your answers.",
            traits=trait_names(face.traits),
        )
        return _("Clear"), face.name, lead
    return _("Leaning"), face.name, _("Your answers lean this way without settling it.")


def _close(result: Result, faces: Faces, thresholds: Thresholds) -> _Words:
    named = [faces.tracks[track].inline for track in result.verdict.tracks]
    lead = _closeness(result, faces, thresholds)
    far = [face.name for face in faces.others(result.verdict.tracks)]
    joint = sum(result.tracks[track] for track in result.verdict.tracks)
    if len(far) == 1 and joint >= thresholds.close_call:
        lead += " " + _("%(track)s is further away.", track=far[0])
    return _("A close call"), opening(either(named)), lead


def _closeness(result: Result, faces: Faces, thresholds: Thresholds) -> str:
    """Say why two tracks are named: equal points, points against probability, or a small gap."""
    points = [result.points[track] for track in result.verdict.tracks]
    if result.form.complete and max(points) - min(points) <= thresholds.tie:
        equal = _("Your points for these two are exactly equal, so treat both as open.")
        counts = {shares(result)[track] for track in result.verdict.tracks}
        differ = _(
            "Their shares differ, because these estimate what a longer quiz would find; points "
            "count only the answers you gave."
        )
        return equal if len(counts) == 1 else f"{equal} {differ}"
    most = max(result.points, key=lambda track: result.points[track])
    likely = by_share(result)[0]
    if result.form.complete and most != likely:
        return _(
            "You have most points for %(most)s, yet a longer quiz would name %(likely)s more "
            "often. Treat both as open.",
            most=faces.tracks[most].inline,
            likely=faces.tracks[likely].inline,
        )
    return _(
        "The gap between these two is smaller than the quiz can measure, so treat both as open."
    )


def _open(_result: Result, faces: Faces, _thresholds: Thresholds) -> _Words:
    head = _("All three are open") if len(faces.tracks) == 3 else _("All of them are open")
    lead = _("Your answers do lean, but not far enough towards any track to leave the others out.")
    return _("Three-way") if len(faces.tracks) == 3 else _("Open"), head, lead


def _balanced(result: Result, faces: Faces, _thresholds: Thresholds) -> _Words:
    kind = _("A balanced profile")
    if all(standing(leaning) is Standing.SAME for leaning in result.leanings.values()):
        head = _("All four, about equally")
        lead = _("Your answers lean to no single track.")
        finding = _("That is a finding, not a failure: you ask whichever question the work needs.")
    else:
        head = _("No single track stands out")
        lead = _(
            "%(first)s But no track stands on just that, so your answers lean to no single one.",
            first=first(result.leanings, faces),
        )
        finding = _("That is a finding, not a failure.")
    # Answers that look unread earn no kind word: what they say may not be about the person.
    return kind, head, lead if result.flags else f"{lead} {finding}"


def _check(_result: Result, _faces: Faces, _thresholds: Thresholds) -> _Words:
    lead = _("Something in them makes us doubt that they show what you reach for.")
    return _("Check your answers"), _("Please look at your answers once more"), lead


def _not_enough(_result: Result, _faces: Faces, _thresholds: Thresholds) -> _Words:
    return _("Not enough answers yet"), _("A few more answers first"), ""


_WORDS = {
    Kind.CLEAR: _named,
    Kind.LEANING: _named,
    Kind.CLOSE_CALL: _close,
    Kind.THREE_WAY: _open,
    Kind.BALANCED: _balanced,
    Kind.NOT_ENOUGH: _not_enough,
    Kind.CHECK_ANSWERS: _check,
}


def trait_names(traits: tuple[TraitFace, ...]) -> str:
    """Name the questions a track stands on, in capitals: "WHY and WHAT"."""
    return listed([trait.loud for trait in traits])
