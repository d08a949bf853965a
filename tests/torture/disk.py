"""A disk as a power cut leaves it: what was synced is there, of the rest nobody knows.

Names count like contents: a file that was made or removed is so for certain only once its folder
was synced.
"""

from dataclasses import dataclass, field
from pathlib import Path, PurePath

SECTOR = 512


@dataclass
class Held:
    """One file: what is certain, and what was done since, in order."""

    certain: bytearray = field(default_factory=bytearray)
    since: list = field(default_factory=list)
    length: int = 0  # as the running process sees it, for writes at the end


class Disk:
    """Follows the calls of a process on the files of one folder; what is there now is certain."""

    def __init__(self, folder):
        self.folder = str(folder)
        self.files = {}
        self.names = {}  # what the folder certainly holds
        self.renamed = []  # what was done to names since
        for file in filter(Path.is_file, Path(folder).glob("*")):
            content = bytearray(file.read_bytes())
            held = Held(certain=content, length=len(content))
            self.files[str(file)] = self.names[str(file)] = held

    def concerns(self, call):
        inside = (path for path in call.paths if PurePath(path).parent == PurePath(self.folder))
        return any(path == self.folder for path in call.paths) or any(inside)

    def happens(self, call):
        """Follow one call, in the order in which calls ended."""
        path = call.paths[0]
        match call.name:
            case "create":
                self._create(path)
            case "unlink":
                self.files.pop(path, None)
                self.renamed.append(("gone", path, None))
            case "rename":
                self.files[call.paths[1]] = self.files.pop(path, Held())
                self.renamed.append(("moved", path, call.paths[1]))
            case "fsync" | "fdatasync":
                self._sync(path, call.began)
            case "sync failed":
                self._forget(path, call.began)
            case "ftruncate" | "truncate":
                self._since(path).append((call.ended, call.at, None))
                self.files[path].length = call.at
            case name if "write" in name:
                self._write(path, call)

    def _create(self, path):
        if path not in self.files:
            self.files[path] = Held()
            self.renamed.append(("made", path, self.files[path]))

    def _since(self, path):
        return self.files.setdefault(path, Held()).since

    def _write(self, path, call):
        held = self.files.setdefault(path, Held())
        at = held.length if call.at is None else call.at
        held.since.append((call.ended, at, call.data))
        held.length = max(held.length, at + len(call.data))

    def _sync(self, path, began):
        """A sync covers what had ended before it began."""
        if path == self.folder:
            for what, name, other in self.renamed:
                self._settle(self.names, what, name, other)
            self.renamed = []
        elif held := self.files.get(path):
            covered = [done for done in held.since if done[0] < began]
            held.since = [done for done in held.since if done[0] >= began]
            for _, at, data in covered:
                _apply(held.certain, at, data)

    def _forget(self, path, began):
        """After a sync that failed the system holds for clean what never reached the disk.

        Only what is written once more can get there with a later sync.
        """
        if held := self.files.get(path):
            held.since = [done for done in held.since if done[0] >= began]

    @staticmethod
    def _settle(names, what, name, other):
        if what == "made":
            names[name] = other
        elif what == "gone":
            names.pop(name, None)
        else:
            names[other] = names.pop(name, Held())

    def image(self, chance=None):
        """Names and contents after a power cut now.

        Without `chance` only what is certain; with it, each doubtful thing is there, or is not, or
        was written in part.
        """
        names = dict(self.names)
        for what, name, other in self.renamed:
            if chance is not None and chance.random() < 0.5:
                self._settle(names, what, name, other)
        return {
            PurePath(name).name: bytes(_content(held, chance))
            for name, held in names.items()
            if not name.endswith("-shm")
        }


def _content(held, chance):
    content = bytearray(held.certain)
    if chance is None:
        return content
    for _, at, data in held.since:
        lot = chance.random()
        if data is None or lot < 0.4:
            _apply(content, at, data) if lot < 0.8 else None
        elif lot < 0.7:
            for start in range(0, len(data), SECTOR):
                if chance.random() < 0.5:
                    _apply(content, at + start, data[start : start + SECTOR])
    return content


def _apply(content, at, data):
    """Write at a place, with zeros up to it; without data, cut or fill to that length."""
    if len(content) < at:
        content.extend(bytes(at - len(content)))
    if data is None:
        del content[at:]
    else:
        content[at : at + len(data)] = data
