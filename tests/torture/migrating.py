"""A process that upgrades a database and is killed at each of its statements in turn.

Run as `python -m tests.torture.migrating URL`. For every kill it prints where the database stands
after it; each attempt is a process of its own, and the last is the one that gets through.
"""

import os
import signal
import sys

from sqlalchemy import event

from quiz.store.engine import make_engine
from quiz.store.migrate import current_head, upgrade


def upgrade_until(url, statement):
    """Upgrade, but die by the hand of the system at the n-th statement."""
    engine = make_engine(url)
    left = [statement]

    def count(*_):
        left[0] -= 1
        if left[0] == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    event.listen(engine, "before_cursor_execute", count)
    event.listen(engine, "commit", count)
    upgrade(engine)
    engine.dispose()


def stands_at(url):
    engine = make_engine(url)
    try:
        return current_head(engine)
    finally:
        engine.dispose()


def main():
    (url,) = sys.argv[1:]
    for statement in range(1, 10_000):
        child = os.fork()
        if child == 0:
            upgrade_until(url, statement)
            os._exit(0)
        _, status = os.waitpid(child, 0)
        print(statement, status, stands_at(url), flush=True)
        if status != signal.SIGKILL:
            return


if __name__ == "__main__":
    main()
