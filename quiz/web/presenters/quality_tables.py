"""Knows how the figures of a quality card are set out in tables, each with its columns.

It refuses to compute a figure, and to say what it means for a reader.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from babel.numbers import format_decimal
from flask_babel import lazy_gettext

from quiz.core.card import Early, Observed, Simulated, Told
from quiz.core.result import Kind
from quiz.web.presenters.phrases import listed, locale, number
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


def real_tables(found: Observed, axes: tuple[str, str]) -> tuple[Table, ...]:
    """Set out what real results show; `axes` are the names of the two axes of the plane."""
    column = (_("Real results"),)
    measured = (
        *(
            Row(_reliable(axis), (Cell(measure(value)),))
            for axis, value in zip(axes, found.reliability, strict=True)
        ),
        Row(_("Standard error"), (Cell(measure(found.error)),)),
    )
    told = tuple(
        Row(str(words), (Cell(hundred(found.verdicts[kind])),)) for kind, words in KINDS.items()
    )
    caption = _("From %(count)s real results", count=number(found.people))
    verdicts = _("Verdicts, out of a hundred real results")
    return Table(caption, column, measured), _verdicts(verdicts, column, told)


def simulated_tables(
    found: Sequence[Simulated], axes: tuple[str, str], columns: tuple[str, ...]
) -> tuple[Table, ...]:
    """Set out what simulated people show who answer everything; a column for each scenario."""
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
    counted = [_row(label, [Cell(hundred(f(s))) for s in found]) for label, f in share.items()]
    measured = [_row(label, [Cell(measure(f(s))) for s in found]) for label, f in plain.items()]
    told = [
        _row(str(words), [_told(s.verdicts[kind], kind) for s in found])
        for kind, words in KINDS.items()
    ]
    return (
        Table(_("Simulated: how precise"), columns, tuple(measured)),
        Table(_("Simulated: how often right, out of a hundred people"), columns, tuple(counted)),
        _verdicts(_("Simulated: verdicts, out of a hundred people"), columns, told),
    )


def early_tables(found: Sequence[Simulated], columns: tuple[str, ...]) -> tuple[Table, ...]:
    """Set out the same for those who stop early; nothing where one scenario did not ask that."""
    early = [each.early for each in found if each.early is not None]
    if not early or len(early) < len(found):
        return ()
    rows: dict[str, Callable[[Early], Cell]] = {
        _("Answers they have given by then, median"): lambda e: Cell(number(e.items)),
        _("Told the track they belong to"): lambda e: Cell(hundred(e.right)),
        _("Told the track that all situations lead to"): lambda e: Cell(hundred(e.same)),
        _("Told “Clear”"): lambda e: _told(e.verdicts[Kind.CLEAR], Kind.CLEAR),
    }
    caption = _("Simulated: stopping as soon as the quiz allows, out of a hundred people")
    told = tuple(_row(label, [f(each) for each in early]) for label, f in rows.items())
    return (Table(caption, columns, told),)


def _verdicts(caption: str, columns: tuple[str, ...], rows: Sequence[Row]) -> Table:
    """Fold the verdicts that nobody got into a sentence: on a phone each row is a long list."""
    nothing = hundred(0.0)
    kept = tuple(row for row in rows if any(cell.text != nothing for cell in row.cells))
    folded = [row.label for row in rows if row not in kept]
    nobody = _("Verdicts that nobody got: %(kinds)s.", kinds=listed(folded)) if folded else ""
    return Table(caption, columns, kept, nobody)


def _row(label: str, cells: Sequence[Cell]) -> Row:
    return Row(label, tuple(cells))


def _told(told: Told, kind: Kind) -> Cell:
    if not told.share or kind not in _NAMING:
        return Cell(hundred(told.share))
    return Cell(hundred(told.share), _("%(share)s%% right", share=number(round(100 * told.right))))


def _reliable(axis: str) -> str:
    return _("Reliability, %(axis)s", axis=axis)


def _doubtful(axis: str) -> str:
    return _("Standard error, %(axis)s", axis=axis)


def measure(value: float) -> str:
    """Write a figure with two decimals, so that a column can be read down."""
    return format_decimal(value, format="0.00", locale=locale())


def hundred(share: float) -> str:
    """Write a share as so many out of a hundred; what is there is never rounded to nothing."""
    if 0 < share < 0.005:
        return _("under 1")
    return number(round(100 * share))
