"""Knows the pages on which staff open a cohort, change what may be changed, close and delete it.

It refuses cohorts of other organisations, and cohorts whose results would decide about people.
"""

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from quiz import operations
from quiz.core.cohort import GroupRule
from quiz.core.origins import PRESETS
from quiz.operations import BadCohort, NewCohort
from quiz.store import cohorts
from quiz.store.cohorts import CohortView
from quiz.web.presenters.phrases import day
from quiz.web.request import catalogue, sessions, today
from quiz.web.security import only_fields
from quiz.web.staff.forms import CohortForm, ReviseForm, StaffForm, first_day
from quiz.web.staff.signed_in import NoGroup, current_staff, for_staff_only, own_cohort, show
from quiz.web.wording import gettext as _

blueprint = Blueprint("cohorts", __name__, url_prefix="/staff")
for_staff_only(blueprint)

VENDORS = {
    "teams": "Microsoft Teams",
    "sharepoint": "SharePoint",
    "moodle": "Moodle on MoodleCloud",
    "canvas": "Canvas",
}
"""How the presets are called on a page."""


@blueprint.get("/")
def index() -> ResponseReturnValue:
    """List the cohorts of one's organisation."""
    with sessions().read() as reading:
        own = cohorts.cohorts_of(reading, current_staff().organisation)
    return show("staff/index.html", groups=[(group, state(group)) for group in own])


@blueprint.get("/groups/new")
def new() -> ResponseReturnValue:
    """Ask for everything that a cohort is opened with."""
    return _ask(CohortForm(opens=today()))


@blueprint.post("/groups/new")
def add() -> ResponseReturnValue:
    """Open it, or say with reasons what has to change."""
    form = CohortForm()
    dialects = {f"names-{dialect.id}" for dialect in catalogue().careers.dialects}
    only_fields(form.names | dialects | {f"preset-{name}" for name in PRESETS})
    if not form.sent_well():
        return _ask(form), 422
    try:
        address = operations.open_cohort(sessions(), _as_asked(form))
    except BadCohort as refused:
        form.tell(refused.faults)
        return _ask(form), 422
    return redirect(url_for("ways.ways", group=address), 303)


@blueprint.get("/groups/<group>/settings")
def settings(group: str) -> ResponseReturnValue:
    """Show what can be changed, and what is fixed."""
    found = own_cohort(group)
    form = ReviseForm(name=found.name, closes=found.closes, welcome=found.welcome or "")
    return _settings(form, found)


@blueprint.post("/groups/<group>/settings")
def revise(group: str) -> ResponseReturnValue:
    """Change name, last day and welcome."""
    found, form = own_cohort(group), ReviseForm()
    only_fields(form.names)
    if form.sent_well():
        try:
            operations.revise_cohort(
                sessions(),
                found.address,
                name=(form.name.data or "").strip(),
                closes=found.closes if found.closed_day else form.closes.data,
                welcome=(form.welcome.data or "").strip() or None,
            )
        except BadCohort as refused:
            form.tell(refused.faults)
    if form.problems:
        return _settings(form, found), 422
    flash(_("The changes to %(group)s are kept.", group=(form.name.data or "").strip()))
    return redirect(url_for(".index"), 303)


@blueprint.get("/groups/<group>/close")
def confirm_close(group: str) -> ResponseReturnValue:
    """Ask whether to close it, which cannot be undone."""
    found = own_cohort(group)
    if found.closed_day:
        return redirect(url_for(".settings", group=group), 303)
    return show("staff/close.html", group=found, form=StaffForm())


@blueprint.post("/groups/<group>/close")
def close(group: str) -> ResponseReturnValue:
    """Let nobody start or be counted any more."""
    found, form = own_cohort(group), StaffForm()
    only_fields(form.names)
    if not form.sent_well():
        return show("staff/close.html", group=found, form=form), 422
    operations.close_cohort(sessions(), found.address, today=today())
    return redirect(url_for(".settings", group=group), 303)


@blueprint.get("/groups/<group>/delete")
def confirm_delete(group: str) -> ResponseReturnValue:
    """Ask whether to delete it, and say what stays."""
    found = own_cohort(group)
    return show("staff/delete.html", group=found, form=StaffForm(), owner=_is_owner())


@blueprint.post("/groups/<group>/delete")
def delete(group: str) -> ResponseReturnValue:
    """Delete it with its figures."""
    found, form = own_cohort(group), StaffForm()
    only_fields(form.names)
    if not _is_owner():
        raise NoGroup
    if not form.sent_well():
        return show("staff/delete.html", group=found, form=form, owner=True), 422
    operations.delete_cohort(sessions(), found.address)
    flash(
        _(
            "%(group)s is deleted: its address, its codes and its figures are gone. People keep"
            " their answers and results.",
            group=found.name,
        )
    )
    return redirect(url_for(".index"), 303)


def state(group: CohortView) -> str:
    """Say in a few words from when to when people may start."""
    if group.closed_day:
        return _("Ended on %(day)s", day=day(group.closed_day))
    if group.closes and group.is_over(today()):
        return _("Ended on %(day)s", day=day(group.closes))
    if not group.is_open(today()):
        return _("Opens on %(day)s", day=day(group.opens))
    return _("Open until %(day)s", day=day(group.closes)) if group.closes else _("Open")


def _ask(form: CohortForm) -> str:
    return show(
        "staff/new.html",
        form=form,
        vendors=VENDORS,
        ticked=[name for name in PRESETS if f"preset-{name}" in request.form],
        dialects=catalogue().careers.dialects,
        called=_called(),
    )


def _settings(form: ReviseForm, group: CohortView) -> str:
    return show(
        "staff/settings.html",
        form=form,
        group=group,
        state=state(group),
        vendors=[VENDORS.get(name, name) for name in group.presets],
        over=group.is_over(today()),
        called=[
            choice.label
            for dialect in catalogue().careers.dialects
            for choice in dialect.choices
            if group.names.get(dialect.id) == choice.id
        ],
    )


def _called() -> dict[str, str]:
    """How the company calls the roles, as sent: only choices that the careers have."""
    given = {}
    for dialect in catalogue().careers.dialects:
        said = request.form.get(f"names-{dialect.id}", "")
        if said in {choice.id for choice in dialect.choices}:
            given[dialect.id] = said
    return given


def _as_asked(form: CohortForm) -> NewCohort:
    return NewCohort(
        organisation=current_staff().organisation,
        name=(form.name.data or "").strip(),
        selects=form.decides.data == "yes",
        opens=first_day(form, today()),
        closes=form.closes.data,
        form=form.form.data or "",
        redirect=form.way_back,
        rule=GroupRule(form.batch.data or 0, form.min_cell.data or 0),
        origins=form.places,
        presets=tuple(name for name in PRESETS if f"preset-{name}" in request.form),
        names=_called(),
        welcome=(form.welcome.data or "").strip() or None,
        by_code=bool(form.by_code.data),
    )


def _is_owner() -> bool:
    return current_staff().role == "owner"
