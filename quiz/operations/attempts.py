"""Knows what a person can do with an attempt: answer, finish, erase.

It refuses to know forms, addresses and how a result is computed.
"""

import json
import logging
from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from quiz.core.bank import Bank, ItemId, Responses
from quiz.core.codec import BadAnswer, answer_from_json, answer_to_json, responses_from_json
from quiz.core.enough import choices
from quiz.core.model import Model
from quiz.core.report import assess, result_from_json, result_to_json
from quiz.core.result import Result
from quiz.operations.concluding import HeldWhole, held_whole, keep_result
from quiz.operations.counting import enter, say, withdraw
from quiz.operations.recording import Held, added, begun_with, held, record
from quiz.operations.refusals import NotEnough, OtherBank, UnknownItem, UnknownOption
from quiz.operations.rows import NewAttempt, begun, found, locked
from quiz.operations.settling import settled
from quiz.store.canonical import canonical, ordered
from quiz.store.cohort_models import CohortRow
from quiz.store.engine import Sessions, StoreUnavailable
from quiz.store.models import AttemptRow, ErasureRow
from quiz.store.queries import attempt, responses_of
from quiz.store.scrub import scrub
from quiz.store.tokens import token_hash
from quiz.store.views import AttemptView

log = logging.getLogger(__name__)


@settled
def answer(  # noqa: PLR0913 - one keyword for each thing a form says
    sessions: Sessions,
    token: str,
    *,
    item: ItemId,
    value: object,
    seen: str | None,
    bank: Bank,
    today: date,
    start: NewAttempt | None = None,
    place: int | None = None,
) -> None:
    """Store what an attempt says to one item; `value` is JSON, None to skip it.

    `seen` is what the page showed (`AttemptView.seen`): canonical JSON, "" or None for no answer.
    A stored answer is replaced only by someone who saw it; the same answer twice changes nothing.
    With `start` an attempt that has not begun begins now. A change after finish reopens it, and
    takes it out of the figures of a group that has not closed. `place` is the next in the order of
    asking, where the item was just seen to have no answer: most answers then need one statement.

    Raises UnknownItem, UnknownOption, Conflict, AttemptAbsent (also for an erased token), OtherBank
    (begun meanwhile with another bank than `start` names), CodeSpent, StoreUnavailable.
    """
    text = _checked(bank, item, value)
    if start is not None:
        done = begun_with(sessions, token, start, item=item, text=text, today=today)
    else:
        done = place is not None and added(
            sessions, token, item, text=text, place=place, today=today
        )
    if done:
        return
    with sessions.write.begin() as session:
        if start is not None:
            _insist_on(begun(session, token, start, today=today), start.bank_digest)
        kept = held(session, token)
        if record(session, kept, item, text=text, seen=seen or ""):
            _note_change(session, token, kept, today=today)


@settled
def finish(  # noqa: PLR0913 - what it is made with, and when
    sessions: Sessions,
    token: str,
    *,
    model: Model,
    digest: str,
    today: date,
    count: bool | None = None,
    known: AttemptView | None = None,
) -> Result:
    """Compute and keep the result of the answers as they are now, under today's date.

    Finishing again without a change returns the stored result. `model` is compiled from the bank
    that the attempt is pinned to, `digest` names it. `count` says whether the person wants to be
    counted in the figures of their cohort; None leaves it as it was. Whoever does enters them in
    the same transaction. Raises AttemptAbsent, NotEnough, OtherBank, StoreUnavailable.

    The first result of its length costs a fresh process a tenth of a second of arithmetic, during
    which nobody could write. So it is worked out before the lock is taken, and again under the
    lock only where the answers have changed since. `known` is the attempt as the caller has just
    read it, so that it need not be read once more for that.
    """
    ready = _ahead(known or _looked_up(sessions, token), model, digest)
    with sessions.write.begin() as session:
        kept = held_whole(session, token)
        _insist_on(kept, digest)
        if count is not None:
            say(session, kept, yes=count)
        if kept.state == "finished" and kept.result is not None:
            result = result_from_json(json.loads(kept.result))
        else:
            result = _finished(session, kept, model, ready, today=today)
        enter(session, kept, result, today=today)
    return result


