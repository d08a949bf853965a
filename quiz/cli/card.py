"""`fourways card`: knows how the figures of the quality card are worked out and kept.

It refuses to know formulas and pages: the engine simulates, the page `/quality` shows.
"""

import sys
from pathlib import Path

import click

from quiz.content.catalogue import Catalogue, load
from quiz.content.problems import ContentError
from quiz.content.quality import BadQualityFile, save_card
from quiz.core.model import compile_model
from quiz.core.simulation.card import simulate_card
from quiz.core.simulation.people import SCENARIOS
from quiz.paths import files_root

SEED = 20240601


@click.command()
@click.option(
    "--content",
    envvar="FOURWAYS_CONTENT_DIR",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Content folder; without it FOURWAYS_CONTENT_DIR, else the shipped files.",
)
@click.option("--people", type=click.IntRange(10, 1_000_000), default=20_000, show_default=True)
@click.option("--seed", type=click.IntRange(min=0), default=SEED, show_default=True)
def card(content: Path | None, people: int, seed: int) -> None:
    """Work out the figures of the public quality card, and keep them beside the questions.

    Imaginary people answer every question, and what comes of it is written to quality.json in the
    content folder, under the digest of questions and scoring rules. Run it again after each
    change of either: figures of another version are never shown. The same seed gives the same
    figures.
    """
    folder = content or files_root()
    catalogue = _catalogue(folder)
    model = compile_model(catalogue.bank, catalogue.rules)
    length = people * len(SCENARIOS)
    with click.progressbar(length=length, label="Simulating", file=sys.stderr) as bar:
        made = simulate_card(model, people=people, seed=seed, progress=bar.update)
    try:
        file = save_card(folder, catalogue.digest, made)
    except (OSError, BadQualityFile) as error:
        raise click.ClickException(f"The figures could not be kept: {error}") from None
    click.echo(f"Figures of questions {catalogue.bank.version} are in {file}.")


def _catalogue(folder: Path) -> Catalogue:
    try:
        return load(folder)
    except ContentError as error:
        for problem in error.problems:
            click.echo(str(problem), err=True)
        raise click.ClickException("The content has problems (see above).") from None
