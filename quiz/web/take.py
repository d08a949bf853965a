"""Knows the pages of a sitting: start, one item a page, check, finish, and keeping the link.

It refuses to score and to store: it loads, checks what arrived, calls an operation and shows.
"""

from typing import Final
from urllib.parse import quote

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from quiz import operations
from quiz.core.bank import Item
from quiz.core.codec import responses_from_json
from quiz.core.enough import choices
from quiz.operations import Conflict, NewAttempt, NotEnough, OtherBank, StoreUnavailable
from quiz.store.canonical import canonical
from quiz.store.tokens import new_token
from quiz.web.counted import FIELD, answered
from quiz.web.counted import asked as asked_to_count
from quiz.web.forms import ItemForm, item_form
from quiz.web.item_pages import item_page_with, plain_item_page
from quiz.web.plain import Sent, plain_answer
from quiz.web.presenters.answers import answer_lines
from quiz.web.presenters.faces import faces
from quiz.web.presenters.phrases import listed, opening, spelled
from quiz.web.presenters.pictures import level_picture
from quiz.web.presenters.qr import only_here, qr_code
from quiz.web.presenters.take import check_page
from quiz.web.request import (
    catalogue,
    current_attempt,
    model_for,
    now,
    pinned,
    public_url,
    sessions,
    starts,
    taker_url,
    today,
)
from quiz.web.second_look import doubts_now
from quiz.web.security import RETRY, only_fields
from quiz.web.sitting import Sitting, open_sitting
from quiz.web.start import Start
from quiz.web.steering import ADAPTIVE, FORMS, step_after
from quiz.web.way import (
    after_stored,
    form_address,
    onward,
    start_value,
)

blueprint = Blueprint("take", __name__)

_LANGUAGE = "en"
_BRIEFLY: Final = "return=minimal"  # what a page asks for that saves an answer while it stays


@blueprint.get("/")
def welcome() -> ResponseReturnValue:
    """Say what this is, how long it takes, what is stored and what it is for; start."""
    content = catalogue()
    drawn = faces(content.bank, content.rules)
    return render_template(
        "take/welcome.html",
        headline=opening(", ".join(trait.name.lower() for trait in content.bank.traits)) + ".",
        picture=level_picture(drawn),
        faces=drawn,
        pages=[page for page in content.careers.tracks if page.id in drawn.tracks],
        situations=len(content.bank.form),
        trades=bool(content.bank.extras),
        questions=spelled(len(drawn.traits)),
        roles=spelled(len(drawn.tracks)),
        names=listed([face.inline for face in drawn.tracks.values()]),
    )


@blueprint.get("/start")
def start() -> ResponseReturnValue:
    """Lead to the first item of a sitting of one's own; nothing is stored yet.

    A link may ask for every question in the order of the bank: `/start?form=full`.
    """
    form = request.args.get("form", ADAPTIVE)
    if form not in FORMS:
        abort(400)
    token = new_token()
    begun = Start(token, cohort=None, language=_LANGUAGE, form=form, day=today())
    value = starts().sign(begun, now=now())
    first = step_after(pinned(catalogue().digest), form, {}).item
    return redirect(url_for(".item", token=token, item=first, start=value), 303)


@blueprint.get("/a/<token>")
def resume(token: str) -> ResponseReturnValue:
    """Lead to where someone left off: the next item, the check page, or the result."""
    attempt = current_attempt(token)
    if attempt.agrees:
        return redirect(taker_url("results.result"), 303)
    return redirect(after_stored(token, attempt), 303)


@blueprint.get("/a/<token>/next")
def next_item(token: str) -> ResponseReturnValue:
    """Lead to what comes next: an item, or the check page where the quiz may stop."""
    return redirect(after_stored(token, current_attempt(token)), 303)


@blueprint.get("/a/<token>/items/<item>", endpoint="item")
def show_item(token: str, item: str) -> ResponseReturnValue:
    """One item, with the answer that is stored for it, or with what was sent and lacks a part."""
    sitting = open_sitting(token, start_value())
    asked = sitting.item(item)
    if "problem" in request.args:
        form = item_form(asked, request.args)
        form.validate()
        return item_page_with(form, sitting, asked)
    return plain_item_page(sitting, asked)


