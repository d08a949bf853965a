"""What a process asked the system to do with files, in order, read from strace.

A call that another thread's call interrupts stands in two lines; what was written counts from its
end, what was synced covers only what had been written before the call began.
"""

import re
import shutil
import subprocess
from dataclasses import dataclass, replace

ABSENT = "strace is missing or not allowed: power cuts were not tried (apt-get install strace)"
CALLS = (
    "openat,open,creat,write,pwrite64,writev,pwritev,pwritev2,ftruncate,truncate,fallocate,"
    "fsync,fdatasync,sync_file_range,unlink,unlinkat,rename,renameat,renameat2,sendto,sendmsg"
)
_LINE = re.compile(r"(?P<pid>\d+) +(?P<call>\w+)\((?P<rest>.*)")
_RESUMED = re.compile(r"(?P<pid>\d+) +<\.\.\. (?P<call>\w+) resumed>(?P<rest>.*)")
_RESULT = re.compile(r"(?P<given>.*)\) += (?P<result>-?\d+|\?)(?P<more>.*)", re.DOTALL)
_FILE = re.compile(r"-?\w+<(?P<path>[^>]*)>")
_TEXT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')
_CREATED = re.compile(r"O_CREAT|creat")


@dataclass(frozen=True, slots=True)
class Call:
    """One call: `data` was written at the place `at` (None: the end); its lines in the trace."""

    began: int
    ended: int
    name: str
    paths: tuple
    data: bytes
    at: int | None
    result: int


def usable():
    """Whether strace works here; containers may forbid it."""
    if shutil.which("strace") is None:
        return False
    tried = subprocess.run(
        ["strace", "-f", "-o", "/dev/null", "true"], capture_output=True, check=False
    )
    return tried.returncode == 0


def command(file, inject=None):
    """What to put before a command so that its calls are written to a file, or made to fail."""
    options = ["-f", "-y", "-xx", "-s", "1000000", "-e", f"trace={CALLS}", "-o", str(file)]
    quick = ["--seccomp-bpf", "-e", "signal=none"]  # neither goes together with failing calls
    return ["strace", *options, *(["-e", f"inject={inject}"] if inject else quick)]


def calls(file):
    """The calls that succeeded, and syncs that failed, in the order in which they ended."""
    begun = {}
    with open(file, errors="replace") as lines:  # noqa: PTH123 - a stream of lines, not a text
        for number, line in enumerate(lines):
            text = line.rstrip("\n")
            if resumed := _RESUMED.match(text):
                first, call, rest = begun.pop(resumed["pid"], (None, None, None))
                if first is None:
                    continue
                whole = rest + resumed["rest"]
            elif plain := _LINE.match(text):
                if text.endswith("<unfinished ...>"):
                    rest = plain["rest"].removesuffix("<unfinished ...>")
                    begun[plain["pid"]] = (number, plain["call"], rest)
                    continue
                first, call, whole = number, plain["call"], plain["rest"]
            else:
                continue
            if found := _read(first, number, call, whole):
                yield found


def shifted(call, lines):
    """The same call, so many lines later: for a trace that continues another."""
    return replace(call, began=call.began + lines, ended=call.ended + lines)


def _read(began, ended, name, text):
    parts = _RESULT.match(text)
    if parts is None or parts["result"] == "?":
        return None
    if parts["result"] == "-1":
        paths = tuple(_unhex(found["path"]) for found in _FILE.finditer(text))
        failed = name in {"fsync", "fdatasync"} and paths
        return Call(began, ended, "sync failed", paths[:1], b"", None, -1) if failed else None
    given = parts["given"].rstrip()
    paths = [_unhex(found["path"]) for found in _FILE.finditer(given + parts["more"])]
    texts = [bytes.fromhex(found.replace("\\x", "")) for found in _TEXT.findall(given)]
    if name in {"openat", "open", "creat"}:
        if not _CREATED.search(name + given):
            return None
        return Call(began, ended, "create", (paths[-1],), b"", None, 0)
    if name.startswith(("rename", "unlink")):
        folder = paths[0] if paths else ""
        named = tuple(_under(folder, text.decode()) for text in texts)
        return Call(began, ended, name[:6], named, b"", None, 0)
    data = b"".join(texts)[: int(parts["result"])] if "write" in name or "send" in name else b""
    numbers = [int(n) for n in re.findall(r", (\d+)(?=,|$)", given)]
    at = numbers[-1] if name in {"pwrite64", "pwritev", "ftruncate"} else None
    return Call(began, ended, name, tuple(paths[:1]), data, at, int(parts["result"]))


def _unhex(text):
    if "\\x" not in text:
        return text
    return bytes.fromhex(text.replace("\\x", "")).decode()


def _under(folder, name):
    return name if name.startswith("/") else f"{folder}/{name}"
