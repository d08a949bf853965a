"""Knows how often one address may ask the addresses for programs.

It refuses to count pages for people (`quiz.web.pace`). The bounds are generous, since a whole
company may stand behind one address; they hold per process.
"""

from flask import Blueprint, Flask, current_app, request

from quiz.web.pace import Bound, Pace, Rate
from quiz.web.someone import someone

PER_MINUTE = {"api.score": 600}
"""Requests a minute by endpoint."""
OTHERS_PER_MINUTE = 120
"""The same for endpoints that are not named: whole documents, larger and seldom needed twice."""


def limit(app: Flask, blueprint: Blueprint) -> None:
    """Bound how often one address may ask for each endpoint of a blueprint."""
    app.extensions["limits"] = Pace()
    app.before_request_funcs.setdefault(blueprint.name, []).append(_count)


def _count() -> None:
    """Count one request; raises TooManyRequests, which says when to ask again."""
    endpoint = request.endpoint or ""
    most = Rate(PER_MINUTE.get(endpoint, OTHERS_PER_MINUTE))
    pace: Pace = current_app.extensions["limits"]
    pace.count(Bound(endpoint, most, someone(request.remote_addr or "", is_address=True)))
