"""Knows the addresses of a sitting: where a form is sent, where an answer leads, where Back leads.

It refuses to read answers: what follows what is decided by steering and course.
"""

from collections.abc import Mapping

from flask import request, url_for

from quiz.core.bank import Item, ItemId
from quiz.core.codec import JSON
from quiz.store.views import AttemptView
from quiz.web.addresses import entrance_url, sitting_url
from quiz.web.course import first_new, following
from quiz.web.request import Pinned, pinned
from quiz.web.sitting import Sitting
from quiz.web.steering import asked_next, before_finishing, step_after


def start_value() -> str:
    """Read what the address carries until the first answer is stored; it is then ignored."""
    return request.args.get("start", "")


def changing() -> bool:
    """Say whether this item was opened from the check page, to go back there."""
    return "change" in request.args


def going_on() -> bool:
    """Say whether this person was offered to stop, or opened the extras, and goes on."""
    return "more" in request.args or in_a_row()


def in_a_row() -> bool:
    """Say whether this person asked for the extras and for nothing in between."""
    return "row" in request.args


def way() -> dict[str, str]:
    """Gather what is carried on: going on after a stop, extras in a row, or finishing early."""
    asked = request.args
    return {name: "1" for name in ("more", "row", "finish") if name in asked} if asked else {}


def form_address(sitting: Sitting, item: Item, **shown: str) -> str:
    """Where the form of an item is sent, and sent again; also good to be opened once more.

    With what was sent so far (`shown`) it opens a page that says what is missing.
    """
    carried = way() | shown
    if changing():
        carried["change"] = "1"
    if sitting.start:
        carried["start"] = sitting.start
    if sitting.start or shown:  # one of a kind
        return url_for(".answer", token=sitting.token, item=item.id, _external=False, **carried)
    return sitting_url("answer", token=sitting.token, item=item.id, **carried)


def onward(sitting: Sitting, item: Item, value: JSON) -> str:
    """Where an answer leads: back to the check page, or on to the item that follows."""
    if changing():
        return sitting_url("check", token=sitting.token, open="1")
    asked = {**sitting.responses, item.id: value}
    if in_a_row() and item.extra:
        again = following(sitting.pinned.bank, asked, item.id)
    else:
        again = asked_next(asked, item.id)
    if again is not None:
        return sitting_url("item", token=sitting.token, item=again, **way())
    return after(sitting.token, sitting.pinned, sitting.form, asked)


def after_stored(token: str, attempt: AttemptView) -> str:
    """Where the stored answers of an attempt lead."""
    return after(token, pinned(attempt.bank_digest), attempt.form, attempt.responses)


def after(token: str, here: Pinned, form: str, asked: Mapping[ItemId, JSON]) -> str:
    """Where these answers lead: to the next item, or to the check page where it may stop.

    Someone who goes on after a stop (`more`) stops again when nothing is left to ask; someone who
    wants to finish (`finish`) sees an attention block first where one is due; the extras in a row
    (`row`) end with the last of them.
    """
    carried = way()
    if "finish" in carried:
        item = before_finishing(here, asked)
    elif "row" in carried:
        item = first_new(here.bank, asked, extra=True)
    else:
        step = step_after(here, form, asked)
        item = None if step.stop and "more" not in carried else step.item
    if item is None:
        return sitting_url("check", token=token)
    return sitting_url("item", token=token, item=item, **carried)


def back(sitting: Sitting, item: Item, before: ItemId | None) -> str:
    """Where Back leads: the item asked before; from a change or the first extra, the check page."""
    if before is not None and not changing():
        carried = {"row": "1"} if in_a_row() and item.extra else {}
        return sitting_url("item", token=sitting.token, item=before, **carried)
    if changing():
        return sitting_url("check", token=sitting.token, open="1")
    if item.extra:
        return sitting_url("check", token=sitting.token)
    return entrance_url()
