"""People who answer while the bank changes under them: each of them sees one version only."""

import json
import random
import shutil
import signal
import time
from contextlib import closing
from dataclasses import dataclass
from html import unescape
from urllib.parse import urlsplit

from quiz.content.catalogue import Catalogue, load
from quiz.core.bank import Format
from quiz.core.codec import responses_from_json
from quiz.core.model import compile_model
from quiz.core.report import assess, result_to_json
from quiz.paths import files_root
from quiz.store import queries
from quiz.store.canonical import canonical
from quiz.store.engine import make_engine, make_sessions
from tests.torture.editing import EDITS, QUESTIONS, TRACKS, write
from tests.torture.people import Browser
from tests.torture.serving import START_WITHIN, Served

AT_ONCE = 3
"""Answers of each person between two edits: a sitting lasts over four or five of them."""

REFUSED = "Not reloaded"


@dataclass
class Outcome:
    attempts: int
    results: int
    versions: int
    wrongs: list


class Taker:
    """One sitting, from its first page to its result, and all that it saw."""

    def __init__(self, browser, catalogue: Catalogue, chance):
        self.browser = browser
        self.catalogue = catalogue
        self.chance = chance
        self.wrongs = []
        self.seen = {}
        self.result = self.page = None
        _, headers, _ = browser.ask("GET", "/start")
        self.where = headers["Location"]
        self.token = urlsplit(self.where).path.split("/")[2]

    def goes_on(self):
        """Answer some questions, and finish after the last; who has a result leaves it alone."""
        if self.result is not None:
            return
        for _ in range(AT_ONCE):
            while "/items/" not in self.where and not self.is_done():
                self.where = self._follow(self.where)
            if self.is_done():
                self._finish()
                return
            self._answer()

    def is_done(self):
        return self.where.endswith(("/check", "/result"))

    def changes_a_mind(self):
        """Finish again after another choice; the numbers must be those of the same version."""
        item = self.chance.choice([item for item, value in self.seen.items() if value != "null"])
        self.where = f"/a/{self.token}/items/{item}"
        self._answer()
        self._finish()

    def _follow(self, where):
        status, headers, _ = self.browser.ask("GET", where)
        return headers["Location"] if status == 303 else f"/a/{self.token}/check"

    def _answer(self):
        name = urlsplit(self.where).path.rpartition("/")[2]
        status, _, page = self.browser.ask("GET", self.where)
        item = {item.id: item for item in self.catalogue.bank.items}.get(name)
        if status != 200 or item is None:
            self._complain(f"{name}: {status}, {'known' if item else 'not of this version'}")
            return
        text = unescape(page.decode())
        for words in (item.situation, *(option.text for option in item.options)):
            if words not in text:
                self._complain(f"{name} does not say: {words}")
        value, fields = None, {"skip": "1"}
        if item.format is Format.MOST_LEAST:
            most, least = self.chance.sample([option.id for option in item.options], k=2)
            value = fields = {"most": most, "least": least}
        fields = {"seen": self.seen.get(name, ""), **fields}
        status, headers, _ = self.browser.ask("POST", self.where, fields)
        if status != 303:
            self._complain(f"{status} to an answer to {name}")
            return
        self.seen[name] = canonical(value)
        self.where = headers["Location"]

    def _finish(self):
        status, _, _ = self.browser.ask("POST", f"/a/{self.token}/finish", {})
        if status != 303:
            self._complain(f"{status} to a finish")
        self.result = self.page = None

    def _complain(self, what):
        self.wrongs.append(f"{self.token[:6]} on {self.catalogue.digest[:6]}: {what}")

    def looks_at_the_result(self, view, *, again):
        """The numbers are those of the version, and once there they stay, down to the page."""
        if view.bank_digest != self.catalogue.digest:
            self._complain("was moved to another version")
        now = dict(view.result)
        if self.result is None and now != _expected(self.catalogue, view.result_responses):
            self._complain("the numbers are not those of its version")
        if self.result is not None and now != self.result:
            self._complain("the result is another one now")
        if self.result is None or again:
            _, _, page = self.browser.ask("GET", f"/a/{self.token}/result?show=1")
            if self.page is not None and page != self.page:
                self._complain("the page of the result is another one now")
            self.page = page
        self.result = now


def _expected(catalogue, answers):
    model = compile_model(catalogue.bank, catalogue.rules)
    given = responses_from_json(catalogue.bank, dict(answers))
    result = assess(model, given, digest=catalogue.digest)
    return json.loads(json.dumps(result_to_json(result)))


def edit_under_people(folder, *, newcomers=1, seed=0, program="quiz.cli"):
    """Every edit in turn, and so many people who begin after each; what was wrong in their eyes."""
    content = copied(folder)
    chance = random.Random(seed)
    with (
        Served(folder, program=program, FOURWAYS_CONTENT_DIR=str(content)) as served,
        closing(Browser(served.port)) as browser,
    ):
        current = load(content)
        takers = [Taker(browser, current, chance) for _ in range(newcomers)]
        wrongs, digests = [], {current.digest}
        for edit in EDITS:
            for taker in takers:
                taker.goes_on()
            before = write(content, edit)
            if edit.sound:
                current = load(content)
                digests.add(current.digest)
                served.reload()
            else:
                wrongs += _refused(served, edit)
                (content / edit.file).write_bytes(before)
            takers += [Taker(browser, current, chance) for _ in range(newcomers)]
            _look(served, takers)
        while not all(taker.result or taker.wrongs for taker in takers):
            for taker in takers:
                taker.goes_on()
            _look(served, takers)
        _look(served, takers, again=True)
        for taker in takers:
            taker.changes_a_mind()
        _look(served, takers)
    wrongs += [wrong for taker in takers for wrong in taker.wrongs]
    return Outcome(len(takers), sum(t.result is not None for t in takers), len(digests), wrongs)


def copied(folder):
    """The shipped files, for an author to work on."""
    content = folder / "content"
    content.mkdir()
    for name in (QUESTIONS, TRACKS):
        shutil.copy(files_root() / name, content)
    shutil.copytree(files_root() / "careers", content / "careers")
    return content


def _refused(served, edit):
    """Tell the server to reload a broken file; the same workers must go on."""
    workers, told = served.worker_pids(), served.log.count(REFUSED)
    served.parent.send_signal(signal.SIGHUP)
    last = time.monotonic() + START_WITHIN
    while served.log.count(REFUSED) == told:
        if time.monotonic() > last:
            return [f"{edit.name}: nothing was said of it"]
        time.sleep(0.02)
    return [] if served.worker_pids() == workers else [f"{edit.name}: other workers now"]


def _look(served, takers, *, again=False):
    """Look at every result; `again` at its page too, which takes longer."""
    engine = make_engine(served.database)
    with make_sessions(engine).read() as session:
        for taker in takers:
            view = queries.attempt(session, taker.token)
            if view is not None and view.state == "finished":
                taker.looks_at_the_result(view, again=again)
    engine.dispose()
