"""Knows the pages of a finished sitting: result, shared result, read-only links, export, deletion.

It refuses to score: what a page shows was stored at the finish, or follows from it.
"""

import json
from collections.abc import Mapping
from datetime import timedelta
from functools import partial

from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import BadRequest

from quiz import operations
from quiz.core.bank import ItemId
from quiz.core.result import Kind
from quiz.operations import NotFinished
from quiz.store import queries
from quiz.store.cohorts import counted_of
from quiz.store.ladders import LadderView, ladder_of
from quiz.store.views import AttemptView, SharedView
from quiz.web.again import forget, once
from quiz.web.counted import Asked, asked
from quiz.web.course import first_new, first_skipped
from quiz.web.frames import is_framed
from quiz.web.own_ladder import attempt_and_ladder
from quiz.web.presenters.export import dated, export
from quiz.web.presenters.ladder_record import ladder_entries
from quiz.web.presenters.ladders import sources, track_statements
from quiz.web.presenters.outcome import renewal, small_print
from quiz.web.presenters.phrases import day
from quiz.web.presenters.sharing import link_rows
from quiz.web.presenters.take import why_it_may_stop
from quiz.web.presenters.titles import titles
from quiz.web.presenters.together import meetings
from quiz.web.reading import Reading, read_ledger, read_result, track_page
from quiz.web.receipts import receipt_of
from quiz.web.request import (
    NotInUse,
    catalogue,
    current_attempt,
    pinned,
    public_url,
    sessions,
    taker_url,
    today,
)
from quiz.web.second_look import doubts_behind
from quiz.web.security import only_fields
from quiz.web.share_form import DAYS, SECTIONS, ShareForm
from quiz.web.steering import step_after

blueprint = Blueprint("results", __name__)

_PAGES = {
    Kind.CLEAR: "results/named.html",
    Kind.LEANING: "results/named.html",
    Kind.CLOSE_CALL: "results/several.html",
    Kind.THREE_WAY: "results/several.html",
    Kind.BALANCED: "results/balanced.html",
    Kind.NOT_ENOUGH: "results/not_enough.html",
    Kind.CHECK_ANSWERS: "results/check_answers.html",
}


@blueprint.get("/a/<token>/result")
def result(token: str) -> ResponseReturnValue:
    """Show the last result; before there is one, lead to the check page."""
    attempt, ladder = attempt_and_ladder(token)
    if attempt.result is None:
        return redirect(taker_url("take.check"), 303)
    counting = asked(attempt)
    made = partial(_own_page, token, attempt, names=ladder.names, counting=counting)
    return once((attempt, ladder.names, counting), made)


@blueprint.get("/s/<link>", endpoint="shared")
def shared_result(link: str) -> ResponseReturnValue:
    """Show what the owner of a result chose to share, and nothing else."""
    with sessions().read() as session:
        view = queries.share(session, link, today=today())
    if view is None:
        raise NotInUse
    reading = read_result(view, looked_again=True)
    until = day(view.expires)
    return render_template("results/shared.html", view=view, until=until, **_shown(reading, view))


@blueprint.get("/a/<token>/share")
def share(token: str) -> ResponseReturnValue:
    """Offer a read-only link, and list those that still work; a new one is shown this once."""
    attempt = current_attempt(token)
    if attempt.result is None:
        return redirect(taker_url("take.check"), 303)
    made = request.args.get("made", "")
    return _share_page(token, attempt, ShareForm(), made=made if _works(made) else "")


@blueprint.post("/a/<token>/share")
def make_link(token: str) -> ResponseReturnValue:
    """Make a read-only link, or say what is missing."""
    form = ShareForm(request.form)
    only_fields(form.names, needed={"days"})
    attempt = current_attempt(token)
    if not form.validate():
        return _share_page(token, attempt, form, made=""), 422
    expires = today() + timedelta(days=int(form.days.data))
    try:
        made = operations.share(
            sessions(), token, shows=form.sections, expires=expires, today=today()
        )
    except NotFinished:
        return redirect(taker_url("take.check"), 303)
    return redirect(url_for(".share", token=token, made=made), 303)


@blueprint.post("/a/<token>/share/revoke")
def revoke(token: str) -> ResponseReturnValue:
    """Take a read-only link back; doing it twice is as good as once."""
    only_fields({"link"}, needed={"link"})
    chosen = request.form["link"]
    if not chosen.isascii() or not chosen.isdigit():
        raise BadRequest
    operations.revoke_share(sessions(), token, share_id=int(chosen))
    return redirect(url_for(".share", token=token, taken=1), 303)