@settled
def erase(sessions: Sessions, token: str, *, today: date) -> None:
    """Delete an attempt with its answers, result and shares, and take the bytes off the disk.

    What stays is the hash of its token, so that neither a late form nor a restored backup brings
    it back. Erasing twice, or what never was, looks the same as erasing once. Raises
    StoreUnavailable when nothing could be deleted.
    """
    with sessions.write.begin() as session:
        row = found(session, token)
        if row is not None:
            session.add(ErasureRow(token_hash=token_hash(token), erased_day=today))
            session.execute(delete(AttemptRow).where(AttemptRow.id == row.id))
        elif not _confirmed(session, token):
            return
    try:
        scrub(sessions.engine, () if row is None else (row.id,))
    except StoreUnavailable as error:  # deleted it is, and its bytes go with the next erasure
        log.warning("the bytes of an erased attempt are still on the disk: %s", error.reason)


def _note_change(session: Session, token: str, kept: Held, *, today: date) -> None:
    """Note the day of a change; one after finishing reopens the attempt."""
    if kept.changed_day >= today and kept.state != "finished":
        return
    row = locked(session, token)
    row.changed_day = max(row.changed_day, today)
    if row.state == "finished":
        withdraw(session, row)
        row.state = "reopened"


_Ready = tuple[str, Result]
"""Answers as canonical JSON in their order, and the result of just these."""


def _looked_up(sessions: Sessions, token: str) -> AttemptView | None:
    with sessions.read() as session:
        return attempt(session, token)


def _ahead(view: AttemptView | None, model: Model, digest: str) -> _Ready | None:
    """Work out what the answers of this moment come to; None where there is nothing to finish."""
    if view is None or view.state == "finished" or view.bank_digest != digest:
        return None
    try:
        return ordered(view.responses), _worked_out(model, view.responses, digest)
    except NotEnough:
        return None


def _finished(
    session: Session, kept: HeldWhole, model: Model, ready: _Ready | None, *, today: date
) -> Result:
    """Keep the result of an attempt that is held: the one made ready, if it is still of these."""
    answers = responses_of(session, kept.id)
    said = ordered(answers)
    if ready is not None and ready[0] == said:
        result = ready[1]
    else:
        result = _worked_out(model, answers, kept.bank_digest)
    if kept.state == "open" and kept.cohort is not None:
        first = update(CohortRow).where(CohortRow.address == kept.cohort)
        session.execute(first.values(finished=CohortRow.finished + 1))
    made = ordered(result_to_json(result))
    keep_result(session, kept.id, made=made, said=said, day=max(kept.changed_day, today))
    return result


def _worked_out(model: Model, answers: Mapping[ItemId, Any], digest: str) -> Result:
    """Give the result of answers as JSON values; raises NotEnough."""
    responses = responses_from_json(model.bank, answers)
    _insist_on_enough(model.bank, responses, model.rules.thresholds.accept_finish)
    return assess(model, responses, digest=digest)


def _confirmed(session: Session, token: str) -> bool:
    """Whether this token was erased before; if so it is written again.

    Only a commit that writes waits until an earlier one, of which nobody heard, is safe too.
    """
    again = (
        update(ErasureRow)
        .where(ErasureRow.token_hash == token_hash(token))
        .values(erased_day=ErasureRow.erased_day)
        .returning(ErasureRow.erased_day)
    )
    return session.scalar(again) is not None


def _checked(bank: Bank, item_id: ItemId, value: object) -> str:
    """The value in canonical JSON, once it is known to answer this item."""
    try:
        item = bank.item(item_id)
    except KeyError:
        raise UnknownItem from None
    try:
        return canonical(answer_to_json(answer_from_json(item, value)))
    except BadAnswer:
        raise UnknownOption from None


def _insist_on(row: AttemptRow | HeldWhole, digest: str) -> None:
    if row.bank_digest != digest:
        raise OtherBank(row.bank_digest)


def _insist_on_enough(bank: Bank, responses: Responses, needed: int) -> None:
    said = choices(bank, responses)
    if said < needed:
        scored = bank.form_ids | bank.extra_ids
        skipped = (item for item, value in responses.items() if value is None and item in scored)
        raise NotEnough(answered=said, needed=needed, first_skipped=next(skipped, None))
