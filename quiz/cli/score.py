"""`fourways score`: knows how to score a file of answers without a server.

It refuses to know formulas: the engine does the arithmetic, this module reads and prints.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from quiz.content.catalogue import load
from quiz.content.problems import ContentError
from quiz.core.bank import Answer, Bank, ItemId
from quiz.core.codec import BadAnswer, answer_from_json
from quiz.core.model import compile_model
from quiz.core.report import assess, result_to_json
from quiz.core.result import Result
from quiz.core.rules import Rules
from quiz.paths import files_root


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--bank",
    "bank_file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Score with this questions.yaml instead of the shipped one.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the whole result as JSON.")
def score(file: Path, bank_file: Path | None, *, as_json: bool) -> None:
    """Score the answers in FILE, a JSON file or an export from a result page.

    FILE holds {"answers": {item: answer}}. An answer is an option id (pick), {"most": id,
    "least": id} (most-least), -2 to 2 (slider, likert), a list of ids (rank), or null (skipped).
    An export made with another bank is refused unless --bank is given.
    """
    given = _read(file)
    bank, rules, digest = _bank(bank_file)
    if bank_file is None:
        _refuse_another_bank(given, digest)
    answers = _answers(given, bank)
    result = assess(compile_model(bank, rules), answers, digest=digest)
    if as_json:
        click.echo(json.dumps(result_to_json(result), indent=2, ensure_ascii=False))
    else:
        _print(result, bank, rules)


def _read(file: Path) -> Mapping[str, Any]:
    try:
        given = json.loads(file.read_text(encoding="utf-8"))
    except (ValueError, OSError) as error:
        raise click.ClickException(f"{file.name} is not readable as JSON: {error}") from None
    if not isinstance(given, dict) or not isinstance(given.get("answers"), dict):
        raise click.ClickException(f'{file.name} needs an object with "answers": {{item: answer}}.')
    return given


def _bank(bank_file: Path | None) -> tuple[Bank, Rules, str]:
    try:
        catalogue = load(files_root(), questions=bank_file)
    except ContentError as error:
        for problem in error.problems:
            click.echo(str(problem), err=True)
        raise click.ClickException("The bank has problems (see above).") from None
    return catalogue.bank, catalogue.rules, catalogue.digest


def _refuse_another_bank(given: Mapping[str, Any], digest: str) -> None:
    if given.get("bank") not in {None, digest}:
        raise click.ClickException(
            "These answers were given to another version of the questions. "
            "Name its file with --bank to score them."
        )


def _answers(given: Mapping[str, Any], bank: Bank) -> dict[ItemId, Answer | None]:
    """Answers in the order of asking: the export's own order, else the order of the bank."""
    answers = given["answers"]
    known = {item.id: item for item in bank.items}
    if unknown := [item_id for item_id in answers if item_id not in known]:
        raise click.ClickException(f"The bank has no item {', '.join(sorted(unknown))}.")
    order = given["order"] if isinstance(given.get("order"), list) else list(known)
    placed = [item_id for item_id in order if item_id in answers]
    try:
        return {
            item_id: None
            if answers[item_id] is None
            else answer_from_json(known[item_id], answers[item_id])
            for item_id in [*placed, *(i for i in known if i in answers and i not in placed)]
        }
    except BadAnswer as error:
        raise click.ClickException(str(error)) from None


def _print(result: Result, bank: Bank, rules: Rules) -> None:
    names = {track.id: track.name for track in rules.tracks}
    traits = {trait.id: trait.name for trait in bank.traits}
    named = ", ".join(names[t] for t in result.verdict.tracks) or "no track named"
    click.echo(f"Verdict: {result.verdict.kind} ({named})")
    for track in rules.tracks:
        click.echo(
            f"  {track.name:<18} {result.tracks[track.id]:>5.0%}  "
            f"{result.points[track.id]:+.2f} points"
        )
    sums = ", ".join(f"{traits[t]} {value:+g}" for t, value in result.sums.items())
    click.echo(f"Sums: {sums}")
    counted = result.form
    click.echo(
        f"Answers: {counted.answered} of {counted.asked} asked, "
        f"{'complete' if counted.complete else 'not complete'}"
        + (", trial version (not tuned on real answers)" if result.pilot else "")
    )
    if result.change:
        click.echo(f"The smallest set of answers that would change it: {len(result.change)}")
    for warning in result.warnings:
        click.echo(f"Note: {warning}")
