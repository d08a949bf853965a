"""Knows the pages on which staff look at a cohort: figures of closed groups, and how far it is.

It refuses to tell who, how many wait, and anything that is not in the published tables; finished
people are named on another page than counted ones, and only in whole groups.
"""

import csv
from io import StringIO

from flask import Blueprint, Response, url_for
from flask.typing import ResponseReturnValue

from quiz.core.cohort import Figure
from quiz.store import cohorts
from quiz.store.cohorts import CohortView
from quiz.web.presenters.group import Window, window
from quiz.web.presenters.group_rows import figure_tables
from quiz.web.presenters.phrases import day
from quiz.web.reading import faces_now
from quiz.web.request import public_url, sessions
from quiz.web.staff.signed_in import for_staff_only, own_cohort, show

blueprint = Blueprint("figures", __name__, url_prefix="/staff")
for_staff_only(blueprint)


@blueprint.get("/groups/<group>")
def figures(group: str) -> ResponseReturnValue:
    """Show the published tables, as the people in the cohort were shown they would be."""
    found = own_cohort(group)
    seen = _window(found)
    return show(
        "staff/figures.html",
        group=found,
        window=seen,
        tables=figure_tables(seen),
        fine=found.rule.step(Figure.KINDS),
    )


@blueprint.get("/groups/<group>/figures.csv")
def sheet(group: str) -> ResponseReturnValue:
    """Give the same tables as a file: figures, never lines of people."""
    found = own_cohort(group)
    out = StringIO()
    lines = csv.writer(out)
    lines.writerow(("table", "entry", "people"))
    for table in figure_tables(_window(found)):
        lines.writerows((table.name, _plain(entry), people) for entry, people in table.rows)
    response = Response(out.getvalue(), mimetype="text/csv")
    response.headers["Content-Disposition"] = 'attachment; filename="fourways-figures.csv"'
    return response


@blueprint.get("/groups/<group>/progress")
def progress(group: str) -> ResponseReturnValue:
    """Say how many have finished at least, and what was agreed."""
    found = own_cohort(group)
    with sessions().read() as reading:
        finished = cohorts.finished_at_least(reading, found)
    return show(
        "staff/progress.html",
        group=found,
        finished=finished,
        address=public_url(url_for("groups.welcome", cohort=found.address)),
        day=day,
    )


@blueprint.get("/groups/<group>/guide")
def guide(group: str) -> ResponseReturnValue:
    """Give a plan for an hour in which the people of a cohort talk about their results."""
    found = own_cohort(group)
    return show("staff/guide.html", group=found, traits=tuple(faces_now().traits.values()))


def _window(group: CohortView) -> Window:
    with sessions().read() as reading:
        tables = cohorts.figures(reading, group.id)
    return window(faces_now(), tables, group.rule)


def _plain(text: str) -> str:
    """Keep a spreadsheet from taking a name for a formula."""
    return "'" + text if text[:1] in {"=", "+", "-", "@", "\t"} else text
