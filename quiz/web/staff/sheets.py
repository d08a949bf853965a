"""Knows the published figures of a cohort as files for a spreadsheet: plain text, and a workbook.

It refuses to add a line to them, and to let a name in a cell be taken for a formula. Workbooks need
the extra `xlsx`.
"""

import csv
from collections.abc import Sequence
from io import BytesIO, StringIO

from flask_babel import gettext as _

from quiz.web.presenters.group_rows import FigureTable

try:
    import xlsxwriter
except ImportError:  # the extra is not installed; pages then offer the plain file alone
    xlsxwriter = None

HAS_WORKBOOKS = xlsxwriter is not None

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
"""The media type of a workbook."""

_AS_TYPED = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_STARTS_A_FORMULA = {"=", "+", "-", "@", "\t", "\r"}


def as_csv(tables: Sequence[FigureTable]) -> str:
    """Write one line for each entry: table, entry, people."""
    out = StringIO()
    lines = csv.writer(out)
    lines.writerow(("table", "entry", "people"))
    for table in tables:
        lines.writerows((table.name, _plain(entry), people) for entry, people in table.rows)
    return out.getvalue()


def as_workbook(name: str, rule: str, tables: Sequence[FigureTable]) -> bytes:
    """Write the same as a workbook: texts are cells of text and people cells of numbers.

    `name` and `rule` stand above. Only where `HAS_WORKBOOKS`.
    """
    out = BytesIO()
    book = xlsxwriter.Workbook(out, _AS_TYPED)
    page = book.add_worksheet(_("Figures"))
    strong = book.add_format({"bold": True})
    page.set_column(0, 1, 32)
    page.write_string(0, 0, name, strong)
    page.write_string(1, 0, rule)
    for column, words in enumerate((_("Table"), _("Entry"), _("People"))):
        page.write_string(3, column, words, strong)
    lines = [(table.name, entry, people) for table in tables for entry, people in table.rows]
    for row, (table, entry, people) in enumerate(lines, 4):
        page.write_string(row, 0, table)
        page.write_string(row, 1, entry)
        page.write_number(row, 2, people)
    book.close()
    return out.getvalue()


def _plain(text: str) -> str:
    """Keep a spreadsheet from taking a name for a formula."""
    return "'" + text if text[:1] in _STARTS_A_FORMULA else text
