"""Knows the rows of groups that people enter by a code only, and of those codes.

It refuses to hold a code as it is, and to lead from one to whoever used it: a row says that a code
has been used, with no day, and its key is a hash, so that rows stand in no order of use.
"""

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.types import SmallInteger

from quiz.store.models import Id, Row


class ByCodeRow(Row):
    """A cohort that people enter by a code only; settled when it is opened."""

    __tablename__ = "by_code"

    cohort_id: Mapped[int] = mapped_column(
        Id, ForeignKey("cohort.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )


class CodeRow(Row):
    """One code of a cohort, good for one start."""

    __tablename__ = "code"
    __table_args__ = (
        CheckConstraint("length(code_hash) = 32", name="code_hash_is_sha256"),
        CheckConstraint("used IN (0, 1)", name="used_is_yes_or_no"),
        Index(None, "cohort_id"),
        {"sqlite_with_rowid": False},
    )

    code_hash: Mapped[bytes] = mapped_column(primary_key=True)
    cohort_id: Mapped[int] = mapped_column(Id, ForeignKey("by_code.cohort_id", ondelete="CASCADE"))
    used: Mapped[int] = mapped_column(SmallInteger)
