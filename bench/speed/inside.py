"""Knows how to ask the application in this process, through WSGI alone: for profiles.

It refuses to start a server. The requests are those of one person after another.
"""

import gc
from io import BytesIO
from urllib.parse import urlsplit

from bench.speed import stored
from bench.speed.servers import KEY
from quiz.cli.prepare import prepare
from quiz.settings import from_env
from quiz.web.factory import create_app

PEOPLE = 800


class Inside:
    """An application on a SQLite file of its own, with people who have begun."""

    def __init__(self, here):
        environ = {
            "FOURWAYS_DATA_DIR": str(here.folder),
            "FOURWAYS_SECRET_KEY": KEY,
            "FOURWAYS_RATE_LIMITS": "0",
        }
        self.app = create_app(prepare(from_env(environ)))
        self.said = here.said
        database = f"sqlite:///{here.folder / 'fourways.sqlite3'}"
        self.full = stored.people(database, PEOPLE, here.said)
        self.done = stored.people(database, PEOPLE, here.said, answered=24, seed=3)
        self.adaptive = stored.people(database, PEOPLE, here.said, form="adaptive", seed=2)
        gc.collect()
        gc.freeze()  # as the server does: a search for garbage passes over what was there before

    def ask(self, wanted):
        """Ask once; the headers of the answer by name. Errors of the server are raised here."""
        method, path, body = wanted
        split = urlsplit(path)
        environ = {
            "REQUEST_METHOD": method,
            "SCRIPT_NAME": "",
            "PATH_INFO": split.path,
            "QUERY_STRING": split.query,
            "SERVER_NAME": "127.0.0.1",
            "SERVER_PORT": "5600",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "REMOTE_ADDR": "127.0.0.1",
            "HTTP_HOST": "127.0.0.1",
            "HTTP_ACCEPT_ENCODING": "gzip",
            "CONTENT_TYPE": "application/x-www-form-urlencoded",
            "CONTENT_LENGTH": str(len(body)),
            "wsgi.version": (1, 0),
            "wsgi.url_scheme": "http",
            "wsgi.input": BytesIO(body.encode()),
            "wsgi.errors": BytesIO(),
            "wsgi.multithread": True,
            "wsgi.multiprocess": False,
            "wsgi.run_once": False,
        }
        found = {}

        def start(status, headers, _problem=None):
            found["status"] = int(status[:3])
            found.update((name.lower(), value) for name, value in headers)

        given = self.app.wsgi_app(environ, start)
        b"".join(given)
        if found["status"] >= 400:
            raise AssertionError((method, path, found["status"]))
        return found

    def requests(self, page):
        """Requests for this page without end, of one person after another."""
        return getattr(self, f"_{page}")()

    def _item(self):
        number = 0
        while True:
            token = self.full[number % PEOPLE]
            yield "GET", f"/a/{token}/items/{self.said[0].item}", ""
            number += 1

    def _answer(self):
        for token in self.full:
            for each in self.said[1:]:
                yield "POST", f"/a/{token}/items/{each.item}", body_of(each)

    def _start(self):
        """Beginning, and the first page, before anything is stored."""
        while True:
            yield "GET", "/start", ""
            yield "GET", self.ask(("GET", "/start", ""))["location"], ""

    def _begin(self):
        """First answers, which begin an attempt."""
        by_item = {each.item: each for each in self.said}
        while True:
            path = self.ask(("GET", "/start", ""))["location"]
            yield "POST", path, body_of(by_item[item_of(path)])

    def _step(self):
        """Answers of an adaptive form (the page that each leads to is `item`)."""
        by_item = {each.item: each for each in self.said}
        for token in self.adaptive:
            path = self.ask(("GET", f"/a/{token}/next", ""))["location"]
            while (item := item_of(path)) in by_item:
                yield "POST", path, body_of(by_item[item])
                path = self.ask(("GET", f"/a/{token}/next", ""))["location"]

    def _finish(self):
        for token in self.done:
            yield "POST", f"/a/{token}/finish", ""

    def _first(self):
        """The result as somebody sees it who has just finished."""
        for token in self.done:
            self.ask(("POST", f"/a/{token}/finish", ""))
            yield "GET", f"/a/{token}/result?show=1", ""

    def _result(self):
        return self._again("result?show=1")

    def _ladder(self):
        return self._again("ladder")

    def _again(self, page):
        """A page that a finished person looks at often."""
        for token in self.done:
            self.ask(("POST", f"/a/{token}/finish", ""))
            yield from [("GET", f"/a/{token}/{page}", "")] * 40


def body_of(said):
    """The form of a first answer."""
    return f"seen=&most={said.most}&least={said.least}"


def item_of(path):
    """The item that an address names; "" for others and for none."""
    _, there, rest = (path or "").partition("/items/")
    return rest.partition("?")[0] if there else ""
