"""People who run cohorts, the one-time links that set their passwords, and where they signed in.

Revision 0005, after 0004. A release that knows none of it can work on these tables: it lets nobody
sign in, and an organisation that it deletes takes its people along.
"""

import sqlalchemy as sa
from alembic import op

revision = "0005_open_to_0002"
down_revision = "0004_open_to_0002"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    _staff()
    _staff_link()
    _staff_session()


def downgrade() -> None:
    op.drop_table("staff_session")
    op.drop_table("staff_link")
    op.drop_table("staff")


def _staff() -> None:
    op.create_table(
        "staff",
        sa.Column("id", _ID, autoincrement=False, nullable=False),
        sa.Column("organisation_id", _ID, nullable=False),
        sa.Column("login", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("password", sa.Text(), nullable=True),
        sa.CheckConstraint("login <> ''", name=op.f("ck_staff_login_is_there")),
        sa.CheckConstraint("role IN ('owner', 'member')", name=op.f("ck_staff_role_is_known")),
        sa.CheckConstraint(
            "password IS NULL OR password <> ''", name=op.f("ck_staff_password_is_set_or_absent")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_staff_organisation_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff")),
        sa.UniqueConstraint("login", name=op.f("uq_staff_login")),
    )
    op.create_index(op.f("ix_staff_organisation_id"), "staff", ["organisation_id"], unique=False)


def _staff_link() -> None:
    op.create_table(
        "staff_link",
        sa.Column("staff_id", _ID, autoincrement=False, nullable=False),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("expires", sa.Date(), nullable=False),
        sa.CheckConstraint(
            "length(token_hash) = 32", name=op.f("ck_staff_link_token_hash_is_sha256")
        ),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name=op.f("fk_staff_link_staff_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("staff_id", name=op.f("pk_staff_link")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_staff_link_token_hash")),
    )


def _staff_session() -> None:
    op.create_table(
        "staff_session",
        sa.Column("id", _ID, autoincrement=False, nullable=False),
        sa.Column("staff_id", _ID, nullable=False),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("expires", sa.Date(), nullable=False),
        sa.CheckConstraint(
            "length(token_hash) = 32", name=op.f("ck_staff_session_token_hash_is_sha256")
        ),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name=op.f("fk_staff_session_staff_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_session")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_staff_session_token_hash")),
    )
    op.create_index(op.f("ix_staff_session_staff_id"), "staff_session", ["staff_id"], unique=False)
