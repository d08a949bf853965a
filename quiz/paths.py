"""Knows where content, templates and static files live: in a checkout, or in the package.

It refuses to know the working directory; only the default data folder depends on the user's home.
"""

import os
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_INSTALLED = _PACKAGE / "_files"


def files_root() -> Path:
    """The folder that holds templates, static, questions.yaml and tracks.yaml."""
    return _INSTALLED if _INSTALLED.is_dir() else _PACKAGE.parent


def in_checkout() -> bool:
    """Whether these files are a person's own copy of the sources, and not an installed package."""
    return not _INSTALLED.is_dir()


def default_data_dir() -> Path:
    """`data` in a checkout; the user's data folder (XDG) for an installed package."""
    if not _INSTALLED.is_dir():
        return _PACKAGE.parent / "data"
    base = os.environ.get("XDG_DATA_HOME") or str(Path.home() / ".local" / "share")
    return Path(base) / "fourways"
