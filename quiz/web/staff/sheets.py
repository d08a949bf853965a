"""Knows the published figures of a cohort as a plain file for a spreadsheet, and whether this site
can make workbooks of them too (`quiz.web.staff.workbook`).

It refuses to add a line to them, and to let a name in a cell be taken for a formula.
"""

import csv
from collections.abc import Sequence
from importlib.util import find_spec
from io import StringIO

from quiz.web.presenters.group_rows import FigureTable

HAS_WORKBOOKS = find_spec("xlsxwriter") is not None
"""Whether the extra `xlsx` is installed; pages otherwise offer the plain file alone."""

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
"""The media type of a workbook."""

_STARTS_A_FORMULA = {"=", "+", "-", "@", "\t", "\r"}


def as_csv(tables: Sequence[FigureTable]) -> str:
    """Write one line for each entry: table, entry, people."""
    out = StringIO()
    lines = csv.writer(out)
    lines.writerow(("table", "entry", "people"))
    for table in tables:
        lines.writerows((table.name, _plain(entry), people) for entry, people in table.rows)
    return out.getvalue()


def _plain(text: str) -> str:
    """Keep a spreadsheet from taking a name for a formula."""
    return "'" + text if text[:1] in _STARTS_A_FORMULA else text
