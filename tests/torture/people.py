"""People who answer over HTTP with a browser's patience, and write down what they are told."""

import http.client
import random
import threading
import time
from contextlib import closing
from urllib.parse import parse_qs, urlsplit

from quiz.content.catalogue import load
from quiz.paths import files_root
from tests.torture.ledger import Ledger, canonical

BANK = load(files_root()).bank
FORM_TYPE = "application/x-www-form-urlencoded"
PATIENCE = 120
BUSY = (429, 503)


class Browser:
    """Keeps its connection, like a browser, and opens a fresh one when it was closed."""

    def __init__(self, port, timeout=30):
        self.port = port
        self.timeout = timeout
        self.connection = None

    def ask(self, method, path, fields=None):
        """Status, headers and body; raises OSError or HTTPException when there is no whole reply.

        A kept connection may be closed by the server just when it is used again. Then nothing of
        the request was seen, and it is sent once more on a fresh one, as browsers do.
        """
        fresh = self.connection is None
        try:
            return self._ask(method, path, fields)
        except (http.client.RemoteDisconnected, ConnectionResetError, BrokenPipeError):
            if fresh:
                raise
            return self._ask(method, path, fields)

    def _ask(self, method, path, fields):
        if self.connection is None:
            self.connection = http.client.HTTPConnection("127.0.0.1", self.port, self.timeout)
        body = None
        headers = {}
        if fields is not None:
            body = "&".join(f"{name}={_quoted(value)}" for name, value in fields.items())
            headers = {"Content-Type": FORM_TYPE}
        try:
            self.connection.request(method, path, body, headers)
            with self.connection.getresponse() as reply:
                return reply.status, reply.headers, reply.read()
        except BaseException:
            self.close()
            raise

    def close(self):
        if self.connection is not None:
            self.connection.close()
            self.connection = None


def _quoted(value):
    safe = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.~"
    return "".join(c if c in safe else "".join(f"%{b:02X}" for b in c.encode()) for c in value)


class Crowd:
    """So many people at once, one attempt after the other, until it is told to end."""

    def __init__(self, port, *, people=4, seed=0, pause=0.0, erasing=0.2):
        self.ledger = Ledger()
        self.port = port
        self.pause = pause
        self.erasing = erasing
        self.ended = threading.Event()
        self.threads = [
            threading.Thread(target=self._live, args=(random.Random(f"{seed}/{n}"),), daemon=True)
            for n in range(people)
        ]

    def __enter__(self):
        for thread in self.threads:
            thread.start()
        return self.ledger

    def __exit__(self, *_):
        self.ended.set()
        for thread in self.threads:
            thread.join(PATIENCE + 30)
            assert not thread.is_alive(), "a visitor never got an answer"

    def _live(self, chance):
        with closing(Browser(self.port)) as browser:
            while not self.ended.is_set():
                try:
                    Person(self, browser, chance).sit()
                except Unheard as gave_up:
                    self.ledger.complain(str(gave_up))

    def over(self):
        return self.ended.is_set()


class Unheard(Exception):
    """An answer that nobody should get, or none for longer than anyone would wait."""


class Person:
    """One sitting: answers, changes of mind, a result, perhaps deletion."""

    def __init__(self, crowd, browser, chance):
        self.crowd = crowd
        self.ledger = crowd.ledger
        self.browser = browser
        self.chance = chance

    def sit(self):
        address = urlsplit(self._insist("GET", "/start", want="/items/"))
        token = address.path.split("/")[2]
        self.start = parse_qs(address.query)["start"][0]
        self.page = self.ledger.open(token)
        items = self.chance.sample(BANK.form, k=self.chance.randint(3, len(BANK.form)))
        for number, item in enumerate(items):
            if self.crowd.over():
                return
            self.answer(item)
            if self.chance.random() < 0.2:
                self.answer(self.chance.choice(items[: number + 1]))
            if number >= 6 and self.chance.random() < 0.05:
                self.finish()
        if len(items) > 6:
            self.finish()
        if self.chance.random() < self.crowd.erasing:
            self.erase()

    def answer(self, item):
        most, least = self.chance.sample([option.id for option in item.options], k=2)
        value = canonical({"most": most, "least": least})
        fields = {"most": most, "least": least}
        if self.chance.random() < 0.1:
            value, fields = "null", {"skip": "1"}
        fields["seen"] = self.page.saved.get(item.id, "")
        self.page.sends(item.id, value)
        path = f"/a/{self.page.token}/items/{item.id}?start={_quoted(self.start)}"
        self._insist("POST", path, fields, want=f"/a/{self.page.token}/")
        self.page.is_told(item.id, value)
        self.ledger.count("acknowledged")
        time.sleep(self.crowd.pause)

    def finish(self):
        answered = sum(value != "null" for value in self.page.saved.values())
        if answered < 6:
            return
        self._insist("POST", f"/a/{self.page.token}/finish", {}, want="/result")
        self.page.finished = True
        self.page.history.append(("finished", True))

    def erase(self):
        self._insist("POST", f"/a/{self.page.token}/delete", {}, want="/erased")
        self.page.erased = True

    def _insist(self, method, path, fields=None, *, want):
        """Send it until it is acknowledged; where it leads then."""
        last = time.monotonic() + PATIENCE
        while time.monotonic() < last:
            try:
                status, headers, _ = self.browser.ask(method, path, fields)
            except (OSError, http.client.HTTPException):
                self.ledger.count("unanswered")
                time.sleep(0.02)
                continue
            if status == 303 and want in headers["Location"]:
                return headers["Location"]
            if status in BUSY and headers["Retry-After"]:
                self.ledger.count("refused")
                time.sleep(0.05)
                continue
            raise Unheard(f"{status} to {method} {path.rpartition('/')[2].partition('?')[0]}")
        raise Unheard(f"no acknowledgement in {PATIENCE} s")
