"""Knows how work that was done once is kept for the next start, in a folder of the data folder.

It refuses to give back anything but what this very program put there for this very purpose: each
file bears a seal made with the site's secret key over its name, what it was made from, its bytes
and the program's own lines. Whoever can write to the folder and does not hold the key changes
nothing but the time that a start takes.
"""

import hmac
import sys
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from tempfile import NamedTemporaryFile

_SEAL = 32  # bytes


@dataclass(frozen=True, slots=True)
class Sealed:
    """The files of one folder, which is made when it is needed and is this user's alone."""

    folder: Path
    key: str = field(repr=False)

    def read(self, name: str, *, of: str) -> bytes | None:
        """Give what was made from `of` under this name, or None where that is not here."""
        try:
            whole = (self.folder / name).read_bytes()
        except OSError:
            return None
        seal, content = whole[:_SEAL], whole[_SEAL:]
        return content if hmac.compare_digest(seal, self._seal(name, of, content)) else None

    def write(self, name: str, content: bytes, *, of: str) -> None:
        """Keep what was made from `of`; where the disk refuses, the next start makes it anew."""
        with suppress(OSError):
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            _put(self.folder / name, self._seal(name, of, content) + content)

    def _seal(self, name: str, of: str, content: bytes) -> bytes:
        about = f"{name}\0{of}\0".encode() + _program() + sha256(content).digest()
        return hmac.digest(self.key.encode(), about, "sha256")


def _put(file: Path, whole: bytes) -> None:
    """Let a reader see the file as it was or as it is now; raises OSError and leaves nothing."""
    with NamedTemporaryFile(dir=file.parent, prefix=".new-", delete=False) as out:
        draft = Path(out.name)
        try:
            out.write(whole)
            out.flush()
        except OSError:
            draft.unlink()
            raise
    draft.replace(file)


@cache
def _program() -> bytes:
    """Name this program by what its work depends on: its lines, Python, what translates pages."""
    seen = sha256(f"{sys.version}\0{version('jinja2')}\0".encode())
    for file in sorted(Path(__file__).parent.rglob("*.py")):
        seen.update(file.read_bytes())
    return seen.digest()
