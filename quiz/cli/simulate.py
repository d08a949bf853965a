"""`fourways simulate`: knows how to let imaginary people take the quiz and show what comes of it.

It refuses to know formulas: the engine simulates and measures, this module asks and shows.
"""

import json
import sys
from dataclasses import replace
from pathlib import Path

import click

from quiz.cli.pictures import plane_picture, reliability_picture
from quiz.cli.tables import Simulated, as_json_values, tables
from quiz.content.catalogue import Catalogue, load
from quiz.content.problems import ContentError
from quiz.core.model import Model, compile_model
from quiz.core.simulation.people import SCENARIOS
from quiz.core.simulation.stops import Stops, stops
from quiz.core.simulation.study import Study, study
from quiz.paths import files_root

SEED = 20240601
MOST_STOPPING = 1000
"""People whose adaptive sitting is followed; each takes as long as scoring a hundred others."""


@click.command()
@click.option("--people", type=click.IntRange(10, 1_000_000), default=20_000, show_default=True)
@click.option(
    "--bank",
    "bank_file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Simulate with this questions.yaml instead of the shipped one.",
)
@click.option("--seed", type=click.IntRange(min=0), default=SEED, show_default=True)
@click.option("--json", "as_json", is_flag=True, help="Print all figures as JSON.")
@click.option(
    "--pictures",
    type=click.Path(file_okay=False, path_type=Path),
    help="Draw reliability.svg and plane.svg into this folder.",
)
@click.option(
    "--without-pilot",
    is_flag=True,
    help="Leave out the caution that an untuned bank adds to its probabilities.",
)
def simulate(
    people: int,
    bank_file: Path | None,
    *,
    seed: int,
    as_json: bool,
    pictures: Path | None,
    without_pilot: bool,
) -> None:
    """Let imaginary people take the quiz, and print how often it is right.

    They answer exactly as the weights say, or with noise, or with bias towards the first traits,
    or with bias and one in ten not reading. The same seed gives the same figures. They show what
    the arithmetic can do if people answer like this, and say nothing about real careers.
    """
    catalogue = _catalogue(bank_file)
    rules = catalogue.rules
    if without_pilot:
        rules = replace(rules, pilot_variance=0.0)
    model = compile_model(catalogue.bank, rules)
    found = Simulated(model, seed, *_run(model, people, seed))
    if pictures:
        _draw(pictures, found)
    if as_json:
        click.echo(json.dumps(as_json_values(found), indent=2, ensure_ascii=False))
    else:
        click.echo(tables(found))


def _catalogue(bank_file: Path | None) -> Catalogue:
    try:
        return load(files_root(), questions=bank_file)
    except ContentError as error:
        for problem in error.problems:
            click.echo(str(problem), err=True)
        raise click.ClickException("The bank has problems (see above).") from None


def _run(model: Model, people: int, seed: int) -> tuple[list[Study], list[Stops]]:
    """Run every scenario twice: in full for all people, and adaptively for some of them."""
    stopping = min(people, MOST_STOPPING)
    studies: list[Study] = []
    halts: list[Stops] = []
    length = len(SCENARIOS) * (people + stopping * 100)
    with click.progressbar(length=length, label="Simulating", file=sys.stderr) as bar:
        for scenario in SCENARIOS:
            bar.label = f"Simulating {scenario.name}"
            studies.append(study(model, scenario, people=people, seed=seed, progress=bar.update))
            halts.append(
                stops(
                    model,
                    scenario,
                    people=stopping,
                    seed=seed,
                    progress=lambda done: bar.update(done * 100),
                )
            )
    return studies, halts


def _draw(folder: Path, found: Simulated) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    drawn = {
        "reliability.svg": reliability_picture(found.studies),
        "plane.svg": plane_picture(found.model, found.studies[0]),
    }
    for name, picture in drawn.items():
        (folder / name).write_text(picture, encoding="utf-8")
