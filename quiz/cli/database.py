"""`fourways db`: knows how to bring the tables to the newest version; `serve` does it by itself."""

import os

import click

from quiz.cli.prepare import upgrade_database
from quiz.settings import SettingsError, ensure_data_dir, from_env


@click.group("db")
def database() -> None:
    """Look after the database named by FOURWAYS_DATABASE_URL."""


@database.command("upgrade")
def upgrade_command() -> None:
    """Bring the tables to the newest version; safe to repeat.

    `fourways serve` does this at every start. Run it by hand before a rolling deploy, so that
    old and new servers can work side by side.
    """
    try:
        settings = from_env(os.environ)
    except SettingsError as error:
        raise click.ClickException("\n".join(error.problems)) from None
    ensure_data_dir(settings)
    upgrade_database(settings)
    click.echo("The database is up to date.")
