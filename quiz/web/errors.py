"""Knows which page answers which failure: one table of exceptions, status codes and templates.

It refuses to tell apart links that lead to nothing, and to print a private address in a log.
"""

from flask import Flask, Response, current_app, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException, SecurityError

from quiz.operations import (
    AttemptAbsent,
    CodeSpent,
    StoreUnavailable,
    UnknownChoice,
    UnknownItem,
    UnknownOption,
)
from quiz.web.problems import asked_by_program, problem_of
from quiz.web.request import NotInUse
from quiz.web.security import RETRY
from quiz.web.staff.door import InvitationOver
from quiz.web.staff.signed_in import NoGroup

_PAGES = {
    400: "errors/bad_request.html",
    404: "errors/not_found.html",
    405: "errors/not_allowed.html",
    413: "errors/too_large.html",
    429: "errors/too_fast.html",
    500: "errors/broken.html",
}
"""Pages by status; any other refusal of the framework is shown as a bad request."""


def register(app: Flask) -> None:
    """Give every failure its page."""
    app.register_error_handler(SecurityError, _wrong_host)
    app.register_error_handler(HTTPException, _by_status)
    app.register_error_handler(NotInUse, _not_in_use)
    app.register_error_handler(AttemptAbsent, _not_in_use)
    app.register_error_handler(InvitationOver, _invitation_over)
    app.register_error_handler(NoGroup, _no_group)
    app.register_error_handler(UnknownItem, _unknown_item)
    app.register_error_handler(UnknownOption, _unknown_item)
    app.register_error_handler(UnknownChoice, _unknown_choice)
    app.register_error_handler(CodeSpent, _code_spent)
    app.register_error_handler(StoreUnavailable, _busy)


def _by_status(error: HTTPException) -> ResponseReturnValue:
    if error.response is not None or error.code is None or error.code < 400:
        return error
    if asked_by_program():
        return problem_of(error)
    again = _form_of_a_taker() if error.code == 429 else None  # others may not be readable again
    page = render_template(_PAGES.get(error.code, _PAGES[400]), again=again)
    headers = [(name, value) for name, value in error.get_headers() if name != "Content-Type"]
    return page, error.code, headers


def _wrong_host(_error: SecurityError) -> ResponseReturnValue:
    """Answer a foreign host name in plain text: no address can be built for it."""
    return Response("This name does not belong to this site.\n", 400, mimetype="text/plain")


def _not_in_use(_error: Exception) -> ResponseReturnValue:
    return render_template("errors/not_in_use.html"), 404


def _invitation_over(_error: Exception) -> ResponseReturnValue:
    return render_template("errors/invitation_over.html"), 404


def _no_group(_error: Exception) -> ResponseReturnValue:
    return render_template("errors/no_group.html"), 404


def _unknown_item(_error: Exception) -> ResponseReturnValue:
    """Answer 404 to a look at an item that is not there, 422 to an answer for one."""
    token = (request.view_args or {}).get("token", "")
    page = render_template("errors/unknown_item.html", token=token)
    return page, 404 if request.method == "GET" else 422


def _unknown_choice(_error: Exception) -> ResponseReturnValue:
    return render_template("errors/unknown_choice.html"), 422


def _code_spent(_error: Exception) -> ResponseReturnValue:
    return render_template("errors/code_spent.html"), 422


def _busy(error: StoreUnavailable) -> ResponseReturnValue:
    current_app.logger.warning("the store cannot answer (%s) at %s", error.reason, request.url_rule)
    again = _form_of_a_taker()
    return render_template("errors/busy.html", again=again), 503, RETRY


def _form_of_a_taker() -> dict[str, object] | None:
    """Give where a form was sent and what it held, so that the page can send the same once more.

    Only for private addresses: what staff type into a form may be a password.
    """
    if request.method != "POST" or not request.path.startswith(("/a/", "/embed/")):
        return None
    return {"action": request.full_path, "fields": list(request.form.items(multi=True))}
