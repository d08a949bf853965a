"""Knows the pages that explain: how scoring works, what is kept, and what the texts rest on.

It refuses to explain what it cannot read from the content in use.
"""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from quiz.core.report import FORMULA
from quiz.web.presenters import method as shown
from quiz.web.presenters.phrases import month
from quiz.web.presenters.plane import plane_picture
from quiz.web.reading import faces_now
from quiz.web.request import catalogue, front, model_for

blueprint = Blueprint("method", __name__)


@blueprint.get("/how-it-works")
def how() -> ResponseReturnValue:
    """Explain the scoring so that anyone can add up a result, with every question and weight."""
    content = catalogue()
    model, faces = model_for(content.digest), faces_now()
    return render_template(
        "method/how.html",
        bank=content.bank,
        digest=content.digest,
        formula=FORMULA,
        faces=faces,
        factors=shown.factors(model, faces),
        example=shown.example(model, faces),
        neutral=shown.expected_is_nothing(model),
        limits=shown.limits(model),
        plane=plane_picture(model, faces),
        formats={item.format.value for item in content.bank.items},
        items=shown.items(content.bank, faces),
    )


@blueprint.get("/privacy")
def privacy() -> ResponseReturnValue:
    """Say what is kept, for whom, how long, and what a person can do about it."""
    kept = front()
    return render_template(
        "method/privacy.html", drafts=kept.keep_drafts, results=kept.keep_results
    )


@blueprint.get("/accessibility")
def accessibility() -> ResponseReturnValue:
    """Say for whom the pages are built, how that is checked, and what is not known."""
    return render_template("method/accessibility.html")


@blueprint.get("/sources")
def sources() -> ResponseReturnValue:
    """Name every text that the careers rest on."""
    careers = catalogue().careers
    months = {
        source.checked: month(source.checked)
        for source in careers.sources.values()
        if source.checked
    }
    return render_template(
        "method/sources.html", careers=careers, checked=month(careers.checked), months=months
    )
