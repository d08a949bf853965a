"""Knows the verbs of the product: each call is one transaction, done whole or not at all.

It refuses to know pages, settings and the clock; days and secrets of links come as arguments.
"""

from quiz.operations.attempts import answer, erase, finish
from quiz.operations.banks import keep_bank
from quiz.operations.cohorts import (
    BadCohort,
    CohortAbsent,
    Fault,
    NewCohort,
    close_cohort,
    delete_cohort,
    open_cohort,
    rename_cohort,
)
from quiz.operations.counting import count_me
from quiz.operations.placing import choose_names, choose_track, move, place, tick
from quiz.operations.refusals import (
    AttemptAbsent,
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
from quiz.store.engine import Sessions, StoreUnavailable

__all__ = [
    "AttemptAbsent",
    "BadCohort",
    "CohortAbsent",
    "Conflict",
    "Fault",
    "NewAttempt",
    "NewCohort",
    "NotEnough",
    "NotFinished",
    "OtherBank",
    "Refusal",
    "Sessions",
    "StoreUnavailable",
    "UnknownChoice",
    "UnknownItem",
    "UnknownOption",
    "answer",
    "choose_names",
    "choose_track",
    "close_cohort",
    "count_me",
    "delete_cohort",
    "erase",
    "finish",
    "keep_bank",
    "move",
    "open_cohort",
    "place",
    "rename_cohort",
    "revoke_share",
    "share",
    "tick",
]
