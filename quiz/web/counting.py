"""Knows the page on which a person sees what their organisation will see, and may change their yes.

It refuses to show figures of the cohort: the drawing is an example, and those are for the
organisation alone.
"""

from flask import Blueprint, redirect, render_template
from flask.typing import ResponseReturnValue

from quiz import operations
from quiz.core.cohort import Figure
from quiz.web.counted import FIELD, answered, asked
from quiz.web.presenters.group import example_window
from quiz.web.reading import faces_now
from quiz.web.request import current_attempt, sessions, taker_url, today
from quiz.web.security import only_fields

blueprint = Blueprint("counting", __name__)


@blueprint.get("/a/<token>/counted")
def window(token: str) -> ResponseReturnValue:
    """Draw what the organisation will see, and ask whether to be counted in it."""
    attempt = current_attempt(token)
    counting = asked(attempt)
    if counting is None:
        return redirect(taker_url("take.resume"), 303)
    return render_template(
        "groups/counted.html",
        token=token,
        attempt=attempt,
        counting=counting,
        group=counting.group,
        window=example_window(faces_now(), counting.group.rule),
        rung_step=counting.group.rule.step(Figure.RUNGS),
    )


@blueprint.post("/a/<token>/counted")
def keep(token: str) -> ResponseReturnValue:
    """Keep the answer, and show what it is now."""
    only_fields({FIELD}, needed={FIELD})
    operations.count_me(sessions(), token, yes=bool(answered()), today=today())
    return redirect(taker_url("counting.window"), 303)
