"""`fourways check`: knows how to show every problem of a bank and of the careers beside it.

It refuses to change anything but the order of options, and that only when asked to.
"""

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from quiz.content.bank import to_bank
from quiz.content.catalogue import Catalogue, load
from quiz.content.findings import to_problems
from quiz.content.problems import ContentError, Problem, errors_in, in_order
from quiz.content.reorder import reordered
from quiz.content.source import read, read_file
from quiz.core.bank import Bank
from quiz.core.checks import balance_order, examine
from quiz.core.result import Kind
from quiz.core.simulation.study import Study
from quiz.paths import files_root


@click.command()
@click.argument(
    "folder", required=False, type=click.Path(exists=True, file_okay=False, path_type=Path)
)
@click.option(
    "--fix", is_flag=True, help="Put options in an order in which no place favours a trait."
)
@click.option("--json", "as_json", is_flag=True, help="Print problems and figures as JSON.")
@click.option("--quick", is_flag=True, help="Leave out the simulated people.")
def check(folder: Path | None, *, fix: bool, as_json: bool, quick: bool) -> None:
    """Check questions.yaml and tracks.yaml in FOLDER (default: the shipped ones).

    Prints every problem at once as file:line:column, with a way to mend it. Errors say that the
    quiz cannot run on these files or would measure wrongly, warnings what could be better. The
    exit code is 1 when there are errors, else 0. With --fix the file questions.yaml is rewritten
    where another order of options is fairer; comments stay with their options.
    """
    place = folder or files_root()
    try:
        catalogue = load(place)
        moved = _fix(place / "questions.yaml", catalogue.bank) if fix else 0
        catalogue = load(place) if moved else catalogue
    except ContentError as error:
        _tell(error.problems, as_json=as_json)
        raise SystemExit(1) from None
    examination = examine(catalogue.bank, catalogue.rules, simulate=not quick)
    document, _ = read_file(place / "questions.yaml")
    found = to_problems(document, examination.findings) if document else []
    problems = in_order([*catalogue.warnings, *found])
    if as_json:
        _print(problems, catalogue, examination.studies, quick=quick)
    else:
        _show(problems, examination.studies)
        _summarise(catalogue, problems, moved)
    raise SystemExit(1 if errors_in(problems) else 0)


def _fix(file: Path, bank: Bank) -> int:
    """Rewrite the file with options in a fairer order; tell in how many items they moved."""
    balanced = balance_order(bank)
    moved = sum(now != then for now, then in zip(balanced.items, bank.items, strict=True))
    if moved:
        with file.open(encoding="utf-8", newline="") as stream:
            text = reordered(stream.read(), balanced)
        _refuse_another_bank(text, balanced)
        fresh = file.with_name(f".{file.name}.new")
        fresh.write_bytes(text.encode())
        os.replace(fresh, file)  # noqa: PTH105 - the same call on every system, over an old file
    return moved


def _refuse_another_bank(text: str, wanted: Bank) -> None:
    """Never write what does not read as the same bank in the new order."""
    document, _ = read(text.encode(), "questions.yaml")
    if document is None or to_bank(document)[0] != wanted:
        raise click.ClickException(
            "The options could not be moved in this file without harm. Write each option as a "
            "list entry of its own, beginning with a dash, and try again."
        )


def _tell(problems: Sequence[Problem], *, as_json: bool) -> None:
    """Say what keeps the files from being read as a bank; the rules were not even asked."""
    if as_json:
        listed = _listed(problems) | {"stopped_early": True, "simulated": {}}
        click.echo(json.dumps(listed, indent=2, ensure_ascii=False))
        return
    _show(problems, {})
    click.echo(f"{_not_fit(problems)} More may follow once this is mended.")


def _print(
    problems: Sequence[Problem],
    catalogue: Catalogue,
    studies: Mapping[str, Study],
    *,
    quick: bool,
) -> None:
    bank = catalogue.bank
    told = {
        "version": bank.version,
        "digest": catalogue.digest,
        "items": len(bank.form),
        "extra": len(bank.scored) - len(bank.form),
        "tracks": len(catalogue.rules.tracks),
        "stopped_early": False,
        "simulation_left_out": quick,
        "simulated": {name: _figures(study) for name, study in studies.items()},
    }
    click.echo(json.dumps(_listed(problems) | told, indent=2, ensure_ascii=False))


def _listed(problems: Sequence[Problem]) -> dict[str, Any]:
    errors = len(errors_in(problems))
    return {
        "ok": not errors,
        "errors": errors,
        "warnings": len(problems) - errors,
        "problems": [asdict(each) for each in problems],
    }


def _not_fit(problems: Sequence[Problem]) -> str:
    return f"Not fit for use yet: {len(errors_in(problems))} to mend."


def _show(problems: Sequence[Problem], studies: Mapping[str, Study]) -> None:
    for problem in problems:
        click.echo(problem.labelled)
    for name, study in studies.items():
        figure = _figures(study)
        click.echo(
            f"Simulated people, {name} weights: {figure['right']:.1%} told their track "
            f"(the best possible is {figure['limit']:.1%}), {figure['clear']:.0%} clearly and "
            f"{figure['clear_right']:.1%} of those rightly; calibration error "
            f"{figure['calibration_error']:.3f}."
        )


def _figures(study: Study) -> dict[str, Any]:
    clear = study.verdict(Kind.CLEAR)
    return {
        "people": study.people,
        "right": study.accuracy.posterior,
        "limit": study.accuracy.limit,
        "clear": clear.share,
        "clear_right": clear.right,
        "calibration_error": study.calibration_error,
        "confusion": study.confusion.tolist(),
    }


def _summarise(catalogue: Catalogue, problems: Sequence[Problem], moved: int) -> None:
    if moved:
        click.echo(f"The options of {moved} items are in a fairer order now.")
    if errors_in(problems):
        click.echo(_not_fit(problems))
        return
    bank = catalogue.bank
    extra = len(bank.scored) - len(bank.form)
    click.echo(
        f"Fine: bank {bank.version}, {len(bank.form)} items and {extra} extra, "
        f"{len(catalogue.rules.tracks)} tracks, digest {catalogue.digest[:12]}."
    )
