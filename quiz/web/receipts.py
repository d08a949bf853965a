"""Knows the page on which a person takes a receipt, and the one on which anybody checks receipts.

It refuses to keep what is checked, to fetch anything for it, and to need the database for it.
"""

from dataclasses import dataclass

from flask import Blueprint, Response, current_app, redirect, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import BadRequest

from quiz.operations import StoreUnavailable
from quiz.store.views import AttemptView
from quiz.web.forms import Problem
from quiz.web.frames import find_group
from quiz.web.pace import Rate, bound_address
from quiz.web.presenters.phrases import day
from quiz.web.receipt import Checked, Receipt, Receipts
from quiz.web.request import current_attempt, front, taker_url
from quiz.web.wording import gettext as _

blueprint = Blueprint("receipts", __name__)

CHECKS_OF_AN_ADDRESS = Rate(60)
"""Each may hold many receipts; a whole company may stand behind one address."""

_FIELDS = frozenset({"receipt"})
_FILE = "file"


@dataclass(frozen=True, slots=True)
class Line:
    """A good receipt as the page tells it. `group` and `organisation` are empty once it is gone."""

    group: str
    organisation: str
    cohort: str
    day: str
    copies: int


def receipt_of(token: str, attempt: AttemptView) -> str:
    """The receipt of an attempt that was finished in a group; empty for any other."""
    if attempt.cohort is None or attempt.finished_day is None:
        return ""
    return receipts().write(token, cohort=attempt.cohort, day=attempt.finished_day)


def receipts() -> Receipts:
    """Give what signs receipts and checks them."""
    return front().receipts


@blueprint.get("/a/<token>/receipt")
def show(token: str) -> ResponseReturnValue:
    """Show the receipt, what it says and what it keeps to itself."""
    attempt = current_attempt(token)
    written = receipt_of(token, attempt)
    if not written:
        return redirect(taker_url("take.resume"), 303)
    (said,) = receipts().check(written).good
    return render_template("results/receipt.html", token=token, receipt=written, line=_line(said))


@blueprint.get("/a/<token>/receipt.txt", endpoint="file")
def give_file(token: str) -> ResponseReturnValue:
    """Give the receipt as a file."""
    written = receipt_of(token, current_attempt(token))
    if not written:
        return redirect(taker_url("take.resume"), 303)
    response = Response(written + "\n", mimetype="text/plain")
    response.headers["Content-Disposition"] = 'attachment; filename="fourways-receipt.txt"'
    return response


@blueprint.get("/verify")
def ask() -> ResponseReturnValue:
    """Say what a receipt proves and what not, and take one."""
    return _page("", None, ())


@blueprint.post("/verify")
def check() -> ResponseReturnValue:
    """Check what was pasted or sent as a file; nothing is kept."""
    bound_address("receipts", CHECKS_OF_AN_ADDRESS)
    text = _given()
    found = receipts().check(text)
    if not found.good and not found.bad:
        said = _("No whole receipt is in this. It begins with fw1 and is one long line.")
        return _page(text, None, (Problem("receipt", said),)), 422
    return _page(text, found, ())


def _page(text: str, found: Checked | None, problems: tuple[Problem, ...]) -> str:
    lines = [_line(one) for one in found.good] if found else []
    return render_template(
        "results/verify.html", text=text, found=found, lines=lines, problems=problems
    )


def _given() -> str:
    """Read the pasted text and the file; raises BadRequest for anything else."""
    known = set(request.form) == _FIELDS and set(request.files) <= {_FILE}
    if not known or len(request.form.getlist("receipt")) != 1:
        raise BadRequest("The form holds a field that does not belong to it, or lacks one.")
    files = request.files.getlist(_FILE)
    if len(files) > 1:
        raise BadRequest("The form holds a field twice.")
    sent = [file.read().decode("utf-8", "replace") for file in files]
    return "\n".join([request.form["receipt"], *sent]).strip()


def _line(receipt: Receipt) -> Line:
    """Put it into words; the name of the group is told while it is there to be read."""
    try:
        group = find_group(receipt.cohort)
    except StoreUnavailable as error:
        current_app.logger.warning("a receipt is told without its group (%s)", error.reason)
        group = None
    name, organisation = (group.name, group.organisation) if group else ("", "")
    return Line(name, organisation, receipt.cohort, day(receipt.day), receipt.copies)
