"""Knows how all answers are listed with the points each gave to each track, and their sums.

It refuses to pick and choose: every item that was asked has its row.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from quiz.core.bank import ItemId
from quiz.core.evidence import Evidence
from quiz.core.rules import TrackId
from quiz.web.presenters.answers import Line
from quiz.web.presenters.faces import TrackFace
from quiz.web.presenters.phrases import signed, to_hundredths
from quiz.web.presenters.reasons import Sheet


@dataclass(frozen=True, slots=True)
class Entry:
    """One asked item; without lines it was skipped, without points it counts for nothing."""

    number: int
    called: str  # as `Sheet.called`
    situation: str
    lines: tuple[Line, ...]
    points: tuple[str, ...]
    missed: bool  # a check of attention that asked for another answer


@dataclass(frozen=True, slots=True)
class Ledger:
    """All asked items with points by track, and the sums of the columns."""

    tracks: tuple[TrackFace, ...]
    entries: tuple[Entry, ...]
    sums: tuple[str, ...]


def ledger(sheet: Sheet, given: Evidence) -> Ledger:
    """List the answers of a sheet; `given` are the points behind them."""
    tracks = tuple(sheet.faces.tracks.values())
    columns = {face.id: _column(face.id, given) for face in tracks}
    entries = []
    for number, item in enumerate(sheet.order, 1):
        question, lines = sheet.quote(item)
        points = tuple(signed(column[item]) for column in columns.values() if item in column)
        missed = question.missed(sheet.responses[item])
        entries.append(Entry(number, sheet.called(item), question.situation, lines, points, missed))
    sums = tuple(signed(sum(column.values())) for column in columns.values())
    return Ledger(tracks, tuple(entries), sums)


def _column(track: TrackId, given: Evidence) -> Mapping[ItemId, float]:
    values = to_hundredths([points[track] for points in given.values()])
    return dict(zip(given, values, strict=True))
