"""Groups that share a quiz, the yes to being counted in their figures, and the figures.

Revision 0004, after 0003. A release that knows none of it can work on these tables: it starts
nobody in a group, and what it erases takes its row here along.
"""

import sqlalchemy as sa
from alembic import op

revision = "0004_open_to_0002"
down_revision = "0003_open_to_0002"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    _organisation()
    _cohort()
    _contribution()
    _counting()
    _tally()
    op.create_index(op.f("ix_attempt_cohort"), "attempt", ["cohort"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_attempt_cohort"), table_name="attempt")
    op.drop_table("tally")
    op.drop_table("counting")
    op.drop_table("contribution")
    op.drop_table("cohort")
    op.drop_table("organisation")


def _organisation() -> None:
    op.create_table(
        "organisation",
        sa.Column("id", _ID, autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.CheckConstraint("name <> ''", name=op.f("ck_organisation_name_is_there")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation")),
        sa.UniqueConstraint("name", name=op.f("uq_organisation_name")),
    )


def _cohort() -> None:
    op.create_table(
        "cohort",
        sa.Column("id", _ID, autoincrement=False, nullable=False),
        sa.Column("organisation_id", _ID, nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("form", sa.Text(), nullable=False),
        sa.Column("opens", sa.Date(), nullable=False),
        sa.Column("closes", sa.Date(), nullable=True),
        sa.Column("closed_day", sa.Date(), nullable=True),
        sa.Column("batch_size", sa.Integer(), nullable=False),
        sa.Column("min_cell", sa.Integer(), nullable=False),
        sa.Column("origins", sa.Text(), nullable=False),
        sa.Column("presets", sa.Text(), nullable=False),
        sa.Column("names", sa.Text(), nullable=False),
        sa.Column("welcome", sa.Text(), nullable=True),
        sa.Column("redirect", sa.Text(), nullable=True),
        sa.Column("begun", sa.SmallInteger(), nullable=False),
        sa.CheckConstraint("form IN ('adaptive', 'full')", name=op.f("ck_cohort_form_is_known")),
        sa.CheckConstraint("language <> ''", name=op.f("ck_cohort_language_is_there")),
        sa.CheckConstraint("name <> ''", name=op.f("ck_cohort_name_is_there")),
        sa.CheckConstraint(
            "purpose = 'development'", name=op.f("ck_cohort_purpose_is_development")
        ),
        sa.CheckConstraint(
            "redirect IS NULL OR redirect <> ''", name=op.f("ck_cohort_redirect_is_named_or_absent")
        ),
        sa.CheckConstraint("substr(names, 1, 1) = '{'", name=op.f("ck_cohort_names_is_a_mapping")),
        sa.CheckConstraint("substr(origins, 1, 1) = '['", name=op.f("ck_cohort_origins_is_a_list")),
        sa.CheckConstraint("substr(presets, 1, 1) = '['", name=op.f("ck_cohort_presets_is_a_list")),
        sa.CheckConstraint(
            "welcome IS NULL OR welcome <> ''", name=op.f("ck_cohort_welcome_is_said_or_absent")
        ),
        sa.CheckConstraint("batch_size >= 5", name=op.f("ck_cohort_batch_of_five_or_more")),
        sa.CheckConstraint("begun IN (0, 1)", name=op.f("ck_cohort_begun_is_yes_or_no")),
        sa.CheckConstraint(
            "closes IS NULL OR closes >= opens", name=op.f("ck_cohort_closes_after_it_opens")
        ),
        sa.CheckConstraint("length(address) = 16", name=op.f("ck_cohort_address_is_not_guessed")),
        sa.CheckConstraint(
            "min_cell >= 2 AND 2 * min_cell <= batch_size",
            name=op.f("ck_cohort_nobody_stands_alone"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_cohort_organisation_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cohort")),
        sa.UniqueConstraint("address", name=op.f("uq_cohort_address")),
    )
    op.create_index(op.f("ix_cohort_organisation_id"), "cohort", ["organisation_id"], unique=False)


def _contribution() -> None:
    op.create_table(
        "contribution",
        sa.Column("attempt_id", _ID, autoincrement=False, nullable=False),
        sa.Column("figure", sa.Text(), nullable=False),
        sa.Column("cohort_id", _ID, nullable=False),
        sa.Column("cell", sa.Text(), nullable=False),
        sa.CheckConstraint("cell <> ''", name=op.f("ck_contribution_cell_is_there")),
        sa.CheckConstraint(
            "figure IN ('tracks', 'firsts', 'kinds', 'rungs')",
            name=op.f("ck_contribution_figure_is_known"),
        ),
        sa.ForeignKeyConstraint(
            ["attempt_id"],
            ["attempt.id"],
            name=op.f("fk_contribution_attempt_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["cohort_id"], ["cohort.id"], name=op.f("fk_contribution_cohort_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("attempt_id", "figure", name=op.f("pk_contribution")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_contribution_cohort_id"), "contribution", ["cohort_id"], unique=False)


def _counting() -> None:
    op.create_table(
        "counting",
        sa.Column("attempt_id", _ID, autoincrement=False, nullable=False),
        sa.Column("counted", sa.SmallInteger(), nullable=False),
        sa.CheckConstraint("counted IN (0, 1)", name=op.f("ck_counting_counted_is_yes_or_no")),
        sa.ForeignKeyConstraint(
            ["attempt_id"], ["attempt.id"], name=op.f("fk_counting_attempt_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("attempt_id", name=op.f("pk_counting")),
        sqlite_with_rowid=False,
    )


def _tally() -> None:
    op.create_table(
        "tally",
        sa.Column("cohort_id", _ID, autoincrement=False, nullable=False),
        sa.Column("figure", sa.Text(), nullable=False),
        sa.Column("step", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("cell", sa.Text(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.CheckConstraint("cell <> ''", name=op.f("ck_tally_cell_is_there")),
        sa.CheckConstraint(
            "figure IN ('tracks', 'firsts', 'kinds', 'rungs')",
            name=op.f("ck_tally_figure_is_known"),
        ),
        sa.CheckConstraint("people >= 1", name=op.f("ck_tally_people_are_there")),
        sa.CheckConstraint("step >= 0", name=op.f("ck_tally_step_counts_from_nought")),
        sa.ForeignKeyConstraint(
            ["cohort_id"], ["cohort.id"], name=op.f("fk_tally_cohort_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("cohort_id", "figure", "step", "cell", name=op.f("pk_tally")),
        sqlite_with_rowid=False,
    )
