"""Knows how codes are written and found again, and how many a cohort has.

It refuses to say whether a code has been used: whoever handed it out could learn who has started.
"""

import hashlib
import secrets

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from quiz.store.code_models import CodeRow

LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # 31 that nobody mistakes when they type them
GROUPS, GROUP = 3, 4  # kwm4-7hpt-x2rd: 59 random bits


def new_code() -> str:
    """Make up a code, in groups that are easy to read out."""
    parts = ("".join(secrets.choice(LETTERS) for _ in range(GROUP)) for _ in range(GROUPS))
    return "-".join(parts)


def spelled_code(given: str) -> str:
    """Write a code as it is made: small letters, in groups; empty for what can be none."""
    letters = given.strip().lower().replace("-", "").replace(" ", "")
    if len(letters) != GROUPS * GROUP or not set(letters) <= set(LETTERS):
        return ""
    return "-".join(letters[start : start + GROUP] for start in range(0, len(letters), GROUP))


def code_hash(cohort: str, code: str) -> bytes:
    """The 32 bytes (SHA-256) under which a code of a cohort's address is stored."""
    return hashlib.sha256(f"{cohort} {code}".encode()).digest()


def has_code(session: Session, cohort_id: int, hashed: bytes) -> bool:
    """Whether a cohort has this code, used or not."""
    own = (CodeRow.cohort_id == cohort_id, CodeRow.code_hash == hashed)
    return session.scalar(select(CodeRow.used).where(*own)) is not None


def codes_made(session: Session, cohort_id: int) -> int:
    """How many codes were made for a cohort, used or not."""
    own = select(func.count()).select_from(CodeRow).where(CodeRow.cohort_id == cohort_id)
    return session.scalar(own) or 0
