"""Knows how the figures of a simulation are set out in columns, and as JSON.

It refuses to know how they came about.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from quiz.core.batch_verdict import KINDS
from quiz.core.card import Told
from quiz.core.model import Model
from quiz.core.result import Kind
from quiz.core.simulation.stops import Stops
from quiz.core.simulation.study import Study, VerdictShare

_LABEL, _COLUMN = 34, 10


@dataclass(frozen=True, slots=True)
class Simulated:
    """A whole simulation: one study and one look at stopping for each scenario."""

    model: Model
    seed: int
    studies: Sequence[Study]
    stops: Sequence[Stops]


def tables(found: Simulated) -> str:
    """Set out everything for people, one column for each scenario."""
    return "\n".join(
        [
            *_heading(found),
            *_figures(found),
            *_verdicts(found),
            *_stopping(found),
            *_confusions(found),
            *_calibrations(found),
        ]
    )


def _heading(found: Simulated) -> Iterator[str]:
    bank = found.model.bank
    caution = bank.pilot and found.model.rules.pilot_variance > 0
    yield (
        f"Bank {bank.version}: {len(bank.form)} items and {len(bank.scored) - len(bank.form)} "
        f"extra. {found.studies[0].people:,} simulated people for each column, "
        f"seed {found.seed}, {'with' if caution else 'without'} the caution of a trial version."
    )
    yield "Simulated figures show what the arithmetic can do; they say nothing about real careers."


def _figures(found: Simulated) -> Iterator[str]:
    yield from _header("Told the track they belong to", [s.scenario for s in found.studies])
    rows: dict[str, Callable[[Study], float]] = {
        "  by counting answers": lambda s: s.accuracy.count,
        "  by points": lambda s: s.accuracy.points,
        "  by probability": lambda s: s.accuracy.posterior,
        "  best possible (truth known)": lambda s: s.accuracy.limit,
        "  probability / best possible": lambda s: s.accuracy.posterior / (s.accuracy.limit or 1),
        "  among the top two": lambda s: s.accuracy.top_two,
        "Calibration error": lambda s: s.calibration_error,
        "Reliability along x": lambda s: s.reliability[0],
        "Reliability along y": lambda s: s.reliability[1],
        "Same track when asked anew": lambda s: s.steadiness.again,
        "Same track a month later": lambda s: s.steadiness.a_month_later,
        "Points and probability agree": lambda s: s.agreement.share,
        "  highest probability where not": lambda s: s.agreement.worst,
    }
    for label, figure in rows.items():
        yield _row(label, [f"{figure(each):.3f}" for each in found.studies])


def _verdicts(found: Simulated) -> Iterator[str]:
    yield from _header("Verdicts: share of people, right", [s.scenario for s in found.studies])
    for place, kind in enumerate(KINDS):
        shares = [each.verdicts[place] for each in found.studies]
        yield _row(f"  {kind}", [_told(each) for each in shares])


def _told(those: Told | VerdictShare) -> str:
    return f"{those.share:.3f} {those.right:.2f}" if those.share else "-"


def _stopping(found: Simulated) -> Iterator[str]:
    title = f"Adaptive, {found.stops[0].people:,} people"
    yield from _header(title, [s.scenario for s in found.stops])
    rows: dict[str, Callable[[Stops], str]] = {
        "  items until it may stop, mean": lambda s: f"{s.items:.1f}",
        "  the same, median": lambda s: f"{s.median:g}",
        "  screens with attention blocks": lambda s: f"{s.screens:.1f}",
        "  same track as the complete form": lambda s: f"{s.agreement:.3f}",
        "  same track as with all extras": lambda s: f"{s.agreement_with_all:.3f}",
        "  told the track they belong to": lambda s: f"{s.right:.3f}",
        "  told clear, and right": lambda s: _told(s.verdicts[Kind.CLEAR]),
    }
    for label, figure in rows.items():
        yield _row(label, [figure(each) for each in found.stops])
    for reason in found.stops[0].reasons:
        yield _row(f"  stopped: {reason}", [f"{s.reasons[reason]:.3f}" for s in found.stops])


def _confusions(found: Simulated) -> Iterator[str]:
    tracks = found.model.tracks
    for study in found.studies:
        yield from _header(f"Belongs to (rows), told, {study.scenario}", tracks, width=18)
        counts = study.confusion
        for track, row in zip(tracks, counts.tolist(), strict=True):
            shares = [count / max(sum(row), 1) for count in row]
            cells = [f"{n} ({share:.2f})" for n, share in zip(row, shares, strict=True)]
            yield _row(f"  {track}", cells, width=18)


def _calibrations(found: Simulated) -> Iterator[str]:
    titles = ["people", "stated", "right"]
    for study in found.studies:
        yield from _header(f"Stated probability, {study.scenario}", titles)
        for each in study.calibration:
            if each.people:
                cells = [str(each.people), f"{each.stated:.3f}", f"{each.right:.3f}"]
                yield _row(f"  {each.low:.2f} to {each.high:.2f}", cells)


def _header(title: str, columns: Sequence[str], *, width: int = _COLUMN) -> Iterator[str]:
    yield ""
    yield _row(title, columns, width=width)


def _row(label: str, cells: Sequence[str], *, width: int = _COLUMN) -> str:
    return f"{label:<{_LABEL}}" + "".join(f"{cell:>{width}} " for cell in cells).rstrip()


def as_json_values(found: Simulated) -> dict[str, Any]:
    """Give everything that the tables hold, in full precision."""
    return {
        "bank": found.model.bank.version,
        "seed": found.seed,
        "pilot_variance": found.model.rules.pilot_variance if found.model.bank.pilot else 0.0,
        "tracks": list(found.model.tracks),
        "scenarios": {
            study.scenario: _study_values(study) | {"adaptive": _stop_values(halt)}
            for study, halt in zip(found.studies, found.stops, strict=True)
        },
    }


def _study_values(study: Study) -> dict[str, Any]:
    accuracy = study.accuracy
    return {
        "people": study.people,
        "accuracy": {
            "count": accuracy.count,
            "points": accuracy.points,
            "posterior": accuracy.posterior,
            "limit": accuracy.limit,
            "top_two": accuracy.top_two,
        },
        "confusion": study.confusion.tolist(),
        "calibration": [
            {"from": b.low, "to": b.high, "people": b.people, "stated": b.stated, "right": b.right}
            for b in study.calibration
        ],
        "calibration_error": study.calibration_error,
        "verdicts": {v.kind.value: {"share": v.share, "right": v.right} for v in study.verdicts},
        "retest": {
            "again": study.steadiness.again,
            "a_month_later": study.steadiness.a_month_later,
        },
        "reliability": {"x": study.reliability[0], "y": study.reliability[1]},
        "agreement": {"share": study.agreement.share, "worst": study.agreement.worst},
    }


def _stop_values(halt: Stops) -> dict[str, Any]:
    return {
        "people": halt.people,
        "items": halt.items,
        "median": halt.median,
        "screens": halt.screens,
        "agreement": halt.agreement,
        "agreement_with_all": halt.agreement_with_all,
        "right": halt.right,
        "verdicts": {
            kind.value: {"share": told.share, "right": told.right}
            for kind, told in halt.verdicts.items()
        },
        "reasons": {reason.value: share for reason, share in halt.reasons.items()},
    }
