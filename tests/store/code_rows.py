"""Rows of codes that the tables take, and one for every constraint that they refuse."""

from quiz.store.code_models import ByCodeRow, CodeRow
from tests.store.cohort_rows import opened

HASH = bytes(32)


def code(**changed):
    return CodeRow(**({"code_hash": HASH, "cohort_id": 1, "used": 0} | changed))


def entered(*codes):
    return [*opened(), ByCodeRow(cohort_id=1), *codes]


GOOD = {"two codes, one used": entered(code(), code(code_hash=b"x" * 32, used=1))}

BAD = {
    "fk_by_code_cohort_id": [ByCodeRow(cohort_id=1)],
    "ck_code_code_hash_is_sha256": entered(code(code_hash=b"x")),
    "ck_code_used_is_yes_or_no": entered(code(used=2)),
    "fk_code_cohort_id": [*opened(), code()],
}