@blueprint.get("/a/<token>/export.json", endpoint="export")
def export_file(token: str) -> ResponseReturnValue:
    """Give everything that is stored, as a file for programs."""
    attempt = current_attempt(token)
    with sessions().read() as session:
        counted = counted_of(session, attempt.id)
    bank = pinned(attempt.bank_digest).bank
    content = export(attempt, bank, _ladder(attempt), counted=counted)
    text = json.dumps(content, ensure_ascii=False, indent=2) + "\n"
    response = Response(text, mimetype="application/json")
    response.headers["Content-Disposition"] = 'attachment; filename="fourways-answers.json"'
    return response


@blueprint.get("/a/<token>/answers")
def answers(token: str) -> ResponseReturnValue:
    """List all answers with their points, to read, to print or to add up."""
    attempt = current_attempt(token)
    return render_template(
        "results/answers.html",
        token=token,
        attempt=attempt,
        counting=asked(attempt),
        receipt=receipt_of(token, attempt),
        ledger=read_ledger(attempt),
        days=dated(attempt, pinned(attempt.bank_digest).bank),
        ladder_entries=ladder_entries(_ladder(attempt), catalogue().careers),
    )


@blueprint.get("/a/<token>/delete")
def confirm_delete(token: str) -> ResponseReturnValue:
    """Say what deleting does, and ask once more."""
    attempt = current_attempt(token)
    return render_template("results/delete.html", token=token, attempt=attempt)


@blueprint.post("/a/<token>/delete")
def delete(token: str) -> ResponseReturnValue:
    """Delete everything, and confirm it at an address that leads back to nothing."""
    only_fields(())
    operations.erase(sessions(), token, today=today())
    forget(token)
    return redirect(url_for("take.erased"), 303)


def _own_page(
    token: str, attempt: AttemptView, *, names: Mapping[str, str], counting: Asked | None
) -> str:
    reading = read_result(attempt, looked_again="show" in request.args)
    return render_template(
        _page_of(reading.page.kind),
        token=token,
        attempt=attempt,
        counting=counting,
        receipt=receipt_of(token, attempt),
        words=titles(catalogue().careers, names),
        onward=_onward(reading, attempt),
        **_shown(reading, attempt),
    )


def _page_of(kind: Kind) -> str:
    """Choose the page of a kind of verdict; where a picture says it, a frame gets the short one."""
    pictured = kind not in {Kind.NOT_ENOUGH, Kind.CHECK_ANSWERS}
    return "embed/result.html" if pictured and is_framed() else _PAGES[kind]


def _shown(reading: Reading, stored: AttemptView | SharedView) -> dict[str, object]:
    """Gather what both an owner's and a reader's page are made from."""
    page, bank = reading.page, reading.here.bank
    made = stored.result_day or today()
    tracks = {face.id: track_page(face.id) for face in page.named}
    said = [line for track in tracks.values() if track for line in track_statements(track)]
    return {
        "page": page,
        "faces": reading.sheet.faces,
        "tracks": tracks,
        "meetings": meetings(catalogue().careers, tuple(tracks)),
        "sources": sources(catalogue().careers, said),
        "doubts": doubts_behind(reading.here, reading.sheet.responses, reading.result.flags),
        "renewal": "" if stored.state == "finished" else renewal(stored.changed_day),
        "small_print": small_print(reading.result, bank.version, made),
    }


def _onward(reading: Reading, attempt: AttemptView) -> dict[str, ItemId | str | int | None]:
    """Which items could make the result surer: a skipped one, a new one, an extra one.

    Also why the quiz could stop before all were asked, where it did and none was skipped; how many
    extras were asked, and how many are left.
    """
    bank, asked = reading.here.bank, attempt.responses
    skipped, new = first_skipped(bank, asked), first_new(bank, asked, extra=False)
    goes_on = new is not None and skipped is None
    step = step_after(reading.here, attempt.form, asked) if goes_on else None
    traded = len(asked.keys() & bank.extra_ids)
    return {
        "traded": traded,
        "extras": len(bank.extras) - traded,
        "stop": why_it_may_stop(step) if step else "",
        "skipped": skipped,
        "new": new,
        "extra": first_new(bank, asked, extra=True),
    }


def _share_page(token: str, attempt: AttemptView, form: ShareForm, *, made: str) -> str:
    with sessions().read() as session:
        links = link_rows(queries.shares_of(session, attempt.id, today=today()), SECTIONS)
    address = public_url(url_for(".shared", link=made)) if made else ""
    return render_template(
        "results/share.html",
        token=token,
        form=form,
        links=links,
        address=address,
        card=url_for("cards.shared_card", link=made) if made else "",
        sections=SECTIONS,
        days=DAYS,
        taken="taken" in request.args,
    )


def _ladder(attempt: AttemptView) -> LadderView:
    with sessions().read() as session:
        return ladder_of(session, attempt.id)


def _works(link: str) -> bool:
    if not link:
        return False
    with sessions().read() as session:
        return queries.share(session, link, today=today()) is not None
