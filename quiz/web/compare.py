"""Knows the page that sets any two roles side by side, and the form that chooses them.

It refuses to take a role that the content does not know.
"""

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from quiz.core.rungs import RoleId
from quiz.web.careers_pages import show, words
from quiz.web.forms import Problem
from quiz.web.presenters.compare import pairing, said_in
from quiz.web.presenters.roles import role_groups
from quiz.web.reading import faces_now
from quiz.web.request import catalogue
from quiz.web.wording import gettext as _

blueprint = Blueprint("compare", __name__)


@blueprint.get("/compare")
def pick() -> ResponseReturnValue:
    """Compare two roles; with fewer than two, ask for them."""
    asked = (request.args.get("one", ""), request.args.get("other", ""))
    problems = _problems(*asked)
    careers = catalogue().careers
    found, places = None, [*asked]
    if all(asked) and not problems:
        roles = (RoleId(asked[0]), RoleId(asked[1]))
        found = pairing(careers, faces_now(), words(), roles)
        places = [*(side.id for side in found.sides), *(one.duty.id for one in found.disputed)]
    page = show(
        "moves/compare.html",
        said_in(found) if found else (),
        places=places,
        asked=asked,
        groups=role_groups(careers),
        pairing=found,
        problems=problems,
    )
    return page, 422 if problems else 200


def _problems(one: str, other: str) -> list[Problem]:
    """Say what is wrong with a choice; an empty one is no mistake, only not made yet."""
    careers = catalogue().careers
    stands_for = {neighbour.id: neighbour.rung for neighbour in careers.neighbours}
    known = {str(role) for group in role_groups(careers) for role in group.roles}
    known |= {*map(str, stands_for), *(str(page.id) for page in careers.tracks)}
    problems = [
        Problem(field, _("Choose a role from the list."))
        for field, role in (("one", one), ("other", other))
        if role and role not in known
    ]
    ends = [stands_for.get(RoleId(role)) or role for role in (one, other)]
    if not problems and one and ends[0] == ends[1]:
        problems.append(Problem("other", _("Choose two different roles.")))
    return problems
