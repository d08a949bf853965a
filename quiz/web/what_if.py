"""Knows the page on which a person tries other answers and sees what the verdict would be.

It refuses to store any of it: a form sent here changes nothing, and leaves no trace in an address.
"""

from dataclasses import dataclass, replace

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue

from quiz.core.codec import responses_from_json
from quiz.core.evidence import unflagged_verdict
from quiz.core.report import assess
from quiz.core.result import Kind, Result
from quiz.store.views import AttemptView
from quiz.web.forms import Fields, Problem
from quiz.web.presenters.answers import Line
from quiz.web.presenters.outcome import renewal
from quiz.web.presenters.phrases import opening
from quiz.web.presenters.what_if import WhatIf, what_if
from quiz.web.reading import Reading, read_result
from quiz.web.request import current_attempt, taker_url
from quiz.web.security import only_fields
from quiz.web.what_if_form import Trial, field_names, trials

blueprint = Blueprint("what_if", __name__)


@dataclass(frozen=True, slots=True)
class Row:
    """One answer of the list: its number or name, the answer given, and lists to try another."""

    number: int
    called: str
    given: tuple[Line, ...]
    trial: Trial


@blueprint.get("/a/<token>/what-if")
def show(token: str) -> ResponseReturnValue:
    """List all answers behind the last result, each open to be tried otherwise."""
    attempt = current_attempt(token)
    if attempt.result is None:
        return redirect(taker_url("take.check"), 303)
    return _page(token, attempt, posted=None)


@blueprint.post("/a/<token>/what-if", endpoint="tried")
def try_answers(token: str) -> ResponseReturnValue:
    """Show what the verdict would be with these answers; the stored ones stay as they are."""
    attempt = current_attempt(token)
    if attempt.result is None:
        return redirect(taker_url("take.check"), 303)
    return _page(token, attempt, posted=request.form)


def _page(token: str, attempt: AttemptView, *, posted: Fields | None) -> ResponseReturnValue:
    reading = read_result(attempt, looked_again=True)
    given = attempt.result_responses or {}
    shown = trials(reading.here.bank, given)
    if posted is not None:
        only_fields(field_names(shown))
        shown = trials(reading.here.bank, given, posted)
    problems = [problem for trial in shown for problem in trial.problems]
    page = render_template(
        "results/what_if.html",
        token=token,
        rows=sorted((_row(reading, trial) for trial in shown), key=lambda row: row.number),
        problems=_numbered(reading, shown),
        page=_compared(reading, attempt, shown),
        caution=reading.page.caution,
        renewal="" if attempt.agrees else renewal(attempt.changed_day),
    )
    return page, 422 if problems else 200


def _row(reading: Reading, trial: Trial) -> Row:
    item = trial.item.id
    sheet = reading.sheet
    return Row(sheet.place(item), sheet.called(item), sheet.quote(item)[1], trial)


def _numbered(reading: Reading, shown: tuple[Trial, ...]) -> list[Problem]:
    """Say with each problem which situation it is about."""
    return [
        replace(problem, text=f"{opening(reading.sheet.name(trial.item.id))}. {problem.text}")
        for trial in shown
        for problem in trial.problems
    ]


def _compared(reading: Reading, attempt: AttemptView, shown: tuple[Trial, ...]) -> WhatIf:
    changed = [trial for trial in shown if trial.tried != trial.given]
    answers = {**(attempt.result_responses or {}), **{t.item.id: t.tried for t in changed}}
    return what_if(
        reading.result,
        _result(reading, answers, attempt.bank_digest) if changed else reading.result,
        faces=reading.sheet.faces,
        thresholds=reading.here.rules.thresholds,
        changed=[reading.sheet.name(trial.item.id) for trial in changed],
    )


def _result(reading: Reading, answers: object, digest: str) -> Result:
    """Assess these answers as the result page does after a second look: flags stay out of it."""
    model = reading.here.model
    responses = responses_from_json(model.bank, answers)
    found = assess(model, responses, digest=digest)
    if found.verdict.kind is Kind.CHECK_ANSWERS:
        return replace(found, verdict=unflagged_verdict(model, responses))
    return found
