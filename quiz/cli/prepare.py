"""Knows what must be ready before a worker starts: data folder, secret key, tables, a good bank.

It refuses to serve requests; `serve` and `db upgrade` call it in the parent process.
"""

from dataclasses import replace
from pathlib import Path

import click
from sqlalchemy import Engine

from quiz.content.kept import Kept
from quiz.content.problems import ContentError
from quiz.sealed import Sealed
from quiz.settings import Settings, ensure_data_dir, ensure_secret_key
from quiz.store.doubts import doubts
from quiz.store.engine import LogAloneError, StoreUnavailable, make_engine, prepare_sqlite
from quiz.store.standing import is_newest

_PLAIN: dict[type[Exception], str] = {
    LogAloneError: (
        "A write-ahead log is left without its database ({}). Put the database back, or restore "
        "a backup after moving the log away."
    ),
    StoreUnavailable: "The database cannot be used: {}.",
}

_DAMAGED = (
    " Move it aside with what stands beside it, and restore a backup: `fourways restore FILE`."
)


def _cannot(what: str, error: OSError) -> click.ClickException:
    return click.ClickException(f"{what}: {error.strerror} ({error.filename}).")


def prepare(settings: Settings) -> Settings:
    """Make everything ready and return settings that hold a key and the folder to load from.

    That folder is a copy that was found good: of the files now, or, while they have problems, of
    the last ones that had none. Raises ClickException plainly.
    """
    try:
        ensure_data_dir(settings)
    except OSError as error:
        raise _cannot("The data folder cannot be made", error) from None
    settings = ensure_secret_key(settings)
    settings = replace(settings, content_dir=good_content(settings))
    upgrade_database(settings)
    return settings


def good_content(settings: Settings) -> Path:
    """Give a folder that loads; where it is not the newest, every problem is told first."""
    kept = _kept(settings)
    try:
        return kept.take(settings.content_dir)
    except OSError as error:
        raise click.ClickException(
            f"The data folder cannot be written: {error.strerror} ({settings.data_dir})."
        ) from None
    except ContentError as error:
        _tell(error)
    last = kept.last()
    if last is None or not _loads(last):
        raise click.ClickException("The questions or tracks have problems (see above).")
    click.echo("Warning: they are not used. The last good ones are.", err=True)
    return last


def newer_content(settings: Settings) -> Path | None:
    """Give the folder a running server goes over to, or None after saying why it stays."""
    try:
        return _kept(settings).take(settings.content_dir)
    except ContentError as error:
        _tell(error)
    except OSError as error:
        click.echo(f"The data folder cannot be written: {error.strerror}.", err=True)
    click.echo("Not reloaded: the questions in use stay as they are.", err=True)
    return None


def _kept(settings: Settings) -> Kept:
    return Kept(settings.kept_content, Sealed(settings.compiled, settings.secret_key))


def _tell(error: ContentError) -> None:
    for problem in error.problems:
        click.echo(str(problem), err=True)


def _loads(folder: Path) -> bool:
    """Whether a copy from before is good for this release too."""
    from quiz.content.catalogue import load

    try:
        load(folder)
    except ContentError:
        return False
    return True


def _upgrade(engine: Engine) -> None:
    """Change the tables; what that takes is loaded only now, since most starts need none of it."""
    from quiz.store.migrate import SchemaNewerError, upgrade

    try:
        upgrade(engine)
    except SchemaNewerError as error:
        raise click.ClickException(
            f"A newer release has changed the database ({error}). Start that release, or restore "
            "a backup from before it."
        ) from None


def upgrade_database(settings: Settings) -> None:
    """Bring the tables to the newest version; say so where the database may not keep its word."""
    try:
        prepare_sqlite(settings.database_url)
        engine = make_engine(settings.database_url)
        try:
            if not is_newest(engine):
                _upgrade(engine)
            found = doubts(engine)
        finally:
            engine.dispose()
    except OSError as error:
        raise _cannot("The database cannot be opened", error) from None
    except (LogAloneError, StoreUnavailable) as error:
        told = _PLAIN[type(error)].format(error)
        damaged = isinstance(error, StoreUnavailable) and error.reason == "damaged"
        raise click.ClickException(told + (_DAMAGED if damaged else "")) from None
    for doubt in found:
        click.echo(f"Warning: {doubt}", err=True)
