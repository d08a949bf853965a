"""`fourways check`: knows how to show every problem of a bank and of the careers beside it.

It refuses to change anything: it reads, prints and says by its exit code whether all is well.
"""

from pathlib import Path

import click

from quiz.content.catalogue import load
from quiz.content.problems import ContentError
from quiz.paths import files_root


@click.command()
@click.argument(
    "folder", required=False, type=click.Path(exists=True, file_okay=False, path_type=Path)
)
def check(folder: Path | None) -> None:
    """Check questions.yaml and tracks.yaml in FOLDER (default: the shipped ones).

    Prints every problem at once as file:line:column, with a way to mend it. Exit code 0 means
    that the quiz can run on these files; 1 means that it cannot.
    """
    try:
        catalogue = load(folder or files_root())
    except ContentError as error:
        for problem in error.problems:
            click.echo(str(problem))
        raise SystemExit(1) from None
    for problem in catalogue.warnings:
        click.echo(str(problem))
    bank = catalogue.bank
    extra = len(bank.items) - len(bank.form)
    click.echo(
        f"Fine: bank {bank.version}, {len(bank.form)} items and {extra} extra, "
        f"{len(catalogue.rules.tracks)} tracks, digest {catalogue.digest[:12]}."
    )
