"""Knows the copy of the content in use: made from files that were found good, and only from those.

It refuses to know a server. Workers read the copy, never the files an author works on, so a file
that breaks later harms nobody; a start with broken files falls back on the copy.
"""

import hashlib
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from quiz.content import compiled
from quiz.content.problems import ContentError, Problem
from quiz.content.ready import CAREERS, FIGURES
from quiz.sealed import Sealed

_SINGLE = ("questions.yaml", "tracks.yaml", FIGURES)
_CURRENT = "current"
_PROBLEMS = "problems.txt"
_MOST_BYTES = 2 << 20  # above every file's own limit, so that one too large is still told of
_FORMER = 1  # copies beside the one in use: a worker may still be reading the one before


@dataclass(frozen=True, slots=True)
class Kept:
    """The copies in one folder of the data folder; the folder is made when it is needed."""

    folder: Path
    shelf: Sealed | None = None
    """Where a copy that was found good is written down as well, so as not to be read again."""

    def take(self, source: Path) -> Path:
        """Copy the files of `source`, and make the copy the one in use when it is good.

        Returns the folder to load from. Raises ContentError with every problem, which is also
        written down for `problems`; OSError when the copy cannot be written.
        """
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with tempfile.TemporaryDirectory(dir=self.folder, prefix=".new-") as new:
            fresh = Path(new) / "copy"
            try:
                _copy(source, fresh)
                name = _name(fresh)
                compiled.ensure(fresh, name, self.shelf)
            except ContentError as error:
                self._write(_PROBLEMS, "\n".join(map(str, error.problems)))
                raise
            place = self.folder / name
            if place.is_dir() and _name(place) != place.name:  # cut short by a loss of power
                shutil.rmtree(place)
            if not place.is_dir():
                fresh.rename(place)
        self._write(_CURRENT, place.name)
        (self.folder / _PROBLEMS).unlink(missing_ok=True)
        self._forget_old(place)
        return place

    def last(self) -> Path | None:
        """Give the folder of the last good copy, or None when there never was one."""
        pointer = self.folder / _CURRENT
        if not pointer.is_file():
            return None
        place = self.folder / Path(pointer.read_text().strip()).name
        return place if place.is_dir() else None

    def problems(self) -> tuple[str, ...]:
        """Give the problems that keep the author's files from being used; none while they are."""
        file = self.folder / _PROBLEMS
        return tuple(file.read_text().splitlines()) if file.is_file() else ()

    def _write(self, name: str, text: str) -> None:
        """Write a small file so that a reader sees the old one or the new one."""
        with tempfile.NamedTemporaryFile("w", dir=self.folder, delete=False) as out:
            out.write(text)
        Path(out.name).replace(self.folder / name)

    def _forget_old(self, place: Path) -> None:
        copies = [p for p in self.folder.iterdir() if p.is_dir() and not p.name.startswith(".")]
        former = sorted((p for p in copies if p != place), key=lambda p: p.stat().st_mtime)
        for old in former[: max(len(former) - _FORMER, 0)]:
            shutil.rmtree(old, ignore_errors=True)


def files_of(source: Path) -> list[Path]:
    """Name the files that a catalogue is read from, whether or not each is there."""
    single = [source / name for name in _SINGLE]
    return single + sorted((source / CAREERS).glob("*.yaml"))


def _copy(source: Path, target: Path) -> None:
    """Copy what a catalogue is read from; a file that is missing is left for the check to tell."""
    (target / CAREERS).mkdir(parents=True)
    for file in files_of(source):
        name = file.relative_to(source)
        try:
            with file.open("rb") as stream:
                (target / name).write_bytes(stream.read(_MOST_BYTES))
        except FileNotFoundError:
            continue
        except OSError as error:
            reason = (error.strerror or "unknown reason").lower()
            message = f"cannot be read ({reason}): mend its permissions"
            raise ContentError([Problem(name.as_posix(), 1, 1, "", message)]) from None


def _name(folder: Path) -> str:
    """Name a copy by its bytes: the same files give the same folder."""
    digest = hashlib.sha256()
    for file in sorted(p for p in folder.rglob("*") if p.is_file()):
        digest.update(f"{file.relative_to(folder).as_posix()}\0{file.stat().st_size}\0".encode())
        digest.update(file.read_bytes())
    return digest.hexdigest()[:20]
