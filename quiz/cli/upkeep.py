"""`fourways purge`, `backup`, `restore` and `erasures`: knows how what is stored is looked after.

It refuses to decide how long anything is kept: that is a setting.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import click

from quiz.cli.prepare import upgrade_database
from quiz.operations import StoreUnavailable, end_all_access
from quiz.operations.purging import ClockDoubtful
from quiz.operations.purging import purge as purge_now
from quiz.operations.restoring import replay_erasures
from quiz.settings import Settings, SettingsError, from_env
from quiz.store.due import Keeping
from quiz.store.engine import Sessions, make_engine, make_sessions
from quiz.store.erasures import BadErasures, Erasure, from_lines, stored_erasures, to_lines
from quiz.store.migrate import current_head
from quiz.store.snapshot import (
    SnapshotFailed,
    insist_on_whole,
    put_file_in_place,
    put_in_place,
    write_snapshot,
)

DOUBTFUL = 3
"""Exit code of a purge that did not believe the clock."""

_FILE = click.Path(path_type=Path, dir_okay=False)
_FOUND = click.Path(path_type=Path, dir_okay=False, exists=True)


@click.command()
@click.option("--confirm", type=click.IntRange(0), help="Delete this many, whatever the clock.")
def purge(confirm: int | None) -> None:
    """Delete drafts, results and shares whose time is over.

    Drafts go FOURWAYS_KEEP_DRAFTS days (30) after their last change, results FOURWAYS_KEEP_RESULTS
    days (180). When more than 100 attempts and more than a tenth would go, on a clock more than 7
    days ahead of everything stored, nothing is deleted and the exit code is 3. Look at the clock;
    if it is right, repeat with --confirm and the number.
    """
    settings = _settings()
    keeping = Keeping(drafts=settings.keep_drafts, results=settings.keep_results)
    today = datetime.now(UTC).date()
    with _store(settings) as sessions:
        try:
            gone = purge_now(sessions, today=today, keeping=keeping, confirmed=confirm)
        except ClockDoubtful as doubt:
            found = doubt.due
            click.echo(
                f"Nothing was deleted. {found.attempts} of {found.of} attempts would go: today is "
                f"{today}, and the newest day stored is {found.last_day}. Is the clock right? "
                f"If so: fourways purge --confirm {found.attempts}",
                err=True,
            )
            sys.exit(DOUBTFUL)
    click.echo(f"Deleted {gone} attempts whose time was over.")


@click.command()
@click.argument("file", type=_FILE)
def backup(file: Path) -> None:
    """Write everything stored at this moment to a new FILE, while people answer.

    SQLite is copied whole and checked; for PostgreSQL pg_dump does the work. Keep a backup no
    longer than 35 days, where nobody else can read it.
    """
    with _store(_settings()) as sessions:
        write_snapshot(sessions.engine, file.absolute())
    click.echo(f"Written to {file}, {file.stat().st_size:,} bytes.")


@click.command()
@click.argument("file", required=False, type=_FILE)
def erasures(file: Path | None) -> None:
    """Write what was erased to FILE, or to the screen: hashes of links and days, no answers.

    Keep this list apart from the backups and write it often. `restore` needs it to forget again
    what people erased after the backup was made.
    """
    with _store(_settings()) as sessions, sessions.read() as session:
        text = to_lines(stored_erasures(session))
    if file is None:
        click.echo(text, nl=False)
        return
    fresh = file.with_name(f"{file.name}.new")
    fresh.write_text(text)
    fresh.replace(file)


@click.command()
@click.argument("file", type=_FOUND)
@click.option("--erasures", "lists", multiple=True, type=_FOUND, help="What was erased since.")
def restore(file: Path, lists: tuple[Path, ...]) -> None:
    """Put the backup FILE in the place of the database. Stop the server first.

    A SQLite database that is there is moved aside, and what was erased in it is erased again. A
    PostgreSQL database must be empty. Lists of `fourways erasures` are replayed too. Staff sign in
    again; whoever was removed since is back: see `fourways staff list`.
    """
    settings = _settings()
    erased = [each for each_list in lists for each in _read(each_list)]
    if settings.database_file is None:
        _fill(settings, file)
    else:
        erased += _replace(settings.database_file, file)
    upgrade_database(settings)
    with _store(settings) as sessions:
        again = replay_erasures(sessions, list(dict.fromkeys(erased)))
        end_all_access(sessions)
    click.echo(f"Restored from {file}. Erased again: {again}.")
    if not erased:
        click.echo("No list of erasures was found: what people erased since is back.", err=True)


def _fill(settings: Settings, file: Path) -> None:
    engine = make_engine(settings.database_url)
    try:
        if current_head(engine) is not None:
            raise click.ClickException("The database holds tables already: name an empty one.")
        put_in_place(file, engine)
    except (SnapshotFailed, StoreUnavailable) as error:
        raise click.ClickException(f"Not restored: {error}.") from None
    finally:
        engine.dispose()


def _replace(database: Path, file: Path) -> list[Erasure]:
    """Put the file in place; returns what was erased in the database that was there before."""
    try:
        insist_on_whole(file)
        erased = _erased_in(database)
        former = put_file_in_place(file, database)
    except SnapshotFailed as error:
        raise click.ClickException(f"Not restored: {error}.") from None
    if former is not None:
        click.echo(f"The former database is {former}: delete it when all is well.")
    return erased


def _erased_in(database: Path) -> list[Erasure]:
    """What a database says was erased; a damaged one says nothing, and that is told."""
    if not database.exists():
        return []
    engine = make_engine(f"sqlite:///{database}")
    try:
        with make_sessions(engine).read() as session:
            return stored_erasures(session)
    except StoreUnavailable:
        click.echo("The former database cannot be read: give --erasures.", err=True)
        return []
    finally:
        engine.dispose()


def _read(file: Path) -> list[Erasure]:
    try:
        return list(from_lines(file.read_text()))
    except (BadErasures, UnicodeDecodeError) as error:
        raise click.ClickException(f"{file} is no list of erasures: {error}.") from None


def _settings() -> Settings:
    try:
        return from_env(os.environ)
    except SettingsError as error:
        raise click.ClickException("\n".join(error.problems)) from None


@contextmanager
def _store(settings: Settings) -> Iterator[Sessions]:
    """The store as it is, or one plain line about why it cannot be used."""
    file = settings.database_file
    if file is not None and not file.is_file():
        raise click.ClickException(f"There is no database yet ({file}).")
    engine = make_engine(settings.database_url)
    try:
        if current_head(engine) is None:
            raise click.ClickException("The database holds no tables of ours yet.")
        yield make_sessions(engine)
    except StoreUnavailable as error:
        raise click.ClickException(f"The database cannot be used: {error}.") from None
    except SnapshotFailed as error:
        raise click.ClickException(f"No backup: {error}.") from None
    finally:
        engine.dispose()
