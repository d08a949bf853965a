"""The command `fourways` with a planted defect: it says "saved" a moment before it saves.

Without a kill nobody would notice. The trial with kills must.
"""

import contextlib
import threading

from quiz import operations
from quiz.operations import AttemptAbsent, Conflict
from tests.torture.tough import main as main  # noqa: PLC0414 - started by this name

LATE = 0.1

_really = operations.answer


def _later(*given, **named):
    with contextlib.suppress(AttemptAbsent, Conflict):
        _really(*given, **named)


def answer(*given, **named):
    threading.Timer(LATE, _later, given, named).start()


operations.answer = answer
