"""`fourways card`: knows how the figures of the quality card are worked out and kept.

It refuses to know formulas and pages: the engine simulates, the page `/quality` shows.
"""

import sys
from pathlib import Path

import click

from quiz.content.catalogue import Catalogue, load
from quiz.content.problems import ContentError
from quiz.content.quality import FILE, BadQualityFile, load_quality, save_card
from quiz.core.model import compile_model
from quiz.core.simulation.card import early_people, simulate_card
from quiz.core.simulation.people import SCENARIOS
from quiz.paths import files_root, in_checkout

SEED = 20240601


@click.command()
@click.option(
    "--content",
    envvar="FOURWAYS_CONTENT_DIR",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Content folder; without it FOURWAYS_CONTENT_DIR, else the shipped files.",
)
@click.option(
    "--out",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Folder whose quality.json takes the figures (default: the content folder).",
)
@click.option("--replace", is_flag=True, help="Replace the figures of these questions, if any.")
@click.option("--people", type=click.IntRange(10, 1_000_000), default=20_000, show_default=True)
@click.option("--seed", type=click.IntRange(min=0), default=SEED, show_default=True)
def card(content: Path | None, out: Path | None, *, replace: bool, people: int, seed: int) -> None:
    """Work out the figures of the public quality card, and keep them beside the questions.

    Imaginary people answer every question, or stop as soon as the quiz allows, and what comes of
    it is written to quality.json in the content folder, under the digest of questions and scoring
    rules; figures of other versions stay in it. Run it again after each change of either: figures
    of another version are never shown.
    The same seed gives the same figures. Figures that are there are replaced only with --replace,
    and those of an installed package never.
    """
    folder = content or files_root()
    catalogue = _catalogue(folder)
    target = _target(folder, out)
    there = _refuse_known(target, catalogue.digest, replace=replace)
    model = compile_model(catalogue.bank, catalogue.rules)
    length = (people + early_people(people)) * len(SCENARIOS)
    with click.progressbar(length=length, label="Simulating", file=sys.stderr) as bar:
        made = simulate_card(model, people=people, seed=seed, progress=bar.update)
    try:
        file = save_card(target, catalogue.digest, made)
    except (OSError, BadQualityFile) as error:
        raise click.ClickException(f"The figures could not be kept: {error}") from None
    done = "Replaced" if there else "Added"
    click.echo(f"{done}: the figures of questions {catalogue.bank.version}, in {file}.")


def _target(folder: Path, out: Path | None) -> Path:
    """The folder to write into. What an installer brought is left as it is."""
    if out is None and folder.resolve() == files_root() and not in_checkout():
        raise click.ClickException(
            "The figures of the questions that come with the package are in it already. Name your "
            "own content folder with --content, or a folder for the file with --out."
        )
    return out or folder


def _refuse_known(target: Path, digest: str, *, replace: bool) -> bool:
    """Say whether figures of these questions are there; refuse where they would be lost."""
    try:
        there = digest in load_quality(target)
    except BadQualityFile as error:
        raise click.ClickException(f"The figures could not be kept: {error}") from None
    if there and not replace:
        raise click.ClickException(
            f"{target / FILE} holds figures of these very questions already. Work them out anew "
            "with --replace, or write to another folder with --out."
        )
    return there


def _catalogue(folder: Path) -> Catalogue:
    try:
        return load(folder)
    except ContentError as error:
        for problem in error.problems:
            click.echo(str(problem), err=True)
        raise click.ClickException("The content has problems (see above).") from None
