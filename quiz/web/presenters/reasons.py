"""Knows the reasons for a result as a table: answers for and against, the rest, and their sum.

It refuses to compute points: what an answer is worth comes from the core.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from quiz.core.bank import Answer, Bank, Item, ItemId, Responses
from quiz.core.card import Card
from quiz.core.evidence import Evidence
from quiz.core.result import Result
from quiz.core.rules import TrackId
from quiz.web.presenters.answers import Line, in_a_sentence, quoted
from quiz.web.presenters.faces import Faces, TrackFace
from quiz.web.presenters.geometry import Dot
from quiz.web.presenters.phrases import inline, number, numbered, opening, signed, to_hundredths
from quiz.web.wording import gettext as _
from quiz.web.wording import ngettext

SHOWN = 3
"""How many answers are shown for a track, and how many against it, before the full list."""
SHOWN_OF_MANY = 2
"""The same where more than two tracks are open, so that the page stays short enough to read."""
_MOST_DOTS = 12


@dataclass(frozen=True, slots=True)
class Dots:
    """Points as dots: whole ones, perhaps a half; rings where they speak against the track."""

    whole: int
    half: bool
    against: bool

    @property
    def placed(self) -> tuple[Dot, ...]:
        """Where the whole ones stand, side by side."""
        return tuple(Dot(7 + 13 * place, 7, self.against) for place in range(self.whole))


@dataclass(frozen=True, slots=True)
class Reason:
    """One answer and the points it gave; `number` is its place, `called` as `Sheet.called`."""

    number: int
    called: str
    situation: str
    lines: tuple[Line, ...]
    points: str
    dots: Dots


@dataclass(frozen=True, slots=True)
class Reasons:
    """Leader against runner-up, answer by answer; the parts add up to the margin as printed."""

    leader: TrackFace
    over: TrackFace
    support: tuple[Reason, ...]
    against: tuple[Reason, ...]
    rest: str
    rest_count: int
    margin: str
    ahead: bool  # whether the margin is the leader's
    every: tuple[Reason, ...]  # that counted, the largest first
    even: str  # which answers gave both the same


@dataclass(frozen=True, slots=True)
class Side:
    """What speaks for and against one of several open tracks; it all adds up to the margin.

    So does what is seen while the answers against it are folded away, or left out on paper.
    """

    face: TrackFace
    others: tuple[TrackFace, ...]
    support: tuple[Reason, ...]
    against: tuple[Reason, ...]
    rest: str
    rest_count: int
    others_together: str  # against it, and the rest
    margin: str


@dataclass(frozen=True, slots=True)
class Swap:
    """One answer of the smallest change: what it is now and what it would have to be."""

    number: int
    called: str
    situation: str
    now: str
    instead: str


@dataclass(frozen=True)
class Sheet:
    """The answers a result was made from, with the bank they were given to and its figures."""

    bank: Bank
    faces: Faces
    responses: Responses
    card: Card | None = None

    @cached_property
    def order(self) -> tuple[ItemId, ...]:
        """What was asked, each kind in the order of asking: situations, extras, attention."""
        return tuple(sorted(self.responses, key=self._kind))

    def _kind(self, item: ItemId) -> int:
        question = self.bank.item(item)
        return 2 if question.expects is not None else int(question.extra)

    def place(self, item: ItemId) -> int:
        """Number an item in this order: a situation as its own page does, extras after those."""
        return self.order.index(item) + 1

    def called(self, item: ItemId) -> str:
        """Name an item as its own page does; a situation has its number, and nothing here."""
        kind = self._kind(item)
        if kind != 1:
            return _("Attention check") if kind else ""
        extras = [each for each in self.order if self._kind(each) == 1]
        return _("Trade-off %(number)s", number=number(extras.index(item) + 1))

    def name(self, item: ItemId) -> str:
        """Name an item inside a sentence: by its number, or as `called`."""
        return inline(self.called(item)) or number(self.place(item))

    def quote(self, item: ItemId) -> tuple[Item, tuple[Line, ...]]:
        """Look up an item and quote the answer to it."""
        question = self.bank.item(item)
        answer = self.responses[item]
        return question, () if answer is None else quoted(question, answer)


def reasons(result: Result, sheet: Sheet) -> Reasons:
    """Lay out what each answer added to the leader against the runner-up."""
    why = result.why
    every = _rows(why.contributions, sheet)
    support, against = _largest(every, sign=1), _largest(every, sign=-1)
    shown = [row for row, _points in (*support, *against)]
    rest = sum(points for row, points in every if row not in shown)
    return Reasons(
        leader=sheet.faces.tracks[why.leader],
        over=sheet.faces.tracks[why.over],
        support=tuple(row for row, _points in support),
        against=tuple(row for row, _points in against),
        rest=signed(rest),
        rest_count=len(every) - len(shown),
        margin=number(abs(why.margin)),
        ahead=why.margin >= 0,
        every=_counted(every),
        even=_even(every),
    )


_Row = tuple[Reason, float]


def _rows(contributions: Mapping[ItemId, float], sheet: Sheet) -> list[_Row]:
    values = to_hundredths(list(contributions.values()))
    return [
        (_reason(item, points, sheet), points)
        for item, points in zip(contributions, values, strict=True)
    ]


def _largest(rows: Sequence[_Row], *, sign: int, most: int = SHOWN) -> list[_Row]:
    """Pick the answers that say most in one direction; equals in the order of asking."""
    fitting = [row for row in rows if row[1] * sign > 0]
    return sorted(fitting, key=lambda row: (-abs(row[1]), row[0].number))[:most]


def _counted(rows: Sequence[_Row]) -> tuple[Reason, ...]:
    both = [_largest(rows, sign=sign, most=len(rows)) for sign in (1, -1)]
    ordered = sorted((*both[0], *both[1]), key=lambda row: (-abs(row[1]), row[0].number))
    return tuple(row for row, _points in ordered)


def _even(rows: Sequence[_Row]) -> str:
    """Name in one sentence the answers that made no difference between the two tracks."""
    even = sorted((row for row, points in rows if not points), key=lambda row: row.number)
    if not even:
        return ""
    if len(even) == 1:
        return _("%(which)s gave both the same: 0 points.", which=opening(named(even)))
    return _("These gave both the same, 0 points each: %(which)s.", which=named(even))


def named(rows: Sequence[Reason]) -> str:
    """Name answers inside a sentence, by their numbers or as their pages are called."""
    return numbered([inline(row.called) or number(row.number) for row in rows])


def _reason(item: ItemId, points: float, sheet: Sheet) -> Reason:
    question, lines = sheet.quote(item)
    return Reason(
        sheet.place(item),
        sheet.called(item),
        question.situation,
        lines,
        signed(points),
        _dots(points),
    )


def _dots(points: float) -> Dots:
    halves = min(round(2 * abs(points)), 2 * _MOST_DOTS)
    return Dots(halves // 2, bool(halves % 2), against=points < 0)


def sides(tracks: Sequence[TrackId], given: Evidence, sheet: Sheet) -> tuple[Side, ...]:
    """Lay out, for each open track, what speaks most for it and against it, beside the others.

    With two open tracks these are the contributions to the margin between them; with more, a
    track is held against the mean of the others.
    """
    return tuple(_side(track, [t for t in tracks if t != track], given, sheet) for track in tracks)


def _side(track: TrackId, others: Sequence[TrackId], given: Evidence, sheet: Sheet) -> Side:
    ahead = {
        item: points[track] - sum(points[other] for other in others) / len(others)
        for item, points in given.items()
    }
    every = _rows(ahead, sheet)
    most = SHOWN if len(others) == 1 else SHOWN_OF_MANY
    support, against = (_largest(every, sign=sign, most=most) for sign in (1, -1))
    shown = [row for row, _points in (*support, *against)]
    return Side(
        face=sheet.faces.tracks[track],
        others=tuple(sheet.faces.tracks[other] for other in others),
        support=tuple(row for row, _points in support),
        against=tuple(row for row, _points in against),
        rest=signed(sum(points for row, points in every if row not in shown)),
        rest_count=len(every) - len(shown),
        others_together=signed(sum(p for row, p in every if row not in shown[: len(support)])),
        margin=signed(sum(points for _row, points in every)),
    )


def swaps(result: Result, sheet: Sheet) -> tuple[Swap, ...]:
    """Put the smallest change into words, in the order of asking."""
    found = [
        Swap(
            sheet.place(change.item),
            sheet.called(change.item),
            sheet.bank.item(change.item).situation,
            _said(change.item, change.now, sheet),
            _said(change.item, change.instead, sheet),
        )
        for change in result.change
    ]
    return tuple(sorted(found, key=lambda swap: swap.number))


def _said(item: ItemId, answer: Answer, sheet: Sheet) -> str:
    return in_a_sentence(quoted(sheet.bank.item(item), answer))


def change_sentence(result: Result, faces: Faces) -> str:
    """Say how many answers carry the result."""
    count = len(result.change)
    of = {"count": number(count), "answered": number(result.form.answered)}
    track = faces.tracks[result.why.leader].inline
    if not count and result.why.margin < 0:
        return _(
            "Nothing has to change: you have more points for another track already. While a form "
            "is unfinished, the track that many more questions would name most often goes first."
        )
    if not count:
        return _("No change of these answers would bring another track to the front.")
    if result.verdict.tracks == (result.why.leader,):
        return ngettext(
            "With a single different answer out of %(answered)s, %(track)s would no longer have "
            "most points.",
            "With %(count)s different answers out of %(answered)s, and no fewer, %(track)s would "
            "no longer have most points.",
            count,
            track=track,
            **of,
        )
    return ngettext(
        "A single different answer, out of %(answered)s, would change which track has most points.",
        "%(count)s different answers, out of %(answered)s, would change which track has most "
        "points.",
        count,
        **of,
    )
