"""Knows what is asked about being counted in a cohort's figures, and how an answer is read.

It refuses to count: the operations do, in the transaction that makes the result.
"""

from dataclasses import dataclass

from flask import request

from quiz.operations import UnknownChoice
from quiz.store import cohorts
from quiz.store.cohorts import CohortView
from quiz.store.views import AttemptView
from quiz.web.frames import find_group
from quiz.web.request import sessions, today

FIELD = "count"
_ANSWERS = {"yes": True, "no": False}


@dataclass(frozen=True, slots=True)
class Asked:
    """The question to one person: about which cohort, what they said, and whether it stands.

    `rung` is the same answer for the table of rungs, None once theirs has been counted. `open` is
    whether they can still be counted from now on.
    """

    group: CohortView
    yes: bool
    counted: bool
    rung: bool | None
    open: bool

    @property
    def may_change(self) -> bool:
        """Whether another answer would change anything: to enter an open group, or to leave it."""
        return not self.counted and (self.open or self.yes)

    @property
    def may_change_rung(self) -> bool:
        """Whether their result is counted already and their rung could still be, or not."""
        return self.counted and self.open and self.rung is not None


def asked(attempt: AttemptView) -> Asked | None:
    """What to ask about this attempt; None where it belongs to no cohort."""
    group = find_group(attempt.cohort) if attempt.cohort else None
    if group is None:
        return None
    with sessions().read() as session:
        said = cohorts.counted_of(session, attempt.id)
    return Asked(group, said.yes, said.counted, said.rung, group.is_open(today()))


def answered() -> bool | None:
    """Read yes or no from the form; None where the question was not on it."""
    if FIELD not in request.form:
        return None
    try:
        return _ANSWERS[request.form[FIELD]]
    except KeyError:
        raise UnknownChoice from None
