"""Knows how to make things large: stored answers up to ten millions, a bank of three hundred items.

It refuses to measure. Servers on the sizes run at the same time, so that they can be asked in turn.
"""

import re
import shutil
from contextlib import ExitStack, contextmanager
from dataclasses import replace

from bench.speed import databases
from bench.speed.databases import Place
from bench.speed.servers import ROOT

ITEM = re.compile(r"(?m)^  - id: (.+)$")
PEOPLE = 1500


@contextmanager
def grown(here, sizes, *, running=None):
    """A side for each number of stored answers, named by it; on PostgreSQL where one is running."""
    with ExitStack() as stack:
        sides = []
        for size in sizes:
            folder = here.folder / f"size{size}"
            folder.mkdir()
            given = {"answers": size, "people": PEOPLE, "bare": False}
            place = Place(folder)
            made = (
                databases.on_postgresql(place, running, **given)
                if running
                else databases.sqlite(place, **given)
            )
            (side,) = stack.enter_context(made)
            sides.append(replace(side, name=f"{size:,}"))
        yield sides


@contextmanager
def large_bank(here, items):
    """A side with the shipped bank, and one with so many items: its blocks, again and again."""
    with ExitStack() as stack:
        sides = []
        for name, content in (("shipped", None), (str(items), widened(here.folder, items))):
            folder = here.folder / f"bank-{name}"
            folder.mkdir()
            place = Place(folder, content)
            made = databases.sqlite(place, people=PEOPLE, bare=False)
            (side,) = stack.enter_context(made)
            sides.append(replace(side, name=name, said=side.said[:24]))
        yield sides


def widened(folder, items):
    """A copy of the shipped content whose bank has so many items."""
    content = folder / "large"
    content.mkdir()
    for name in ("tracks.yaml", "careers"):
        source = ROOT / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, content / name)
    text = (ROOT / "questions.yaml").read_text()
    head, *parts = re.split(r"(?m)^(?=  - id: )", text.partition("\nitems:\n")[2])
    blocks = [part for part in parts if "most-least" in part and "attention" not in part]
    more = []
    while len(parts) + len(more) < items:
        number, turn = len(more) % len(blocks), len(more) // len(blocks) + 2
        copied = ITEM.sub(rf"  - id: \1-{turn}", blocks[number], count=1)
        more.append(re.sub(r'(situation: ")', rf"\1Again, {turn}: ", copied))
    opening = text.partition("\nitems:\n")[0]
    (content / "questions.yaml").write_text(f"{opening}\nitems:\n{head}{''.join(parts + more)}")
    return content
