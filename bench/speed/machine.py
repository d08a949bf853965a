"""Knows what the machine tells of processes: processor time, memory, versions, how busy it is.

It refuses to start or to ask anything. Linux only: it reads /proc. Processor time is that of a
whole tree of processes, so it does not move when neighbours take the cores; the clock does.
"""

import os
import platform
import sqlite3
from importlib.metadata import version
from pathlib import Path

TICK = os.sysconf("SC_CLK_TCK")
PACKAGES = ("flask", "jinja2", "wtforms", "sqlalchemy", "granian", "numpy", "psycopg")


def tree(pid):
    """This process and all its descendants."""
    found, left = [], [int(pid)]
    while left:
        process = left.pop()
        found.append(process)
        for listed in Path(f"/proc/{process}/task").glob("*/children"):
            left += _numbers(listed)
    return found


def _numbers(file):
    try:
        return [int(number) for number in file.read_text().split()]
    except OSError:
        return []


def busy(pid):
    """Seconds of processor time that a tree of processes has used, user and system."""
    return sum(map(_seconds, tree(pid)))


def _seconds(process):
    """Of one process, with the children it had and that are gone."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return sum(map(int, fields[11:15])) / TICK


def memory(pid):
    """Megabytes (PSS) of a tree: pages that are shared are counted once."""
    found = 0
    for process in tree(pid):
        try:
            lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
        except OSError:
            continue
        found += sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return found / 1024


def load():
    """How many processes wanted a core in the last minute."""
    return os.getloadavg()[0]


def described():
    """One line: cores, processor, memory, system and versions."""
    memory_kb = int(Path("/proc/meminfo").read_text().split()[1])
    packages = ", ".join(f"{name} {_version(name)}" for name in PACKAGES)
    return (
        f"{len(os.sched_getaffinity(0))} cores of {platform.machine()}, "
        f"{memory_kb / 2**20:.0f} GiB, Linux {platform.release().split('-')[0]}, "
        f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, {packages}"
    )


def _version(name):
    try:
        return version(name)
    except ModuleNotFoundError:
        return "absent"
