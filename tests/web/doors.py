"""Every door of the product and who may go through it; and a town of people who try them all."""

import sqlite3
from contextlib import closing
from datetime import timedelta

from quiz import operations
from quiz.core.codec import answer_to_json
from quiz.operations import NewAttempt
from quiz.store import queries
from quiz.store.tokens import new_token, token_hash
from quiz.web.embed import FRAMED
from tests.web import finished as people
from tests.web.cohorts import opened
from tests.web.conftest import NOON, build, settings_in
from tests.web.finished import front, sheet
from tests.web.states import ELSEWHERE, PLACE

ANYONE = "anyone"
OWNER = "whoever holds the private link"
READER = "whoever holds a read-only link"
GROUP = "whoever knows the address of the group"
MEMBER = "whoever holds a private link of this group"
OPERATOR = "whoever brings the operator's key"
STAFF = "whoever of the organisation is signed in"
INVITED = "whoever holds a one-time link"

_OWNERS = {
    "take": "resume next_item item answer check finish keep",
    "results": "result answers export confirm_delete delete share make_link revoke",
    "counting": "window keep",
    "receipts": "show file",
    "what_if": "show tried",
    "ladders": "mine moves compare month place move tick choose name",
}
_ANYONES = {
    "take": "welcome start erased",
    "ladders": "tracks all_ladders track",
    "rungs": "rung",
    "moves": "pivots roles",
    "compare": "pick",
    "ground": "contested",
    "together": "pairs pair",
    "chairs": "ask sit",
    "guide": "talk experiments",
    "careers_files": "rungs_json rungs_csv",
    "method": "how privacy accessibility sources",
    "quality": "now version",
    "health": "alive ready",
    "receipts": "ask check",
    "api": "index bank careers description score",
    "components": "overview ladders question",
    "staff": "sign_in knock account sign_out",
}
_STAFFS = {
    "cohorts": "index new add settings revise confirm_close close confirm_delete delete",
    "ways": "ways poster",
    "figures": "figures sheet workbook progress guide",
    "codes": "ask make sheet",
}


def _listed(parts, who):
    return {f"{part}.{leaf}": who for part, leaves in parts.items() for leaf in leaves.split()}


WHO = {
    "static": ANYONE,
    "embed_script": ANYONE,
    **_listed(_ANYONES, ANYONE),
    **_listed(_OWNERS, OWNER),
    "results.shared": READER,
    "cards.shared_card": READER,
    "groups.welcome": GROUP,
    "groups.start": GROUP,
    "embed.take.welcome": GROUP,
    "embed.take.start": GROUP,
    **{f"embed.{part}.{leaf}": MEMBER for part, leaves in FRAMED.items() for leaf in leaves},
    "metrics.figures": OPERATOR,
    **_listed(_STAFFS, STAFF),
    "staff.link": INVITED,
    "staff.set_password": INVITED,
}
"""Who may go through each door. A route that is not listed here fails the build."""

METRICS_KEY = "m" * 40
PLACES = {
    "item": "trip-with-friends",
    "track": "product-owner",
    "rung": "senior-product-owner",
    "role": "product-owner",
    "pair": "product-manager-and-product-owner",
    "kind": "most-least",
    "state": "asked",
    "group": "nobody",
    "key": "nobody",
}
"""A good value for every part of an address that is no key."""

FORMS = {
    "take.answer": {"seen": "", "skip": "1"},
    "take.finish": {},
    "counting.keep": {"count": "no"},
    "results.make_link": {"days": "30", "verdict": "y"},
    "results.revoke": {"link": "1"},
    "results.delete": {},
    "what_if.tried": {},
    "ladders.choose": {"track": "product-owner"},
    "ladders.move": {"rung": "senior-product-owner", "view": ""},
    "ladders.name": {**ELSEWHERE, "view": ""},
    "ladders.place": {**PLACE, "view": ""},
    "ladders.tick": {"rung": "product-owner", "view": ""},
    "receipts.check": {"receipt": ""},
    "chairs.sit": {"left": "", "right": ""},
    "api.score": {},
}
"""A form that each door that changes something would take from the right person."""


def form_of(endpoint):
    return FORMS[endpoint.removeprefix("embed.")]


