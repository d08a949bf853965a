"""Knows the published figures of a cohort as tables of lines: the same as drawn, nothing else.

It refuses to know where they come from.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from quiz.web.presenters.group import Row, Window
from quiz.web.wording import gettext as _


@dataclass(frozen=True, slots=True)
class FigureTable:
    """One table: what it is about, and so many people for each entry."""

    name: str
    rows: tuple[tuple[str, int], ...]


def figure_tables(seen: Window) -> tuple[FigureTable, ...]:
    """List every figure that is drawn, table by table; none where nothing is shown yet."""
    found = []
    if seen.picture:
        rows = [(label.face.name, label.people) for label in seen.picture.labels]
        rows.append((_("Undecided"), seen.undecided))
        found.append(FigureTable(_("Where their results point"), tuple(rows)))
    if seen.firsts:
        found.append(FigureTable(_("Which question comes first"), _lines(seen.firsts)))
    if seen.kinds:
        found.append(FigureTable(_("How sure the results are"), _lines(seen.kinds)))
    if seen.rungs:
        found.append(FigureTable(_("Where people place themselves"), _lines(seen.rungs)))
    return tuple(found)


def _lines(rows: Sequence[Row]) -> tuple[tuple[str, int], ...]:
    return tuple((row.name, row.people) for row in rows)
