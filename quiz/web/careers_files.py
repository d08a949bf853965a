"""Knows the files of open data that anyone may take away: the rungs, for programs and for sheets.

It refuses to know any one person: a file holds what the pages hold.
"""

import json

from flask import Blueprint, Response
from flask.typing import ResponseReturnValue

from quiz.web.presenters.open_data import LICENCE_URL, rungs_as_csv, rungs_as_json
from quiz.web.request import catalogue

blueprint = Blueprint("careers_files", __name__)


@blueprint.get("/rungs.json")
def rungs_json() -> ResponseReturnValue:
    """Give all rungs with their skills and sources, for programs."""
    text = json.dumps(rungs_as_json(catalogue().careers), ensure_ascii=False, indent=2) + "\n"
    return _open_file(text, "application/json", "fourways-rungs.json")


@blueprint.get("/rungs.csv")
def rungs_csv() -> ResponseReturnValue:
    """Give all rungs as a table, for sheets."""
    return _open_file(rungs_as_csv(catalogue().careers), "text/csv", "fourways-rungs.csv")


def _open_file(text: str, kind: str, name: str) -> Response:
    response = Response(text, mimetype=kind)
    response.headers["Link"] = f'<{LICENCE_URL}>; rel="license"'
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