@blueprint.post("/a/<token>/items/<item>")
def answer(token: str, item: str) -> ResponseReturnValue:
    """Store what was chosen, or that it was skipped, and lead on."""
    sitting = open_sitting(token, start_value())
    asked = sitting.item(item)
    sent = plain_answer(asked, request)
    if sent is None:
        form = item_form(asked, request.form)
        only_fields(form.names, needed={"seen"})
        if not form.skip.data and not form.validate():
            return _refuse(sitting, asked, form)
        sent = Sent(None if form.skip.data else form.answer(), request.form["seen"])
    try:
        _store(sitting, asked, sent)
    except Conflict as conflict:
        return _conflict_page(sitting, asked, conflict), 409
    except StoreUnavailable:
        kept = item_form(asked, request.form)
        return item_page_with(kept, sitting, asked, unsaved=True), 503, RETRY
    except OtherBank:  # begun meanwhile from another page, on another bank: now it is stored
        return answer(token, item)
    if request.headers.get("Prefer") == _BRIEFLY:
        return "", 204, {"Seen": quote(canonical(sent.value)), "Preference-Applied": _BRIEFLY}
    return redirect(onward(sitting, asked, sent.value), 303)


@blueprint.get("/a/<token>/check")
def check(token: str) -> ResponseReturnValue:
    """All answers, each with a way to change it; finishing; the extra items on offer."""
    attempt = current_attempt(token)
    here = pinned(attempt.bank_digest)
    step = step_after(here, attempt.form, attempt.responses)
    doubts = doubts_now(here, responses_from_json(here.bank, attempt.responses))
    page = check_page(
        here.bank, here.rules.thresholds, asked=attempt.responses, step=step, doubts=doubts
    )
    more = spelled(page.extras_left)
    return render_template(
        "take/check.html",
        token=token,
        page=page,
        attempt=attempt,
        more=more,
        ready=page.ready or (attempt.result is not None and not page.missing),
        unfolded="open" in request.args,
        counting=asked_to_count(attempt),
    )


@blueprint.post("/a/<token>/finish")
def finish(token: str) -> ResponseReturnValue:
    """Make the result of the answers as they are, and lead to it.

    `show` is sent by someone who was told of a doubt and wants to see the result all the same.
    """
    only_fields({"show", FIELD})
    attempt = current_attempt(token)
    model, digest, count = model_for(attempt.bank_digest), attempt.bank_digest, answered()
    try:
        operations.finish(
            sessions(),
            token,
            model=model,
            digest=digest,
            today=today(),
            count=count,
            known=attempt,
        )
    except NotEnough as short:
        new = step_after(pinned(digest), attempt.form, attempt.responses).item
        return render_template(
            "take/not_enough.html", token=token, short=short, item=short.first_skipped or new
        ), 422
    seen = {"show": "1"} if "show" in request.form else {}
    return redirect(taker_url("results.result", **seen), 303)


@blueprint.get("/a/<token>/keep")
def keep(token: str) -> ResponseReturnValue:
    """Show the private address in every form that can be kept: field, QR code, bookmark, mail."""
    attempt = current_attempt(token)
    here = pinned(attempt.bank_digest)
    address = public_url(url_for("take.resume", token=token))
    return render_template(
        "take/keep.html",
        token=token,
        attempt=attempt,
        address=address,
        enough=choices(here.bank, attempt.responses) >= here.rules.thresholds.accept_finish,
        qr=None if only_here(address) else qr_code(address),
    )


@blueprint.get("/erased")
def erased() -> ResponseReturnValue:
    """Confirm a deletion, at an address that leads back to nothing and knows of none."""
    return render_template("take/erased.html")


def _store(sitting: Sitting, item: Item, sent: Sent) -> None:
    new: NewAttempt | None = sitting.new
    operations.answer(
        sessions(),
        sitting.token,
        item=item.id,
        value=sent.value,
        seen=sent.seen,
        start=new,
        bank=sitting.pinned.bank,
        today=today(),
        place=sitting.next_place(item),
    )


def _refuse(sitting: Sitting, item: Item, form: ItemForm) -> ResponseReturnValue:
    """Show what is missing at an address of its own, so that Back and reload need no sending.

    What this page did not offer is answered where it was sent, as an error.
    """
    if form.foreign:
        return item_page_with(form, sitting, item), 422
    said = {name: value for name, value in request.form.items() if value}
    return redirect(form_address(sitting, item, **said, problem="1"), 303)


def _conflict_page(sitting: Sitting, item: Item, conflict: Conflict) -> str:
    posted = [(name, value) for name, value in request.form.items() if name != "seen"]
    return render_template(
        "take/conflict.html",
        item=item,
        stored=answer_lines(item, conflict.stored),
        new=answer_lines(item, conflict.new),
        posted=posted,
        seen=conflict.seen,
        action=form_address(sitting, item),
        onward=onward(sitting, item, conflict.stored),
    )
