"""Knows the verbs of the product: each call is one transaction, done whole or not at all.

It refuses to know pages, settings and the clock; days and secrets of links come as arguments.
"""

from quiz.operations.attempts import answer, erase, finish
from quiz.operations.banks import keep_bank
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
    "Conflict",
    "NewAttempt",
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
    "erase",
    "finish",
    "keep_bank",
    "move",
    "place",
    "revoke_share",
    "share",
    "tick",
]
