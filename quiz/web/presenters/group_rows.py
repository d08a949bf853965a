"""Knows the published figures of a cohort as lines of a table: the same as drawn, nothing else.

It refuses to know where they come from.
"""

from dataclasses import dataclass

from flask_babel import gettext as _

from quiz.web.presenters.group import Window


@dataclass(frozen=True, slots=True)
class FigureRow:
    """So many people in one entry of one table."""

    table: str
    entry: str
    people: int


def group_rows(seen: Window) -> tuple[FigureRow, ...]:
    """List every figure that is drawn, table by table; none where nothing is shown yet."""
    rows = []
    if seen.picture:
        tracks = _("Where their results point")
        rows += [FigureRow(tracks, label.face.name, label.people) for label in seen.picture.labels]
        rows.append(FigureRow(tracks, _("Undecided"), seen.undecided))
    named = (
        (_("Which question comes first"), seen.firsts),
        (_("How sure the results are"), seen.kinds),
    )
    return (*rows, *(FigureRow(name, row.name, row.people) for name, part in named for row in part))
