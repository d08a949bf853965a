"""`fourways items`: knows how to show what real answers say about the questions.

It refuses to show a figure that too few people stand behind, and anything of a single person.
"""

import json
from collections.abc import Iterator
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import click

from quiz.cli.gather import HINT, Exports, content, stored
from quiz.core.calibration.levels import counted
from quiz.core.codec import BadAnswer
from quiz.core.items import FIT_FROM, USE_FROM, WEAK, BankFigures, ItemFigures, Tally
from quiz.core.model import Model, compile_model
from quiz.core.sample import batches
from quiz.core.use import OptionUse
from quiz.store.answers import Window

_DRAFTS_KEPT = 30  # days after which a draft may be gone, and with it the trace of who left
_UNKNOWN = "not known yet"


@click.command()
@click.option(
    "--from-export",
    "exports",
    multiple=True,
    type=click.Path(exists=True, path_type=Path),
    help="An export file, or a folder of them, in place of the stored answers. May be repeated.",
)
@click.option(
    "--bank",
    "bank_file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Look at this questions.yaml instead of the one in use.",
)
@click.option("--json", "as_json", is_flag=True, help="Print all figures as JSON.")
def items(exports: tuple[Path, ...], bank_file: Path | None, *, as_json: bool) -> None:
    """Show how the questions do: option use, fit with the others, reliability, who leaves where.

    From 100 people on: how often each option is chosen, each question skipped, and left for good.
    From 300: how each question goes with the rest, and the reliability along both axes. What too
    few stand behind is "not known yet". Who leaves where is not in exports.
    """
    settings, _, catalogue = content(bank_file)
    model = compile_model(catalogue.bank, catalogue.rules)
    reading = Exports(exports, catalogue)
    attempts = (
        reading.attempts() if exports else stored(settings, catalogue, window=_watched_days())
    )
    tally = Tally(model)
    try:
        for batch in batches(model, attempts):
            tally.add(batch)
    except BadAnswer as error:
        raise click.ClickException(f"Answers that do not fit the questions: {error}") from None
    figures = tally.figures()
    if reading.others or reading.repeated:
        click.echo(
            f"Not counted: {reading.others} exports of other questions, {reading.repeated} that "
            "were there twice.",
            err=True,
        )
    if as_json:
        click.echo(json.dumps(_values(model, figures), indent=2, ensure_ascii=False))
    elif figures.people or figures.doubtful or exports:
        click.echo("\n".join(figures_lines(model, figures)))
    else:
        version = model.bank.version
        click.echo(f"Nobody has finished the questions {version} here yet.\n{HINT}")


def _watched_days() -> Window:
    """The days whose drafts all count: none still going on, none deleted for its age."""
    today = datetime.now(UTC).astimezone().date()
    return Window(today - timedelta(days=_DRAFTS_KEPT - 1), today - timedelta(days=1))


def _values(model: Model, figures: BankFigures) -> dict[str, Any]:
    return {
        "bank": model.bank.version,
        "known_from": {"use": USE_FROM, "fit": FIT_FROM},
        **asdict(figures),
    }


def figures_lines(model: Model, figures: BankFigures) -> Iterator[str]:
    """Set out all figures for people, line by line."""
    yield f"Bank {model.bank.version}: {counted(figures.people)} finished."
    if figures.doubtful:
        yield f"Left out: {figures.doubtful} more whose answers ask for a second look."
    reliability = figures.reliability
    along = f"x {reliability[0]:.2f}, y {reliability[1]:.2f}" if reliability else _UNKNOWN
    yield f"Reliability along the axes: {along} (from {FIT_FROM} people on)"
    yield (
        f"Finished, of {figures.watched} begun in the last {_DRAFTS_KEPT} days: "
        f"{_percent(figures.finishing)} (from {USE_FROM} on)"
    )
    for item in figures.items:
        yield ""
        yield from _item_lines(item)


def _item_lines(item: ItemFigures) -> Iterator[str]:
    yield f"{item.id}: {item.answered} answered of {item.asked} asked"
    yield f"  with the rest {_number(item.item_rest)}{_fit(item.item_rest)}"
    yield f"  skipped {_percent(item.skipped)}, left for good after it {_percent(item.left)}"
    if item.uses is None:
        yield f"  options: {_UNKNOWN}"
    for use in item.uses or ():
        yield f"  {use.id:<28} {_use(use)}"


def _use(use: OptionUse) -> str:
    against = "" if use.refused is None else f"   refused {use.refused:6.1%}"
    look = "   hardly ever chosen" if use.seldom else ""
    return f"chosen {use.chosen:6.1%}{against}{look}"


def _fit(item_rest: float | None) -> str:
    if item_rest is None or item_rest >= WEAK:
        return ""
    return ": works against them, replace it" if item_rest < 0 else ": weak, look at it"


def _number(value: float | None) -> str:
    return _UNKNOWN if value is None else f"{value:.2f}"


def _percent(value: float | None) -> str:
    return _UNKNOWN if value is None else f"{value:.1%}"
