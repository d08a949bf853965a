"""Knows how a quality card reads: what is known of a bank, what is only simulated, what neither.

It refuses to compute a figure, and to show one without saying where it comes from.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from babel.numbers import format_decimal
from flask_babel import lazy_gettext

from quiz.core.bank import Bank
from quiz.core.card import STABILITY, STEP, Card, Observed, Simulated
from quiz.core.model import plane
from quiz.core.result import Kind
from quiz.web.presenters.faces import Faces, TraitFace
from quiz.web.presenters.phrases import listed, locale, month, number
from quiz.web.wording import gettext as _

KINDS = {
    Kind.CLEAR: lazy_gettext("Clear"),
    Kind.LEANING: lazy_gettext("Leaning"),
    Kind.CLOSE_CALL: lazy_gettext("A close call"),
    Kind.THREE_WAY: lazy_gettext("Three-way"),
    Kind.BALANCED: lazy_gettext("A balanced profile"),
    Kind.NOT_ENOUGH: lazy_gettext("Not enough answers yet"),
    Kind.CHECK_ANSWERS: lazy_gettext("Check your answers"),
}
"""The kinds of verdict as a column of a table."""

_NAMING = {Kind.CLEAR, Kind.LEANING, Kind.CLOSE_CALL}
"""The kinds of verdict that name some tracks and not others, so that they can be right."""

SCENARIOS = {
    "exact": (
        lazy_gettext("Exact"),
        lazy_gettext("They answer just as the weights say. Nobody does; it shows the best case."),
    ),
    "noisy": (
        lazy_gettext("Noisy"),
        lazy_gettext("Every weight is a little off, as in questions that nobody has tuned."),
    ),
    "biased": (
        lazy_gettext("Biased"),
        lazy_gettext("Noisy, drawn to what sounds good, and one answer in twenty is a guess."),
    ),
    "careless": (
        lazy_gettext("Careless"),
        lazy_gettext("Biased, and one person in ten does not read the questions."),
    ),
}
"""The ways in which imaginary people answer: name, and what it means."""
LIKE_PEOPLE = "biased"
"""The way of answering that is told first: nobody is exact, and few do not read at all."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A figure, and perhaps a second one that belongs to it."""

    text: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One figure for each column."""

    label: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Figures set out by columns; `nobody` says in one sentence which rows would hold only 0."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    nobody: str = ""


@dataclass(frozen=True, slots=True)
class Way:
    """A way of answering, explained."""

    name: str
    says: str


@dataclass(frozen=True, slots=True)
class QualityPage:
    """Everything a quality card shows; without figures a table tuple is empty.

    `means` says the figures that matter most in one breath; empty without simulated ones.
    """

    means: str
    tuned: str
    kept: str
    real: tuple[Table, ...]
    simulated: tuple[Table, ...]
    made: str
    stability: str  # of true leanings over a month, as assumed
    ways: tuple[Way, ...]


def quality(
    bank: Bank, faces: Faces, *, card: Card | None, seen: tuple[int, Observed | None]
) -> QualityPage:
    """Lay out a card. `seen` is how many real results there are in whole steps, and their say."""
    count, found = seen
    axes = axis_names(faces)
    return QualityPage(
        means=_means(card.simulated) if card else "",
        tuned=_tuned(bank),
        kept=_kept(count),
        real=_real(found, axes) if found else (),
        simulated=_simulated(card.simulated, axes) if card else (),
        made=_made(card) if card else "",
        stability=_measure(STABILITY),
        ways=tuple(_way(each.scenario) for each in card.simulated) if card else (),
    )


def axis_names(faces: Faces) -> tuple[str, str]:
    """Name the axes of the plane by the traits that pull to either side."""
    drawn = list(faces.traits.values())
    x, y = plane(len(drawn)).tolist()
    return _against(drawn, x), _against(drawn, y)


def _against(traits: Sequence[TraitFace], axis: Sequence[float]) -> str:
    pairs = list(zip(traits, axis, strict=True))
    some = [trait.loud for trait, pull in pairs if pull > 0]
    others = [trait.loud for trait, pull in pairs if pull < 0]
    if not some or not others:  # too few traits for a second axis
        return _("nothing left to compare")
    return _("%(some)s against %(others)s", some=listed(some), others=listed(others))


def _means(found: Sequence[Simulated]) -> str:
    """Say what a reader may hope for, by the last way of answering in which everybody reads."""
    named = {each.scenario: each for each in found}
    like_people = named.get(LIKE_PEOPLE, found[-1])
    return _(
        "No one knows yet how often it is right for real people. Of a hundred imaginary ones who "
        "answer everything, though not quite carefully, it tells %(right)s the track they belong "
        "to, and %(again)s the same track a month later. Where it says “Clear”, it is right for "
        "%(clear)s of a hundred.",
        right=_hundred(like_people.right),
        again=_hundred(like_people.a_month_later),
        clear=_hundred(like_people.verdicts[Kind.CLEAR].right),
    )


def _tuned(bank: Bank) -> str:
    if bank.calibration is None:
        return _(
            "Not yet. People wrote the questions and their weights, and no real answers have "
            "corrected them; results say so and draw the doubt wider."
        )
    return _(
        "On the answers of %(people)s people, %(day)s.",
        people=number(bank.calibration.people),
        day=month(bank.calibration.day),
    )


def _kept(count: int) -> str:
    if not count:
        return _("Fewer than %(step)s, so nothing is told from them.", step=number(STEP))
    return _(
        "At least %(count)s. They count in closed steps of %(step)s, and figures from them change "
        "once a day at most.",
        count=number(count),
        step=number(STEP),
    )


def _made(card: Card) -> str:
    said = _(
        "%(people)s imaginary people for each column, each answering every question; seed "
        "%(seed)s, formula %(formula)s.",
        people=number(card.people),
        seed=str(card.seed),
        formula=card.formula,
    )
    if not card.pilot:
        return said
    return said + " " + _("With the wider doubt of a trial version.")


def _way(scenario: str) -> Way:
    name, says = SCENARIOS.get(scenario, (scenario, ""))
    return Way(str(name), str(says))


def _real(found: Observed, axes: tuple[str, str]) -> tuple[Table, ...]:
    column = (_("Real results"),)
    measured = (
        *(
            Row(_reliable(axis), (Cell(_measure(value)),))
            for axis, value in zip(axes, found.reliability, strict=True)
        ),
        Row(_("Standard error"), (Cell(_measure(found.error)),)),
    )
    told = tuple(
        Row(str(words), (Cell(_hundred(found.verdicts[kind])),)) for kind, words in KINDS.items()
    )
    caption = _("From %(count)s real results", count=number(found.people))
    verdicts = _("Verdicts, out of a hundred real results")
    return Table(caption, column, measured), _verdicts(verdicts, column, told)


def _simulated(found: Sequence[Simulated], axes: tuple[str, str]) -> tuple[Table, ...]:
    columns = tuple(_way(each.scenario).name for each in found)
    share: dict[str, Callable[[Simulated], float]] = {
        _("Told the track they belong to"): lambda s: s.right,
        _("The same, if the true weights were known"): lambda s: s.limit,
        _("Told the same track when they answer again"): lambda s: s.again,
        _("Told the same track a month later"): lambda s: s.a_month_later,
        _("Stated and true shares lie apart by"): lambda s: s.calibration_error,
    }
    plain: dict[str, Callable[[Simulated], float]] = {
        _reliable(axes[0]): lambda s: s.reliability[0],
        _reliable(axes[1]): lambda s: s.reliability[1],
        _doubtful(axes[0]): lambda s: s.error[0],
        _doubtful(axes[1]): lambda s: s.error[1],
    }
    counted = [_row(label, [Cell(_hundred(f(s))) for s in found]) for label, f in share.items()]
    measured = [_row(label, [Cell(_measure(f(s))) for s in found]) for label, f in plain.items()]
    told = [_row(str(words), [_told(s, kind) for s in found]) for kind, words in KINDS.items()]
    return (
        Table(_("Simulated: how precise"), columns, tuple(measured)),
        Table(_("Simulated: how often right, out of a hundred people"), columns, tuple(counted)),
        _verdicts(_("Simulated: verdicts, out of a hundred people"), columns, told),
    )


def _verdicts(caption: str, columns: tuple[str, ...], rows: Sequence[Row]) -> Table:
    """Fold the verdicts that nobody got into a sentence: on a phone each row is a long list."""
    nothing = _hundred(0.0)
    kept = tuple(row for row in rows if any(cell.text != nothing for cell in row.cells))
    folded = [row.label for row in rows if row not in kept]
    nobody = _("Verdicts that nobody got: %(kinds)s.", kinds=listed(folded)) if folded else ""
    return Table(caption, columns, kept, nobody)


def _row(label: str, cells: Sequence[Cell]) -> Row:
    return Row(label, tuple(cells))


def _told(found: Simulated, kind: Kind) -> Cell:
    told = found.verdicts[kind]
    if not told.share or kind not in _NAMING:
        return Cell(_hundred(told.share))
    return Cell(_hundred(told.share), _("%(share)s%% right", share=number(round(100 * told.right))))


def _reliable(axis: str) -> str:
    return _("Reliability, %(axis)s", axis=axis)


def _doubtful(axis: str) -> str:
    return _("Standard error, %(axis)s", axis=axis)


def _measure(value: float) -> str:
    """Write a figure with two decimals, so that a column can be read down."""
    return format_decimal(value, format="0.00", locale=locale())


def _hundred(share: float) -> str:
    """Write a share as so many out of a hundred; what is there is never rounded to nothing."""
    if 0 < share < 0.005:
        return _("under 1")
    return number(round(100 * share))
