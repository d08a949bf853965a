"""Knows what a worker process does beside serving: it leaves when the process that made it is gone.

It refuses to know pages. A worker left behind would keep the address busy, and the server could
not be started again.
"""

import os
import signal
import threading
import time

from flask import Flask

from quiz.web.factory import create_app_from_env

EVERY = 0.5
"""Seconds between two looks at the parent."""

GRACE = 10.0
"""Seconds for the requests under way once it is gone."""


def create_app() -> Flask:
    """Build the application in a worker; raises what the factory raises.

    Until the server takes over, a worker has its parent's answers to signals, which would swallow
    the wish to end; it ends at once instead, and leaves reloading to the parent.
    """
    for wish in (signal.SIGTERM, signal.SIGINT):
        signal.signal(wish, signal.SIG_DFL)
    if hasattr(signal, "SIGHUP"):
        signal.signal(signal.SIGHUP, signal.SIG_IGN)
    leave_with(os.getppid())
    return create_app_from_env()


def leave_with(parent: int) -> None:
    """End this process soon after its parent has changed from the one given."""
    threading.Thread(target=_watch, args=(parent,), name="parent-watch", daemon=True).start()


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(EVERY)
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(GRACE)
    os._exit(1)
