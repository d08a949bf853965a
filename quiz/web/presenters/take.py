"""Knows what the pages of a sitting say: progress, what was saved, the list of answers to check.

It refuses to know addresses and forms.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from flask_babel import lazy_gettext

from quiz.core.adaptive import Step, Stop
from quiz.core.bank import Bank, Item, ItemId
from quiz.core.codec import JSON, answer_from_json
from quiz.core.enough import choices
from quiz.core.rules import Thresholds
from quiz.web.around import locale_here
from quiz.web.course import Asked, Place, answered, asked_of_kind, first_new, of_kind, place
from quiz.web.presenters.answers import Line, answer_lines
from quiz.web.presenters.patterns import Doubt
from quiz.web.sitting import Sitting
from quiz.web.steering import ADAPTIVE, FULL
from quiz.web.wording import gettext as _

_WORDS = {
    "check": lazy_gettext("Attention check before your result"),
    f"situation {ADAPTIVE}": lazy_gettext("Situation %(number)s of at most %(total)s"),
    f"situation {FULL}": lazy_gettext("Situation %(number)s of %(total)s"),
    f"trade-off {ADAPTIVE}": lazy_gettext("Trade-off %(number)s of at most %(total)s"),
    f"trade-off {FULL}": lazy_gettext("Trade-off %(number)s of %(total)s"),
    "between": lazy_gettext("Trade-off %(number)s, in between"),
    "saved": lazy_gettext("Saved"),
    "skipped": lazy_gettext("Saved as skipped"),
}


@dataclass(frozen=True, slots=True)
class ItemPage:
    """The frame round an item. `share` is how much of the form lies before it, in percent.

    A trade-off in between is no part of the form: the bar stays where the situations have brought
    it. Those that follow one another fill a bar of their own.
    `number` of `total` is where it stands among the situations; 0 for trade-offs and checks.
    """

    title: str
    number: int
    total: int
    share: str
    saved: str  # what the server holds for this item, in a word; empty when it holds nothing
    may_finish: bool  # enough is known for a result, so finishing is offered here
    first: bool  # nothing is stored yet
    has_result: bool  # it was finished once, so that the page leads back to the result
    before: ItemId | None


def item_page(
    sitting: Sitting, item: Item, *, unsaved: bool, going_on: bool, in_a_row: bool
) -> ItemPage:
    """Frame an item by what was asked so far; `unsaved` says that storing it failed just now.

    Someone who is `going_on` after an offer to stop may finish from fewer answers; `in_a_row`
    says that the trade-offs were asked for, with no situation between them.
    """
    bank, thresholds = sitting.pinned.bank, sitting.pinned.rules.thresholds
    asked = sitting.responses
    here = place(bank, asked, item)
    between = item.extra and not in_a_row and _between_situations(sitting)
    form = FULL if in_a_row and item.extra else sitting.form
    enough = answered(bank, asked) >= thresholds.offer_finish or (
        going_on and choices(bank, asked) >= thresholds.accept_finish
    )
    return ItemPage(
        title=_progress(here, item, "between" if between else form),
        number=0 if item.extra or item.expects is not None else min(here.number, here.total),
        total=here.total,
        share=f"{_share(bank, asked, here, of_form=between or item.expects is not None):.1f}",
        saved=_("Not saved yet") if unsaved else _saved(asked, item.id),
        may_finish=enough and item.expects is None,
        first=not asked,
        has_result=sitting.has_result,
        before=_before(bank, asked, item) if between and not going_on else here.before,
    )


def _between_situations(sitting: Sitting) -> bool:
    """Whether a trade-off asked now stands between situations: some of them are still to come."""
    bank = sitting.pinned.bank
    return sitting.form == ADAPTIVE and bool(first_new(bank, sitting.responses, extra=False))


def _before(bank: Bank, asked: Asked, item: Item) -> ItemId | None:
    """Find what was asked just before a trade-off in between, of whatever kind but no check."""
    order = [each for each in asked if bank.item(each).expects is None]
    place = order.index(item.id) if item.id in order else len(order)
    return order[place - 1] if place else None


def _share(bank: Bank, asked: Asked, here: Place, *, of_form: bool) -> float:
    """How much lies before an item, in percent: of the whole form, or of those of its kind."""
    if of_form:
        return 100 * len(asked_of_kind(bank, asked, extra=False)) / len(bank.form)
    return 100 * (min(here.number, here.total) - 1) / here.total


def _progress(here: Place, item: Item, form: str) -> str:
    """Say where one is. An adaptive form may stop sooner, so its total is the most it can be.

    A check of attention has no number: it is none of the situations that a total promises. A
    trade-off between situations has one but no total: it is known by it on later pages, and the
    trade-offs that follow one another go on counting from there.
    """
    if item.expects is not None:
        return _in_words("check", 0, 0, locale_here())
    if form == "between":
        return _in_words("between", here.number, 0, locale_here())
    kind = ("trade-off " if item.extra else "situation ") + form
    return _in_words(kind, min(here.number, here.total), here.total, locale_here())


@lru_cache(maxsize=1024)
def _in_words(kind: str, number: int, total: int, _locale: str) -> str:
    """The words in the language of this page: worked out once for each place in a form."""
    return str(_WORDS[kind]) % {"number": number, "total": total}


def _saved(asked: Asked, item: ItemId) -> str:
    if item not in asked:
        return ""
    return _in_words("skipped" if asked[item] is None else "saved", 0, 0, locale_here())


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """One asked item on the check page; no lines mean that it was skipped.

    `again`: it is among the answers that ask for a second look. `missed`: a check of attention
    that asked for another answer.
    """

    item: ItemId
    number: int
    situation: str
    lines: tuple[Line, ...]
    again: bool
    missed: bool


@dataclass(frozen=True, slots=True)
class CheckPage:
    """Everything asked so far, and what is left to ask.

    `missing` is how many more answers finishing needs; from there on it is possible, and where it
    is `ready` it is also what the page advises. `early`: a result would rest on fewer answers than
    those from which finishing is offered; `checking`: a check of attention is next, which is only
    asked where the quiz would stop otherwise. `unasked` is how many situations were not asked;
    `traded` of the extras were answered. `next_item` and `next_extra` are where to go on, None when
    there is nothing left. `stop` says why an adaptive form may stop here, empty where it does not,
    where nothing is left to save, and where `doubts` come first.
    """

    rows: tuple[AnswerRow, ...]
    extras: tuple[AnswerRow, ...]
    checks: tuple[AnswerRow, ...]  # of attention
    doubts: tuple[Doubt, ...]
    total: int
    answered: int
    skipped: tuple[AnswerRow, ...]
    traded: int
    missing: int
    ready: bool
    early: bool
    checking: bool
    unasked: int
    next_item: ItemId | None
    next_extra: ItemId | None
    extras_left: int
    stop: str

    @property
    def missed(self) -> int:
        """How many checks of attention were answered otherwise than they ask, none in doubt."""
        return 0 if self.doubts else sum(1 for row in self.checks if row.missed)

    @property
    def onward(self) -> ItemId | None:
        """Where more answers can be given: a new situation, a skipped one, or an extra."""
        skipped = self.skipped[0].item if self.skipped else None
        return self.next_item or skipped or self.next_extra


def check_page(
    bank: Bank,
    thresholds: Thresholds,
    *,
    asked: Mapping[ItemId, Any],
    step: Step,
    doubts: tuple[Doubt, ...],
) -> CheckPage:
    """List what was asked in the order of asking: situations, extras and checks of attention."""
    again = {named.item for doubt in doubts for named in doubt.answers}
    rows, extras, checks = (
        _rows(bank, asked, kind=kind, again=again) for kind in _kinds(bank, asked)
    )
    total = len(bank.form)
    given = answered(bank, asked)
    missing = max(0, thresholds.accept_finish - choices(bank, asked))
    unseen = first_new(bank, asked, extra=False)
    enough = given >= thresholds.offer_finish or step.stop is not None or unseen is None
    return CheckPage(
        rows=rows,
        extras=extras,
        checks=checks,
        doubts=doubts,
        total=total,
        answered=given,
        skipped=tuple(row for row in rows if not row.lines),
        traded=sum(1 for row in extras if row.lines),
        missing=missing,
        ready=enough and not missing,
        early=given < thresholds.offer_finish,
        checking=step.item is not None and bank.item(step.item).expects is not None,
        unasked=total - len(rows),
        next_item=_next_situation(bank, step, unseen),
        next_extra=first_new(bank, asked, extra=True),
        extras_left=len(of_kind(bank, extra=True)) - len(extras),
        stop="" if doubts or len(rows) == total else why_it_may_stop(step),
    )


def _next_situation(bank: Bank, step: Step, unseen: ItemId | None) -> ItemId | None:
    """Where the situations go on, also while the quiz would ask a trade-off next."""
    return unseen if step.item is None or bank.item(step.item).extra else step.item


def why_it_may_stop(step: Step) -> str:
    """Say why the quiz may stop, without a word on which track is ahead."""
    if step.stop is Stop.SURE:
        return _(
            "One track already stands out, and further answers would probably not change that."
        )
    if step.stop is Stop.LITTLE:
        return _("No question that is left would tell much more.")
    return ""


def _kinds(bank: Bank, asked: Asked) -> tuple[tuple[ItemId, ...], ...]:
    """Part what was asked into situations, extras and checks of attention."""
    checks = tuple(item for item in asked if bank.item(item).expects is not None)
    return (*(asked_of_kind(bank, asked, extra=extra) for extra in (False, True)), checks)


def _rows(
    bank: Bank, asked: Mapping[ItemId, Any], *, kind: Iterable[ItemId], again: Collection[ItemId]
) -> tuple[AnswerRow, ...]:
    return tuple(
        _row(bank.item(item), number, asked[item], again=item in again)
        for number, item in enumerate(kind, 1)
    )


def _row(item: Item, number: int, value: JSON, *, again: bool) -> AnswerRow:
    missed = item.missed(answer_from_json(item, value))
    return AnswerRow(item.id, number, item.situation, answer_lines(item, value), again, missed)
