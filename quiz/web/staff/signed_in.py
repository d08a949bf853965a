"""Knows who of the staff is signed in, and how a page of theirs is shown.

It refuses to touch a page of anyone else: the cookie lives below `/staff`, and people who take the
quiz are neither given one nor asked for one. What the cookie names is a session in the database,
so removing that signs a browser out at once.
"""

from dataclasses import dataclass, field
from typing import ClassVar

from flask import (
    Blueprint,
    Flask,
    Request,
    Response,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface
from flask.typing import ResponseReturnValue
from flask_login import LoginManager, current_user, login_user

from quiz import operations
from quiz.store.cohorts import CohortView, cohort
from quiz.store.staff import StaffView, staff_by_session
from quiz.web.presenters.qr import only_here
from quiz.web.request import NotInUse, front, public_url, sessions, today

HOME = "/staff"


class NoGroup(Exception):
    """No group of one's own organisation has this address. All others look the same."""


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Somebody of the staff in one browser; `session` is the token of their session."""

    staff: StaffView
    session: str = field(repr=False)
    is_authenticated: ClassVar[bool] = True
    is_active: ClassVar[bool] = True
    is_anonymous: ClassVar[bool] = False

    def get_id(self) -> str:
        """What the cookie carries."""
        return self.session


class StaffSessions(SecureCookieSessionInterface):
    """Sessions for pages of staff only: any other request has none, and costs none."""

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        """Read the cookie of a page below `/staff`; None elsewhere, so that nothing can be kept."""
        return super().open_session(app, request) if request.path.startswith(HOME) else None


class _Manager(LoginManager):
    """Flask-Login without what it does on every page: takers' pages must not look for a cookie."""

    def __init__(self) -> None:
        super().__init__()
        self.session_protection = None
        self._session_identifier_generator = str  # it would hash address and browser
        self.user_loader(_load)

    def _update_remember_cookie(self, response: Response) -> Response:
        return response


def let_staff_in(app: Flask, *, https: bool) -> None:
    """Prepare sessions of staff: a cookie of their own pages only, gone with the browser."""
    app.config.update(
        SESSION_COOKIE_NAME="staff",
        SESSION_COOKIE_PATH=HOME,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=https,
        WTF_CSRF_TIME_LIMIT=None,  # it lasts as long as the session that holds its secret
    )
    app.session_interface = StaffSessions()
    _Manager().init_app(app, add_context_processor=False)


def for_staff_only(blueprint: Blueprint) -> None:
    """Lead everybody else from all pages of a blueprint to the door."""
    blueprint.before_request(_insist)


def begin(staff: StaffView) -> None:
    """Sign somebody in in this browser; whatever its cookie held before is forgotten."""
    token = operations.sign_in(sessions(), staff.id, today=today())
    session.clear()
    login_user(SignedIn(staff, token))


def signed_in() -> SignedIn | None:
    """Whoever is signed in."""
    return current_user._get_current_object() if current_user.is_authenticated else None  # noqa: SLF001


def current_staff() -> StaffView:
    """Whoever is signed in; only for pages behind the door."""
    found = signed_in()
    if found is None:
        raise NotInUse
    return found.staff


def own_cohort(address: str) -> CohortView:
    """A cohort of one's own organisation; raises NoGroup for any other, as for none."""
    with sessions().read() as reading:
        found = cohort(reading, address)
    if found is None or found.organisation != current_staff().organisation:
        raise NoGroup
    return found


def show(template: str, **values: object) -> str:
    """Render a page for staff, with what they have to know of the state of the site."""
    found = signed_in()
    return render_template(
        template,
        staff=found.staff if found else None,
        broken=len(front().content_problems()),
        plain_http=_is_plain(),
        **values,
    )


def _is_plain() -> bool:
    """Whether what they type crosses a network where others can read it."""
    address = public_url("/")
    known = address.startswith("https:") or (front().url is None and request.is_secure)
    return not known and not only_here(address)


def _insist() -> ResponseReturnValue | None:
    return None if signed_in() else redirect(url_for("staff.sign_in"), 303)


def _load(token: str) -> SignedIn | None:
    with sessions().read() as reading:
        staff = staff_by_session(reading, token, today=today())
    return None if staff is None else SignedIn(staff, token)
