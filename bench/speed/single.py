"""Knows what one page costs the server: the adaptive step, finish, result, ladder.

It refuses to load the server: one connection asks, and what counts is processor time of the
server's whole tree of processes, from /proc.
"""

import re
import time
from itertools import islice

from bench.speed import machine, stored
from bench.speed.client import Connection, get, post
from bench.speed.inside import body_of, item_of

TIMES = 150


class Asked:
    """A connection that adds up what the server spends on the requests that are counted."""

    def __init__(self, side):
        self.side, self.connection = side, Connection(side.server.port)

    def ask(self, request):
        return self.connection.ask(request)

    def cost(self, requests):
        """Milliseconds of processor time for one of these requests, on average."""
        before, count = machine.busy(self.side.server.pid), 0
        for request in requests:
            self.ask(request)
            count += 1
        return (machine.busy(self.side.server.pid) - before) / count * 1000


def step(side, tokens):
    """An answer of an adaptive form and the page that it leads to, redirect included, in ms."""
    asked, known = Asked(side), {each.item: each for each in side.said}
    for token in islice(tokens, 3):  # warm-up
        _sat(asked, token, known)
    before, steps = machine.busy(side.server.pid), 0
    for token in tokens:
        steps += _sat(asked, token, known)
        if steps >= 4 * TIMES:
            break
    return (machine.busy(side.server.pid) - before) / steps * 1000


def _sat(asked, token, known):
    """Let somebody answer until the quiz may stop; how many steps that were."""
    path = asked.ask(get(f"/a/{token}/next", status=303)).header("location")
    steps = 0
    while (item := item_of(path)) in known:
        path = asked.ask(post(path, body_of(known[item]))).header("location")
        asked.ask(get(path))
        steps += 1
    return steps


def finished(side, tokens):
    """Finish and the result page after it; result and ladder page again: three times in ms."""
    asked = Asked(side)
    for token in tokens[:10]:  # warm-up
        asked.ask(post(f"/a/{token}/finish", ""))
        asked.ask(get(f"/a/{token}/result?show=1"))
        asked.ask(get(f"/a/{token}/ladder"))
    mine = tokens[10 : 10 + TIMES]
    finish = asked.cost(post(f"/a/{token}/finish", "") for token in mine)
    first = asked.cost(get(f"/a/{token}/result?show=1") for token in mine)
    result = asked.cost(get(f"/a/{token}/result?show=1") for token in mine)
    for token in mine:  # the first look at a ladder makes it, as `first` is that of a result
        asked.ask(get(f"/a/{token}/ladder"))
    ladder = asked.cost(get(f"/a/{token}/ladder") for token in mine)
    return finish + first, result, ladder


def first_visit(side, token, page):
    """Kilobytes over the wire by part, heads included, for somebody who has nothing stored yet."""
    asked = Asked(side)
    answer = asked.ask(get(page.format(token=token)))
    body = _text(answer)
    found = {part.split('"', 1)[0] for part in body.split('="/static/')[1:]}
    named = {f"/static/{name}" for name in found if not name.endswith(".png")}
    parts = {"page": answer} | {name: asked.ask(get(name)) for name in sorted(named)}
    return {
        re.sub(r"/static/|\.\w{12}\b", "", name): (len(part.head) + 4 + len(part.body)) / 1024
        for name, part in parts.items()
    }


def _text(answer):
    if answer.header("content-encoding") == "gzip":
        import gzip

        return gzip.decompress(answer.body).decode()
    return answer.body.decode()


def growth(side, sittings):
    """Megabytes by which the server grew over so many sittings: six answers, finish, result."""
    asked = Asked(side)
    tokens = iter(side.tokens)
    _many(asked, side, islice(tokens, 100))
    time.sleep(0.5)
    before = machine.memory(side.server.pid)
    _many(asked, side, islice(tokens, sittings))
    time.sleep(0.5)
    return machine.memory(side.server.pid) - before


def _many(asked, side, tokens):
    for token in tokens:
        for each in side.said[1:6]:
            asked.ask(post(f"/a/{token}/items/{each.item}", body_of(each)))
        asked.ask(post(f"/a/{token}/finish", ""))
        asked.ask(get(f"/a/{token}/result?show=1"))


def adaptive(database, said, count):
    return stored.people(database, count, said, form="adaptive", seed=2)


def done(database, said, count):
    return stored.people(database, count, said, answered=len(said), seed=3)
