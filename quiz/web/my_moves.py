"""Knows the pages that start from a person's own rung: their map of moves, and a rung beside it.

It refuses to keep anything: what was said stands on their ladder.
"""

from datetime import UTC, date

from flask import Response, abort, redirect, render_template, request
from flask.typing import ResponseReturnValue

from quiz.core.outlook import abilities
from quiz.core.rungs import Statement
from quiz.web.own_ladder import Stand, addresses, stand
from quiz.web.presenters.beside import beside, said_beside
from quiz.web.presenters.calendar import calendar
from quiz.web.presenters.month import month_of
from quiz.web.presenters.references import references
from quiz.web.presenters.roles import role_face, role_groups
from quiz.web.presenters.steps import tries
from quiz.web.presenters.ways import paths
from quiz.web.reading import faces_now
from quiz.web.request import now, taker_url, today
from quiz.web.wording import gettext as _


def moves(token: str) -> ResponseReturnValue:
    """Show where one's own rung can lead, with gaps counted from one's own levels."""
    found = stand(token)
    if not isinstance(found, Stand):
        return found
    desk, standing = found.own.desk, found.where.standing
    ways = paths(desk.careers, desk.faces, desk.words, standing)
    return _page(
        "ladders/moves.html",
        found,
        ways.said,
        ways=ways,
        here=role_face(desk.careers, desk.faces, standing.rung.id),
        drawn=len(desk.faces.traits) == 4,
        ahead=desk.careers.ways_up(standing.rung),
    )


def compare(token: str) -> ResponseReturnValue:
    """Set one's own levels beside a rung; without one, the rung looked to."""
    found = stand(token)
    if not isinstance(found, Stand):
        return found
    desk, standing = found.own.desk, found.where.standing
    asked = request.args.get("rung", "") or standing.target.id
    rung = next((r for r in desk.careers.rungs if r.id == asked), None)
    if rung is None:
        abort(404)
    made = beside(desk, standing, rung, levels=abilities(desk.careers, standing))
    steps = {r.id for r in desk.careers.rungs}
    groups = [group for group in role_groups(desk.careers) if steps.issuperset(group.roles)]
    return _page("ladders/beside.html", found, said_beside(made), made=made, groups=groups)


def month(token: str) -> ResponseReturnValue:
    """Give one's focus points as days in a calendar, from the day asked for or from today."""
    found = stand(token)
    if not isinstance(found, Stand):
        return found
    desk = found.own.desk
    points, _instead = tries(desk.careers, desk.faces, found.where.standing, found.own.reach)
    asked = request.args.get("start", "")
    try:
        days = month_of(points, date.fromisoformat(asked) if asked else today())
    except (ValueError, OverflowError):
        return redirect(taker_url("ladders.mine", track=found.track, day="wrong"), 303)
    name = _("To try this month: %(track)s", track=desk.words.inline(found.track))
    response = Response(
        calendar(days, name=name, made=now().astimezone(UTC)), mimetype="text/calendar"
    )
    response.headers["Content-Disposition"] = 'attachment; filename="fourways-month.ics"'
    return response


def _page(template: str, found: Stand, said: tuple[Statement, ...], **values: object) -> str:
    desk = found.own.desk
    return render_template(
        template,
        token=(request.view_args or {})["token"],
        careers=desk.careers,
        faces=faces_now(),
        words=desk.words,
        where=found.where,
        track=found.track,
        rung=found.where.standing.rung,
        references=references(desk.careers, said),
        **addresses(desk.words),
        **values,
    )
