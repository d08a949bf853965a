"""Knows the rows of groups that share a quiz, and of what those who said yes add to its figures.

It refuses to keep a person's line once their group has closed: what is left then are sums.
"""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.types import Integer, SmallInteger

from quiz.store.models import Id, Row, random_id

ADDRESS_LENGTH = 16


class OrganisationRow(Row):
    """Who opens cohorts: a company or a part of one."""

    __tablename__ = "organisation"
    __table_args__ = (
        CheckConstraint("name <> ''", name="name_is_there"),
        UniqueConstraint("name"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True, autoincrement=False, default=random_id)
    name: Mapped[str]


class CohortRow(Row):
    """A group: how it is asked, from when to when, where it may be framed, when figures close.

    `address` is its part of the address, made by chance. `origins`, `presets` (lists) and `names`
    (dialect to choice) are JSON. `closes` is the last day planned, `closed_day` the day on which
    it was closed by hand. `begun` says that somebody has started; `finished` counts the people who
    have ever finished, and does not fall when one of them erases.
    """

    __tablename__ = "cohort"
    __table_args__ = (
        CheckConstraint(f"length(address) = {ADDRESS_LENGTH}", name="address_is_not_guessed"),
        CheckConstraint("name <> ''", name="name_is_there"),
        CheckConstraint("purpose = 'development'", name="purpose_is_development"),
        CheckConstraint("language <> ''", name="language_is_there"),
        CheckConstraint("form IN ('adaptive', 'full')", name="form_is_known"),
        CheckConstraint("closes IS NULL OR closes >= opens", name="closes_after_it_opens"),
        CheckConstraint("batch_size >= 5", name="batch_of_five_or_more"),
        CheckConstraint("min_cell >= 2 AND 2 * min_cell <= batch_size", name="nobody_stands_alone"),
        CheckConstraint("substr(origins, 1, 1) = '['", name="origins_is_a_list"),
        CheckConstraint("substr(presets, 1, 1) = '['", name="presets_is_a_list"),
        CheckConstraint("substr(names, 1, 1) = '{'", name="names_is_a_mapping"),
        CheckConstraint("welcome IS NULL OR welcome <> ''", name="welcome_is_said_or_absent"),
        CheckConstraint("redirect IS NULL OR redirect <> ''", name="redirect_is_named_or_absent"),
        CheckConstraint("begun IN (0, 1)", name="begun_is_yes_or_no"),
        CheckConstraint("finished >= 0", name="finished_counts_people"),
        UniqueConstraint("address"),
        Index(None, "organisation_id"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True, autoincrement=False, default=random_id)
    organisation_id: Mapped[int] = mapped_column(
        Id, ForeignKey("organisation.id", ondelete="CASCADE")
    )
    address: Mapped[str]
    name: Mapped[str]
    purpose: Mapped[str]
    language: Mapped[str]
    form: Mapped[str]
    opens: Mapped[date]
    closes: Mapped[date | None]
    closed_day: Mapped[date | None]
    batch_size: Mapped[int] = mapped_column(Integer)
    min_cell: Mapped[int] = mapped_column(Integer)
    origins: Mapped[str]
    presets: Mapped[str]
    names: Mapped[str]
    welcome: Mapped[str | None]
    redirect: Mapped[str | None]
    begun: Mapped[int] = mapped_column(SmallInteger)
    finished: Mapped[int] = mapped_column(Integer, server_default=text("0"))


class CountingRow(Row):
    """The yes of one attempt to being counted, and whether it has been: then it stands.

    `rung` says the same of the table of rungs, which closes by itself: 0 open, 1 counted, 2 taken
    back after the result was counted.
    """

    __tablename__ = "counting"
    __table_args__ = (
        CheckConstraint("counted IN (0, 1)", name="counted_is_yes_or_no"),
        CheckConstraint("rung IN (0, 1, 2)", name="rung_is_open_counted_or_not"),
        {"sqlite_with_rowid": False},
    )

    attempt_id: Mapped[int] = mapped_column(
        Id, ForeignKey("attempt.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    counted: Mapped[int] = mapped_column(SmallInteger)
    rung: Mapped[int] = mapped_column(SmallInteger, server_default=text("0"))


class ContributionRow(Row):
    """What one attempt will add to one table once its group closes; until then it goes with it."""

    __tablename__ = "contribution"
    __table_args__ = (
        CheckConstraint("figure IN ('tracks', 'firsts', 'kinds', 'rungs')", name="figure_is_known"),
        CheckConstraint("cell <> ''", name="cell_is_there"),
        Index(None, "cohort_id", "figure"),
        {"sqlite_with_rowid": False},
    )

    attempt_id: Mapped[int] = mapped_column(
        Id, ForeignKey("attempt.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    figure: Mapped[str] = mapped_column(primary_key=True)
    cohort_id: Mapped[int] = mapped_column(Id, ForeignKey("cohort.id", ondelete="CASCADE"))
    cell: Mapped[str]


class TallyRow(Row):
    """So many people of closed groups in one cell of a table.

    Steps count from 1 in the order in which they were closed and may be shown; step 0 holds what
    waits for more people.
    """

    __tablename__ = "tally"
    __table_args__ = (
        CheckConstraint("figure IN ('tracks', 'firsts', 'kinds', 'rungs')", name="figure_is_known"),
        CheckConstraint("cell <> ''", name="cell_is_there"),
        CheckConstraint("step >= 0", name="step_counts_from_nought"),
        CheckConstraint("people >= 1", name="people_are_there"),
        {"sqlite_with_rowid": False},
    )

    cohort_id: Mapped[int] = mapped_column(
        Id, ForeignKey("cohort.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    figure: Mapped[str] = mapped_column(primary_key=True)
    step: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    cell: Mapped[str] = mapped_column(primary_key=True)
    people: Mapped[int] = mapped_column(Integer)
