"""Several tabs or processes at once: what each does, and how they start together."""

import os
import signal
import sys
import threading

from quiz.store.engine import make_engine, make_sessions
from tests.store.sitting import Sitting


def together(*deeds):
    """Run the deeds at one moment, each in a thread; what they returned or raised, in order."""
    gate = threading.Barrier(len(deeds))
    outcomes = [None] * len(deeds)

    def run(place, deed):
        gate.wait()
        try:
            outcomes[place] = deed()
        except Exception as error:
            outcomes[place] = error

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(deeds)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


def answer_and_die(url, token, item, value):
    """In a process of its own: store an answer, say so, and be killed at once."""
    Sitting(make_sessions(make_engine(url)), token=token).answers(item, value)
    sys.stdout.write("stored\n")
    sys.stdout.flush()
    os.kill(os.getpid(), signal.SIGKILL)


def answer_when_told(url, token, item, value):
    """In a process of its own: be ready, wait for a line, store an answer."""
    sessions = make_sessions(make_engine(url))
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdin.readline()
    Sitting(sessions, token=token).answers(item, value)
    sessions.engine.dispose()
