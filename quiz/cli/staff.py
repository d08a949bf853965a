"""`fourways staff`: knows how people who run cohorts get and lose their login.

It refuses to see or make up a password: it prints a link with which the person sets their own.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime

import click

from quiz.cli.opening import open_store, settings_of_here, site_of
from quiz.operations import (
    BadStaff,
    Refusal,
    StaffAbsent,
    StaffTaken,
    add_staff,
    remove_staff,
    reset_staff,
    set_role,
)
from quiz.operations.staff import LINK_DAYS, ROLES
from quiz.settings import Settings
from quiz.store.engine import Sessions
from quiz.store.staff import all_staff

_ROLE = click.Choice(ROLES)
_PLAIN: dict[type[Refusal], str] = {
    BadStaff: "LOGIN and --organisation: a line of 1 to 80 characters each.",
    StaffTaken: "Somebody has this login already. A new link: fourways staff reset LOGIN.",
    StaffAbsent: "Nobody has this login. Who has one: fourways staff list.",
}


@click.group()
def staff() -> None:
    """Give people of an organisation a login to its cohorts, and take it away.

    Staff open cohorts, hand out their links and see figures of closed groups. They never see a
    person. An owner may also delete cohorts.
    """


@staff.command()
@click.argument("login")
@click.option("--organisation", required=True, help="Whose cohorts they run.")
@click.option("--role", type=_ROLE, default="owner", show_default=True)
def add(login: str, *, organisation: str, role: str) -> None:
    """Add somebody, who signs in as LOGIN (such as a mail address), and print a one-time link."""
    settings = settings_of_here()
    with _store(settings) as sessions:
        link = add_staff(sessions, login, organisation=organisation, role=role, today=_today())
    _tell(settings, link)


@staff.command()
@click.argument("login")
def reset(login: str) -> None:
    """Print a new one-time link for LOGIN; their password and all their sessions end now."""
    settings = settings_of_here()
    with _store(settings) as sessions:
        link = reset_staff(sessions, login, today=_today())
    _tell(settings, link)


@staff.command()
@click.argument("login")
@click.argument("new_role", metavar="ROLE", type=_ROLE)
def role(login: str, new_role: str) -> None:
    """Make LOGIN an owner or a member: hand over with one call for each of the two people."""
    with _store(settings_of_here()) as sessions:
        set_role(sessions, login, role=new_role)
    click.echo(f"Now {new_role}.")


@staff.command()
@click.argument("login")
def remove(login: str) -> None:
    """Remove LOGIN and sign them out everywhere; cohorts stay with the organisation."""
    with _store(settings_of_here()) as sessions:
        remove_staff(sessions, login)
    click.echo("Removed.")


@staff.command("list")
def list_staff() -> None:
    """List everybody with a login, by organisation."""
    with _store(settings_of_here()) as sessions, sessions.read() as session:
        for one in all_staff(session):
            waiting = "" if one.password else "  (has not set a password)"
            click.echo(f"{one.login}  {one.organisation}  {one.role}{waiting}")


def _tell(settings: Settings, link: str) -> None:
    click.echo(f"{site_of(settings)}/staff/link/{link}")
    click.echo(f"Give it to nobody else. It works once, for {LINK_DAYS} days.", err=True)


@contextmanager
def _store(settings: Settings) -> Iterator[Sessions]:
    with open_store(settings) as sessions:
        try:
            yield sessions
        except tuple(_PLAIN) as error:
            raise click.ClickException(_PLAIN[type(error)]) from None


def _today() -> date:
    return datetime.now(UTC).date()
