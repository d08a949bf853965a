"""Knows the words for the seven kinds of verdict and for the confidence.

It refuses to compute a verdict: kind, tracks and numbers come from the result as they are.
"""

from dataclasses import dataclass

from quiz.core.result import Kind, Result
from quiz.core.rules import Thresholds, TrackId
from quiz.web.presenters.extent import Extent, too_few
from quiz.web.presenters.faces import Faces
from quiz.web.presenters.geometry import percent
from quiz.web.presenters.leanings import Standing, crossing, standing, trait_names
from quiz.web.presenters.phrases import either, listed, opening
from quiz.web.wording import gettext as _

_LEVEL = 10  # of a hundred: shares that lie closer together look as level as they are called
_ALL = 100
_DECIMALS = 9  # rounding lets equal probabilities be equal, as it does for the verdict


@dataclass(frozen=True, slots=True)
class Heading:
    """The first lines of a result: the kind, the headline, and what it means in a sentence.

    `arches` are those of the tracks that it names, by their place on the line; None where tracks
    are not drawn as arches.
    """

    arches: tuple[int, ...] | None
    kind: str
    head: str
    lead: str


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
    others = listed(
        [f"{faces.tracks[track].inline} {counts[track] or _('under 1')}" for track in rest]
    )
    values = {"track": faces.tracks[first_track].inline, "others": others}
    if counts[first_track] == _ALL:  # rounded: nobody is that sure
        return _(
            "With many more questions like these, the result would be %(track)s more than 99 times "
            "in 100, %(others)s.",
            **values,
        )
    return _(
        "With many more questions like these, the result would be %(track)s about %(count)s times "
        "in 100, %(others)s.",
        count=counts[first_track],
        **values,
    )


def doubt(result: Result) -> str:
    """Say why a balanced result names no track, though its picture may show one well ahead."""
    if result.verdict.kind is not Kind.BALANCED:
        return ""
    counts = shares(result).values()
    if max(counts) - min(counts) < _LEVEL:
        return _("A lean this small could be chance, so we name none of them.")
    return _("One share is higher, but a lead this small could be chance, so we name none of them.")


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
    if kind is Kind.LEANING:
        lead = f"{summary} {lead}".strip()
    elif kind is Kind.CLEAR and summary:
        lead = summary
    return Heading(_arches(result, faces), words, head, lead)


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
            "Their shares differ, because these estimate what many more questions would find; "
            "points count only the answers you gave."
        )
        return equal if len(counts) == 1 else f"{equal} {differ}"
    most = max(result.points, key=lambda track: result.points[track])
    likely = by_share(result)[0]
    if result.form.complete and most != likely:
        return _(
            "You have most points for %(most)s, yet many more questions would name %(likely)s "
            "more often. Treat both as open.",
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
    if not result.form.complete:
        lead = _("Your answers so far lean to no single track; the next ones still can.")
        return kind, _("Nothing stands out so far"), lead
    if all(standing(leaning) is Standing.SAME for leaning in result.leanings.values()):
        head = _("All four questions, about equally")
        lead = _("Your answers lean to no single track.")
        finding = _("That is a finding, not a failure: you ask whichever question the work needs.")
    else:
        kind, head = _("No single track"), _("No one track fits best")
        lead = crossing(result.leanings, faces)
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
