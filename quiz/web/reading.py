"""Knows how a stored result becomes a page: pinned bank, the answers behind it, today's careers.

It refuses to know addresses; whose eyes a page is for follows from what was stored.
"""

from dataclasses import dataclass, replace
from functools import lru_cache

from babel import Locale

from quiz.core.bank import Responses
from quiz.core.codec import responses_from_json
from quiz.core.evidence import Evidence, evidence, unflagged_verdict
from quiz.core.report import result_from_json
from quiz.core.result import Kind, Result
from quiz.core.rules import TrackId
from quiz.core.rungs import TrackPage
from quiz.store.views import AttemptView, SharedView
from quiz.web.presenters.faces import Faces, faces
from quiz.web.presenters.ledger import Ledger, ledger
from quiz.web.presenters.outcome import Outcome, outcome
from quiz.web.presenters.phrases import locale
from quiz.web.presenters.reasons import Sheet
from quiz.web.request import KEPT_BANKS, NotInUse, Pinned, card_of, catalogue, pinned


@dataclass(frozen=True, slots=True)
class Reading:
    """A result as stored, laid out, with what its answers say and what the tracks are like."""

    result: Result
    page: Outcome
    here: Pinned
    sheet: Sheet


def read_result(stored: AttemptView | SharedView, *, looked_again: bool) -> Reading:
    """Lay out the last result. Raises NotInUse where there is none yet.

    `looked_again`: the person has looked at answers that were flagged and calls them right, so
    the verdict is shown that they lead to.
    """
    if stored.result is None or stored.result_responses is None:
        raise NotInUse
    here = pinned(stored.bank_digest)
    responses = responses_from_json(here.bank, stored.result_responses)
    result = result_from_json(stored.result)
    if looked_again and result.verdict.kind is Kind.CHECK_ANSWERS:
        result = replace(result, verdict=unflagged_verdict(here.model, responses))
    sheet = _sheet(here, responses)
    page = outcome(
        result,
        here.rules,
        sheet,
        given=evidence(here.model, responses),
        summary=_summary(result),
        own=isinstance(stored, AttemptView),
    )
    return Reading(result, page, here, sheet)


def read_ledger(attempt: AttemptView) -> Ledger:
    """List the answers as they are now, with their points, whether or not there is a result."""
    here = pinned(attempt.bank_digest)
    responses = responses_from_json(here.bank, attempt.responses)
    given: Evidence = evidence(here.model, responses)
    return ledger(_sheet(here, responses), given)


def track_page(track: TrackId) -> TrackPage | None:
    """Look up what a track is like as work, if today's careers still describe it."""
    return next((page for page in catalogue().careers.tracks if page.id == track), None)


def faces_of(here: Pinned) -> Faces:
    """Give the traits and tracks that an attempt was started on, in the reader's language."""
    return _drawn(here, locale())


@lru_cache(maxsize=KEPT_BANKS)
def _drawn(here: Pinned, _where: Locale) -> Faces:
    return faces(here.bank, here.rules)


def faces_now() -> Faces:
    """Draw up the traits and tracks of today's content, for pages that belong to nobody."""
    content = catalogue()
    return faces(content.bank, content.rules)


def _sheet(here: Pinned, responses: Responses) -> Sheet:
    return Sheet(here.bank, faces_of(here), responses, card_of(here.digest))


def _summary(result: Result) -> str:
    if result.verdict.kind not in {Kind.CLEAR, Kind.LEANING}:
        return ""
    page = track_page(result.why.leader)
    return "" if page is None else page.summary.text
