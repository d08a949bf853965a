"""Rungs in the figures of cohorts, and how many have ever finished in one.

Revision 0006, after 0005. A release that knows none of it can work on these tables: what it adds
to them counts in no table of rungs, and "at least so many have finished" stays true.
"""

from alembic import op

revision = "0006_open_to_0002"
down_revision = "0005_open_to_0002"
branch_labels = None
depends_on = None

_RUNG = "ck_counting_rung_is_open_counted_or_not CHECK (rung IN (0, 1, 2))"
_FINISHED = "ck_cohort_finished_counts_people CHECK (finished >= 0)"
_ADDED = {
    "ladder": ("band", "TEXT CONSTRAINT ck_ladder_band_is_there CHECK (band <> '')"),
    "counting": ("rung", f"SMALLINT DEFAULT 0 NOT NULL CONSTRAINT {_RUNG}"),
    "cohort": ("finished", f"INTEGER DEFAULT 0 NOT NULL CONSTRAINT {_FINISHED}"),
}


def upgrade() -> None:
    for table, (column, kind) in _ADDED.items():
        op.execute(f"ALTER TABLE {table} ADD COLUMN {column} {kind}")
    op.execute(
        "UPDATE cohort SET finished = (SELECT count(*) FROM attempt"
        " WHERE attempt.cohort = cohort.address AND attempt.state <> 'open')"
    )
    op.drop_index(op.f("ix_contribution_cohort_id"), table_name="contribution")
    op.create_index(
        op.f("ix_contribution_cohort_id_figure"),
        "contribution",
        ["cohort_id", "figure"],
        unique=False,
    )


def downgrade() -> None:
    op.drop_index(op.f("ix_contribution_cohort_id_figure"), table_name="contribution")
    op.create_index(op.f("ix_contribution_cohort_id"), "contribution", ["cohort_id"], unique=False)
    for table, (column, _) in _ADDED.items():
        op.execute(f"ALTER TABLE {table} DROP COLUMN {column}")
