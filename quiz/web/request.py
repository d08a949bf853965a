"""Knows what a page may ask for: sessions, content, pinned banks, the attempt of a link, the day.

It refuses to know pages. All of it hangs on the application, put there once by the factory; the
views reach storage, settings and the clock through these few functions only.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from flask import current_app, request, url_for

from quiz.content.pinned import bank_from_json
from quiz.content.ready import Catalogue
from quiz.core.bank import Bank
from quiz.core.card import Card
from quiz.core.grid import Grid, compile_grid
from quiz.core.made_once import made_once
from quiz.core.model import Model, compile_model
from quiz.core.report import FORMULA
from quiz.core.rules import Rules
from quiz.store import queries
from quiz.store.engine import Sessions
from quiz.store.views import AttemptView
from quiz.web.receipt import Receipts
from quiz.web.start import Starts

KEPT_BANKS = 8
"""How many pinned banks a process keeps compiled; others are read again when they are asked for."""


class NotInUse(Exception):
    """The link leads to nothing: never used, expired, taken back or erased. All look the same."""


@dataclass(frozen=True, slots=True, eq=False)
class Pinned:
    """The bank and rules that an attempt was started on, ready to score and to choose from.

    There is one of each digest at a time, so it is the same as itself alone.
    """

    digest: str
    bank: Bank
    rules: Rules
    model: Model
    grid: Grid


@dataclass(frozen=True, slots=True)
class Front:
    """What the factory gives to every request. `url` is the public address, if one is set.

    Drafts and results are kept so many days. `content_problems` tells what keeps newer files from
    being used; nothing while all is well.
    """

    catalogue: Catalogue
    sessions: Sessions
    pinned: Callable[[str], Pinned]
    starts: Starts
    receipts: Receipts
    clock: Callable[[], datetime]
    url: str | None
    content_problems: Callable[[], tuple[str, ...]]
    keep_drafts: int
    keep_results: int


def pinned_banks(catalogue: Catalogue, sessions: Sessions) -> Callable[[str], Pinned]:
    """Make a look-up of banks by digest; it raises LookupError for a digest that was never kept."""

    @made_once(KEPT_BANKS)
    def load(digest: str) -> Pinned:
        if digest == catalogue.digest:
            bank, rules = catalogue.bank, catalogue.rules
        else:
            with sessions.read() as session:
                kept = queries.pinned_bank(session, digest)
            if kept is None:
                raise LookupError("an attempt names a bank that was never kept")
            bank, rules = bank_from_json(kept)
        model = compile_model(bank, rules)
        return Pinned(digest, bank, rules, model, compile_grid(model))

    return load


def front() -> Front:
    """Give what this application was wired with."""
    found: Front = current_app.extensions["front"]
    return found


def sessions() -> Sessions:
    """Give the two ways into the database."""
    return front().sessions


def catalogue() -> Catalogue:
    """Give the content that new attempts start on and that public pages show."""
    return front().catalogue


def starts() -> Starts:
    """Give what signs and reads the values of sittings that have not begun."""
    return front().starts


def pinned(digest: str) -> Pinned:
    """Give bank, rules and model of this digest; raises LookupError when it was never kept."""
    return front().pinned(digest)


def card_of(digest: str) -> Card | None:
    """Give the worked-out figures of this bank, if there are any by today's arithmetic."""
    card: Card | None = current_app.extensions["cards"].get(digest)
    return card if card is not None and card.formula == FORMULA else None


def bank_for(digest: str) -> Bank:
    """Give the bank an attempt is pinned to."""
    return pinned(digest).bank


def model_for(digest: str) -> Model:
    """Give the compiled model of that bank."""
    return pinned(digest).model


def now() -> datetime:
    """Give this moment, with its time zone (UTC)."""
    return front().clock()


def today() -> date:
    """Give the day in UTC; nothing finer is ever stored."""
    return now().date()


def find_attempt(token: str) -> AttemptView | None:
    """Find the stored attempt of a private link, or None."""
    with sessions().read() as session:
        return queries.attempt(session, token)


def current_attempt(token: str) -> AttemptView:
    """Find the stored attempt of a private link; raises NotInUse when there is none."""
    attempt = find_attempt(token)
    if attempt is None:
        raise NotInUse
    return attempt


def taker_url(endpoint: str, **values: str) -> str:
    """Build the address of a taker's page in the same mount as this request, with the same token.

    The taker's blueprints can be mounted a second time (for frames); a page mounted there leads
    to its neighbours there. `endpoint` names blueprint and view: `take.check`.
    """
    mount = (request.blueprint or "").rpartition(".")[0]
    here = request.view_args or {}
    token = {"token": here["token"]} if "token" in here else {}
    return url_for(f"{mount}.{endpoint}" if mount else endpoint, **(token | values))


def public_url(path: str) -> str:
    """Build a whole address to hand out, from the configured one; without it, from this request."""
    return (front().url or request.host_url.rstrip("/")) + path
