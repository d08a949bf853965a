"""Knows how a command comes to settings and to an up-to-date store, or to one plain line instead.

It refuses to know what the command does there.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager

import click

from quiz.cli.prepare import upgrade_database
from quiz.settings import Settings, SettingsError, ensure_data_dir, from_env
from quiz.store.engine import Sessions, StoreUnavailable, make_engine, make_sessions

_HERE = "http://127.0.0.1:5000"


def settings_of_here() -> Settings:
    """Read the settings of this process and make the data folder; raises ClickException."""
    try:
        settings = from_env(os.environ)
    except SettingsError as error:
        raise click.ClickException("\n".join(error.problems)) from None
    ensure_data_dir(settings)
    return settings


def site_of(settings: Settings) -> str:
    """The address that links begin with; where none is set, `serve`'s own, and a line says so."""
    if settings.url:
        return settings.url
    click.echo(f"FOURWAYS_URL is not set, so links begin with {_HERE}.", err=True)
    return _HERE


@contextmanager
def open_store(settings: Settings) -> Iterator[Sessions]:
    """Open the store, its tables brought to this release; raises ClickException."""
    upgrade_database(settings)
    engine = make_engine(settings.database_url)
    try:
        yield make_sessions(engine)
    except StoreUnavailable as error:
        raise click.ClickException(f"The database cannot be used: {error}.") from None
    finally:
        engine.dispose()
