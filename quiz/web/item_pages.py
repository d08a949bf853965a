"""Knows how the page of an item is made: printed in advance, or rendered with what was sent.

It refuses to store and to read what was sent. The page of a question, as it is opened, is the one
that everybody waits for; but for its gaps it is the same for all who gave it the same answer or
none yet.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import NamedTuple
from urllib.parse import quote

from flask import Flask, Response, current_app, render_template
from flask_babel import force_locale

from quiz.core.bank import Item, ItemId
from quiz.core.made_once import made_once
from quiz.web.around import locale_here
from quiz.web.forms import ItemForm, item_form
from quiz.web.frames import is_framed
from quiz.web.packing import packed_response, takes_packed
from quiz.web.presenters.take import ItemPage, item_page
from quiz.web.printed import Print, gap, printed
from quiz.web.request import pinned
from quiz.web.sitting import Sitting
from quiz.web.way import back, changing, form_address, going_on, in_a_row

KEPT_PRINTS = 256
"""Prints that a process keeps, of some eight kilobytes each: no more than two megabytes."""


class _Look(NamedTuple):
    """All that tells one print of an item from another."""

    digest: str
    item: ItemId
    seen: str  # the answer it shows, as canonical JSON; empty for none
    locale: str
    first: bool
    may_finish: bool
    has_result: bool


@dataclass(frozen=True, slots=True)
class _Ways:
    """Where the page of an item leads."""

    token: str
    action: str
    back: str


def print_items(app: Flask) -> None:
    """Keep prints of items with an application, each made when it is first asked for."""

    @made_once(KEPT_PRINTS)
    def look_up(look: _Look) -> Print:
        return printed(app, f"/a/{gap('token')}/items/{look.item}", partial(_blank, look))

    app.extensions["item_prints"] = look_up


def plain_item_page(sitting: Sitting, item: Item) -> Response | str:
    """The page of an item with the stored answer, if any: from its print, outside of frames."""
    seen = sitting.seen(item)
    if is_framed():
        return item_page_with(_form_showing(item, seen), sitting, item)
    page = _page(sitting, item)
    ways = _ways(sitting, item, page.before)
    prints: Callable[[_Look], Print] = current_app.extensions["item_prints"]
    look = _Look(
        sitting.pinned.digest,
        item.id,
        seen,
        locale_here(),
        page.first,
        page.may_finish,
        sitting.has_result,
    )
    values = {"token": quote(ways.token, safe=""), "action": ways.action, "back": ways.back}
    said = {"title": page.title, "share": page.share, "saved": page.saved}
    if takes_packed():
        return packed_response(prints(look).filled(values | said, pack=True))
    return Response(prints(look).filled(values | said), mimetype="text/html")


def item_page_with(form: ItemForm, sitting: Sitting, item: Item, *, unsaved: bool = False) -> str:
    """The page of an item with what its form holds and lacks."""
    page = _page(sitting, item, unsaved=unsaved)
    return _rendered(item, form, page, _ways(sitting, item, page.before), unsaved=unsaved)


def _page(sitting: Sitting, item: Item, *, unsaved: bool = False) -> ItemPage:
    page = item_page(sitting, item, unsaved=unsaved, going_on=going_on(), in_a_row=in_a_row())
    return replace(page, may_finish=False) if page.may_finish and changing() else page


def _ways(sitting: Sitting, item: Item, before: ItemId | None) -> _Ways:
    return _Ways(sitting.token, form_address(sitting, item), back(sitting, item, before))


def _blank(look: _Look) -> str:
    page = ItemPage(
        title=gap("title"),
        number=0,
        total=0,
        share=gap("share"),
        saved=gap("saved"),
        may_finish=look.may_finish,
        first=look.first,
        has_result=look.has_result,
        before=None,
    )
    item = pinned(look.digest).bank.item(look.item)
    with force_locale(look.locale):
        ways = _Ways(gap("token"), gap("action"), gap("back"))
        return _rendered(item, _form_showing(item, look.seen), page, ways)


def _form_showing(item: Item, seen: str) -> ItemForm:
    form = item_form(item, shown=json.loads(seen) if seen else None)
    form.seen.data = seen
    return form


def _rendered(
    item: Item, form: ItemForm, page: ItemPage, ways: _Ways, *, unsaved: bool = False
) -> str:
    return render_template(
        "take/item.html",
        token=ways.token,
        item=item,
        form=form,
        page=page,
        problems=form.problems,
        unsaved=unsaved,
        may_finish=page.may_finish,
        action=ways.action,
        back=ways.back,
    )
