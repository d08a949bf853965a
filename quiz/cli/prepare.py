"""Knows what must be ready before a worker starts: data folder, secret key, tables, a good bank.

It refuses to serve requests; `serve` and `db upgrade` call it in the parent process.
"""

import click

from quiz.content.catalogue import Catalogue, load
from quiz.content.problems import ContentError
from quiz.settings import Settings, ensure_data_dir, ensure_secret_key
from quiz.store.doubts import doubts
from quiz.store.engine import LogAloneError, StoreUnavailable, make_engine, prepare_sqlite
from quiz.store.migrate import SchemaNewerError, upgrade

_PLAIN: dict[type[Exception], str] = {
    LogAloneError: (
        "A write-ahead log is left without its database ({}). Put the database back, or restore "
        "a backup after moving the log away."
    ),
    SchemaNewerError: (
        "A newer release has changed the database ({}). Start that release, or restore a backup "
        "from before it."
    ),
    StoreUnavailable: "The database cannot be used: {}.",
}


def prepare(settings: Settings) -> Settings:
    """Make everything ready and return settings that hold a key; raises ClickException plainly."""
    ensure_data_dir(settings)
    settings = ensure_secret_key(settings)
    load_content(settings)
    upgrade_database(settings)
    return settings


def upgrade_database(settings: Settings) -> None:
    """Bring the tables to the newest version; say so where the database may not keep its word."""
    try:
        prepare_sqlite(settings.database_url)
        engine = make_engine(settings.database_url)
        try:
            upgrade(engine)
            found = doubts(engine)
        finally:
            engine.dispose()
    except (LogAloneError, SchemaNewerError, StoreUnavailable) as error:
        raise click.ClickException(_PLAIN[type(error)].format(error)) from None
    for doubt in found:
        click.echo(f"Warning: {doubt}", err=True)


def content_is_sound(settings: Settings) -> bool:
    """Whether a running server may go over to the files as they are now; else says why not."""
    try:
        load_content(settings)
    except click.ClickException:
        click.echo("Not reloaded: the questions in use stay as they are.", err=True)
        return False
    return True


def load_content(settings: Settings) -> Catalogue:
    """Load questions and tracks, or stop with every problem listed."""
    try:
        return load(settings.content_dir)
    except ContentError as error:
        for problem in error.problems:
            click.echo(str(problem), err=True)
        raise click.ClickException("The questions or tracks have problems (see above).") from None
