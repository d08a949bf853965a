"""What people say for their ladder: track, placement, moves, ticks, and the company's names.

Revision 0002, after 0001.
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    _ladder()
    _standing()
    _tick()
    _naming()


def downgrade() -> None:
    op.drop_table("naming")
    op.drop_table("tick")
    op.drop_table("standing")
    op.drop_table("ladder")


def _of_an_attempt(table: str) -> tuple[sa.Column[int], sa.ForeignKeyConstraint]:
    return (
        sa.Column("attempt_id", _ID, autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(
            ["attempt_id"],
            ["attempt.id"],
            name=op.f(f"fk_{table}_attempt_id"),
            ondelete="CASCADE",
        ),
    )


def _ladder() -> None:
    key, attempt = _of_an_attempt("ladder")
    op.create_table(
        "ladder",
        key,
        sa.Column("track", sa.Text(), nullable=True),
        sa.Column("scope", sa.Text(), nullable=True),
        sa.Column("decides", sa.Text(), nullable=True),
        sa.Column("years", sa.SmallInteger(), nullable=True),
        sa.Column("expert", sa.SmallInteger(), nullable=True),
        sa.CheckConstraint(
            "track IS NULL OR track <> ''", name=op.f("ck_ladder_track_is_named_or_absent")
        ),
        sa.CheckConstraint(
            "(scope IS NULL) = (decides IS NULL) AND (scope IS NULL) = (expert IS NULL)",
            name=op.f("ck_ladder_placed_whole_or_not_at_all"),
        ),
        sa.CheckConstraint(
            "scope <> '' AND decides <> ''", name=op.f("ck_ladder_answers_are_there")
        ),
        sa.CheckConstraint("expert IN (0, 1)", name=op.f("ck_ladder_expert_is_yes_or_no")),
        sa.CheckConstraint(
            "years IS NULL OR (scope IS NOT NULL AND years BETWEEN 0 AND 70)",
            name=op.f("ck_ladder_years_belong_to_a_placement"),
        ),
        attempt,
        sa.PrimaryKeyConstraint("attempt_id", name=op.f("pk_ladder")),
        sqlite_with_rowid=False,
    )


def _standing() -> None:
    key, attempt = _of_an_attempt("standing")
    op.create_table(
        "standing",
        key,
        sa.Column("track", sa.Text(), nullable=False),
        sa.Column("rung", sa.Text(), nullable=False),
        sa.CheckConstraint("track <> ''", name=op.f("ck_standing_track_is_there")),
        sa.CheckConstraint("rung <> ''", name=op.f("ck_standing_rung_is_there")),
        attempt,
        sa.PrimaryKeyConstraint("attempt_id", "track", name=op.f("pk_standing")),
        sqlite_with_rowid=False,
    )


def _tick() -> None:
    key, attempt = _of_an_attempt("tick")
    op.create_table(
        "tick",
        key,
        sa.Column("competency", sa.Text(), nullable=False),
        sa.Column("level", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("done", sa.SmallInteger(), nullable=False),
        sa.CheckConstraint("competency <> ''", name=op.f("ck_tick_competency_is_there")),
        sa.CheckConstraint("level BETWEEN 1 AND 4", name=op.f("ck_tick_level_is_one_of_four")),
        sa.CheckConstraint("done IN (0, 1)", name=op.f("ck_tick_done_is_yes_or_no")),
        attempt,
        sa.PrimaryKeyConstraint("attempt_id", "competency", "level", name=op.f("pk_tick")),
        sqlite_with_rowid=False,
    )


def _naming() -> None:
    key, attempt = _of_an_attempt("naming")
    op.create_table(
        "naming",
        key,
        sa.Column("dialect", sa.Text(), nullable=False),
        sa.Column("choice", sa.Text(), nullable=False),
        sa.CheckConstraint("dialect <> ''", name=op.f("ck_naming_dialect_is_there")),
        sa.CheckConstraint("choice <> ''", name=op.f("ck_naming_choice_is_there")),
        attempt,
        sa.PrimaryKeyConstraint("attempt_id", "dialect", name=op.f("pk_naming")),
        sqlite_with_rowid=False,
    )
