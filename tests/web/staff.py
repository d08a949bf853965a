"""Somebody of the staff in a browser without script, and the people whose cohort it is."""

from quiz import operations
from quiz.core.codec import answer_to_json
from quiz.operations import NewAttempt
from quiz.store.codes import code_hash
from quiz.store.tokens import new_token
from tests.web.conftest import NOON
from tests.web.finished import CLEAR, CLOSE, front, sheet
from tests.web.sitting import Visitor

ORGANISATION = "Example Company"
SECRET = "a few words of mine"
FIVE = (CLEAR, CLEAR, CLEAR, CLOSE, CLOSE)
"""Answer sheets of a group that may be shown: three point one way, two are undecided."""


def invited(app, login="ines@example.com", organisation=ORGANISATION, role="owner"):
    """The one-time link of somebody new."""
    link = operations.add_staff(
        front(app).sessions, login, organisation=organisation, role=role, today=NOON.date()
    )
    return f"/staff/link/{link}"


class Colleague(Visitor):
    """Somebody who runs cohorts."""

    def comes_by(self, link):
        self.open(link)
        self.send(password=SECRET, again=SECRET)
        return self

    def signs_in(self, login="ines@example.com", password=SECRET):
        self.open("/staff/sign-in")
        self.send(login=login, password=password)
        return self

    def opens(self, **said):
        """Open a cohort; gives its part of the address."""
        self.open("/staff/groups/new")
        self.send(**({"name": "Spring", "decides": "no"} | said))
        return self.page.address.split("/")[3]

    def at(self, group, leaf=""):
        return self.open(f"/staff/groups/{group}/{leaf}".rstrip("/"))


def takes_part(app, cohort, code, *, count=True, lot=None):
    """Somebody of the cohort answers the blocks of a sheet and finishes; their private token.

    `lot` is the code with which they come in, where the cohort asks for one.
    """
    token, day = new_token(), front(app).clock().date()
    hashed = code_hash(cohort, lot) if lot else None
    catalogue, sessions = front(app).catalogue, front(app).sessions
    for item, answer in list(sheet(app, code).items()):
        operations.answer(
            sessions,
            token,
            item=item,
            value=answer_to_json(answer),
            seen="",
            start=NewAttempt(catalogue.digest, language="en", cohort=cohort, code=hashed),
            bank=catalogue.bank,
            today=day,
        )
    model = front(app).pinned(catalogue.digest).model
    operations.finish(sessions, token, model=model, digest=catalogue.digest, today=day, count=count)
    return token
