"""Knows a person's own ladder: the page, and what can be said there to make it fit.

It refuses to change the answers of the quiz, and to change anything when it is only looked at.
"""

from functools import partial

from flask import abort, redirect, render_template, request
from flask.typing import ResponseReturnValue

from quiz import operations
from quiz.core.focus import asked
from quiz.core.placement import next_rung
from quiz.core.rules import TrackId
from quiz.core.rungs import RoleId, Rung, Statement
from quiz.operations import UnknownChoice
from quiz.store.ladders import ladder_of
from quiz.web.again import once
from quiz.web.forms import Problem
from quiz.web.ladder_forms import PlacementForm
from quiz.web.own_ladder import Own, addresses, own_ladder, tracks
from quiz.web.presenters.leanings import first
from quiz.web.presenters.my_ladder import field_of, my_ladder, said_on
from quiz.web.presenters.phrases import day
from quiz.web.presenters.references import references
from quiz.web.presenters.replies import doubt, saved
from quiz.web.request import catalogue, current_attempt, sessions, taker_url, today
from quiz.web.security import only_fields
from quiz.web.wording import gettext as _

VIEW = "view"
"""The field that carries which ladder a form was sent from; empty for the person's own."""


def show(token: str) -> ResponseReturnValue:
    """Show the ladder of the track that the person picked or the result names, or equal doors."""
    own = own_ladder(token)
    if own is None:
        return redirect(taker_url("take.check"), 303)
    return once((own.attempt, own.kept), partial(_shown, token, own))


def place(token: str) -> ResponseReturnValue:
    """Keep where the person says they stand, or say what is missing."""
    careers = catalogue().careers
    form = PlacementForm(careers.placement, request.form)
    only_fields({*form.names, VIEW}, needed={VIEW, "years"})
    if not form.validate():
        own = own_ladder(token)
        if own is None:
            return redirect(taker_url("take.check"), 303)
        return _page(token, own, form, view=request.form[VIEW]), 422
    operations.place(sessions(), token, said=form.said(), careers=careers, today=today())
    return _back("place")


def move(token: str) -> ResponseReturnValue:
    """Keep the rung on which the person puts themself."""
    only_fields({"rung", VIEW}, needed={"rung", VIEW})
    rung = RoleId(request.form["rung"])
    operations.move(sessions(), token, rung=rung, careers=catalogue().careers, today=today())
    return _back("place")


def tick(token: str) -> ResponseReturnValue:
    """Keep what was ticked of all that the page asked about on this rung and the next."""
    rung = _rung(request.form.get("rung", ""))
    with sessions().read() as session:
        said = ladder_of(session, current_attempt(token).id).said
    careers = catalogue().careers
    above = next_rung(careers, rung, expert=said is not None and said.expert)
    shown = [*asked(rung), *(asked(above) if above else ())]
    only_fields({"rung", VIEW, *map(field_of, shown)}, needed={"rung", VIEW})
    ticks = {one: field_of(one) in request.form for one in shown}
    operations.tick(sessions(), token, ticks=ticks, careers=careers, today=today())
    return _back("ticks")


def choose(token: str) -> ResponseReturnValue:
    """Keep the track whose ladder the person picked; an empty one leaves it to the result."""
    only_fields({"track"}, needed={"track"})
    track = TrackId(request.form["track"]) or None
    operations.choose_track(
        sessions(), token, track=track, careers=catalogue().careers, today=today()
    )
    return redirect(taker_url("ladders.mine", saved="track"), 303)


def name(token: str) -> ResponseReturnValue:
    """Keep how the person's company names the roles."""
    careers = catalogue().careers
    dialects = {dialect.id for dialect in careers.dialects}
    only_fields({*dialects, VIEW}, needed={*dialects, VIEW})
    names = {dialect: request.form[dialect] for dialect in dialects}
    operations.choose_names(sessions(), token, names=names, careers=careers, today=today())
    return _back("names")


def _shown(token: str, own: Own) -> str:
    form = PlacementForm(catalogue().careers.placement, shown=own.kept.said)
    return _page(token, own, form, view=request.args.get("track", ""))


def _page(token: str, own: Own, form: PlacementForm, *, view: str) -> str:
    """Render the doors, or one ladder, or both of a close call."""
    if view and view not in tracks():
        abort(404)
    desk = own.desk
    page = {"token": token, "faces": desk.faces, "careers": desk.careers, "own": own}
    page |= {"words": desk.words, **addresses(desk.words)}
    shown = (TrackId(view),) if view else own.usual
    if not shown:
        return render_template("ladders/doors.html", **page)
    ladders = [my_ladder(desk, track, kept=own.kept, reach=own.reach) for track in shown]
    said = [statement for ladder in ladders for statement in said_on(ladder)]
    lines = [line for ladder in ladders for line in (*ladder.rungs, *ladder.experts)]
    said += [statement for line in lines for statement in desk.words.here(line.rung.id)]
    wrong = request.args.get("day") == "wrong"
    return render_template(
        "ladders/mine.html",
        ladders=ladders,
        form=form,
        problems=[*form.problems, *([_wrong_day(shown[0])] if wrong else [])],
        view=view if shown != own.usual else "",
        first=first(own.reading.result.leanings, own.reading.sheet.faces),
        today=today().isoformat(),
        day=day(today()),
        saved=saved(desk.words, ladders, request.args.get("saved", "")),
        doubt=None if view or own.picked else doubt(own.reading.page, tracks()),
        references=references(desk.careers, [*said, *_around(own)]),
        **page,
    )


def _around(own: Own) -> list[Statement]:
    """Collect the sentences that stand on the page of every ladder."""
    careers, words = own.desk.careers, own.desk.words
    picked = [words.picked(dialect).explains for dialect in careers.dialects]
    notes = careers.notes
    return [careers.placement.about, *picked, *notes.frank, notes.wants, notes.levels]


def _wrong_day(track: TrackId) -> Problem:
    wrong = _("Give the first day as year, month and day, like 2027-01-31.")
    return Problem(f"{track}-start", wrong)


def _back(saved: str) -> ResponseReturnValue:
    """Lead back to the ladder from which a form was sent; its address says what was kept."""
    view = request.form[VIEW]
    seen = {"track": view} if view in tracks() else {}
    return redirect(taker_url("ladders.mine", **seen, saved=saved), 303)


def _rung(name: str) -> Rung:
    try:
        return catalogue().careers.rung(RoleId(name))
    except KeyError:
        raise UnknownChoice from None
