"""Somebody taking the quiz without script, by the links and forms of the pages they see."""

import re
from pathlib import Path

from quiz.content.bank import load_bank
from tests.web.page import Page, assert_sound

SHIPPED = load_bank(Path(__file__).resolve().parent.parent.parent / "questions.yaml")
TRAIT_OF = {o.id: next(iter(o.weights), "") for item in SHIPPED.items for o in item.options}
LIKES = [("what", "why"), ("how", "when"), ("what", "when"), ("how", "why"), ("why", "when")]


class Visitor:
    """A browser without script. Every page it meets is checked for what holds for all pages."""

    def __init__(self, client):
        self.client = client
        self.page = None

    def open(self, address):
        return self._arrive(self.client.get(address))

    def post(self, address, fields):
        return self._arrive(self.client.post(address, data=fields))

    def follow(self, words):
        return self.open(self.page.link(words))

    def send(self, **fields):
        """Send the page's first form with these fields changed; None leaves one out."""
        action, held = self.page.form
        changed = (held | fields).items()
        return self.post(action, {name: value for name, value in changed if value is not None})

    def _arrive(self, response):
        hops = 0
        while response.status_code == 303:
            hops += 1
            assert hops <= 2, "sent on and on"
            assert response.location.startswith("/"), "sent to another site"
            response = self.client.get(response.location)
        self.page = Page(response)
        assert_sound(self.page)
        return self.page


class Sitting(Visitor):
    """One attempt from its start."""

    def start(self, form="full"):
        """Begin in the order of the bank, so that stories can count; `adaptive` as people do."""
        self.open(f"/start?form={form}")
        return self

    @property
    def token(self):
        return re.match(r"/a/([^/]+)", self.page.address)[1]

    def leaf(self, name=""):
        return f"/a/{self.token}/{name}".rstrip("/")

    def values(self, group):
        """What the radios of a group would send, in the order of the page."""
        return [radio["value"] for radio in self.page.all("input", type="radio", name=group)]

    def choose(self, most, least):
        """Answer a block by the places of two cards, from 0."""
        return self.send(most=self.values("most")[most], least=self.values("least")[least])

    def skip(self):
        return self.send(skip="1")

    def answer(self, count):
        """Answer so many blocks as somebody would who has read them: for order and clear work."""
        for number in range(count):
            traits = [TRAIT_OF.get(value, value) for value in self.values("most")]
            most, least = LIKES[number % len(LIKES)]
            if most in traits:
                self.choose(traits.index(most), traits.index(least))
            else:
                self.choose(number % 4, (number + 1) % 4)
        return self

    def heed(self):
        """Answer an attention block as it asks; any other page is left as it is."""
        for item in SHIPPED.items:
            if item.expects is not None and self.page.address.split("?")[0].endswith(item.id):
                self.send(most=item.expects.most, least=item.expects.least)
        return self

    def chosen(self):
        """Which radios stand chosen on the page."""
        return [
            (radio["name"], radio["value"])
            for radio in self.page.all("input", type="radio")
            if "checked" in radio.attrs
        ]
