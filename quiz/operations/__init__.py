"""Knows the verbs of the product: each call is one transaction, done whole or not at all.

It refuses to know pages, settings and the clock; days and secrets of links come as arguments.
"""

from quiz.operations.attempts import answer, erase, finish
from quiz.operations.banks import keep_bank
from quiz.operations.codes import NoCodes, make_codes
from quiz.operations.cohorts import (
    BadCohort,
    CohortAbsent,
    Fault,
    NewCohort,
    close_cohort,
    delete_cohort,
    open_cohort,
    rename_cohort,
    revise_cohort,
)
from quiz.operations.counting import count_me
from quiz.operations.placing import choose_names, choose_track, move, place, tick
from quiz.operations.refusals import (
    AttemptAbsent,
    CodeSpent,
    Conflict,
    NotEnough,
    NotFinished,
    OtherBank,
    Refusal,
    UnknownChoice,
    UnknownItem,
    UnknownOption,
)
from quiz.operations.rows import NewAttempt
from quiz.operations.shares import revoke_share, share
from quiz.operations.staff import (
    BadStaff,
    LinkSpent,
    StaffAbsent,
    StaffTaken,
    add_staff,
    end_all_access,
    remove_staff,
    reset_staff,
    set_password,
    set_role,
    sign_in,
    sign_out,
)
from quiz.store.engine import Sessions, StoreUnavailable

__all__ = [
    "AttemptAbsent",
    "BadCohort",
    "BadStaff",
    "CodeSpent",
    "CohortAbsent",
    "Conflict",
    "Fault",
    "LinkSpent",
    "NewAttempt",
    "NewCohort",
    "NoCodes",
    "NotEnough",
    "NotFinished",
    "OtherBank",
    "Refusal",
    "Sessions",
    "StaffAbsent",
    "StaffTaken",
    "StoreUnavailable",
    "UnknownChoice",
    "UnknownItem",
    "UnknownOption",
    "add_staff",
    "answer",
    "choose_names",
    "choose_track",
    "close_cohort",
    "count_me",
    "delete_cohort",
    "end_all_access",
    "erase",
    "finish",
    "keep_bank",
    "make_codes",
    "move",
    "open_cohort",
    "place",
    "remove_staff",
    "rename_cohort",
    "reset_staff",
    "revise_cohort",
    "revoke_share",
    "set_password",
    "set_role",
    "share",
    "sign_in",
    "sign_out",
    "tick",
]
