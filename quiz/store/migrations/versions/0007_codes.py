"""Groups that people enter by a code only, and the hashes of their codes.

Revision 0007, after 0006. A release that knows none of it can work on these tables: it lets people
into such a group without a code, and a group that it deletes takes its codes along.
"""

import sqlalchemy as sa
from alembic import op

revision = "0007_open_to_0002"
down_revision = "0006_open_to_0002"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "by_code",
        sa.Column("cohort_id", _ID, autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(
            ["cohort_id"], ["cohort.id"], name=op.f("fk_by_code_cohort_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("cohort_id", name=op.f("pk_by_code")),
    )
    op.create_table(
        "code",
        sa.Column("code_hash", sa.LargeBinary(), nullable=False),
        sa.Column("cohort_id", _ID, nullable=False),
        sa.Column("used", sa.SmallInteger(), nullable=False),
        sa.CheckConstraint("length(code_hash) = 32", name=op.f("ck_code_code_hash_is_sha256")),
        sa.CheckConstraint("used IN (0, 1)", name=op.f("ck_code_used_is_yes_or_no")),
        sa.ForeignKeyConstraint(
            ["cohort_id"], ["by_code.cohort_id"], name=op.f("fk_code_cohort_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("code_hash", name=op.f("pk_code")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_code_cohort_id"), "code", ["cohort_id"], unique=False)


def downgrade() -> None:
    op.drop_table("code")
    op.drop_table("by_code")
