"""Two doors to the product for one attempt: its operations, and its pages without script."""

import json
import re
from html import unescape

from quiz.core.bank import ItemId
from quiz.operations import AttemptAbsent, Conflict, NotEnough
from quiz.store.unavailable import StoreUnavailable
from tests.store.sitting import START, Sitting
from tests.store.small_bank import BLOCKS, TRAITS
from tests.torture.ledger import canonical
from tests.torture.reference import Answer, Finish

VALUES = [
    canonical({"most": most, "least": least})
    for most in TRAITS
    for least in TRAITS
    if most != least
]


class Operations:
    """Straight to the operations, as every page goes."""

    items = BLOCKS
    values = staticmethod(lambda _item: [*VALUES, "null"])

    def __init__(self, sessions):
        self.sitting = Sitting(sessions)

    def hears(self, message):
        try:
            return self._hears(message)
        except AttemptAbsent:
            return ("absent",)
        except NotEnough:
            return ("not enough",)
        except Conflict as conflict:
            return ("conflict", conflict.seen)
        except StoreUnavailable as error:
            return ("unavailable", error.reason)

    def _hears(self, message):
        if isinstance(message, Answer):
            start = START if message.start else None
            value = json.loads(message.value)
            self.sitting.answers(ItemId(message.item), value, seen=message.seen, start=start)
            return ("stored",)
        if isinstance(message, Finish):
            self.sitting.finishes()
            return ("finished",)
        self.sitting.erases()
        return ("erased",)

    def shows(self, item):
        """What a page for this item shows now."""
        view = self.sitting.view()
        return view.seen(ItemId(item)) if view else ""

    @property
    def seen(self):
        return _seen(self.sitting.view())


class Pages:
    """Through the pages: forms as browsers send them, and what a page then says."""

    def __init__(self, app, sessions):
        self.client = app.test_client()
        self.bank = app.extensions["front"].catalogue.bank
        self.items = [item.id for item in self.bank.form[:8]]
        location = self.client.get("/start").location
        self.token, self.start = re.match(r"/a/([^/]+)/items/[^?]+\?start=(.*)", location).groups()
        self.sitting = Sitting(sessions, token=self.token)

    def values(self, item):
        ids = [option.id for option in self.bank.item(item).options]
        pairs = [(most, least) for most in ids for least in ids if most != least]
        return [*(canonical({"most": most, "least": least}) for most, least in pairs), "null"]

    def hears(self, message):
        if isinstance(message, Answer):
            return self._answer(message)
        leaf, done, where = (
            ("finish", "finished", "/result")
            if isinstance(message, Finish)
            else ("delete", "erased", "/erased")
        )
        reply = self.client.post(f"/a/{self.token}/{leaf}")
        if reply.status_code == 303:
            assert reply.location.endswith(where)
            return (done,)
        return {404: ("absent",), 422: ("not enough",)}[reply.status_code]

    def _answer(self, form):
        value = json.loads(form.value)
        fields = {"seen": form.seen, **({"skip": "1"} if value is None else value)}
        query = f"?start={self.start}" if form.start else ""
        reply = self.client.post(f"/a/{self.token}/items/{form.item}{query}", data=fields)
        if reply.status_code == 303:
            return ("stored",)
        if reply.status_code == 409:
            return ("conflict", _hidden_seen(reply.text))
        return {404: ("absent",)}[reply.status_code]

    def shows(self, item):
        reply = self.client.get(f"/a/{self.token}/items/{item}?start={self.start}")
        return _hidden_seen(reply.text) if reply.status_code == 200 else ""

    @property
    def seen(self):
        return _seen(self.sitting.view())


def _hidden_seen(page):
    (field,) = [tag for tag in re.findall("<input[^>]*>", page) if 'name="seen"' in tag]
    return unescape(re.search('value="([^"]*)"', field)[1])


def _seen(view):
    if view is None:
        return ([], "absent", None)
    answers = [(item, canonical(value)) for item, value in view.responses.items()]
    made_from = view.result_responses
    result = made_from and {item: canonical(value) for item, value in made_from.items()}
    return (answers, view.state, result or None)
