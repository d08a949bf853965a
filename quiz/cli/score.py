"""`fourways score`: knows how to score a file of answers without a server.

It refuses to know formulas: the engine does the arithmetic, this module reads and prints.
"""

import json
from pathlib import Path

import click

from quiz.content.catalogue import load
from quiz.content.problems import ContentError
from quiz.core.bank import Bank, Responses
from quiz.core.model import compile_model
from quiz.core.report import assess, result_to_json
from quiz.core.result import FormCount, Result
from quiz.core.rules import Rules
from quiz.core.sheet import AnotherBank, BadSheet, read_sheet
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
    responses = _responses(given, bank, digest=digest if bank_file is None else None)
    result = assess(compile_model(bank, rules), responses, digest=digest)
    if as_json:
        click.echo(json.dumps(result_to_json(result), indent=2, ensure_ascii=False))
    else:
        _print(result, bank, rules)


def _read(file: Path) -> object:
    try:
        return json.loads(file.read_text(encoding="utf-8"))
    except (ValueError, OSError, RecursionError) as error:
        raise click.ClickException(f"{file.name} is not readable as JSON: {error}") from None


def _bank(bank_file: Path | None) -> tuple[Bank, Rules, str]:
    try:
        catalogue = load(files_root(), questions=bank_file)
    except ContentError as error:
        for problem in error.problems:
            click.echo(str(problem), err=True)
        raise click.ClickException("The bank has problems (see above).") from None
    return catalogue.bank, catalogue.rules, catalogue.digest


def _responses(given: object, bank: Bank, *, digest: str | None) -> Responses:
    try:
        return read_sheet(given, bank, digest=digest)
    except AnotherBank:
        raise click.ClickException(
            "These answers were given to another version of the questions. "
            "Name its file with --bank to score them."
        ) from None
    except BadSheet as error:
        raise click.ClickException(str(error)) from None


def _extent(counted: FormCount, whole: int) -> str:
    """Say how much of the form these answers are; skipped questions belong to it."""
    skipped = f", {counted.skipped} skipped" if counted.skipped else ""
    said = f"Answers: {counted.answered}{skipped}. "
    if counted.complete:
        return said + f"That is the whole form of {whole} questions."
    return said + f"The whole form has {whole} questions, and fewer make the result less sure."


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
    sums = ", ".join(
        f"{traits[t]} {value:+g}" if value else f"{traits[t]} 0" for t, value in result.sums.items()
    )
    click.echo(f"Sums: {sums}")
    click.echo(_extent(result.form, len(bank.form)))
    if result.pilot:
        click.echo("Trial version: the questions are not tuned on real answers yet.")
    if result.change:
        click.echo(f"The smallest set of answers that would change it: {len(result.change)}")
    for warning in result.warnings:
        click.echo(f"Note: {warning}")
