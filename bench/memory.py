"""Prints memory (PSS) and start-to-first-page of `fourways serve` with one and two workers.

PSS counts shared pages once over the process tree, so it is what a machine really gives away.
Linux only: it reads /proc/PID/smaps_rollup.
"""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

COMMAND = Path(sys.executable).parent / "fourways"
RUNS = 3


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def children(pid):
    listed = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [int(pid), *(p for child in listed for p in children(int(child)))]


def pss_megabytes(pid):
    total = 0
    for process in children(pid):
        for line in Path(f"/proc/{process}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                total += int(line.split()[1])
    return total / 1024


def get(port, path="/"):
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}") as answer:
        return answer.read()


def one_run(workers):
    port = free_port()
    with tempfile.TemporaryDirectory() as folder:
        env = os.environ | {"FOURWAYS_DATA_DIR": folder}
        began = time.perf_counter()
        server = subprocess.Popen(
            [COMMAND, "serve", "--port", str(port), "--workers", str(workers)],
            env=env,
            stdout=subprocess.DEVNULL,
        )
        try:
            while True:
                try:
                    get(port)
                    break
                except OSError:
                    time.sleep(0.005)
            first = time.perf_counter() - began
            for _ in range(60):  # every worker serves pages before it is weighed
                get(port)
                get(port, "/tracks")
            time.sleep(0.5)
            return first, pss_megabytes(server.pid)
        finally:
            server.send_signal(signal.SIGINT)
            server.wait(20)


def main():
    print(f"cores {os.cpu_count()}, Python {sys.version.split()[0]}, best of {RUNS}")
    for workers in (1, 2):
        runs = [one_run(workers) for _ in range(RUNS)]
        first, memory = min(r[0] for r in runs), min(r[1] for r in runs)
        print(f"workers {workers}: first page after {first:.2f} s, PSS {memory:.0f} MB")


if __name__ == "__main__":
    main()
