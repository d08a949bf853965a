"""A worker leaves with its parent, whenever that goes."""

import os
import subprocess
import sys

import pytest

from quiz.cli import worker

STARTS = """
import os, time
from quiz.cli import worker

worker.be_number(0)
if os.fork():
    os._exit(0)  # as if killed while the worker starts
while os.getppid() == worker._parent[0]:
    time.sleep(0.01)
worker.leave_with(worker.parent_of_worker())
time.sleep(600)
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="workers are no copies of their parent here")
def test_a_worker_whose_parent_went_while_it_started_leaves_too():
    """What it writes to ends once it is gone itself: its parent is gone at once."""
    subprocess.run([sys.executable, "-c", STARTS], stdout=subprocess.PIPE, timeout=60, check=True)


def test_a_process_that_starts_workers_has_its_own_parent(monkeypatch):
    monkeypatch.setattr(worker, "_parent", [os.getpid()])
    assert worker.parent_of_worker() == os.getppid()
    monkeypatch.setattr(worker, "_parent", [1234567])
    assert worker.parent_of_worker() == 1234567
