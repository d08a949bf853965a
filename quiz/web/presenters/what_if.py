"""Knows how two results of the same person are set side by side: as it is, and what if.

It refuses to say which of the two is better, and to compute either.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from quiz.core.result import Kind, Result
from quiz.core.rules import Thresholds
from quiz.web.presenters.faces import Faces, TrackFace
from quiz.web.presenters.phrases import numbered
from quiz.web.presenters.pictures import RUNNING
from quiz.web.presenters.verdicts import heading, shares
from quiz.web.wording import gettext as _
from quiz.web.wording import ngettext

_HIGH = 50  # of a hundred: from here a share looks as if it named a track

_MEASURED = {*RUNNING, Kind.BALANCED}
"""The kinds of verdict with enough ground for shares."""


@dataclass(frozen=True, slots=True)
class Share:
    """How often many more questions would name a track; "–" where there is too little ground."""

    face: TrackFace
    now: str
    then: str


@dataclass(frozen=True, slots=True)
class WhatIf:
    """What the changed answers lead to, the verdict or verdicts, and the shares of all tracks.

    `note` says why a high share and a balanced profile go together, where they do.
    """

    says: str
    verdict: str
    note: str
    shares: tuple[Share, ...]


def what_if(
    now: Result, then: Result, *, faces: Faces, thresholds: Thresholds, changed: Sequence[str]
) -> WhatIf:
    """Set both results side by side; `changed` names the answers that differ between them."""
    before, after = _shares(now), _shares(then)
    was, would = (_verdict(each, faces, thresholds) for each in (now, then))
    return WhatIf(
        says=_says(changed),
        verdict=_verdicts(was, would, changed=bool(changed), same=now.verdict == then.verdict),
        note=_note(now, then),
        shares=tuple(
            Share(face, before.get(track, "–"), after.get(track, "–"))
            for track, face in faces.tracks.items()
        ),
    )


def _says(changed: Sequence[str]) -> str:
    if not changed:
        return _("Nothing is changed yet.")
    return ngettext(
        "One answer changed: %(places)s.",
        "%(num)s answers changed: %(places)s.",
        len(changed),
        places=numbered(changed),
    )


def _verdicts(was: str, would: str, *, changed: bool, same: bool) -> str:
    if not changed:
        return was
    if same:
        return _("The verdict stays the same: %(verdict)s", verdict=would)
    return _("%(was)s → %(would)s", was=was, would=would)


def _note(*results: Result) -> str:
    balanced = [each for each in results if each.verdict.kind is Kind.BALANCED]
    if max((share for each in balanced for share in shares(each).values()), default=0) < _HIGH:
        return ""
    return _(
        "It is called balanced although one share is high: the place lies so near the middle, "
        "where all tracks meet, that its lean could be chance, and there a slight lean is enough "
        "for a high share."
    )


def _verdict(result: Result, faces: Faces, thresholds: Thresholds) -> str:
    said = heading(result, faces, thresholds)
    return _("%(kind)s: %(head)s", kind=said.kind, head=said.head)


def _shares(result: Result) -> dict[str, str]:
    if result.verdict.kind not in _MEASURED:
        return {}
    return {track: f"{share}%" for track, share in shares(result).items()}
