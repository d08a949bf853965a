"""Knows where the answers come from that figures over many people need: the store, or exports.

It refuses to make figures, and to print anything of a single person.
"""

import hashlib
import json
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from quiz.content.catalogue import Catalogue, load
from quiz.content.pinned import PinnedBankError, bank_from_json
from quiz.content.problems import ContentError
from quiz.core.bank import Bank
from quiz.core.codec import answer_to_json
from quiz.core.sample import AnsweredAttempt, same_questions
from quiz.core.sheet import AnotherBank, BadSheet, read_sheet
from quiz.settings import Settings, SettingsError, from_env
from quiz.store.answers import Window, answered_attempts, kept_banks
from quiz.store.engine import Sessions, make_engine, make_sessions
from quiz.store.migrate import current_head, newest_head
from quiz.store.unavailable import StoreUnavailable

HINT = (
    "To use files that people downloaded from their results instead, name them or their folder: "
    "--from-export FOLDER."
)
"""What to do where nothing, or too little, is stored."""


def content(bank_file: Path | None) -> tuple[Settings, Path, Catalogue]:
    """Settings, the question file and all content; `bank_file` takes the place of the one in use.

    Raises ClickException with every problem.
    """
    try:
        settings = from_env(os.environ)
    except SettingsError as error:
        raise click.ClickException("\n".join(error.problems)) from None
    source = bank_file or settings.content_dir / "questions.yaml"
    try:
        return settings, source, load(settings.content_dir, questions=source)
    except ContentError as error:
        for problem in error.problems:
            click.echo(str(problem), err=True)
        raise click.ClickException("The questions or tracks have problems (see above).") from None


def stored(
    settings: Settings, catalogue: Catalogue, *, window: Window | None = None
) -> Iterator[AnsweredAttempt]:
    """All stored attempts at these questions; raises ClickException where they cannot be read.

    A bank that was never tuned takes in answers to every kept bank that asks in the same words. A
    tuned one takes in only answers given to itself: those before are in its figures already.
    """
    _refuse_missing_file(settings.database_url)
    engine = make_engine(settings.database_url)
    try:
        _refuse_other_tables(current_head(engine))
        sessions = make_sessions(engine)
        yield from answered_attempts(sessions, _digests(sessions, catalogue), window=window)
    except StoreUnavailable as error:
        raise click.ClickException(f"No answers can be read: {error}.") from None
    finally:
        engine.dispose()


def _refuse_missing_file(url: str) -> None:
    """A file that was never made holds no answers: that is no fault of the database."""
    scheme, _, file = url.partition(":///")
    if scheme.startswith("sqlite") and file and not Path(file).exists():
        raise _nothing_yet(f"There is no database at {file}.")


def _nothing_yet(why: str) -> click.ClickException:
    return click.ClickException(
        f"No answers are stored here yet. {why}\n"
        "The answers of people who take the quiz with `fourways serve` are kept in the folder "
        f"named by FOURWAYS_DATA_DIR, or in the database named by FOURWAYS_DATABASE_URL.\n{HINT}"
    )


def _refuse_other_tables(head: str | None) -> None:
    if head is None:
        raise _nothing_yet("The database has no tables.")
    if head != newest_head():
        raise click.ClickException(
            "The database has the tables of another version: run `fourways db upgrade` first."
        )


def _digests(sessions: Sessions, catalogue: Catalogue) -> set[str]:
    if not catalogue.bank.pilot:
        return {catalogue.digest}
    with sessions.read() as session:
        kept = kept_banks(session)
    alike = {bank.digest for bank in kept if _alike(bank.content, catalogue.bank)}
    return alike | {catalogue.digest}


def _alike(content: str, bank: Bank) -> bool:
    try:
        other, _ = bank_from_json(content)
    except PinnedBankError:
        return False
    return same_questions(other, bank)


@dataclass(slots=True)
class Exports:
    """Export files as attempts; after reading, how many were for other questions or there twice."""

    paths: Sequence[Path]
    catalogue: Catalogue
    others: int = 0
    repeated: int = 0

    def attempts(self) -> Iterator[AnsweredAttempt]:
        """Read one file after the other; raises ClickException at one that cannot be read."""
        seen: set[bytes] = set()
        for file in self._files():
            given = _read(file)
            mark = hashlib.sha256(json.dumps(given, sort_keys=True).encode()).digest()
            if mark in seen:
                self.repeated += 1
                continue
            seen.add(mark)
            try:
                yield self._attempt(given)
            except AnotherBank:
                self.others += 1
            except BadSheet as error:
                raise click.ClickException(f"{file.name}: {error}") from None

    def _files(self) -> Iterator[Path]:
        for path in self.paths:
            yield from sorted(path.glob("*.json")) if path.is_dir() else [path]

    def _attempt(self, given: object) -> AnsweredAttempt:
        responses = read_sheet(given, self.catalogue.bank, digest=self.catalogue.digest)
        state = given.get("state") if isinstance(given, dict) else None
        said = [(item, json.dumps(answer_to_json(answer))) for item, answer in responses.items()]
        return AnsweredAttempt(said, finished=state != "open")


def _read(file: Path) -> object:
    try:
        return json.loads(file.read_text(encoding="utf-8"))
    except (ValueError, OSError, RecursionError):
        raise click.ClickException(f"{file.name} is not readable as JSON.") from None
