"""Knows how to assess one set of answers from end to end, and how the outcome is written as JSON.

It refuses to know who answered, when, and how the outcome is worded on a page.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np

from quiz.core.bank import ItemId, Responses, TraitId
from quiz.core.change import smallest_change
from quiz.core.codec import answer_to_json, stored_answer
from quiz.core.enough import choices
from quiz.core.model import Model
from quiz.core.quality import raised
from quiz.core.result import Change, FormCount, Kind, Leaning, Result, Verdict, Why
from quiz.core.rules import TrackId
from quiz.core.scoring import Profile, Sheet, read, score
from quiz.core.verdict import Standing, judge, reasons, standing

FORMULA = "1"
"""Version of the arithmetic; raised whenever equal answers could give other numbers."""

_LIKELY_RANGE = 1.28  # standard deviations to each side that hold eight people in ten


def assess(model: Model, responses: Responses, *, digest: str) -> Result:
    """Say everything there is to say about these answers, given in the order they were asked.

    `digest` names the bank and scoring rules behind `model`. Raises KeyError for an item or an
    answer that the bank does not have; `quiz.core.codec` makes answers that fit.
    """
    sheet = read(model, responses)
    profile = score(model, sheet)
    now = standing(profile, model.rules.thresholds.tie)
    flags = raised(model, profile)
    return Result(
        sums=dict(zip(model.traits, profile.sums.tolist(), strict=True)),
        points=dict(zip(model.tracks, profile.points.tolist(), strict=True)),
        tracks=dict(zip(model.tracks, profile.probabilities.tolist(), strict=True)),
        position=(float(profile.position[0]), float(profile.position[1])),
        position_sd=profile.position_sd,
        leanings=leanings(model, profile),
        verdict=judge(model, profile, now, flags),
        why=reasons(model, profile, now),
        change=smallest_change(model, profile, now.leader),
        flags=flags,
        pilot=model.bank.pilot,
        form=_count(sheet),
        bank=digest,
        formula=FORMULA,
        warnings=_warnings(model, choices(model.bank, responses), now),
    )


def leanings(model: Model, profile: Profile) -> dict[TraitId, Leaning]:
    """Set each trait against the mean of the person's own, with the range it likely lies in.

    With P = I - 11'/n for n traits: centre P theta, half-width 1.28 sqrt(diag(P C P)), C as the
    track probabilities use it.
    """
    traits = len(model.traits)
    own = np.eye(traits) - 1 / traits
    centres = (own @ profile.theta).tolist()
    halves = (_LIKELY_RANGE * np.sqrt(np.diag(own @ profile.believed @ own))).tolist()
    return {
        trait: Leaning(centre, half)
        for trait, centre, half in zip(model.traits, centres, halves, strict=True)
    }


def _count(sheet: Sheet) -> FormCount:
    answered = len(sheet.sequence)
    return FormCount(
        complete=sheet.complete,
        asked=sheet.asked,
        answered=answered,
        skipped=sheet.asked - answered,
    )


def _warnings(model: Model, said: int, now: Standing) -> tuple[str, ...]:
    found = []
    least = model.rules.thresholds.accept_finish
    if said < least:
        found.append(f"{said} answers say something, a result needs at least {least}")
    if not now.agreed:
        found.append("most points and the highest probability name different tracks")
    return tuple(found)


def result_to_json(result: Result) -> dict[str, Any]:
    """Write the result as JSON values; `result_from_json` reads it back without loss."""
    return {
        "sums": dict(result.sums),
        "points": dict(result.points),
        "tracks": dict(result.tracks),
        "position": list(result.position),
        "position_sd": result.position_sd,
        "leanings": {
            trait: {"centre": leaning.centre, "half": leaning.half}
            for trait, leaning in result.leanings.items()
        },
        "verdict": {"kind": result.verdict.kind.value, "tracks": list(result.verdict.tracks)},
        "why": {
            "for": result.why.leader,
            "over": result.why.over,
            "margin": result.why.margin,
            "contributions": dict(result.why.contributions),
        },
        "change": [
            {
                "item": change.item,
                "from": answer_to_json(change.now),
                "to": answer_to_json(change.instead),
            }
            for change in result.change
        ],
        "flags": list(result.flags),
        "pilot": result.pilot,
        "form": {
            "complete": result.form.complete,
            "asked": result.form.asked,
            "answered": result.form.answered,
            "skipped": result.form.skipped,
        },
        "bank": result.bank,
        "formula": result.formula,
        "warnings": list(result.warnings),
    }


def result_from_json(value: Mapping[str, Any]) -> Result:
    """Read the result that `result_to_json` wrote.

    Raises KeyError, TypeError or ValueError for JSON of another shape.
    """
    verdict, why = value["verdict"], value["why"]
    x, y = value["position"]
    return Result(
        sums=dict(value["sums"]),
        points=dict(value["points"]),
        tracks=dict(value["tracks"]),
        position=(x, y),
        position_sd=value["position_sd"],
        leanings={TraitId(t): Leaning(**leaning) for t, leaning in value["leanings"].items()},
        verdict=Verdict(Kind(verdict["kind"]), tuple(map(TrackId, verdict["tracks"]))),
        why=Why(TrackId(why["for"]), TrackId(why["over"]), why["margin"], why["contributions"]),
        change=tuple(
            Change(ItemId(c["item"]), stored_answer(c["from"]), stored_answer(c["to"]))
            for c in value["change"]
        ),
        flags=tuple(value["flags"]),
        pilot=value["pilot"],
        form=FormCount(**value["form"]),
        bank=value["bank"],
        formula=value["formula"],
        warnings=tuple(value["warnings"]),
    )
