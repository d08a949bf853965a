"""Cohorts for web tests, and somebody who comes in through one."""

from quiz import operations
from quiz.core.cohort import GroupRule
from quiz.operations import NewCohort
from tests.web.conftest import NOON
from tests.web.sitting import Sitting

INTRANET = "https://intranet.example.com"


def opened(app, **changed):
    """Open a cohort and return its part of the address."""
    given = {
        "organisation": "Example Company",
        "name": "October onboarding",
        "selects": False,
        "opens": NOON.date(),
        "form": "full",
        "rule": GroupRule(5, 2),
        "origins": (INTRANET,),
    }
    return operations.open_cohort(sessions(app), NewCohort(**(given | changed)))


def sessions(app):
    return app.extensions["front"].sessions


class Member(Sitting):
    """Someone of a cohort, by its link or inside a frame."""

    def enters(self, home):
        self.home = home
        self.open(home)
        self.follow("Start the questions")
        return self

    @property
    def token(self):
        return self.page.address.split("/a/")[1].split("/")[0]

    def here(self, leaf):
        """An address of one's own sitting in the same mount."""
        frame = self.home if self.home.startswith("/embed/") else ""
        return f"{frame}/a/{self.token}/{leaf}"

    def finishes(self, count="no"):
        self.answer(24)
        self.send(count=count)
        return self
