"""Knows how somebody comes in through the address of a cohort: its own start page, its own rules.

It refuses to show who else is in it. The same views serve the link and the frame.
"""

from collections.abc import Sequence
from typing import Final

from flask import Blueprint, g, redirect, render_template, request
from flask.typing import ResponseReturnValue

from quiz.store.codes import code_hash, has_code, spelled_code
from quiz.store.cohorts import CohortView
from quiz.store.tokens import new_token
from quiz.web.forms import Problem
from quiz.web.frames import find_group, is_framed
from quiz.web.pace import Rate, bound_address
from quiz.web.presenters.group import example_window
from quiz.web.presenters.phrases import day, listed, spelled
from quiz.web.reading import faces_now
from quiz.web.request import NotInUse, catalogue, now, pinned, sessions, starts, taker_url, today
from quiz.web.start import Start
from quiz.web.steering import step_after
from quiz.web.wording import gettext as _

blueprint = Blueprint("groups", __name__)

CODES_OF_AN_ADDRESS: Final = Rate(100)
"""Codes that are none: one is a typing mistake, a hundred a minute is a search."""

LONGEST_CODE: Final = 40
"""Letters of what was typed that are shown again."""


@blueprint.url_value_preprocessor
def take_cohort(_endpoint: str | None, values: dict[str, str] | None) -> None:
    """Take the cohort out of the address; raises NotInUse where there is none of this name."""
    address = (values or {}).pop("cohort", "")
    if find_group(address) is None:
        raise NotInUse


@blueprint.url_defaults
def put_cohort(_endpoint: str, values: dict[str, str]) -> None:
    """Put the cohort into addresses that are built from its own pages."""
    values.setdefault("cohort", g.get("group_address", ""))


@blueprint.get("/q/<cohort>")
def welcome() -> ResponseReturnValue:
    """Say what this is and what the organisation will see, drawn as it will see it; start."""
    group: CohortView = g.group
    if not group.is_open(today()):
        opens = "" if group.is_over(today()) else day(group.opens)
        return render_template("groups/closed.html", group=group, opens=opens)
    return _welcome(group, code=request.args.get("code", ""))


@blueprint.get("/q/<cohort>/start")
def start() -> ResponseReturnValue:
    """Lead to the first item of a sitting in this cohort; nothing is stored yet.

    Where the cohort asks for a code, one that it has opens the first item, used or not: whether it
    has been used is told to nobody but whoever answers.
    """
    group: CohortView = g.group
    if not group.is_open(today()):
        return redirect(_home_address(), 303)
    given = request.args.get("code", "")
    hashed = code_hash(group.address, spelled_code(given)) if group.by_code else None
    if hashed is not None and not _has(group, hashed):
        bound_address("codes", CODES_OF_AN_ADDRESS)
        return _welcome(group, code=given, problems=_unknown(given)), 422
    token, code = new_token(), hashed.hex() if hashed else None
    begun = Start(token, group.address, group.language, group.form, today(), code)
    value = starts().sign(begun, now=now())
    first = step_after(pinned(catalogue().digest), group.form, {}).item
    return redirect(taker_url("take.item", token=token, item=str(first), start=value), 303)


def _welcome(group: CohortView, *, code: str, problems: Sequence[Problem] = ()) -> str:
    content, drawn = catalogue(), faces_now()
    return render_template(
        "groups/welcome.html",
        group=group,
        start=_start_address(),
        code=code[:LONGEST_CODE],
        problems=problems,
        situations=len(content.bank.form),
        trades=bool(content.bank.extras),
        questions=spelled(len(content.bank.traits)),
        roles=spelled(len(content.rules.tracks)),
        names=listed([face.inline for face in drawn.tracks.values()]),
        window=example_window(drawn, group.rule),
    )


def _has(group: CohortView, hashed: bytes) -> bool:
    with sessions().read() as reading:
        return has_code(reading, group.id, hashed)


def _unknown(given: str) -> tuple[Problem]:
    said = _("Type the code from your card.")
    if given.strip():
        said = _("This group has no such code. Check the letters: there is no i, l, o, 0 or 1.")
    return (Problem("code", said),)


def _home_address() -> str:
    return taker_url("take.welcome") if is_framed() else taker_url("groups.welcome")


def _start_address() -> str:
    return taker_url("take.start") if is_framed() else taker_url("groups.start")
