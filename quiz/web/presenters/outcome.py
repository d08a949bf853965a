"""Knows what a result page consists of: first lines, pictures, reasons, runner-up, small print.

It refuses to know whose result it is, and which address leads to it.
"""

from dataclasses import dataclass
from datetime import date

from quiz.core.card import Card
from quiz.core.evidence import Evidence
from quiz.core.result import Kind, Result
from quiz.core.rules import Rules, Thresholds
from quiz.web.presenters.extent import Extent, completeness, extent, few
from quiz.web.presenters.faces import Faces, TrackFace
from quiz.web.presenters.leanings import ahead, first, stands, trait_names
from quiz.web.presenters.ledger import Ledger, ledger
from quiz.web.presenters.patterns import caution
from quiz.web.presenters.phrases import day, listed
from quiz.web.presenters.pictures import (
    RUNNING,
    SharePicture,
    TraitCell,
    share_picture,
    trait_picture,
)
from quiz.web.presenters.quality import early_clear
from quiz.web.presenters.reasons import (
    Reasons,
    Sheet,
    Side,
    Swap,
    change_sentence,
    named,
    reasons,
    sides,
    swaps,
)
from quiz.web.presenters.verdicts import (
    Heading,
    confidence,
    doubt,
    heading,
    shares,
)
from quiz.web.wording import gettext as _
from quiz.web.wording import ngettext

SEVERAL = {Kind.CLOSE_CALL, Kind.THREE_WAY}
"""The kinds of verdict that leave several tracks open, none of them the leader."""
PICTURED = {*RUNNING, Kind.BALANCED}
"""The kinds of verdict that have enough ground for a picture."""
SLIGHT = 5
"""Times in 100 with many more questions: a runner-up named less often needs no part of its own."""


@dataclass(frozen=True, slots=True)
class RunnerUp:
    """The next track: how often it would be named, how it differs, and what speaks for it.

    `slight`: so seldom that a line says enough.
    """

    face: TrackFace
    slight: bool
    says: str
    support: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """Everything a result page shows; what a kind of verdict does not have is None or empty."""

    kind: Kind
    trial: bool  # real answers have not tuned the questions
    heading: Heading
    caution: str  # what the answers look like, where they asked for a second look
    few: str  # how few answers it rests on; empty from the number worth reading
    notes: tuple[str, ...]  # what holds for every kind of verdict
    early: str  # how often a clear one is right that came early; gives the kind away
    picture: SharePicture | None
    cells: tuple[TraitCell, ...]
    first: str  # which questions come first
    first_alone: str  # the same without a word that gives the verdict away
    stands: str  # how that leads to the tracks of the verdict
    confidence: str
    doubt: str  # why no track is named although the picture may show one ahead
    named: tuple[TrackFace, ...]
    reasons: Reasons | None
    sides: tuple[Side, ...]
    shared: str  # the questions that two open tracks have in common
    every: Ledger | None  # all answers with all their points, where no track is named
    runner_up: RunnerUp | None
    change: str
    swaps: tuple[Swap, ...]


def outcome(
    result: Result, rules: Rules, sheet: Sheet, *, given: Evidence, summary: str, own: bool
) -> Outcome:
    """Lay out a result. `given` are the points behind it, `summary` says what the leader does.

    `own`: the reader is the person whose result it is.
    """
    faces, kind = sheet.faces, result.verdict.kind
    pictured, led = kind in PICTURED, kind in {Kind.CLEAR, Kind.LEANING}
    several = kind in SEVERAL
    said = reasons(result, sheet) if led else None
    limits, made = rules.thresholds, extent(sheet.bank, sheet.responses)
    return Outcome(
        kind=kind,
        trial=result.pilot,
        heading=heading(result, faces, limits, made=made, summary=summary),
        caution=caution(result, own=own),
        few=few(result, limits, made) if pictured else "",
        notes=_notes(result, limits, made),
        early=_early(result, sheet.card),
        picture=share_picture(result, faces) if pictured else None,
        cells=trait_picture(result, faces, own=own) if pictured else (),
        first=ahead(result, faces, own=own) if pictured else "",
        first_alone=first(result.leanings, faces, own=own) if pictured else "",
        stands=stands(result, faces) if pictured else "",
        confidence=confidence(result, faces) if pictured else "",
        doubt=doubt(result),
        named=tuple(faces.tracks[track] for track in result.verdict.tracks),
        reasons=said,
        sides=sides(result.verdict.tracks, given, sheet) if several else (),
        shared=_shared(result, faces) if several else "",
        every=ledger(sheet, given) if kind is Kind.BALANCED else None,
        runner_up=None if said is None else _runner_up(result, faces, said),
        change=change_sentence(result, faces) if pictured else "",
        swaps=swaps(result, sheet) if pictured and kind is not Kind.BALANCED else (),
    )


def _notes(result: Result, thresholds: Thresholds, made: Extent) -> tuple[str, ...]:
    """Say what makes this result less sure than its figures alone would show."""
    trial = _(
        "Trial version: not checked against real answers yet, so every result is stated more "
        "cautiously."
    )
    found = (completeness(result, thresholds, made), trial if result.pilot else "")
    return tuple(note for note in found if note)


def _early(result: Result, card: Card | None) -> str:
    """Say how often an early clear verdict is right, where this is one and that is known."""
    clear = result.verdict.kind is Kind.CLEAR and not result.form.complete
    return early_clear(card) if card and clear else ""


def _shared(result: Result, faces: Faces) -> str:
    tracks = [faces.tracks[track] for track in result.verdict.tracks]
    common = [trait.loud for trait in tracks[0].traits if all(trait in t.traits for t in tracks)]
    return listed(common) if common else ""


def _runner_up(result: Result, faces: Faces, said: Reasons) -> RunnerUp:
    leader, face = faces.tracks[result.why.leader], faces.tracks[result.why.over]
    common = [trait.loud for trait in face.traits if trait in leader.traits]
    own = [trait.loud for trait in face.traits if trait not in leader.traits]
    count = shares(result)[face.id]
    share = _instead(count, face)
    if count < SLIGHT:
        return RunnerUp(face, slight=True, says=share, support="")
    if common and own:
        stands = _(
            "It shares %(common)s with %(leader)s and adds %(own)s.",
            common=listed(common),
            own=listed(own),
            leader=leader.inline,
        )
    else:
        stands = _("It stands on %(traits)s.", traits=trait_names(face.traits))
    return RunnerUp(face, slight=False, says=f"{share} {stands}", support=_support(said))


def _instead(count: int, face: TrackFace) -> str:
    often = _("about %(count)s times", count=count)
    if count < 2:
        often = _("about once") if count else _("less than once")
    return _(
        "With many more questions like these, the result would be %(track)s instead %(often)s in "
        "100.",
        track=face.inline,
        often=often,
    )


def _support(said: Reasons) -> str:
    """Name the answers that speak most for the runner-up as the table does."""
    if not said.against:
        return _("No answer of yours speaks for it more than for the leader.")
    return ngettext(
        "What speaks most for it is your answer to %(which)s: the rings in the table.",
        "What speaks most for it are your answers to %(which)s: the rings in the table.",
        len(said.against),
        which=named(said.against),
    )


def small_print(result: Result, version: str, made: date) -> str:
    """Name the day, the questions and the arithmetic of a result, and what it is not for."""
    return _(
        "For development, not for selection. Result of %(day)s, questions %(version)s, "
        "formula %(formula)s.",
        day=day(made),
        version=version,
        formula=result.formula,
    )


def renewal(changed: date) -> str:
    """Say that a result is older than the answers."""
    return _("From before your change of %(day)s.", day=day(changed))
