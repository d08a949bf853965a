"""Knows how to start the product, as `fourways serve` does, and the baseline; and to stop both.

It refuses to measure. The product's own bounds on how fast one link may be used are switched off
by its own setting (`FOURWAYS_RATE_LIMITS=0`), since a load client is faster than any person.
"""

import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.speed.client import Connection, get
from quiz.web.gate import AT_ONCE

ROOT = Path(__file__).resolve().parents[2]
PROGRAMS = Path(sys.executable).parent
RELAXED = Path(__file__).parent / "relaxed"
PORTS = iter(range(int(os.environ.get("BENCH_PORT", "5600")), 65_000))
KEY = "a key for measuring, and for nothing else at all"


@dataclass(frozen=True, slots=True)
class Server:
    """A running server; `started` is how many seconds it took to its first page."""

    port: int
    pid: int
    started: float


@contextmanager
def product(folder, database, *, workers=1, content=None, relaxed=False, first="/"):
    """`fourways serve` on a database of its own, by the rules of production."""
    environ = {
        "FOURWAYS_DATA_DIR": str(folder),
        "FOURWAYS_DATABASE_URL": database,
        "FOURWAYS_SECRET_KEY": KEY,
        "FOURWAYS_RATE_LIMITS": "0",
        "FOURWAYS_ENV": "production",  # without what only people who build are told
        "FOURWAYS_URL": "http://127.0.0.1",
        "FOURWAYS_PLAIN_HTTP": "1",
    }
    if content:
        environ["FOURWAYS_CONTENT_DIR"] = str(content)
    if relaxed:
        environ["PYTHONPATH"] = str(RELAXED)
    port = free_port()
    command = [PROGRAMS / "fourways", "serve", "--port", str(port), "--workers", str(workers)]
    with running(command, port, environ, first=first) as server:
        yield server


@contextmanager
def baseline(database, page, *, workers=1, sync="FULL"):
    """The bare application on the same server program, with as many processes and threads."""
    environ = {"BARE_DATABASE": database, "BARE_PAGE": str(page), "BARE_SYNC": sync}
    port = free_port()
    command = [PROGRAMS / "granian", "bench.speed.bare:app", "--interface", "wsgi"]
    command += ["--host", "127.0.0.1", "--port", str(port), "--workers", str(workers)]
    command += ["--blocking-threads", str(AT_ONCE), "--no-ws", "--log-level", "warning"]
    with running(command, port, environ, first="/hello") as server:
        yield server


@contextmanager
def running(command, port, environ, *, first):
    began = time.perf_counter()
    process = subprocess.Popen(
        list(map(str, command)),
        env={**_clean(), **environ},
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
    )
    try:
        _wait(process, port, first)
        yield Server(port, process.pid, time.perf_counter() - began)
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _clean():
    """Without settings of the product, and with bytecode kept, as wherever it is installed."""
    return {
        key: value
        for key, value in os.environ.items()
        if not key.startswith("FOURWAYS_") and key != "PYTHONDONTWRITEBYTECODE"
    }


def _wait(process, port, first):
    for _ in range(6000):
        if process.poll() is not None:
            raise SystemExit("The server ended before it served a page (see above).")
        try:
            connection = Connection(port)
            connection.ask(get(first))
            connection.close()
        except ConnectionError:
            time.sleep(0.01)
        else:
            return
    raise SystemExit("The server served no page within a minute.")


def free_port():
    """The next port of this bench's range that nobody listens on."""
    for port in PORTS:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)):
                return port
    raise SystemExit("No port is free.")
