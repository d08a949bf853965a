"""Knows how staff make codes for a cohort: as cards to print, and as a file.

It refuses to show codes twice, since it does not keep them, and to say which were used.
"""

import csv
from dataclasses import dataclass
from io import StringIO

from flask import Blueprint, Response, redirect, url_for
from flask.typing import ResponseReturnValue

from quiz import operations
from quiz.operations import NoCodes
from quiz.operations.codes import AT_ONCE, MOST
from quiz.store.codes import codes_made
from quiz.store.cohorts import CohortView
from quiz.web.forms import Problem
from quiz.web.presenters.phrases import day
from quiz.web.presenters.qr import QrCode, qr_code
from quiz.web.request import public_url, sessions
from quiz.web.security import only_fields
from quiz.web.staff.forms import TOO_MANY_CODES, CodesForm, SheetForm
from quiz.web.staff.signed_in import for_staff_only, own_cohort, show

blueprint = Blueprint("codes", __name__, url_prefix="/staff")
for_staff_only(blueprint)


@dataclass(frozen=True, slots=True)
class Card:
    """One code, and the code of its address for the camera of a phone."""

    code: str
    qr: QrCode


@blueprint.get("/groups/<group>/codes")
def ask(group: str) -> ResponseReturnValue:
    """Ask how many to make, and say what a code is."""
    found = own_cohort(group)
    return _ask(found) if found.by_code else redirect(url_for("ways.ways", group=group), 303)


@blueprint.post("/groups/<group>/codes")
def make(group: str) -> ResponseReturnValue:
    """Make new codes and show them as cards, this once."""
    found, form = own_cohort(group), CodesForm()
    only_fields(form.names)
    if not form.sent_well():
        return _ask(found, form), 422
    try:
        codes = operations.make_codes(sessions(), found.address, count=form.count.data or 0)
    except NoCodes:
        form.problems.append(Problem("count", str(TOO_MANY_CODES)))
        return _ask(found, form), 422
    return show(
        "staff/cards.html",
        group=found,
        form=SheetForm(formdata=None),
        codes=" ".join(codes),
        cards=[Card(code, qr_code(_address(found, code))) for code in codes],
        address=_address(found),
        closes=day(found.closes) if found.closes else "",
    )


@blueprint.post("/groups/<group>/codes.csv")
def sheet(group: str) -> ResponseReturnValue:
    """Give codes that were just made as a file; they are not looked up, so nothing is told."""
    found, form = own_cohort(group), SheetForm()
    only_fields(form.names)
    if not form.sent_well():
        asked = CodesForm(formdata=None)
        asked.problems = form.problems
        return _ask(found, asked), 422
    out = StringIO()
    lines = csv.writer(out)
    lines.writerow(("code", "address"))
    lines.writerows((code, _address(found, code)) for code in form.listed)
    response = Response(out.getvalue(), mimetype="text/csv")
    response.headers["Content-Disposition"] = 'attachment; filename="fourways-codes.csv"'
    return response


def _ask(group: CohortView, form: CodesForm | None = None) -> str:
    with sessions().read() as reading:
        made = codes_made(reading, group.id)
    form = form or CodesForm(formdata=None)
    return show("staff/codes.html", group=group, form=form, made=made, at_once=AT_ONCE, most=MOST)


def _address(group: CohortView, code: str = "") -> str:
    return public_url(url_for("groups.welcome", cohort=group.address, code=code or None))
