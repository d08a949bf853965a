"""A cohort and the people in it, so that tests read as a story."""

from dataclasses import dataclass, replace

from quiz import operations
from quiz.core.cohort import GroupRule
from quiz.operations import NewCohort
from quiz.store import cohorts
from quiz.store.engine import Sessions
from tests.store.sitting import MODEL, MONDAY, START, Sitting
from tests.store.small_bank import BLOCKS, DIGEST

SPRING = NewCohort(
    organisation="Example Company",
    name="Spring",
    selects=False,
    opens=MONDAY,
    rule=GroupRule(batch_size=5, min_cell=2),
)

_CHOICES = {
    "product-manager": (
        ("why-when", "what-how", "what-when", "why-how"),
        (1, 0, 2, 0, 3, 3, 3, 3),
    ),
    "project-manager": (
        ("how-why", "when-what", "when-why", "how-what"),
        (1, 0, 3, 0, 3, 3, 0, 3),
    ),
    "product-owner": (
        ("what-why", "how-when", "what-when", "how-why"),
        (2, 1, 0, 2, 0, 0, 0, 0),
    ),
    "undecided": (("why-what", "what-how", "how-when", "when-why"), (0, 1, 2, 3, 0, 1, 2, 3)),
}


def values(track):
    """Answers to the eight blocks that lead to this track, or to none."""
    kinds, order = _CHOICES[track]
    return [dict(zip(("most", "least"), kinds[place].split("-"), strict=True)) for place in order]


@dataclass
class Group:
    sessions: Sessions
    address: str

    @classmethod
    def opened(cls, sessions, **changed):
        return cls(sessions, operations.open_cohort(sessions, replace(SPRING, **changed)))

    def view(self):
        with self.sessions.read() as session:
            return cohorts.cohort(session, self.address)

    def figures(self):
        """The tables as published; those without a step are left out."""
        with self.sessions.read() as session:
            tables = cohorts.figures(session, self.view().id)
        return {str(figure): counts for figure, counts in tables.items() if counts}

    def finished(self):
        with self.sessions.read() as session:
            return cohorts.finished_at_least(session, self.view())

    def sits(self, track="undecided"):
        """Somebody of the group who has answered everything and not finished."""
        return Member(self.sessions).sits(self.address, track)

    def counts(self, *tracks):
        """People who finish and say yes, one after the other."""
        return [self.sits(track).ends(count=True) for track in tracks]


@dataclass
class Member(Sitting):
    def sits(self, address, track):
        start = replace(START, cohort=address)
        for block, value in zip(BLOCKS, values(track), strict=True):
            self.answers(block, value, start=start)
        return self

    def ends(self, *, count=None):
        operations.finish(
            self.sessions, self.token, model=MODEL, digest=DIGEST, today=self.today, count=count
        )
        return self

    def turns(self, track):
        """Change the answers so that they lead to another track."""
        for block, value in zip(BLOCKS, values(track), strict=True):
            self.changes(block, value)
        return self

    def says(self, *, yes):
        operations.count_me(self.sessions, self.token, yes=yes, today=self.today)
        return self

    def said(self):
        with self.sessions.read() as session:
            found = cohorts.counted_of(session, self.view().id)
        return found.yes, found.counted
