"""Power cuts: at every acknowledgement the disk is rebuilt from what was synced, and opened.

Nothing is cut off in truth. The calls of the process are written down, and what a disk would
certainly hold is worked out from them; so every moment can be tried, and each twice.
"""

import json
import random
import re
import shutil
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from itertools import takewhile
from pathlib import Path

from quiz.store import queries
from quiz.store.engine import make_engine, make_sessions
from quiz.store.tokens import new_token
from tests.torture import trace
from tests.torture.disk import Disk
from tests.torture.ledger import NOTHING, canonical
from tests.torture.memory import in_memory
from tests.torture.people import Crowd
from tests.torture.serving import ROOT, Served
from tests.torture.writing import Writer

TOLD = b"told "


@dataclass
class Outcome:
    acknowledgements: int = 0
    images: int = 0
    losing: int = 0
    examples: list = field(default_factory=list)

    def add(self, found):
        self.images += 1
        if found:
            self.losing += 1
            self.examples += found[: 3 - len(self.examples)]


def cut_the_power(folder, *, acknowledgements, seed=0, defect=None, doubtful=0, failing=None):
    """Images at each acknowledgement: one of what is certain, and so many with doubtful parts.

    `defect` is one that `writing` knows. `failing` names a call and says the how manieth of it
    fails, such as `fsync:2`; the process goes on, as people do.
    """
    folder = Path(folder)
    written = folder / "trace"
    data = folder / "data"
    url = f"sqlite:///{data / 'answers.sqlite3'}"
    given = [url, str(acknowledgements), str(seed), *([defect] if defect else [])]
    inject = "{}:error=EIO:when={}".format(*failing.split(":")) if failing else None
    disk, told = Disk(data), {}
    subprocess.run(
        [*trace.command(written, inject), sys.executable, "-m", "tests.torture.writing", *given],
        stdout=subprocess.DEVNULL,
        cwd=ROOT,
        check=True,
    )
    chance = random.Random(seed)
    outcome = Outcome()
    for call in trace.calls(written):
        if call.data.startswith(TOLD):
            _remember(told, json.loads(call.data.removeprefix(TOLD)))
            outcome.acknowledgements += 1
            outcome.add(try_image(disk.image(), told))
            for _ in range(doubtful):
                outcome.add(try_image(disk.image(chance), told))
        elif disk.concerns(call):
            disk.happens(call)
    written.unlink()
    return outcome


def repeat_after_a_kill(folder, *, careless=False):
    """An answer is written, its process killed before the log is synced; it is sent once more.

    The second process finds it in the log. What is missing on the disk when it has acknowledged it?
    """
    folder = Path(folder)
    data = folder / "data"
    url = f"sqlite:///{data / 'answers.sqlite3'}"
    Writer(url, 0, careless=False).engine.dispose()
    token = new_token()
    spare = folder / "spare"
    shutil.copytree(data, spare)
    dry = _told_by(folder, f"sqlite:///{spare / 'answers.sqlite3'}", token)
    before = takewhile(lambda call: not call.data.startswith(TOLD), dry)
    syncs = sum(call.name == "fdatasync" for call in before)
    disk = Disk(data)
    killed = _told_by(folder, url, token, inject=f"fdatasync:signal=KILL:when={syncs}")
    repeated = _told_by(folder, url, token, *(["careless"] if careless else []))
    told = None
    assert not any(call.data.startswith(TOLD) for call in killed), "it was not killed in time"
    later = killed[-1].ended + 1
    for call in (*killed, *(trace.shifted(call, later) for call in repeated)):
        if call.data.startswith(TOLD):
            told = json.loads(call.data.removeprefix(TOLD))
            break
        if disk.concerns(call):
            disk.happens(call)
    return try_image(disk.image(), {token: {told["item"]: told["value"]}})


def _told_by(folder, url, token, *given, inject=None):
    """The calls of a process that sends one answer."""
    written = folder / "trace"
    program = [sys.executable, "-m", "tests.torture.repeating", url, token, *given]
    subprocess.run(
        [*trace.command(written, inject), *program],
        stdout=subprocess.DEVNULL,
        cwd=ROOT,
        check=False,
    )
    return list(trace.calls(written))


