"""Finished sittings on the shipped questions, stored without walking through every page.

An answer sheet is written as two digits for each block: the trait of the answer called most, and of
the one called least (0 WHY, 1 WHAT, 2 HOW, 3 WHEN); `--` is a skipped block.
"""

import json

from sqlalchemy import select

from quiz import operations
from quiz.core.bank import MostLeast
from quiz.core.codec import answer_to_json
from quiz.operations import NewAttempt
from quiz.store.canonical import canonical
from quiz.store.models import AttemptRow
from quiz.store.tokens import new_token, token_hash

CLEAR = "21 31 13 31 20 21 31 21 23 02 30 23 20 30 20 21 12 21 20 20 30 20 21 32"
LEANING = "20 21 20 21 21 12 20 21 23 31 31 23 23 23 30 20 31 23 10 20 21 30 03 20"
CLOSE = "03 03 23 13 03 13 13 03 21 03 13 13 13 13 21 23 03 13 13 10 01 23 10 10"
TIE = "13 23 32 01 03 01 31 32 32 31 12 02 31 30 01 32 02 31 01 21 10 01 23 12"
BALANCED = "03 10 30 02 21 23 03 01 10 21 20 02 13 21 13 21 32 23 12 03 12 20 31 30"
UNFINISHED = "21 20 21 20 21 21 20 23 -- 21 20 30 21 20"


def front(app):
    return app.extensions["front"]


def sheet(app, code):
    """Answers by item for a sheet of digits."""
    bank = front(app).catalogue.bank
    traits = [trait.id for trait in bank.traits]
    answers = {}
    for item, digits in zip(bank.form, code.split(), strict=False):
        shown = {trait: o.id for o in item.options for trait, points in o.weights.items() if points}
        answers[item.id] = (
            None if digits == "--" else MostLeast(*(shown[traits[int(digit)]] for digit in digits))
        )
    return answers


def by_place(app, *, most, least):
    """The same two places in every block: what someone gives who does not read."""
    return {
        item.id: MostLeast(item.options[most].id, item.options[least].id)
        for item in front(app).catalogue.bank.form
    }


def store(app, answers):
    """Store these answers and give the private token."""
    token = new_token()
    for item, answer in answers.items():
        put(app, token, item, answer)
    return token


def put(app, token, item, answer, *, seen=""):
    catalogue = front(app).catalogue
    operations.answer(
        front(app).sessions,
        token,
        item=item,
        value=answer_to_json(answer),
        seen=seen,
        start=NewAttempt(catalogue.digest, language="en"),
        bank=catalogue.bank,
        today=front(app).clock().date(),
    )


def finish(app, token):
    digest = front(app).catalogue.digest
    model = front(app).pinned(digest).model
    today = front(app).clock().date()
    return operations.finish(front(app).sessions, token, model=model, digest=digest, today=today)


def finished(app, code):
    token = store(app, sheet(app, code))
    finish(app, token)
    return token


def judged(app, code, kind, *tracks):
    """Finished like this, with this verdict written over the one that the answers gave."""
    token = finished(app, code)
    with front(app).sessions.write.begin() as session:
        row = session.scalar(select(AttemptRow).where(AttemptRow.token_hash == token_hash(token)))
        result = json.loads(row.result)
        row.result = json.dumps(result | {"verdict": {"kind": kind, "tracks": list(tracks)}})
    return token


def change_first(app, token, code):
    """Turn the first answer of a finished sheet round, so that it is open again."""
    item, answer = next(iter(sheet(app, code).items()))
    turned = MostLeast(answer.least, answer.most)
    put(app, token, item, turned, seen=canonical(answer_to_json(answer)))
