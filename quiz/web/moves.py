"""Knows the pages of moves between roles: the pivot map of each role, and the roles next to ours.

It refuses to say which move anyone should make.
"""

from itertools import chain

from flask import Blueprint, abort, redirect
from flask.typing import ResponseReturnValue

from quiz.core.rungs import RoleId, Statement
from quiz.web.careers_pages import page_url, show, words
from quiz.web.presenters.moves import lessons_counted, reach, said_of
from quiz.web.presenters.roles import neighbours, others
from quiz.web.presenters.rungs import onward
from quiz.web.reading import faces_now
from quiz.web.request import catalogue

blueprint = Blueprint("moves", __name__)


@blueprint.get("/pivots/<role>")
def pivots(role: str) -> ResponseReturnValue:
    """Show where a role can lead, and what each move takes."""
    careers = catalogue().careers
    try:
        found = reach(careers, faces_now(), words(), RoleId(role))
    except KeyError:
        abort(404)
    if found.role.id != role:
        return redirect(page_url(".pivots", role=found.role.id), 301)
    rung = found.role.rung
    return show(
        "moves/pivots.html",
        said_of(found),
        reach=found,
        counted=lessons_counted,
        drawn=len(faces_now().traits) == 4,
        up=onward(careers, rung) if rung else (),
    )


@blueprint.get("/roles")
def roles() -> ResponseReturnValue:
    """List the roles next to the tracks, each with its question and how it differs."""
    careers, faces = catalogue().careers, faces_now()
    near = {page.id: neighbours(careers, faces, page.id) for page in careers.tracks}
    beyond = others(careers, faces)
    said: list[Statement] = []
    for role in (*chain.from_iterable(near.values()), *beyond):
        said += [role.about, *((role.differs,) if role.differs else ())]
    return show("moves/roles.html", said, near=near, beyond=beyond)
