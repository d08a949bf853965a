"""Knows the pages on which staff look at a cohort: figures of closed groups, and how far it is.

It refuses to tell who, how many wait, and anything that is not in the published tables; finished
people are named on another page than counted ones, and only in whole groups.
"""

from importlib import import_module

from flask import Blueprint, Response, redirect, url_for
from flask.typing import ResponseReturnValue

from quiz.core.cohort import Figure
from quiz.store import cohorts
from quiz.store.cohorts import CohortView
from quiz.web.presenters.group import Window, window
from quiz.web.presenters.group_rows import figure_tables
from quiz.web.presenters.phrases import day
from quiz.web.reading import faces_now
from quiz.web.request import public_url, sessions
from quiz.web.staff.sheets import HAS_WORKBOOKS, WORKBOOK, as_csv
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
        workbooks=HAS_WORKBOOKS,
    )


@blueprint.get("/groups/<group>/figures.csv")
def sheet(group: str) -> ResponseReturnValue:
    """Give the same tables as a file: figures, never lines of people."""
    tables = figure_tables(_window(own_cohort(group)))
    return _file(as_csv(tables), name="fourways-figures.csv", kind="text/csv")


@blueprint.get("/groups/<group>/figures.xlsx")
def workbook(group: str) -> ResponseReturnValue:
    """Give them as a workbook; as a plain file where the site cannot make one."""
    found = own_cohort(group)
    if not HAS_WORKBOOKS:
        return redirect(url_for("figures.sheet", group=group), 303)
    seen = _window(found)
    write = import_module("quiz.web.staff.workbook").as_workbook
    made: bytes = write(found.name, seen.rule, figure_tables(seen))
    return _file(made, name="fourways-figures.xlsx", kind=WORKBOOK)


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


def _file(content: str | bytes, *, name: str, kind: str) -> Response:
    response = Response(content, mimetype=kind)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
