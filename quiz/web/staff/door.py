"""Knows the door of the staff's pages: the one-time link, signing in, signing out.

It refuses to say whether a login exists: every wrong try meets the same page after the same work.
"""

from flask import Blueprint, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import logout_user
from werkzeug.exceptions import TooManyRequests

from quiz import operations
from quiz.operations import LinkSpent, StaffAbsent
from quiz.store.staff import StaffView, staff_by_link
from quiz.web.forms import Problem
from quiz.web.request import sessions, today
from quiz.web.security import only_fields
from quiz.web.staff.forms import PasswordForm, SignInForm, StaffForm
from quiz.web.staff.passwords import LONGEST, SHORTEST, hashed, who_knows
from quiz.web.staff.signed_in import begin, show, signed_in
from quiz.web.wording import gettext as _

blueprint = Blueprint("staff", __name__, url_prefix="/staff")


class InvitationOver(Exception):
    """A one-time link that was used, has ended or never was. All look the same."""


@blueprint.get("/sign-in")
def sign_in() -> ResponseReturnValue:
    """Ask for login and password."""
    if signed_in():
        return redirect(url_for("cohorts.index"), 303)
    return show("staff/sign_in.html", form=SignInForm())


@blueprint.post("/sign-in")
def knock() -> ResponseReturnValue:
    """Let in whoever knows the password."""
    form = SignInForm()
    only_fields(form.names)
    if not form.sent_well():
        return show("staff/sign_in.html", form=form), 422
    try:
        known = who_knows(form.login.data or "", form.password.data or "")
        if known is not None:
            begin(known)
    except TooManyRequests as error:
        return _wait(form, error)
    except StaffAbsent:  # removed while the password was checked
        known = None
    if known is None:
        form.problems.append(Problem("login", _("Login and password do not fit together.")))
        return show("staff/sign_in.html", form=form), 422
    return redirect(url_for("cohorts.index"), 303)


@blueprint.get("/link/<key>")
def link(key: str) -> ResponseReturnValue:
    """Ask whoever comes by a one-time link for a password of their own."""
    return _ask(PasswordForm(), _owner(key), key)


@blueprint.post("/link/<key>")
def set_password(key: str) -> ResponseReturnValue:
    """Set it, spend the link and sign them in."""
    owner, form = _owner(key), PasswordForm()
    only_fields(form.names)
    form.login = owner.login
    if not form.sent_well():
        return _ask(form, owner, key), 422
    try:
        kept = hashed(form.password.data)
        operations.set_password(sessions(), key, password=kept, today=today())
        begin(owner)
    except (LinkSpent, StaffAbsent):
        raise InvitationOver from None
    return redirect(url_for("cohorts.index"), 303)


@blueprint.get("/account")
def account() -> ResponseReturnValue:
    """Show who one is signed in as, and the ways out."""
    if not signed_in():
        return redirect(url_for(".sign_in"), 303)
    return show("staff/account.html", form=StaffForm())


@blueprint.post("/sign-out")
def sign_out() -> ResponseReturnValue:
    """End the session of this browser, or with `everywhere` all of one's sessions."""
    form = StaffForm()
    only_fields(form.names | {"everywhere"})
    found = signed_in()
    if found and not form.sent_well():
        return show("staff/account.html", form=form), 422
    if found:
        everywhere = "everywhere" in request.form
        operations.sign_out(sessions(), found.session, everywhere=everywhere)
        logout_user()
        session.clear()
    return redirect(url_for(".sign_in"), 303)


def _wait(form: SignInForm, error: TooManyRequests) -> ResponseReturnValue:
    """Ask for patience: the same words for a login that exists and one that does not."""
    said = _("Too many tries. Wait a quarter of an hour, then try again.")
    form.problems.append(Problem("login", said))
    headers = [(name, value) for name, value in error.get_headers() if name == "Retry-After"]
    return show("staff/sign_in.html", form=form), 429, headers


def _ask(form: PasswordForm, owner: StaffView, key: str) -> str:
    return show(
        "staff/link.html", form=form, owner=owner, key=key, shortest=SHORTEST, longest=LONGEST
    )


def _owner(key: str) -> StaffView:
    with sessions().read() as reading:
        found = staff_by_link(reading, key, today=today())
    if found is None:
        raise InvitationOver
    return found
