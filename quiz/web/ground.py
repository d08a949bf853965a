"""Knows the page of contested duties, and the form that asks how a company names these roles.

It refuses to keep the answer: it stands in the page's address, and titles follow it from there.
"""

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from quiz.core.rungs import Statement
from quiz.web.careers_pages import show, words
from quiz.web.presenters.titles import renamed
from quiz.web.request import catalogue

blueprint = Blueprint("ground", __name__)


@blueprint.get("/contested")
def contested() -> ResponseReturnValue:
    """Say who claims each duty, where the sources disagree, and one way to share it.

    An address may name one duty, so that a link to it finds it unfolded.
    """
    careers, titles = catalogue().careers, words()
    asked = request.args.get("duty")
    picked = [titles.picked(dialect) for dialect in careers.dialects if dialect.id in titles.chosen]
    said: list[Statement] = [choice.explains for choice in picked]
    for duty in careers.duties:
        said += [*(claim.says for claim in duty.claims), duty.contradiction, duty.works]
    return show(
        "moves/contested.html",
        said,
        places=[duty.id for duty in careers.duties],
        picked=picked,
        renamed=renamed(titles),
        unfolded=next((duty for duty in careers.duties if duty.id == asked), None),
        suggested=sum(duty.works.judgement for duty in careers.duties),
    )
