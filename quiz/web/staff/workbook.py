"""Knows the published figures of a cohort as a workbook. It needs the extra `xlsx`, and is imported
where one is asked for: what makes workbooks is large, and seldom used.

It refuses to add a line to them, and to let a name in a cell be taken for a formula.
"""

from collections.abc import Sequence
from io import BytesIO

import xlsxwriter

from quiz.web.presenters.group_rows import FigureTable
from quiz.web.wording import gettext as _

_AS_TYPED = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def as_workbook(name: str, rule: str, tables: Sequence[FigureTable]) -> bytes:
    """Write the figures: texts are cells of text and people cells of numbers.

    `name` and `rule` stand above.
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
