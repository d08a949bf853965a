"""Knows what a finding about a bank is: how grave, where, what is wrong and how to mend it.

It refuses to know files and lines; the content layer finds those by the ids in the path.
"""

from dataclasses import dataclass
from enum import StrEnum

Path = tuple[str, ...]
"""Keys and ids from the top of the bank, as ("items", "late-feature", "options", "b", "text")."""

EVERYWHERE: Path = ("items",)


class Severity(StrEnum):
    """An error means that the bank measures wrongly; a warning, that it could measure better."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a rule found; `what` continues "this …", `mend` is an order."""

    severity: Severity
    path: Path
    what: str
    mend: str

    def __str__(self) -> str:
        """`items.late-feature: what is wrong: how to mend it`."""
        return f"{'.'.join(self.path)}: {self.what}: {self.mend}"


def error(path: Path, what: str, mend: str) -> Finding:
    """Say that something has to be mended."""
    return Finding(Severity.ERROR, path, what, mend)


def warning(path: Path, what: str, mend: str) -> Finding:
    """Say that something would be better mended."""
    return Finding(Severity.WARNING, path, what, mend)
