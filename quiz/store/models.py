"""Knows the rows and, as named constraints, what is always true of them.

It refuses to do anything: verbs live in `quiz.operations`, reading in `quiz.store.queries`.
Nothing here names a person, and no column holds a time of day.
"""

import secrets
from datetime import date
from typing import ClassVar

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    UniqueConstraint,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import Date, LargeBinary, SmallInteger, Text

_NAMES = {
    "pk": "pk_%(table_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
}
LARGEST_ID = (1 << 62) - 1
Id = BigInteger().with_variant(Integer, "sqlite")


def random_id() -> int:
    """A key that tells nothing: numbers in order would say who started before whom.

    It always fills eight bytes, so that a trace of it on the disk cannot be mistaken.
    """
    return 1 << 61 | secrets.randbits(61)


class Row(DeclarativeBase):
    """What all tables share: the way their constraints are named, and one type for each value."""

    metadata = MetaData(naming_convention=_NAMES)
    type_annotation_map: ClassVar[dict[type, object]] = {
        str: Text(),
        bytes: LargeBinary(),
        date: Date(),
    }


class BankRow(Row):
    """A question bank with its scoring rules, kept for as long as an attempt may need it.

    `turn` counts the times a bank came into use: the highest is the last good one.
    """

    __tablename__ = "bank"
    __table_args__ = (
        CheckConstraint("length(digest) = 64", name="digest_is_sha256_hex"),
        CheckConstraint("content <> ''", name="content_is_there"),
        CheckConstraint("turn >= 1", name="turn_counts_from_one"),
        UniqueConstraint("turn"),
    )

    digest: Mapped[str] = mapped_column(primary_key=True)
    content: Mapped[str]
    kept_day: Mapped[date]
    turn: Mapped[int]


