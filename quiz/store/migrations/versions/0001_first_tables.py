"""The first tables: banks, attempts, answers, read-only links and erasures.

Revision 0001, after none.
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    _bank()
    _attempt()
    _answer()
    _share()
    _erasure()


def downgrade() -> None:
    op.drop_table("erasure")
    op.drop_table("share")
    op.drop_table("answer")
    op.drop_table("attempt")
    op.drop_table("bank")


def _bank() -> None:
    op.create_table(
        "bank",
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("kept_day", sa.Date(), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.CheckConstraint("content <> ''", name=op.f("ck_bank_content_is_there")),
        sa.CheckConstraint("length(digest) = 64", name=op.f("ck_bank_digest_is_sha256_hex")),
        sa.CheckConstraint("turn >= 1", name=op.f("ck_bank_turn_counts_from_one")),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_bank")),
        sa.UniqueConstraint("turn", name=op.f("uq_bank_turn")),
    )


def _erasure() -> None:
    op.create_table(
        "erasure",
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("erased_day", sa.Date(), nullable=False),
        sa.CheckConstraint("length(token_hash) = 32", name=op.f("ck_erasure_token_hash_is_sha256")),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_erasure")),
        sqlite_with_rowid=False,
    )


def _attempt() -> None:
    op.create_table(
        "attempt",
        sa.Column("id", _ID, autoincrement=False, nullable=False),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("bank_digest", sa.Text(), nullable=False),
        sa.Column("cohort", sa.Text(), nullable=True),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("form", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("started_day", sa.Date(), nullable=False),
        sa.Column("changed_day", sa.Date(), nullable=False),
        sa.Column("finished_day", sa.Date(), nullable=True),
        sa.Column("result", sa.Text(), nullable=True),
        sa.Column("result_answers", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "(state = 'open') = (finished_day IS NULL)",
            name=op.f("ck_attempt_open_means_never_finished"),
        ),
        sa.CheckConstraint(
            "cohort IS NULL OR cohort <> ''", name=op.f("ck_attempt_cohort_is_named_or_absent")
        ),
        sa.CheckConstraint("form IN ('adaptive', 'full')", name=op.f("ck_attempt_form_is_known")),
        sa.CheckConstraint("language <> ''", name=op.f("ck_attempt_language_is_there")),
        sa.CheckConstraint(
            "state IN ('open', 'finished', 'reopened')", name=op.f("ck_attempt_state_is_known")
        ),
        sa.CheckConstraint(
            "(result IS NULL) = (finished_day IS NULL)", name=op.f("ck_attempt_result_has_its_day")
        ),
        sa.CheckConstraint(
            "(result_answers IS NULL) = (result IS NULL)",
            name=op.f("ck_attempt_result_has_its_answers"),
        ),
        sa.CheckConstraint(
            "changed_day >= started_day", name=op.f("ck_attempt_changed_after_start")
        ),
        sa.CheckConstraint(
            "finished_day IS NULL OR finished_day BETWEEN started_day AND changed_day",
            name=op.f("ck_attempt_finished_within_its_days"),
        ),
        sa.CheckConstraint("length(token_hash) = 32", name=op.f("ck_attempt_token_hash_is_sha256")),
        sa.ForeignKeyConstraint(
            ["bank_digest"], ["bank.digest"], name=op.f("fk_attempt_bank_digest")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attempt")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_attempt_token_hash")),
    )
    op.create_index(op.f("ix_attempt_changed_day"), "attempt", ["changed_day"], unique=False)


def _answer() -> None:
    op.create_table(
        "answer",
        sa.Column("attempt_id", _ID, autoincrement=False, nullable=False),
        sa.Column("item", sa.Text(), nullable=False),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.CheckConstraint("item <> ''", name=op.f("ck_answer_item_is_there")),
        sa.CheckConstraint("value <> ''", name=op.f("ck_answer_value_is_json")),
        sa.CheckConstraint("position >= 1", name=op.f("ck_answer_position_counts_from_one")),
        sa.ForeignKeyConstraint(
            ["attempt_id"], ["attempt.id"], name=op.f("fk_answer_attempt_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("attempt_id", "item", name=op.f("pk_answer")),
        sa.UniqueConstraint("attempt_id", "position", name=op.f("uq_answer_attempt_id_position")),
        sqlite_with_rowid=False,
    )


def _share() -> None:
    op.create_table(
        "share",
        sa.Column("id", _ID, autoincrement=False, nullable=False),
        sa.Column("attempt_id", _ID, nullable=False),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("shows", sa.Text(), nullable=False),
        sa.Column("expires", sa.Date(), nullable=False),
        sa.CheckConstraint("substr(shows, 1, 1) = '['", name=op.f("ck_share_shows_is_a_list")),
        sa.CheckConstraint("length(token_hash) = 32", name=op.f("ck_share_token_hash_is_sha256")),
        sa.ForeignKeyConstraint(
            ["attempt_id"], ["attempt.id"], name=op.f("fk_share_attempt_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_share")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_share_token_hash")),
    )
    op.create_index(op.f("ix_share_attempt_id"), "share", ["attempt_id"], unique=False)