def cut_the_power_of_a_server(folder, *, acknowledgements, seed=0, doubtful=0):
    """The same with `fourways serve` and people who answer over HTTP; the replies are in the trace.

    A person sends one thing at a time, so the n-th reply to them is to the n-th thing they sent.
    """
    folder = Path(folder)
    written = folder / "trace"
    served = Served(folder)
    disk = Disk(folder / "data")
    served.start(before=trace.command(written))
    try:
        with Crowd(served.port, people=3, seed=seed, erasing=0) as ledger:
            while ledger.acknowledged < acknowledgements:
                time.sleep(0.05)
    finally:
        served.stop_under(served.parent)
    outcome = Outcome()
    chance = random.Random(seed)
    told, heard = {}, Counter()
    for call in trace.calls(written):
        if token := _replied_to(call.data):
            history = ledger.pages[token].history
            if heard[token] == len(history):
                continue  # the reply that nobody waited for when the day was over
            _note(told.setdefault(token, {}), *history[heard[token]])
            heard[token] += 1
            waiting = {
                each: page.history[heard[each]]
                for each, page in ledger.pages.items()
                if heard[each] < len(page.history)
            }
            outcome.acknowledgements += 1
            outcome.add(try_image(disk.image(), told, waiting))
            for _ in range(doubtful):
                outcome.add(try_image(disk.image(chance), told, waiting))
        elif disk.concerns(call):
            disk.happens(call)
    missed = {t: len(p.history) - heard[t] for t, p in ledger.pages.items()}
    assert not any(missed.values()), f"replies that the trace does not hold: {missed}"
    written.unlink()
    return outcome


def _replied_to(data):
    """Whose write was acknowledged, if this is such a reply."""
    if not data.startswith(b"HTTP/1.1 303"):
        return None
    found = re.search(rb"location: /a/([^/\r]+)/([^\r]*)", data, re.IGNORECASE)
    return None if found is None or b"?start=" in found[2] else found[1].decode()


def _note(answers, what, value):
    answers[what] = value
    if what != "finished":
        answers.pop("finished", None)


def _remember(told, said):
    answers = told.setdefault(said["token"], {})
    if "item" in said:
        _note(answers, said["item"], said["value"])
    else:
        answers.update({name: True for name in ("finished", "erased") if name in said})


def try_image(image, told, under_way=None):
    """Open the product's store on an image; what is missing or wrong there.

    `under_way` maps a token to an answer that was sent and not acknowledged yet: (item, value).
    """
    with in_memory() as folder:
        for name, content in image.items():
            (folder / name).write_bytes(content)
        return _read(next(folder.glob("*.sqlite3"), folder / "none"), told, under_way or {})


def _read(file, told, under_way):
    engine = make_engine(f"sqlite:///{file}")
    try:
        with make_sessions(engine).read() as session:
            checked = session.connection().exec_driver_sql("PRAGMA integrity_check").scalar()
            wrongs = [] if checked == "ok" else [f"damaged: {checked}"]
            for token, known in told.items():
                view = queries.attempt(session, token)
                wrongs += _differences(view, known, under_way.get(token, (None, None)))
    except Exception as error:
        return [f"cannot be opened: {error}"]
    finally:
        engine.dispose()
    return wrongs


def _differences(view, known, sent):
    if known.get("erased"):
        return [] if view is None else ["an erased attempt is back"]
    stored = {} if view is None else {k: canonical(v) for k, v in view.responses.items()}
    found = []
    for item, value in known.items():
        if item == "finished":
            changed = sent[0] not in {None, "finished"}
            found += [] if view and view.result and (view.agrees or changed) else ["no result"]
        elif (there := stored.get(item, NOTHING)) != value and (item, there) != sent:
            found.append(f"{item}: {there} is stored, {value} was acknowledged")
    return found
