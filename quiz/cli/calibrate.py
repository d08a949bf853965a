"""`fourways calibrate`: knows how to put a proposed question file beside the one in use.

It refuses to change a file that is there: a person reads the report and adopts the proposal.
"""

import re
from datetime import UTC, datetime
from pathlib import Path

import click

from quiz.cli.calibration_report import Basis, report
from quiz.cli.gather import HINT, Exports, content, stored
from quiz.content.proposed import proposed_text
from quiz.core.calibration.levels import Level, TooFew, counted
from quiz.core.calibration.proposal import Proposal, propose, tuned_bank
from quiz.core.calibration.usable import Usable, option_uses, usable
from quiz.core.codec import BadAnswer
from quiz.core.model import Model, compile_model
from quiz.core.sample import batches

_LEVELS = {"popularity": Level.POPULARITY, "slope": Level.SLOPE, "weights": Level.WEIGHTS}
_SUFFIX = re.compile(r"-tuned-\d+$")
_LONGEST_VERSION = 40


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
    help="Tune this questions.yaml instead of the one in use.",
)
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Where the proposal goes (default: questions.proposed.yaml beside the bank).",
)
@click.option(
    "--at-most",
    type=click.Choice(list(_LEVELS)),
    default="weights",
    show_default=True,
    help="Tune no more than this, however many people answered.",
)
def calibrate(
    exports: tuple[Path, ...], bank_file: Path | None, *, out: Path | None, at_most: str
) -> None:
    """Tune the questions on real answers: write a proposed file and a report, and change nothing.

    From 100 people on, how popular each option is; from 300, how much each question tells; from
    1000, every weight. What is written is where it starts from. The proposal is a new version of
    the questions: read the report, and put it in the place of the old file if you agree.
    """
    settings, source, catalogue = content(bank_file)
    target = out or source.with_name(f"{source.stem}.proposed.yaml")
    _refuse_existing(target)
    model = compile_model(catalogue.bank, catalogue.rules)
    reading = Exports(exports, catalogue)
    try:
        attempts = reading.attempts() if exports else stored(settings, catalogue)
        sample = usable(model, batches(model, attempts))
    except BadAnswer as error:
        raise click.ClickException(f"Answers that do not fit the questions: {error}") from None
    proposal = _proposal(model, sample, _LEVELS[at_most], hint="" if exports else f"\n{HINT}")
    basis = Basis(
        old=source.name,
        new=target.name,
        day=datetime.now(UTC).astimezone().date().isoformat(),
        sample=sample,
        uses=option_uses(model, sample.chunks),
        others=reading.others,
        repeated=reading.repeated,
    )
    _write(source, target, model, proposal=proposal, basis=basis)


def _refuse_existing(target: Path) -> None:
    for file in (target, _report_of(target)):
        if file.exists():
            raise click.ClickException(
                f"{file} is there already. Move it away, or name another file with --out."
            )


def _report_of(target: Path) -> Path:
    return target.with_suffix(".md")


def _proposal(model: Model, sample: Usable, most: Level, *, hint: str) -> Proposal:
    try:
        return propose(model, sample.chunks, most=most)
    except TooFew as error:
        raise click.ClickException(
            f"Not tuned: {error}. Left out: {sample.drafts} never finished, {sample.short} with "
            f"too few answers, {sample.doubtful} that look as if nobody had read the questions."
            + hint
        ) from None


def _write(source: Path, target: Path, model: Model, *, proposal: Proposal, basis: Basis) -> None:
    version = _new_version(model.bank.version, proposal.people)
    after = tuned_bank(model.bank, proposal, version=version, day=basis.day)
    text = proposed_text(source.read_text(encoding="utf-8-sig"), after)
    told = report(model.bank, after, proposal, basis=basis)
    try:
        for file, words in ((target, text), (_report_of(target), told)):
            with file.open("x", encoding="utf-8") as out:  # never over a file that is there
                out.write(words)
    except OSError as error:
        raise click.ClickException(f"{target} cannot be written: {error.strerror}.") from None
    click.echo(f"Tuned on {counted(proposal.people)}. Proposed: {target} (version {version}).")
    click.echo(f"What changed, and how sure it is: {_report_of(target)}")
    click.echo(f"{source} is as it was.")


def _new_version(version: str, people: int) -> str:
    suffix = f"-tuned-{people}"
    return _SUFFIX.sub("", version)[: _LONGEST_VERSION - len(suffix)] + suffix
