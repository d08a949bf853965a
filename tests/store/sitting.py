"""Someone with a private link, so that tests read as a story."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from quiz import operations
from quiz.core.model import compile_model
from quiz.operations import NewAttempt
from quiz.store import queries
from quiz.store.engine import Sessions
from quiz.store.tokens import new_token
from tests.store.small_bank import BANK, BLOCKS, DIGEST, MOST_WHY, RULES

MONDAY = date(2026, 3, 2)
TUESDAY = MONDAY + timedelta(days=1)
FRIDAY = MONDAY + timedelta(days=4)
MODEL = compile_model(BANK, RULES)
START = NewAttempt(bank_digest=DIGEST, language="en")


@dataclass
class Sitting:
    sessions: Sessions
    token: str = field(default_factory=new_token)
    today: date = MONDAY

    def answers(self, item, value, *, seen="", start=START):
        place = self._next_place(item)
        if place is not None and start is START:
            start = None
        operations.answer(
            self.sessions,
            self.token,
            item=item,
            value=value,
            seen=seen,
            start=start,
            bank=BANK,
            today=self.today,
            place=place,
        )
        return self

    def _next_place(self, item):
        """As a page does: where it was seen that the item has no answer, the next in the order."""
        found = queries.under_way(self.sessions, self.token)
        return None if found is None or item in found.responses else found.places + 1

    def answers_all(self, value=MOST_WHY):
        for block in BLOCKS:
            self.answers(block, value)
        return self

    def changes(self, item, value):
        return self.answers(item, value, seen=self.view().seen(item))

    def skips(self, item, *, seen=""):
        return self.answers(item, None, seen=seen)

    def finishes(self):
        return operations.finish(
            self.sessions, self.token, model=MODEL, digest=DIGEST, today=self.today
        )

    def erases(self):
        operations.erase(self.sessions, self.token, today=self.today)
        return self

    def shares(self, *shows, expires=FRIDAY):
        return operations.share(
            self.sessions, self.token, shows=shows, expires=expires, today=self.today
        )

    def revokes(self, share_id):
        operations.revoke_share(self.sessions, self.token, share_id=share_id)

    def links(self):
        with self.sessions.read() as session:
            return queries.shares_of(session, self.view().id, today=self.today)

    def view(self):
        with self.sessions.read() as session:
            return queries.attempt(session, self.token)

    def shared(self, link, *, today=None):
        with self.sessions.read() as session:
            return queries.share(session, link, today=today or self.today)

    def stored(self, item):
        return self.view().responses[item]
