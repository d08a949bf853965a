"""Knows how to notice that an author saved a file, and rings the server's own bell for it.

It refuses to judge the files: the server reads them when the bell rings, and keeps what it has
when they are not good.
"""

import os
import signal
import threading
import time
from pathlib import Path

from quiz.content.kept import files_of

EVERY = 1.0
"""Seconds between two looks. A change counts once it has stayed the same for one of them."""

_Seen = tuple[tuple[str, int, int], ...]


def ring_on_save(folder: Path) -> None:
    """Send this process SIGHUP whenever content files of `folder` were saved."""
    threading.Thread(target=_watch, args=(folder,), name="save-watch", daemon=True).start()


def _watch(folder: Path) -> None:
    in_use = before = _look(folder)
    while True:
        time.sleep(EVERY)
        now = _look(folder)
        if now == before and now != in_use:
            in_use = now
            os.kill(os.getpid(), signal.SIGHUP)
        before = now


def _look(folder: Path) -> _Seen:
    """Size and moment of change of every file that is there."""
    return tuple(
        (str(file), status.st_mtime_ns, status.st_size)
        for file in files_of(folder)
        if (status := _status(file)) is not None
    )


def _status(file: Path) -> os.stat_result | None:
    try:
        return file.stat()
    except OSError:
        return None
