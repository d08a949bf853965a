"""Knows how somebody comes in through the address of a cohort: its own start page, its own rules.

It refuses to show who else is in it. The same views serve the link and the frame.
"""

from flask import Blueprint, g, redirect, render_template
from flask.typing import ResponseReturnValue

from quiz.store.cohorts import CohortView
from quiz.store.tokens import new_token
from quiz.web.frames import find_group, is_framed
from quiz.web.presenters.group import example_window
from quiz.web.presenters.phrases import day
from quiz.web.presenters.take import spelled
from quiz.web.reading import faces_now
from quiz.web.request import NotInUse, catalogue, now, pinned, starts, taker_url, today
from quiz.web.start import Start
from quiz.web.steering import step_after

blueprint = Blueprint("groups", __name__)


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
    content = catalogue()
    return render_template(
        "groups/welcome.html",
        group=group,
        start=_start_address(),
        situations=len(content.bank.form),
        questions=spelled(len(content.bank.traits)),
        roles=spelled(len(content.rules.tracks)),
        window=example_window(faces_now(), group.rule),
    )


@blueprint.get("/q/<cohort>/start")
def start() -> ResponseReturnValue:
    """Lead to the first item of a sitting in this cohort; nothing is stored yet."""
    group: CohortView = g.group
    if not group.is_open(today()):
        return redirect(_home_address(), 303)
    token = new_token()
    begun = Start(token, group.address, group.language, group.form, today())
    value = starts().sign(begun, now=now())
    first = step_after(pinned(catalogue().digest), group.form, {}).item
    return redirect(taker_url("take.item", token=token, item=str(first), start=value), 303)


def _home_address() -> str:
    return taker_url("take.welcome") if is_framed() else taker_url("groups.welcome")


def _start_address() -> str:
    return taker_url("take.start") if is_framed() else taker_url("groups.start")
