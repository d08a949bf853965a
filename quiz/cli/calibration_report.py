"""Knows how a proposed tuning is told in Markdown: what changed, how sure it is, what to mend.

It refuses to recommend adopting it: that is for someone who knows who answered.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from quiz.core.bank import Bank, Item, TraitId
from quiz.core.calibration.levels import NEEDED, Level, counted
from quiz.core.calibration.proposal import WEAKEST_SLOPE, Proposal, TunedItem, TunedOption
from quiz.core.calibration.usable import Usable
from quiz.core.use import SELDOM, OptionUse

Uses = Sequence[tuple[OptionUse, ...]]

_SURE = 2.0  # standard errors from which a figure is hardly chance
_WORDS = {
    Level.AS_WRITTEN: "nothing",
    Level.POPULARITY: "how popular each option is",
    Level.SLOPE: "how popular each option is, and how much each question tells",
    Level.WEIGHTS: "how popular each option is, and every weight",
}


@dataclass(frozen=True, slots=True)
class Basis:
    """What the proposal rests on: files by name, the day, the answers, and what was not read."""

    old: str
    new: str
    day: str
    sample: Usable
    uses: Uses
    others: int = 0  # exports of other questions
    repeated: int = 0  # exports that were there twice


def report(before: Bank, after: Bank, proposal: Proposal, *, basis: Basis) -> str:
    """Tell the whole proposal; `before` is the bank in use, `after` the proposed one."""
    lines = [
        f"# Proposed tuning of the questions, version {before.version}",
        "",
        *_basis(after, proposal, basis),
        *_meaning(basis),
        *_summary(proposal, basis.uses),
        *_to_mend(before, proposal, basis.uses),
        *_changes(before, proposal, basis.uses),
    ]
    return "\n".join(lines).rstrip() + "\n"


def _basis(after: Bank, proposal: Proposal, basis: Basis) -> Iterator[str]:
    sample = basis.sample
    yield f"- Made on {basis.day} from the answers of {counted(proposal.people)}."
    yield f"- Taken from them: {_WORDS[proposal.level]}."
    yield (
        f"- From {NEEDED[Level.POPULARITY]} people on that is popularity, from "
        f"{NEEDED[Level.SLOPE]} also how much each question tells, from {NEEDED[Level.WEIGHTS]} "
        "also every weight by itself. The same goes for each question and those who answered it."
    )
    yield (
        f"- Left out: {sample.drafts} never finished, {sample.short} with too few answers, "
        f"{sample.doubtful} whose answers repeat a pattern or fail every attention block."
    )
    if basis.others or basis.repeated:
        yield (
            f"- Not read: {basis.others} exports of other questions, "
            f"{basis.repeated} that were there twice."
        )
    ended = "came to rest" if proposal.settled else "was cut short: take the figures with care"
    yield f"- The search {ended} after {proposal.rounds} rounds."
    yield f"- Proposed: `{basis.new}`, version {after.version}. `{basis.old}` is as it was."
    yield ""


def _meaning(basis: Basis) -> Iterator[str]:
    yield "## Before you adopt it"
    yield ""
    yield (
        "A popularity says how often an option is chosen by someone without any leaning, in "
        "logits: 0.7 is chosen about twice as often as 0. It is learned from the people who "
        "answered, so from then on results are relative to them. Adopt it only if they are as "
        "varied as those who will take the quiz; a group of one profession would turn its own "
        "leaning into the middle."
    )
    yield ""
    yield (
        "Nobody's identity was read, so someone who took the quiz twice counts twice. Standard "
        "errors stand behind ±; a figure that is more than twice its own is marked with `*`. "
        "Popularities of a question are against their mean, and drawn towards what was written "
        "where answers are few."
    )
    yield ""
    yield (
        f"To adopt: put `{basis.new}` in the place of `{basis.old}`, run `fourways check`, and "
        "restart. Attempts that have begun finish on the questions they began with."
    )
    yield ""


def _summary(proposal: Proposal, uses: Uses) -> Iterator[str]:
    tuned = [item for item in proposal.items if item.level]
    options = [option for item in tuned for option in item.options]
    sure = [option for option in options if _sure(option)]
    seldom = sum(use.seldom for each in uses for use in each)
    yield "## In short"
    yield ""
    yield f"- {len(tuned)} of {len(proposal.items)} questions are tuned."
    yield f"- {len(sure)} of their {len(options)} options are popular or unpopular beyond chance."
    if options:
        largest = max(abs(option.popularity) for option in options)
        yield f"- The largest popularity is {largest:.2f} logits."
    yield f"- {seldom} options are chosen by fewer than {SELDOM:.0%}."
    yield f"- {sum(item.fails for item in proposal.items)} questions fail."
    yield ""


def _to_mend(bank: Bank, proposal: Proposal, uses: Uses) -> Iterator[str]:
    lines = [*_failing(proposal), *_seldom(bank, uses)]
    if lines:
        yield from ("## To mend", "", *lines, "")


def _failing(proposal: Proposal) -> Iterator[str]:
    for item in proposal.items:
        if item.fails and item.slope is not None:
            what = "tells the opposite" if item.slope < 0 else "tells hardly anything"
            yield (
                f"- `{item.id}` {what}: {item.slope:.2f} ± {item.slope_sd:.2f} of what is written "
                f"(at least {WEAKEST_SLOPE:g} is needed). Write another question."
            )


def _seldom(bank: Bank, uses: Uses) -> Iterator[str]:
    for item, each in zip(bank.scored, uses, strict=True):
        for use in each:
            if use.seldom:
                yield (
                    f"- `{item.id}`, option `{use.id}`: chosen by {use.chosen:.1%}. "
                    "Make it as attractive as the others."
                )


def _changes(bank: Bank, proposal: Proposal, uses: Uses) -> Iterator[str]:
    yield "## Question by question"
    for item, tuned, each in zip(bank.scored, proposal.items, uses, strict=True):
        yield ""
        yield f"### {item.id}"
        yield ""
        yield f"{_cell(item.situation)}  "
        yield _item_line(tuned)
        yield ""
        yield "| option | chosen | popularity was | proposed | weights were | proposed |"
        yield "|---|---|---|---|---|---|"
        chosen = [f"{use.chosen:.1%}" for use in each] or ["not known yet"] * len(item.options)
        for share, (option, row) in zip(chosen, _rows(item, tuned), strict=True):
            yield f"| {_cell(option)} | {share} | {row} |"


def _item_line(tuned: TunedItem) -> str:
    told = f"{counted(tuned.people)} answered; tuned: {_WORDS[tuned.level]}."
    if tuned.slope is None or tuned.slope_sd is None:
        return told
    return f"{told} It tells {tuned.slope:.2f} ± {tuned.slope_sd:.2f} of what is written."


def _rows(item: Item, tuned: TunedItem) -> Iterator[tuple[str, str]]:
    for option, new in zip(item.options, tuned.options, strict=True):
        star = " *" if _sure(new) else ""
        popularity = f"{new.popularity:.2f} ± {new.popularity_sd:.2f}{star}"
        cells = (
            f"{option.popularity:.2f}",
            popularity if tuned.level else "as it was",
            _weights(option.weights),
            _weights(new.weights) if tuned.level >= Level.SLOPE else "as they were",
        )
        yield option.text, " | ".join(cells)


def _sure(option: TunedOption) -> bool:
    return option.popularity_sd > 0 and abs(option.popularity) > _SURE * option.popularity_sd


def _weights(weights: Mapping[TraitId, float]) -> str:
    return ", ".join(f"{trait} {points:g}" for trait, points in weights.items())


def _cell(text: str) -> str:
    """Plain words inside Markdown: nothing in them is markup."""
    return "".join(f"\\{sign}" if sign in r"\`*_{}[]<>#|~" else sign for sign in text)
