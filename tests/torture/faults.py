"""A server whose disk fails, fills up, is locked or goes away under it, and comes back."""

import contextlib
import re
import sqlite3
import subprocess
import threading
import time
from contextlib import closing

from tests.torture.kills import judge
from tests.torture.people import BANK, Browser, Crowd

INJECTED = {
    "a sync that fails": ("fsync,fdatasync", "EIO"),
    "a full disk": ("pwrite64,ftruncate,fallocate", "ENOSPC"),
    "a disk turned read-only": ("pwrite64,ftruncate,fallocate,fsync,fdatasync", "EROFS"),
}
TRIED = 6


class Witness:
    """Someone who tries to answer during a fault and looks closely at what they are told."""

    def __init__(self, port):
        self.browser = Browser(port)
        _, headers, _ = self.browser.ask("GET", "/start")
        self.path, _, self.query = headers["Location"].partition("?")
        self.item = BANK.form[0]
        self.turn = 0
        self.seen = ""
        assert self.answers()[0] == 303

    def close(self):
        self.browser.close()

    def answers(self):
        """Status, headers and page after the next answer; what was chosen goes with it.

        The same is sent until it is saved, as the button "Try again" does.
        """
        ids = [option.id for option in self.item.options]
        most, least = ids[self.turn % 4], ids[(self.turn + 1) % 4]
        fields = {"seen": self.seen, "most": most, "least": least}
        reply = self.browser.ask("POST", f"{self.path}?{self.query}", fields)
        if reply[0] == 303:
            self.turn += 1
            self.seen = f'{{"least":"{least}","most":"{most}"}}'
        return (*reply, most, least)

    def reads(self):
        return self.browser.ask("GET", self.path)[0]

    def is_told_to_wait(self):
        """Whether an answer is refused in the one proper way, with the choice kept on the page."""
        status, headers, page, most, least = self.answers()
        kept = all(_holds(page.decode(), *pair) for pair in (("most", most), ("least", least)))
        assert status in {303, 503}, status
        if status == 503:
            assert int(headers["Retry-After"]) > 0
            assert kept, page.decode()[-2000:]
            assert re.search(rb"not saved yet", page, re.IGNORECASE)
        return status == 503


def _holds(page, name, value):
    """Whether the page would send this value again: chosen, or held by a hidden field."""
    sends = ("checked", 'type="hidden"')
    return any(
        f'name="{name}"' in field and f'value="{value}"' in field and any(s in field for s in sends)
        for field in re.findall("<input[^>]*>", page)
    )


@contextlib.contextmanager
def injected(pid, name):
    """Calls of a running process fail in this way, until the end of the block."""
    calls, error = INJECTED[name]
    strace = subprocess.Popen(
        ["strace", "-f", "-o", "/dev/null", "-p", str(pid), "-e", f"trace={calls}",
         "-e", f"inject={calls}:error={error}"],
        stderr=subprocess.PIPE,
        text=True,
    )  # fmt: skip
    with strace:
        first = strace.stderr.readline()
        assert "attached" in first, first
        drain = threading.Thread(target=strace.stderr.read, daemon=True)
        drain.start()
        time.sleep(0.1)
        try:
            yield
        finally:
            strace.terminate()
            strace.wait(20)
            drain.join(20)


@contextlib.contextmanager
def locked(file):
    with closing(sqlite3.connect(file, isolation_level=None)) as hog:
        hog.execute("BEGIN IMMEDIATE")
        yield
        hog.execute("ROLLBACK")


@contextlib.contextmanager
def moved(file):
    away = file.with_name("away")
    file.rename(away)
    yield
    away.rename(file)


def endure(served, fault, *, tries=TRIED, reads=True, people=2):
    """Live through a fault under load; what was wrong meanwhile and after it.

    Returns how often the witness was told to wait, and what the judge found.
    """
    with (
        Crowd(served.port, people=people, erasing=0) as ledger,
        closing(Witness(served.port)) as witness,
    ):
        refused = 0
        with fault:
            for _ in range(tries):
                refused += witness.is_told_to_wait()
                if reads:
                    assert witness.reads() == 200
        recovered = time.monotonic() + 30
        while witness.answers()[0] != 303:
            assert time.monotonic() < recovered, "it did not recover by itself"
            time.sleep(0.1)
    strays = ledger.unclean
    return refused, [*strays, *_judged_without(served, ledger, witness)]


def _judged_without(served, ledger, witness):
    token = witness.path.split("/")[2]
    page = ledger.open(token)
    page.saved[witness.item.id] = witness.seen
    return [wrong for wrong in judge(served.database, ledger) if "attempts are stored" not in wrong]
