"""`fourways serve` as a process that can be killed, told to reload, and started again."""

import contextlib
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
START_WITHIN = 60
TOUGH = "tests.torture.tough"
"""The product, but a server that goes on however often its workers are killed."""


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Served:
    """One server. `program` is the module whose `main` it runs; TOUGH survives all kills."""

    def __init__(
        self, folder, *, database=None, workers=1, program="quiz.cli", options=(), **settings
    ):
        self.folder = Path(folder)
        self.port = free_port()
        self.workers = workers
        self.options = list(options)
        self.program = program
        data = self.folder / "data"
        self.database = database or f"sqlite:///{data / 'fourways.sqlite3'}"
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("FOURWAYS_", "FLASK_"))}
        self.environment = kept | {
            "FOURWAYS_DATA_DIR": str(data),
            "FOURWAYS_DATABASE_URL": self.database,
            "FOURWAYS_SECRET_KEY": "k" * 43,
            "FOURWAYS_RATE_LIMITS": "0",
            "PYTHONPATH": str(ROOT),
            **settings,
        }
        self.parent = None

    def command(self):
        given = ["serve", "--port", str(self.port), "--workers", str(self.workers)]
        given += self.options
        return [sys.executable, "-c", f"from {self.program} import main; main()", *given]

    def start(self, before=()):
        """Start, and return once it is ready. `before` stands in front of the command."""
        with (self.folder / "log").open("ab") as log:
            self.parent = subprocess.Popen(
                [*before, *self.command()],
                stdout=log,
                stderr=log,
                env=self.environment,
                cwd=self.folder,
                start_new_session=True,
            )
        last = time.monotonic() + START_WITHIN
        while not (self.worker_pids() and self.is_ready()):
            assert self.parent.poll() is None, self.log[-3000:]
            assert time.monotonic() < last, f"not ready in time\n{self.log[-3000:]}"
            time.sleep(0.02)
        return self

    @property
    def log(self):
        return (self.folder / "log").read_text()

    def is_ready(self, path="/readyz"):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            connection.request("GET", path)
            with connection.getresponse() as reply:
                return reply.status == 200
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()

    def worker_pids(self):
        try:
            tasks = Path(f"/proc/{self.parent.pid}/task")
            listed = [(task / "children").read_text().split() for task in tasks.iterdir()]
        except OSError:
            return []
        return [int(pid) for pids in listed for pid in pids]

    def kill_workers(self, chance, *, every=False):
        """One or all of them, at one moment; how many."""
        pids = self.worker_pids()
        chosen = pids if every else pids and [chance.choice(pids)]
        for pid in chosen:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        return len(chosen)

    def kill_the_parent(self):
        """Only it: its workers must leave by themselves, and let it be started again."""
        self.parent.kill()
        self.parent.wait()
        self.start_again()

    def kill_everything(self):
        self._kill_group()
        self.start_again()

    def start_again(self):
        """As a supervisor does: once the address is free."""
        last = time.monotonic() + START_WITHIN
        while self._is_taken():
            assert time.monotonic() < last, "the address stays taken"
            time.sleep(0.05)
        self.start()

    def _is_taken(self):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", self.port))
            except OSError:
                return True
        return False

    def reload(self):
        """Send the signal for it and return once all workers are new."""
        before = set(self.worker_pids())
        self.parent.send_signal(signal.SIGHUP)
        last = time.monotonic() + START_WITHIN
        while before & set(self.worker_pids()):
            assert time.monotonic() < last, f"not reloaded in time\n{self.log[-3000:]}"
            time.sleep(0.05)

    def stop(self):
        if self.parent is None or self.parent.poll() is not None:
            self._kill_group()
            return
        self.parent.send_signal(signal.SIGTERM)
        try:
            self.parent.wait(20)
        except subprocess.TimeoutExpired:
            self._kill_group()

    def stop_under(self, tracer):
        """End the server that runs under another program, and wait for that."""
        for pid in self.worker_pids():
            os.kill(pid, signal.SIGTERM)
        tracer.wait(30)

    def _kill_group(self):
        if self.parent is None:
            return
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self.parent.pid, signal.SIGKILL)
        self.parent.wait()

    def __enter__(self):
        return self.start()

    def __exit__(self, *_):
        self.stop()