class AttemptRow(Row):
    """One sitting, found by the hash of its token.

    Result, the answers it was made from, and its day are there together or not at all; they stay
    while the attempt is open again after a change, until the next finish replaces them.
    """

    __tablename__ = "attempt"
    __table_args__ = (
        CheckConstraint("length(token_hash) = 32", name="token_hash_is_sha256"),
        CheckConstraint("form IN ('adaptive', 'full')", name="form_is_known"),
        CheckConstraint("state IN ('open', 'finished', 'reopened')", name="state_is_known"),
        CheckConstraint(
            "(state = 'open') = (finished_day IS NULL)", name="open_means_never_finished"
        ),
        CheckConstraint("(result IS NULL) = (finished_day IS NULL)", name="result_has_its_day"),
        CheckConstraint(
            "(result_answers IS NULL) = (result IS NULL)", name="result_has_its_answers"
        ),
        CheckConstraint("changed_day >= started_day", name="changed_after_start"),
        CheckConstraint(
            "finished_day IS NULL OR finished_day BETWEEN started_day AND changed_day",
            name="finished_within_its_days",
        ),
        CheckConstraint("language <> ''", name="language_is_there"),
        CheckConstraint("cohort IS NULL OR cohort <> ''", name="cohort_is_named_or_absent"),
        UniqueConstraint("token_hash"),
        Index(None, "changed_day"),
        Index(None, "cohort"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True, autoincrement=False, default=random_id)
    token_hash: Mapped[bytes]
    bank_digest: Mapped[str] = mapped_column(ForeignKey("bank.digest"))
    cohort: Mapped[str | None]
    language: Mapped[str]
    form: Mapped[str]
    state: Mapped[str]
    started_day: Mapped[date]
    changed_day: Mapped[date]
    finished_day: Mapped[date | None]
    result: Mapped[str | None]
    result_answers: Mapped[str | None]


class AnswerRow(Row):
    """What an attempt says to one item: canonical JSON, `null` when it was skipped.

    `position` is the order of asking, from 1. The table is ordered by its key and has no hidden
    row numbers, so it does not keep in which order people answered.
    """

    __tablename__ = "answer"
    __table_args__ = (
        CheckConstraint("item <> ''", name="item_is_there"),
        CheckConstraint("value <> ''", name="value_is_json"),
        CheckConstraint("position >= 1", name="position_counts_from_one"),
        UniqueConstraint("attempt_id", "position"),
        {"sqlite_with_rowid": False},
    )

    attempt_id: Mapped[int] = mapped_column(
        Id, ForeignKey("attempt.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    item: Mapped[str] = mapped_column(primary_key=True)
    position: Mapped[int] = mapped_column(SmallInteger)
    value: Mapped[str]


class ShareRow(Row):
    """A read-only link: which sections it shows and the last day it works. Revoking deletes it."""

    __tablename__ = "share"
    __table_args__ = (
        CheckConstraint("length(token_hash) = 32", name="token_hash_is_sha256"),
        CheckConstraint("substr(shows, 1, 1) = '['", name="shows_is_a_list"),
        UniqueConstraint("token_hash"),
        Index(None, "attempt_id"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True, autoincrement=False, default=random_id)
    attempt_id: Mapped[int] = mapped_column(Id, ForeignKey("attempt.id", ondelete="CASCADE"))
    token_hash: Mapped[bytes]
    shows: Mapped[str]
    expires: Mapped[date]


class LadderRow(Row):
    """What someone said for their ladder: the track they picked, and where they say they stand.

    Scope, who decides and the wish to be an expert (1 or 0) are there together or not at all.
    `band` is how high all this led when it was said, for the figures of a cohort; else empty.
    """

    __tablename__ = "ladder"
    __table_args__ = (
        CheckConstraint("track IS NULL OR track <> ''", name="track_is_named_or_absent"),
        CheckConstraint(
            "(scope IS NULL) = (decides IS NULL) AND (scope IS NULL) = (expert IS NULL)",
            name="placed_whole_or_not_at_all",
        ),
        CheckConstraint("scope <> '' AND decides <> ''", name="answers_are_there"),
        CheckConstraint("expert IN (0, 1)", name="expert_is_yes_or_no"),
        CheckConstraint(
            "years IS NULL OR (scope IS NOT NULL AND years BETWEEN 0 AND 70)",
            name="years_belong_to_a_placement",
        ),
        CheckConstraint("band <> ''", name="band_is_there"),
        {"sqlite_with_rowid": False},
    )

    attempt_id: Mapped[int] = mapped_column(
        Id, ForeignKey("attempt.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    track: Mapped[str | None]
    scope: Mapped[str | None]
    decides: Mapped[str | None]
    years: Mapped[int | None] = mapped_column(SmallInteger)
    expert: Mapped[int | None] = mapped_column(SmallInteger)
    band: Mapped[str | None]


class StandingRow(Row):
    """The rung to which someone moved themself on the ladder of a track."""

    __tablename__ = "standing"
    __table_args__ = (
        CheckConstraint("track <> ''", name="track_is_there"),
        CheckConstraint("rung <> ''", name="rung_is_there"),
        {"sqlite_with_rowid": False},
    )

    attempt_id: Mapped[int] = mapped_column(
        Id, ForeignKey("attempt.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    track: Mapped[str] = mapped_column(primary_key=True)
    rung: Mapped[str]


class TickRow(Row):
    """A competency at one level that someone was asked about, and whether they ticked it (1, 0)."""

    __tablename__ = "tick"
    __table_args__ = (
        CheckConstraint("competency <> ''", name="competency_is_there"),
        CheckConstraint("level BETWEEN 1 AND 4", name="level_is_one_of_four"),
        CheckConstraint("done IN (0, 1)", name="done_is_yes_or_no"),
        {"sqlite_with_rowid": False},
    )

    attempt_id: Mapped[int] = mapped_column(
        Id, ForeignKey("attempt.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    competency: Mapped[str] = mapped_column(primary_key=True)
    level: Mapped[int] = mapped_column(SmallInteger, primary_key=True, autoincrement=False)
    done: Mapped[int] = mapped_column(SmallInteger)


class NamingRow(Row):
    """How someone's company uses the words: one choice for each question of the dialects."""

    __tablename__ = "naming"
    __table_args__ = (
        CheckConstraint("dialect <> ''", name="dialect_is_there"),
        CheckConstraint("choice <> ''", name="choice_is_there"),
        {"sqlite_with_rowid": False},
    )

    attempt_id: Mapped[int] = mapped_column(
        Id, ForeignKey("attempt.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    dialect: Mapped[str] = mapped_column(primary_key=True)
    choice: Mapped[str]


class ErasureRow(Row):
    """A tombstone: the attempt with this token was erased and must never come back.

    The day lets the tombstone itself go once no backup is old enough to bring the attempt back.
    """

    __tablename__ = "erasure"
    __table_args__ = (
        CheckConstraint("length(token_hash) = 32", name="token_hash_is_sha256"),
        {"sqlite_with_rowid": False},
    )

    token_hash: Mapped[bytes] = mapped_column(primary_key=True)
    erased_day: Mapped[date]


class UpkeepRow(Row):
    """The day on which a task of upkeep was last done."""

    __tablename__ = "upkeep"
    __table_args__ = (
        CheckConstraint("task <> ''", name="task_is_named"),
        {"sqlite_with_rowid": False},
    )

    task: Mapped[str] = mapped_column(primary_key=True)
    day: Mapped[date]