def posting(app):
    """Every door that takes a form or a sheet; those of staff ask for their own signature too."""
    rules = [rule for rule in app.url_map.iter_rules() if "POST" in rule.methods]
    rules = [rule for rule in rules if WHO[rule.endpoint] not in {INVITED, STAFF}]
    return [rule for rule in rules if not rule.endpoint.startswith("staff.")]


def town_in(folder, clock):
    """An application with every door that any installation can have, and its people."""
    changed = {"development": True, "metrics_key": METRICS_KEY, "rate_limits": False}
    return Town(build(settings_in(folder, **changed), clock), folder / "answers.sqlite3")


class Town:
    """People with all the keys there are: good ones, and such that must open nothing."""

    def __init__(self, app, file):
        self.app = app
        self.file = file
        self.spring = opened(app, name="Spring")
        self.autumn = opened(app, name="Autumn")
        self.owner = self.sits()
        self.member = self.sits(self.spring)
        self.stranger = self.sits(self.autumn)
        self.link = self.shares(self.owner)
        self.erased = self.sits()
        self.of_erased = self.shares(self.erased)
        self.erase(self.erased)
        before = self.share_numbers(self.owner)
        self.revoked = self.shares(self.owner)
        (number,) = set(self.share_numbers(self.owner)) - set(before)
        operations.revoke_share(self.sessions, self.owner, share_id=number)
        self.expired = self.shares(self.owner, days=-1)

    @property
    def sessions(self):
        return front(self.app).sessions

    def sits(self, cohort=None, code=people.CLEAR):
        """Somebody who answered eight blocks and has a result; the private link's token."""
        token = new_token()
        catalogue = front(self.app).catalogue
        new = NewAttempt(catalogue.digest, language="en", cohort=cohort)
        day = NOON.date()
        for item, answer in list(sheet(self.app, code).items())[:8]:
            value = answer_to_json(answer)
            operations.answer(
                self.sessions,
                token,
                item=item,
                value=value,
                seen="",
                start=new,
                bank=catalogue.bank,
                today=day,
            )
        model = front(self.app).pinned(catalogue.digest).model
        operations.finish(
            self.sessions, token, model=model, digest=catalogue.digest, today=day, count=None
        )
        return token

    def shares(self, token, days=30):
        ends = NOON.date() + timedelta(days=days)
        made = min(ends, NOON.date())
        return operations.share(self.sessions, token, shows=("verdict",), expires=ends, today=made)

    def share_numbers(self, token):
        with self.sessions.read() as session:
            attempt = queries.attempt(session, token)
            return [one.id for one in queries.shares_of(session, attempt.id, today=NOON.date())]

    def erase(self, token):
        operations.erase(self.sessions, token, today=NOON.date())

    def stored(self):
        """Everything that the database holds, to see whether anything was changed."""
        with closing(sqlite3.connect(self.file)) as database:
            tables = database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            return {
                name: sorted(map(repr, database.execute(f'SELECT * FROM "{name}"')))
                for (name,) in tables.fetchall()
            }

    def useless(self):
        """Keys that open nothing anywhere, by what they are."""
        begun = self.app.test_client().get("/start").location
        return {
            "made up": "x" * 43,
            "one sign off": self.owner[:-1] + ("A" if self.owner[-1] != "A" else "B"),
            "in other letters": self.owner.swapcase(),
            "cut off": self.owner[:-1],
            "longer": self.owner + "A",
            "padded": self.owner + "=",
            "spaced": self.owner + "%20",
            "ended": self.owner + "%00",
            "the stored hash": token_hash(self.owner).hex(),
            "the stored hash of a link": token_hash(self.link).hex(),
            "a number": "1",
            "a sign that stands for all": "%25",
            "an erased one": self.erased,
            "a link of an erased one": self.of_erased,
            "a link taken back": self.revoked,
            "a link that ended": self.expired,
            "a start value": begun.partition("start=")[2],
            "a sitting that was never begun": begun.split("/")[2],
        }

    def address(self, rule, *, key="", cohort=""):
        """Where a rule leads with this key, put in as it is."""
        values = PLACES | {
            "token": key,
            "link": key,
            "key": key,
            "cohort": cohort,
            "group": cohort or key,
            "digest": front(self.app).catalogue.digest[:16],
            "name": "style.css",
        }
        path = rule.rule
        for name in rule.arguments:
            path = path.replace(f"<{name}>", values[name])
        return path
