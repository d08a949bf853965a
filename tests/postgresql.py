"""A PostgreSQL server of the tests' own: made in a temporary folder, reached by a socket there.

Nothing listens on the network and nobody else's server is touched. As root it runs as the user
`postgres`, because PostgreSQL refuses to run as root; it stops when the tests are gone.
"""

import contextlib
import os
import pwd
import re
import shutil
import subprocess
import tempfile
import time
from functools import cache
from pathlib import Path

OLDEST = 15
ABSENT = (
    "PostgreSQL is not installed here: the tests on it were not run (apt-get install postgresql)."
)


@cache
def programs():
    """The folder of the newest installed server's programs; None without one that is new enough."""
    found = [
        (int(folder.parent.name), folder)
        for folder in Path("/usr/lib/postgresql").glob("*/bin")
        if re.fullmatch(r"\d+", folder.parent.name) and (folder / "initdb").exists()
    ]
    if (on_path := shutil.which("initdb")) and (version := _version(on_path)):
        found.append((version, Path(on_path).resolve().parent))
    version, folder = max(found, default=(0, None))
    return folder if version >= OLDEST and _runner() is not None else None


def _version(program):
    said = subprocess.run([program, "--version"], capture_output=True, text=True, check=False)
    number = re.search(r"(\d+)(\.\d+)?\s*$|\s(\d+)", said.stdout)
    return int(number[1] or number[3]) if number else 0


@cache
def _runner():
    """What to put before a command so that it does not run as root; None when that cannot be."""
    with_us = ["setpriv", "--pdeathsig", "QUIT"] if shutil.which("setpriv") else []
    if os.geteuid() != 0:
        return with_us
    if not with_us:
        return None
    for name in ("postgres", "nobody"):
        try:
            user = pwd.getpwnam(name)
        except KeyError:
            continue
        return [*with_us, f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups"]
    return None


class Server:
    """One server. `settings` are its own configuration, as PostgreSQL names it."""

    def __init__(self, folder, **settings):
        self.folder = Path(folder)
        self.data = self.folder / "data"
        self.settings = {
            "listen_addresses": "",
            "unix_socket_directories": str(self.folder),
            "shared_buffers": "16MB",
            "max_connections": "60",
            "log_min_messages": "fatal",
        } | settings
        self.process = None

    @property
    def url(self):
        return f"postgresql+psycopg://postgres@/postgres?host={self.folder}"

    def make(self):
        _own(self.folder)
        options = ["--auth=trust", "--username=postgres", "--encoding=UTF8", "--locale=C"]
        self._do("initdb", "--no-sync", "-D", str(self.data), *options)
        return self

    def make_standby_of(self, primary, slot):
        """A copy of a running server that follows it, under this name."""
        _own(self.folder)
        source = f"host={primary.folder} user=postgres application_name={slot}"
        self._do(
            "pg_basebackup", "-D", str(self.data), "-d", source, "-R", "-c", "fast", "--no-sync"
        )
        return self

    def start(self):
        settings = [part for each in self.settings.items() for part in ("-c", "=".join(each))]
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(
                [*_runner(), programs() / "postgres", "-D", self.data, *settings],
                stdout=log,
                stderr=log,
                cwd=self.folder,
            )
        self.wait()
        return self

    def wait(self, seconds=60):
        """Until it takes connections."""
        asked = [programs() / "pg_isready", "-q", "-h", self.folder, "-U", "postgres"]
        for _ in range(seconds * 20):
            if subprocess.run(asked, check=False).returncode == 0:
                return
            if self.process.poll() is not None:
                break
            time.sleep(0.05)
        raise AssertionError((self.folder / "log").read_text()[-3000:])

    def stop(self, mode="immediate"):
        if self.process and self.process.poll() is None:
            self._do("pg_ctl", "stop", "-D", str(self.data), "-m", mode, "-w", "-t", "60")
            self.process.wait(60)

    def promote(self):
        self._do("pg_ctl", "promote", "-D", str(self.data), "-w", "-t", "60")

    def ask(self, sql):
        """One value, through psql, as text."""
        command = [programs() / "psql", "-h", self.folder, "-U", "postgres", "-Atqc", sql]
        answer = subprocess.run(command, capture_output=True, text=True, check=True)
        return answer.stdout.strip()

    def _do(self, program, *arguments):
        done = subprocess.run(
            [*_runner(), programs() / program, *arguments],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            cwd=self.folder,
            check=False,
        )
        assert done.returncode == 0, done.stdout.decode()[-3000:]


def _own(folder):
    """Give a folder to the user that the server will run as."""
    folder.mkdir(exist_ok=True, parents=True)
    chosen = [int(part.partition("=")[2]) for part in _runner() if part.startswith("--re")]
    if chosen:
        os.chown(folder, *chosen)


def wipe(folder):
    shutil.rmtree(folder, ignore_errors=True)


@contextlib.contextmanager
def server(**settings):
    """A fresh server for as long as it is needed."""
    with place() as folder:
        one = Server(folder / "one", **settings).make().start()
        try:
            yield one
        finally:
            one.stop()


@contextlib.contextmanager
def place():
    """A folder that the server's user may enter, with a name short enough for a socket."""
    folder = Path(tempfile.mkdtemp(prefix="fw-pg-", dir="/tmp"))
    folder.chmod(0o711)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
