"""Knows the JSON that an attempt is pinned to: bank and scoring rules, in one canonical spelling.

It refuses to judge them; what is pinned was checked when it was loaded, and must stay readable.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict
from types import MappingProxyType
from typing import Any

from quiz.core.bank import (
    Bank,
    Calibration,
    Format,
    Item,
    ItemId,
    MostLeast,
    Option,
    OptionId,
    Trait,
    TraitId,
)
from quiz.core.rules import Adaptive, Rules, Thresholds, TrackId, TrackProfile

SHAPE = 1
"""Raised when the JSON below changes; every shape that was ever kept must stay readable."""


class PinnedBankError(ValueError):
    """Kept JSON that is no bank of a known shape."""


def bank_to_json(bank: Bank, rules: Rules) -> str:
    """Spell bank and rules in canonical JSON: sorted keys, no spaces, weights with a point."""
    whole = {"shape": SHAPE, "bank": _bank_out(bank), "rules": _rules_out(rules)}
    return json.dumps(
        whole, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
    )


def digest_of(content: str) -> str:
    """Name kept JSON by its SHA-256, in 64 hexadecimal digits."""
    return hashlib.sha256(content.encode()).hexdigest()


def bank_from_json(content: str) -> tuple[Bank, Rules]:
    """Read what `bank_to_json` wrote; raises `PinnedBankError` for anything else."""
    try:
        whole = json.loads(content)
        if whole["shape"] != SHAPE:
            raise PinnedBankError("a kept bank has a shape that this release does not know")
        return _bank_in(whole["bank"]), _rules_in(whole["rules"])
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError) as error:
        if isinstance(error, PinnedBankError):
            raise
        raise PinnedBankError("a kept bank cannot be read") from error


def _bank_out(bank: Bank) -> dict[str, Any]:
    return {
        "version": bank.version,
        "calibration": asdict(bank.calibration) if bank.calibration else None,
        "traits": [asdict(trait) for trait in bank.traits],
        "items": [_item_out(item) for item in bank.items],
    }


def _item_out(item: Item) -> dict[str, Any]:
    # What came into the format later is spelt only where it is used: older digests stay the same.
    expects = {"expects": asdict(item.expects)} if item.expects else {}
    return expects | {
        "id": item.id,
        "format": str(item.format),
        "situation": item.situation,
        "options": [
            {
                "id": option.id,
                "text": option.text,
                "weights": _floats(option.weights),
                "popularity": float(option.popularity),
            }
            for option in item.options
        ],
        "kind": item.kind,
        "extra": item.extra,
    }


def _rules_out(rules: Rules) -> dict[str, Any]:
    adaptive = {} if rules.adaptive == Adaptive() else {"adaptive": asdict(rules.adaptive)}
    return adaptive | {
        "discrimination": float(rules.discrimination),
        "extreme_penalty": float(rules.extreme_penalty),
        "pilot_variance": float(rules.pilot_variance),
        "thresholds": asdict(rules.thresholds),
        "tracks": [
            {"id": track.id, "name": track.name, "weights": _floats(track.weights)}
            for track in rules.tracks
        ],
    }


def _floats(weights: Mapping[TraitId, float]) -> dict[str, float]:
    return {trait: float(points) for trait, points in weights.items()}


def _bank_in(raw: Mapping[str, Any]) -> Bank:
    tuned = raw["calibration"]
    return Bank(
        version=raw["version"],
        traits=tuple(Trait(**{**trait, "id": TraitId(trait["id"])}) for trait in raw["traits"]),
        items=tuple(map(_item_in, raw["items"])),
        calibration=Calibration(**tuned) if tuned else None,
    )


def _item_in(raw: Mapping[str, Any]) -> Item:
    return Item(
        id=ItemId(raw["id"]),
        format=Format(raw["format"]),
        situation=raw["situation"],
        options=tuple(map(_option_in, raw["options"])),
        kind=raw["kind"],
        extra=raw["extra"],
        expects=MostLeast(**raw["expects"]) if "expects" in raw else None,
    )


def _option_in(raw: Mapping[str, Any]) -> Option:
    return Option(OptionId(raw["id"]), raw["text"], _weights(raw["weights"]), raw["popularity"])


def _rules_in(raw: Mapping[str, Any]) -> Rules:
    return Rules(
        discrimination=raw["discrimination"],
        extreme_penalty=raw["extreme_penalty"],
        pilot_variance=raw["pilot_variance"],
        thresholds=Thresholds(**raw["thresholds"]),
        adaptive=Adaptive(**raw.get("adaptive", {})),
        tracks=tuple(
            TrackProfile(TrackId(track["id"]), track["name"], _weights(track["weights"]))
            for track in raw["tracks"]
        ),
    )


def _weights(raw: Mapping[str, float]) -> Mapping[TraitId, float]:
    return MappingProxyType({TraitId(trait): points for trait, points in raw.items()})
