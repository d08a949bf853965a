"""Knows the rows of people who run cohorts: who they are, their link, where they signed in.

It refuses to hold a password or a link as it is, and knows nothing of people who take the quiz.
"""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from quiz.store.models import Id, Row, random_id


class StaffRow(Row):
    """Somebody with a login in one organisation. `password` is a salted hash, absent until set."""

    __tablename__ = "staff"
    __table_args__ = (
        CheckConstraint("login <> ''", name="login_is_there"),
        CheckConstraint("role IN ('owner', 'member')", name="role_is_known"),
        CheckConstraint("password IS NULL OR password <> ''", name="password_is_set_or_absent"),
        UniqueConstraint("login"),
        Index(None, "organisation_id"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True, autoincrement=False, default=random_id)
    organisation_id: Mapped[int] = mapped_column(
        Id, ForeignKey("organisation.id", ondelete="CASCADE")
    )
    login: Mapped[str]
    role: Mapped[str]
    password: Mapped[str | None]


class StaffLinkRow(Row):
    """The link with which somebody sets a password: one at a time, once, up to a day."""

    __tablename__ = "staff_link"
    __table_args__ = (
        CheckConstraint("length(token_hash) = 32", name="token_hash_is_sha256"),
        UniqueConstraint("token_hash"),
    )

    staff_id: Mapped[int] = mapped_column(
        Id, ForeignKey("staff.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    token_hash: Mapped[bytes]
    expires: Mapped[date]


class StaffSessionRow(Row):
    """A browser in which somebody has signed in. Deleting the row signs it out at once."""

    __tablename__ = "staff_session"
    __table_args__ = (
        CheckConstraint("length(token_hash) = 32", name="token_hash_is_sha256"),
        UniqueConstraint("token_hash"),
        Index(None, "staff_id"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True, autoincrement=False, default=random_id)
    staff_id: Mapped[int] = mapped_column(Id, ForeignKey("staff.id", ondelete="CASCADE"))
    token_hash: Mapped[bytes]
    expires: Mapped[date]
