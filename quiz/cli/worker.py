"""Knows what a worker process does beside serving: it takes over what its parent has built, and
leaves when its parent is gone.

It refuses to know pages. A worker left behind would keep the address busy, and the server could
not be started again.
"""

import os
import signal
import threading
import time
from contextlib import suppress

from flask import Flask

from quiz.settings import from_env
from quiz.web.factory import Built, build, open_app

EVERY = 0.5
"""Seconds between two looks at the parent."""

GRACE = 10.0
"""Seconds for the requests under way once it is gone."""


_handed_on: list[Built] = []
"""What workers that are copies of this process find; empty where they are none (see `hand_on`)."""


def hand_on(built: Built) -> None:
    """Let workers that start from now on take over this application, and forget the one before.

    They can where a worker starts as a copy of its parent; elsewhere each builds its own.
    """
    _handed_on[:] = [built]


_number: list[int] = []
"""Which of the workers a process that starts now is, counted from 0; empty where nobody says so."""


_parent: list[int] = []
"""The process that starts workers as copies of itself; empty where none does."""


def be_number(number: int) -> None:
    """Say which of the workers starts next as a copy of this process."""
    _number[:] = [number]
    _parent[:] = [os.getpid()]


def create_app() -> Flask:
    """Give the application of a worker; raises what the factory raises.

    Until the server takes over, a worker has its parent's answers to signals, which would swallow
    the wish to end; it ends at once instead, and leaves reloading to the parent.
    """
    for wish in (signal.SIGTERM, signal.SIGINT):
        signal.signal(wish, signal.SIG_DFL)
    if hasattr(signal, "SIGHUP"):
        signal.signal(signal.SIGHUP, signal.SIG_IGN)
    leave_with(parent_of_worker())
    if _number:
        keep_to_one_core(_number[0])
    built = _handed_on.pop() if _handed_on else build(from_env(os.environ))
    return open_app(built)


def parent_of_worker() -> int:
    """Name the process that started this one, also where it is gone already.

    A worker whose parent is killed while it starts has another parent by the time it asks, which
    never leaves: it would wait for that one, and keep the address for ever.
    """
    started = [pid for pid in _parent if pid != os.getpid()]
    return started[0] if started else os.getppid()


def keep_to_one_core(number: int) -> None:
    """Let all threads of this process run on one core, each worker's on another.

    Python lets one thread work at a time. Spread over cores, threads hand that right from one to
    the other through the memory between them, which costs as much again as their work. Only
    cores that this process may use count; another server begins to count elsewhere.
    """
    if not hasattr(os, "sched_setaffinity"):
        return
    cores = sorted(os.sched_getaffinity(0))
    with suppress(OSError):  # it is no more than a wish
        os.sched_setaffinity(0, {cores[(os.getppid() + number) % len(cores)]})


def leave_with(parent: int) -> None:
    """End this process soon after its parent has changed from the one given."""
    threading.Thread(target=_watch, args=(parent,), name="parent-watch", daemon=True).start()


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(EVERY)
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(GRACE)
    os._exit(1)
