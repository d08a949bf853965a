"""The day on which each task of upkeep was last done: what a purge measures the clock against.

Revision 0003, after 0002. It only adds a table: releases that know 0002 work on it unharmed.
"""

import sqlalchemy as sa
from alembic import op

revision = "0003_open_to_0002"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "upkeep",
        sa.Column("task", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.CheckConstraint("task <> ''", name=op.f("ck_upkeep_task_is_named")),
        sa.PrimaryKeyConstraint("task", name=op.f("pk_upkeep")),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    op.drop_table("upkeep")
