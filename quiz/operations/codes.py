"""Knows how codes for a cohort are made, and how one is used up by a first answer.

It refuses to keep a code, to tell which were used, and to note by whom.
"""

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from quiz.operations.cohorts import CohortAbsent
from quiz.operations.refusals import CodeSpent, Refusal
from quiz.operations.settling import settled
from quiz.store.code_models import ByCodeRow, CodeRow
from quiz.store.codes import code_hash, codes_made, new_code
from quiz.store.cohort_models import CohortRow
from quiz.store.engine import Sessions

AT_ONCE = 100
"""Codes that can be made at once: a few sheets of cards."""
MOST = 5000
"""Codes that a cohort can have."""


class NoCodes(Refusal):
    """So many codes cannot be made, or anybody may enter this cohort."""

    def __init__(self) -> None:
        super().__init__("these codes cannot be made")


def make_codes(sessions: Sessions, address: str, *, count: int) -> tuple[str, ...]:
    """Make so many new codes for a cohort; they are returned once and kept as hashes only.

    Raises NoCodes, CohortAbsent, StoreUnavailable.
    """
    if not 1 <= count <= AT_ONCE:
        raise NoCodes
    codes = tuple(new_code() for _ in range(count))
    _keep(sessions, address, hashes=[code_hash(address, code) for code in codes])
    return codes


def use_code(session: Session, cohort_id: int, hashed: bytes | None) -> None:
    """Use up a code where the cohort asks for one; raises CodeSpent without one that is unused.

    Part of the transaction that begins the attempt: both happen, or neither.
    """
    if session.get(ByCodeRow, cohort_id) is None:
        return
    own = (CodeRow.code_hash == hashed, CodeRow.cohort_id == cohort_id, CodeRow.used == 0)
    taken = session.scalar(
        update(CodeRow).where(*own).values(used=1).returning(CodeRow.used),
        execution_options={"synchronize_session": False},
    )
    if taken is None:
        raise CodeSpent


@settled
def _keep(sessions: Sessions, address: str, *, hashes: list[bytes]) -> None:
    with sessions.write.begin() as session:
        held = select(CohortRow.id).where(CohortRow.address == address).with_for_update()
        cohort = session.scalar(held)
        if cohort is None:
            raise CohortAbsent
        if session.get(CodeRow, hashes[0]) is not None:
            return  # done already, by a try of which nobody heard
        if session.get(ByCodeRow, cohort) is None:
            raise NoCodes
        if codes_made(session, cohort) + len(hashes) > MOST:
            raise NoCodes
        session.add_all(CodeRow(code_hash=one, cohort_id=cohort, used=0) for one in hashes)
