"""Knows how a whole database is copied while people answer, and how a copy is put in its place.

It refuses to know what was erased since: who restores must say so, or the past comes back. SQLite
copies itself; PostgreSQL's own programs do it there, found on the path.
"""

import os
import shutil
import sqlite3
import subprocess
import tempfile
from contextlib import closing
from pathlib import Path
from typing import Final

from sqlalchemy import Engine

from quiz.store.engine import BEGIN
from quiz.store.place import sync_path

DUMP: Final = "pg_dump"
RESTORE: Final = "pg_restore"
_DRIVERS_OWN: Final = frozenset({"context", "autocommit", "row_factory", "prepare_threshold"})


class SnapshotFailed(Exception):
    """A copy could not be made or put in place; the message says why in one plain line."""


def write_snapshot(engine: Engine, target: Path) -> None:
    """Write everything that is stored at this moment to a new file, readable by its owner only.

    The file is whole and on the disk when this returns; until then it has another name. Raises
    SnapshotFailed, also when `target` exists; StoreUnavailable.
    """
    if target.exists():
        raise SnapshotFailed(f"{target} exists already: a backup never replaces a file")
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".backup-") as folder:
        fresh = Path(folder) / "fresh"
        if engine.dialect.name == "sqlite":
            with engine.connect() as opened:
                connection = opened.execution_options(**{BEGIN: ""})
                connection.exec_driver_sql("VACUUM INTO ?", (str(fresh),))
            insist_on_whole(fresh)
        else:
            _run(DUMP, engine, "--format=custom", "--no-owner", f"--file={fresh}")
        fresh.chmod(0o600)
        sync_path(fresh)
        fresh.rename(target)
    sync_path(target.parent)


def put_in_place(source: Path, engine: Engine) -> None:
    """Fill an empty PostgreSQL database from a snapshot, all or nothing. Raises SnapshotFailed."""
    _run(RESTORE, engine, "--single-transaction", "--exit-on-error", "--no-owner", str(source))


def put_file_in_place(source: Path, file: Path) -> Path | None:
    """Put a SQLite snapshot where the database is; returns where the old one was moved to.

    No server may be running. The old file and its log stay, under a name with `.before-restore`.
    Raises SnapshotFailed, with everything as it was.
    """
    insist_on_whole(source)
    if not file.parent.is_dir():
        file.parent.mkdir(mode=0o700, parents=True)
    fresh = file.with_name(f"{file.name}.restoring")
    shutil.copyfile(source, fresh)
    fresh.chmod(0o600)
    sync_path(fresh)
    former = _move_away(file) if file.exists() else None
    fresh.rename(file)
    sync_path(file.parent)
    return former


def insist_on_whole(file: Path) -> None:
    """Raise SnapshotFailed unless the file is a SQLite database without damage."""
    try:
        with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as connection:
            said = connection.execute("PRAGMA integrity_check").fetchone()[0]
    except sqlite3.Error as error:
        raise SnapshotFailed(f"{file} is not a whole database ({error})") from None
    if said != "ok":
        raise SnapshotFailed(f"{file} is damaged ({said.splitlines()[0]})")


def _move_away(file: Path) -> Path:
    number = 1
    while (former := file.with_name(f"{file.name}.before-restore-{number}")).exists():
        number += 1
    for ending in ("-wal", "-shm"):
        beside = file.with_name(file.name + ending)
        if beside.exists():
            beside.rename(former.with_name(former.name + ending))
    return file.rename(former)


def _run(program: str, engine: Engine, *words: str) -> None:
    """Run a program of PostgreSQL's on this database; its password stays out of process lists."""
    found = shutil.which(program)
    if found is None:
        raise SnapshotFailed(f"{program} is not installed (apt-get install postgresql-client)")
    given = dict(engine.dialect.create_connect_args(engine.url)[1])
    password = str(given.pop("password", ""))
    address = " ".join(
        f"{name}='{_quoted(value)}'" for name, value in given.items() if name not in _DRIVERS_OWN
    )
    done = subprocess.run(  # noqa: S603 - one of two programs named above, and no word from outside
        [found, f"--dbname={address}", "--no-password", *words],
        env={**os.environ, "PGPASSWORD": password},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        reason = (done.stderr.strip().splitlines() or ["no reason given"])[-1]
        raise SnapshotFailed(f"{program} did not finish: {reason}")


def _quoted(value: object) -> str:
    """A value as libpq reads it between single quotes."""
    return str(value).replace("\\", "\\\\").replace("'", "\\'")
