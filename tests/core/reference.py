"""Knows how the cases of the reference scorer are written: the one place that reads its names."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from quiz.core.bank import Answer, Bank, Format, Item, ItemId, OptionId, Responses
from quiz.core.result import Kind
from tests.core.builders import bank, item, most_least, option

FORMATS = {
    "pick": Format.PICK,
    "mostleast": Format.MOST_LEAST,
    "slider": Format.SLIDER,
    "likert": Format.LIKERT,
    "rank": Format.RANK,
}
KINDS = {
    "check answers": Kind.CHECK_ANSWERS,
    "not enough answers yet": Kind.NOT_ENOUGH,
    "no clear track (balanced profile)": Kind.BALANCED,
    "clear": Kind.CLEAR,
    "leaning": Kind.LEANING,
    "close call": Kind.CLOSE_CALL,
    "no clear track (three-way)": Kind.THREE_WAY,
}


@dataclass(frozen=True)
class Case:
    """One answer sheet, and what the reference says about it, in our names."""

    name: str
    bank: Bank
    slope: float
    responses: Responses
    sums: dict[str, float]
    points: dict[str, float]
    tracks: dict[str, float]
    theta_map: list[float]
    length: float  # of the posterior mean in the plane
    position_sd: float
    lag: float
    kind: Kind
    named: set[str]
    leader: str
    over: str
    contributions: dict[str, float]
    margin: float
    change: list[tuple[ItemId, Answer]]

    @property
    def complete(self) -> bool:
        return len(self.responses) == len(self.bank.items)

    @property
    def bound(self) -> float:
        """How far a probability may be from the reference."""
        return 0.015 if len(self.responses) >= 13 else 0.03


@cache
def cases() -> tuple[Case, ...]:
    banks = json.loads((Path(__file__).parent / "oracle_cases.json").read_text())
    return tuple(
        _case(f"bank {number}, sheet {sheet}", each["a"], _bank(each["bank"]), run)
        for number, each in enumerate(banks)
        for sheet, run in enumerate(each["runs"])
    )


def _bank(written: dict[str, Any]) -> Bank:
    items = [
        item(
            each["id"],
            FORMATS[each["type"]],
            *(
                option(str(place), one["weights"], one.get("popularity", 0.0))
                for place, one in enumerate(each["options"])
            ),
        )
        for each in written["items"]
    ]
    return bank(*items, traits=written["traits"])


def _case(name: str, slope: float, some_bank: Bank, run: dict[str, Any]) -> Case:
    expect = run["expect"]
    kind, named = expect["verdict"]
    return Case(
        name=name,
        bank=some_bank,
        slope=slope,
        responses={i: _answer(some_bank.item(i), value) for i, value in run["answers"].items()},
        sums=expect["sums"],
        points={_track(t): value for t, value in expect["points"].items()},
        tracks={_track(t): value for t, value in expect["tracks"].items()},
        theta_map=expect["theta_map"],
        length=(expect["plane"][0] ** 2 + expect["plane"][1] ** 2) ** 0.5,
        position_sd=expect["plane_sd"],
        lag=expect["lag"],
        kind=KINDS[kind],
        named={_track(t) for t in ([named] if isinstance(named, str) else named or [])},
        leader=_track(expect["why"]["for"]),
        over=_track(expect["why"]["over"]),
        contributions=expect["why"]["contributions"],
        margin=expect["why"]["margin"],
        change=[(i, _answer(some_bank.item(i), value)) for i, value in expect["change"]],
    )


def _track(name: str) -> str:
    return name.replace(" ", "-")


def _answer(some_item: Item, value: Any) -> Answer:
    match some_item.format:
        case Format.PICK:
            return OptionId(str(value))
        case Format.MOST_LEAST:
            return most_least(*map(str, value))
        case Format.RANK:
            return tuple(OptionId(str(each)) for each in value)
    return value
