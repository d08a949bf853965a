"""Knows how the scoring part of `tracks.yaml` becomes `Rules`: figures, thresholds, track profiles.

It refuses to know the career content of the same file (`quiz.content.careers`).
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from math import isclose, sqrt
from types import MappingProxyType

from quiz.content.bank_rules import duplicate_ids, entries, unknown_traits
from quiz.content.problems import Problem, Severity, errors_in, first_of, quoted
from quiz.content.schema_rules import RulesFile, TrackFields
from quiz.content.tree import Document
from quiz.content.validate import validate
from quiz.core.bank import Bank, TraitId
from quiz.core.rules import Adaptive, Rules, Thresholds, TrackId, TrackProfile


def to_rules(document: Document, *, traits: list[str]) -> tuple[Rules | None, list[Problem]]:
    """Make rules of `tracks.yaml` for a bank with these trait ids (none given: unchecked)."""
    fields, problems = validate(document, RulesFile)
    problems = problems + first_of(_between_fields(document, traits))
    if fields is not None:
        problems += _thresholds(document, fields)
        # A profile with an unknown trait has no direction yet, and needs no second complaint.
        problems += [] if errors_in(problems) else _profiles(document, fields, traits)
    if fields is None or errors_in(problems):
        return None, problems
    return _rules(fields), problems


def unreachable(document: Document, rules: Rules, bank: Bank) -> list[Problem]:
    """Warn where a bank has too few items for what the rules ask of a person."""
    wanted, there = rules.thresholds.accept_finish, len(bank.scored)
    if there >= wanted:
        return []
    message = f"is {wanted} but the bank has {there} items: nobody can finish"
    problem = document.problem(("scoring", "thresholds", "accept_finish"), message)
    return [replace(problem, severity=Severity.WARNING)]


def _between_fields(document: Document, traits: list[str]) -> Iterator[Problem]:
    yield from duplicate_ids(document, ("tracks",), "track")
    for track in entries(document, ("tracks",)):
        yield from unknown_traits(document, (*track, "weights"), traits)


def _thresholds(document: Document, fields: RulesFile) -> list[Problem]:
    """Find thresholds that can never be reached."""
    at = fields.scoring.thresholds
    where = ("scoring", "thresholds")
    found = []
    if at.leaning > at.clear:
        message = f"is above clear ({at.clear}): a leaning must be easier to reach"
        found.append(document.problem((*where, "leaning"), message))
    if at.accept_finish > at.offer_finish:
        message = f"is above offer_finish ({at.offer_finish}): what is offered must be accepted"
        found.append(document.problem((*where, "accept_finish"), message))
    return found


def _profiles(document: Document, fields: RulesFile, traits: list[str]) -> list[Problem]:
    """Find profiles that no answers could tell from having no leaning, or from another track."""
    found: list[Problem] = []
    seen: dict[str, list[float]] = {}
    for index, track in enumerate(fields.tracks if traits else ()):
        direction = _direction(track, traits)
        twin = next((name for name, other in seen.items() if _same(direction, other)), None)
        message = None
        if not any(direction):
            message = "gives every trait the same weight: no answer could lead to this track"
        elif twin is not None:
            message = f"points the same way as that of {quoted(twin)}: no answer tells them apart"
        if message:
            found.append(document.problem(("tracks", index, "weights"), message))
        seen[track.id] = direction
    return found


def _direction(track: TrackFields, traits: list[str]) -> list[float]:
    """Centre a profile and bring it to length 1; all zeros where it has no direction."""
    weights = [track.weights.get(trait, 0.0) for trait in traits]
    mean = sum(weights) / len(weights)
    length = sqrt(sum((weight - mean) ** 2 for weight in weights))
    return [(weight - mean) / length if length > 1e-9 else 0.0 for weight in weights]


def _same(one: list[float], other: list[float]) -> bool:
    return all(isclose(a, b, abs_tol=1e-9) for a, b in zip(one, other, strict=True))


def _rules(fields: RulesFile) -> Rules:
    scoring = fields.scoring
    return Rules(
        discrimination=float(scoring.discrimination),
        extreme_penalty=float(scoring.extreme_penalty),
        pilot_variance=float(scoring.pilot_variance),
        thresholds=Thresholds(**dict(scoring.thresholds)),
        tracks=tuple(map(_track, fields.tracks)),
        adaptive=Adaptive(**dict(scoring.adaptive)) if scoring.adaptive else Adaptive(),
    )


def _track(fields: TrackFields) -> TrackProfile:
    weights: Mapping[TraitId, float] = {
        TraitId(trait): float(weight) for trait, weight in fields.weights.items()
    }
    return TrackProfile(TrackId(fields.id), fields.name, MappingProxyType(weights))
