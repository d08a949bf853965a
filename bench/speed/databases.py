"""Knows the databases that are compared, each twice: one for the product, one for the baseline.

It refuses to measure. Both hold the same people and answers, byte for byte.
"""

import tempfile
from contextlib import ExitStack, contextmanager
from pathlib import Path

from bench.speed import stored
from bench.speed.client import Connection, get
from bench.speed.pairs import Side
from bench.speed.servers import ROOT, baseline, product
from quiz.content.catalogue import load
from tests import postgresql

PEOPLE = 6000


class Place:
    """A folder for one comparison, with the fixed order of the bank in use."""

    def __init__(self, folder, content=None):
        self.folder, self.content = folder, content
        self.said = stored.blocks(load(content or ROOT).bank)

    def sqlite(self, name):
        return f"sqlite:///{self.folder / name}.sqlite3"


@contextmanager
def place(content=None):
    with tempfile.TemporaryDirectory(prefix="fw-bench-") as name:
        yield Place(Path(name), content)


@contextmanager
def sqlite(here, *, answers=1000, people=PEOPLE, workers=1, relaxed=False, bare=True):
    """Sides on SQLite: the product, the baseline, and where wanted both with NORMAL."""
    first = here.sqlite("product")
    stored.make(here.folder, first, content=here.content)
    tokens = stored.people(first, people, here.said)
    stored.others(first, answers, here.said, seed=answers)
    with ExitStack() as stack:
        names = ["product", *(["bare"] if bare else []), *(["relaxed"] if relaxed else [])]
        for name in names[1:]:
            stored.copied(first, here.sqlite(name))
        started = stack.enter_context(
            product(here.folder, first, workers=workers, content=here.content)
        )
        sides = [Side("product", started, tokens, here.said)]
        if bare:
            page = page_of(here, started, tokens)
            on = stored.plain(here.sqlite("bare"))
            other = stack.enter_context(baseline(on, page, workers=workers))
            sides.append(Side("bare", other, tokens, here.said))
        if relaxed:
            url = here.sqlite("relaxed")
            other = stack.enter_context(product(here.folder, url, workers=workers, relaxed=True))
            sides.append(Side("relaxed", other, tokens, here.said))
        yield sides


@contextmanager
def server():
    """A PostgreSQL server of one's own, as durable as it comes."""
    if postgresql.programs() is None:
        raise SystemExit("Left out: PostgreSQL is not installed (apt-get install postgresql).")
    with postgresql.server(shared_buffers="256MB", max_wal_size="4GB") as running:
        yield running


@contextmanager
def on_postgresql(here, running, *, answers=1000, people=PEOPLE, workers=1, bare=True):
    """The product and the baseline on two databases of one PostgreSQL server."""
    name = f"product{answers}"
    running.ask(f"CREATE DATABASE {name}")
    url = running.url.replace("/postgres?", f"/{name}?")
    stored.make(here.folder, url, content=here.content)
    tokens = stored.people(url, people, here.said)
    stored.others(url, answers, here.said, seed=answers)
    pid = running.process.pid
    with ExitStack() as stack:
        copy = stored.cloned(running, name, f"bare{answers}") if bare else None
        started = stack.enter_context(
            product(here.folder, url, workers=workers, content=here.content)
        )
        sides = [Side("product", started, tokens, here.said, pid)]
        if bare:
            page = page_of(here, started, tokens)
            other = stack.enter_context(baseline(stored.plain(copy), page, workers=workers))
            sides.append(Side("bare", other, tokens, here.said, pid))
        yield sides


def page_of(here, started, tokens):
    """The product's page of an item, as it arrives, in a file for the baseline to serve."""
    connection = Connection(started.port)
    page = connection.ask(get(f"/a/{tokens[-1]}/items/{here.said[1].item}"))
    connection.close()
    file = here.folder / "page.html"
    file.write_bytes(page.body)
    return file
