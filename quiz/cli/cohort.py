"""`fourways cohort`: knows how groups are opened, listed, closed and deleted on the command line.

It refuses to open one whose results would decide about people, and shows nobody's result.
"""

from datetime import UTC, date, datetime
from typing import Any

import click

from quiz.cli.opening import open_store, settings_of_here, site_of
from quiz.content.catalogue import load
from quiz.content.problems import ContentError
from quiz.core.cohort import SMALLEST_CELL, SMALLEST_GROUP, GroupRule
from quiz.core.origins import PRESETS
from quiz.operations import (
    BadCohort,
    CohortAbsent,
    Fault,
    NewCohort,
    close_cohort,
    delete_cohort,
    open_cohort,
)
from quiz.settings import Settings
from quiz.store.cohorts import CohortView, cohorts

_ASKED = "Will results inform hiring, promotion, pay or who gets which tasks?"
_DAY = click.DateTime(formats=["%Y-%m-%d"])
_PLAIN = {
    Fault.ORGANISATION: "--organisation: a line of 1 to 80 characters.",
    Fault.NAME: "NAME: a line of 1 to 80 characters.",
    Fault.SELECTION: (
        "Not opened. This quiz is for people's own development. It was never tested for decisions "
        "about them; used for one, it would be unfair to them and may be against the law."
    ),
    Fault.DAYS: "--closes: must not lie before --opens.",
    Fault.GROUP: "--batch: 5 or more, and at least twice --min-cell; --min-cell: 2 or more.",
    Fault.ORIGINS: (
        "--origin: an exact origin in small letters, such as https://intranet.example.com: no "
        "path, no wild card."
    ),
    Fault.PRESETS: "--preset: one of " + ", ".join(PRESETS) + ".",
    Fault.FORM: "--form: adaptive or full.",
    Fault.WELCOME: "--welcome: one line of at most 400 characters.",
    Fault.REDIRECT: "--redirect: an exact origin, such as https://intranet.example.com.",
}


@click.group()
def cohort() -> None:
    """Open, list, close and delete groups that share a quiz.

    A cohort has an address of its own, for a link or for a frame in the intranet. Whoever opened
    it sees figures of closed groups, of people who agreed to be counted, and never a person.
    """


@cohort.command()
@click.argument("name")
@click.option("--organisation", required=True, help="Who opens it, such as the company's name.")
@click.option("--opens", type=_DAY, help="First day (YYYY-MM-DD); today if left out.")
@click.option("--closes", type=_DAY, help="Last day; open until ended by hand if left out.")
@click.option("--form", type=click.Choice(["adaptive", "full"]), default="adaptive")
@click.option("--batch", type=int, default=SMALLEST_GROUP, help="People in a group of figures.")
@click.option("--min-cell", type=int, default=SMALLEST_CELL, help="People in a cell at least.")
@click.option("--origin", "origins", multiple=True, help="A page's origin that may hold the frame.")
@click.option(
    "--preset", "presets", multiple=True, type=click.Choice(list(PRESETS)), help="A vendor's pages."
)
@click.option("--names", multiple=True, metavar="QUESTION=CHOICE", help="How roles are called.")
@click.option("--welcome", help="A sentence for the start page, in plain text.")
@click.option("--redirect", help="The origin to which people may be led in the end.")
@click.option("--development-only", is_flag=True, help="Results decide about nobody: no question.")
def add(
    *,
    opens: datetime | None,
    closes: datetime | None,
    batch: int,
    min_cell: int,
    development_only: bool,
    **said: Any,  # noqa: ANN401 - texts and lists, as NewCohort names them
) -> None:
    """Open a cohort called NAME and print its addresses.

    You are asked whether results will inform hiring, promotion, pay or tasks; with yes nothing is
    opened.
    """
    settings = settings_of_here()
    said["names"] = _names(settings, said["names"])
    new = NewCohort(
        selects=not development_only and click.confirm(_ASKED),
        opens=opens.date() if opens else _today(),
        closes=closes.date() if closes else None,
        rule=GroupRule(batch, min_cell),
        **said,
    )
    with open_store(settings) as sessions:
        try:
            address = open_cohort(sessions, new)
        except BadCohort as error:
            raise click.ClickException("\n".join(_PLAIN[fault] for fault in error.faults)) from None
    home = site_of(settings)
    click.echo(f"Link:  {home}/q/{address}\nFrame: {home}/embed/{address}")


@cohort.command("list")
def list_cohorts() -> None:
    """List all cohorts with their addresses and days; nothing about who is in them."""
    with open_store(settings_of_here()) as sessions, sessions.read() as session:
        for group in cohorts(session):
            click.echo(f"{group.address}  {group.organisation}: {group.name}  {_days(group)}")


@cohort.command()
@click.argument("address")
def close(address: str) -> None:
    """Let nobody start in the cohort at ADDRESS or be counted any more; results stay."""
    with open_store(settings_of_here()) as sessions:
        try:
            close_cohort(sessions, address, today=_today())
        except CohortAbsent:
            raise click.ClickException("There is no cohort at this address.") from None
    click.echo("Ended.")


@cohort.command()
@click.argument("address")
@click.confirmation_option(prompt="Delete the cohort and its figures?")
def delete(address: str) -> None:
    """Delete the cohort at ADDRESS with its figures; people keep their answers and results."""
    with open_store(settings_of_here()) as sessions:
        delete_cohort(sessions, address)
    click.echo("Deleted.")


def _names(settings: Settings, given: tuple[str, ...]) -> dict[str, str]:
    """Read QUESTION=CHOICE, and check it against the dialects of the careers."""
    try:
        dialects = load(settings.content_dir).careers.dialects if given else ()
    except ContentError as error:
        raise click.ClickException("\n".join(map(str, error.problems))) from None
    known = {f"{dialect.id}={choice.id}" for dialect in dialects for choice in dialect.choices}
    if not set(given) <= known:
        raise click.ClickException("--names: one of " + ", ".join(sorted(known)) + ".")
    return dict(said.split("=", 1) for said in given)


def _days(group: CohortView) -> str:
    if group.closed_day:
        return f"ended on {group.closed_day}"
    return f"from {group.opens}" + (f" to {group.closes}" if group.closes else "")


def _today() -> date:
    return datetime.now(UTC).date()
