"""The page of a cohort of ten thousand people: processor time, and how its figures are read.

    .venv/bin/python bench/group_page.py

The whole request is measured, from the address to the last byte, without a network.
"""

import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT)]
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from tests.store.many import PEOPLE, fill  # noqa: E402 - the path is set above
from tests.web.conftest import Clock, build, settings_in  # noqa: E402 - as above
from tests.web.staff import Colleague, invited  # noqa: E402 - as above

GOAL_MS = 30.0
TIMES = 60


def main():
    with tempfile.TemporaryDirectory(prefix="fw-group-") as folder:
        app = build(settings_in(Path(folder)), Clock())
        engine = app.extensions["front"].sessions.engine
        ines = Colleague(app.test_client()).comes_by(invited(app))
        group = ines.opens()
        digest = app.extensions["front"].catalogue.digest
        fill(engine, group, digest=digest)
        for leaf in ("", "/progress", "/figures.csv", "/figures.xlsx"):
            taken = []
            for _ in range(TIMES):
                began = time.process_time()
                answer = ines.client.get(f"/staff/groups/{group}{leaf}")
                taken.append(1000 * (time.process_time() - began))
                assert answer.status_code == 200
            middle = statistics.median(taken)
            print(
                f"cohort of {PEOPLE:,} people, page '{leaf or '/'}': {middle:.1f} ms of processor "
                f"time (fastest {min(taken):.1f}), goal {GOAL_MS:.0f}: "
                f"{'reached' if middle <= GOAL_MS else 'NOT REACHED'}"
            )
        engine.dispose()


if __name__ == "__main__":
    main()
