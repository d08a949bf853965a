"""Knows whether a database stands at the version this release needs, not how to bring it there.

It refuses to load the library that changes tables: that costs a start a tenth of a second and ten
megabytes, and is needed only after a release that changed some.
"""

import re
from pathlib import Path

from sqlalchemy import Engine, inspect, text

_VERSIONS = Path(__file__).parent / "migrations" / "versions"
_NAME = re.compile(r'^revision = "(\w+)"$', re.MULTILINE)


def is_newest(engine: Engine) -> bool:
    """Whether nothing is left to do. Raises StoreUnavailable when the database cannot be read."""
    with engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return False
        found = connection.scalars(text("SELECT version_num FROM alembic_version")).all()
    return found == [newest()]


def newest() -> str:
    """The version that this release needs: that of the last file, by name."""
    last = max(_VERSIONS.glob("[0-9]*.py"), key=lambda file: file.name)
    found: list[str] = _NAME.findall(last.read_text(encoding="utf-8"))
    return found[0]
