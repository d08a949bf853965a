"""Knows a person's own ladder: the page, and what can be said there to make it fit.

It refuses to change the answers of the quiz, and to change anything when it is only looked at.
"""

from dataclasses import dataclass
from functools import partial
from typing import Any

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from quiz import operations
from quiz.core.focus import MOST_NAMED, asked, drawn_to, lagging, leading
from quiz.core.placement import next_rung
from quiz.core.rules import TrackId
from quiz.core.rungs import RoleId, Rung
from quiz.operations import UnknownChoice
from quiz.store.ladders import LadderView, ladder_of
from quiz.store.views import AttemptView
from quiz.web.ladder_forms import PlacementForm
from quiz.web.presenters.ladders import sources
from quiz.web.presenters.my_ladder import Desk, field_of, my_ladder, said_on
from quiz.web.presenters.phrases import month
from quiz.web.presenters.steps import Reach
from quiz.web.presenters.titles import Titles, titles
from quiz.web.presenters.verdicts import first
from quiz.web.reading import Reading, faces_now, read_result
from quiz.web.request import catalogue, current_attempt, sessions, taker_url, today
from quiz.web.security import only_fields

VIEW = "view"
"""The field that carries which ladder a form was sent from; empty for the person's own."""


@dataclass(frozen=True, slots=True)
class _Own:
    """What a person's page is made from."""

    attempt: AttemptView
    reading: Reading
    kept: LadderView

    @property
    def named(self) -> tuple[TrackId, ...]:
        """The tracks that the result names and that today's careers hold."""
        return tuple(face.id for face in self.reading.page.named if face.id in _tracks())

    @property
    def picked(self) -> TrackId | None:
        """The track that the person picked, if today's careers still hold it."""
        return self.kept.track if self.kept.track in _tracks() else None

    @property
    def usual(self) -> tuple[TrackId, ...]:
        """The tracks whose ladders the page shows unasked; none where a door has to be chosen.

        A close call shows both of its tracks; of more, or of none, the person picks one.
        """
        if self.picked:
            return (self.picked,)
        return self.named if len(self.named) <= MOST_NAMED else ()


def show(token: str) -> ResponseReturnValue:
    """Show the ladder of the track that the person picked or the result names, or equal doors."""
    own = _own(token)
    if own is None:
        return redirect(taker_url("take.check"), 303)
    form = PlacementForm(catalogue().careers.placement, shown=own.kept.said)
    return _page(token, own, form, view=request.args.get("track", ""))


def place(token: str) -> ResponseReturnValue:
    """Keep where the person says they stand, or say what is missing."""
    careers = catalogue().careers
    form = PlacementForm(careers.placement, request.form)
    only_fields({*form.names, VIEW}, needed={VIEW, "years"})
    if not form.validate():
        own = _own(token)
        if own is None:
            return redirect(taker_url("take.check"), 303)
        return _page(token, own, form, view=request.form[VIEW]), 422
    operations.place(sessions(), token, said=form.said(), careers=careers, today=today())
    return _back()


def move(token: str) -> ResponseReturnValue:
    """Keep the rung on which the person puts themself."""
    only_fields({"rung", VIEW}, needed={"rung", VIEW})
    rung = RoleId(request.form["rung"])
    operations.move(sessions(), token, rung=rung, careers=catalogue().careers, today=today())
    return _back()


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
    return _back()


def choose(token: str) -> ResponseReturnValue:
    """Keep the track whose ladder the person picked; an empty one leaves it to the result."""
    only_fields({"track"}, needed={"track"})
    track = TrackId(request.form["track"]) or None
    operations.choose_track(
        sessions(), token, track=track, careers=catalogue().careers, today=today()
    )
    return redirect(taker_url("ladders.mine"), 303)


def name(token: str) -> ResponseReturnValue:
    """Keep how the person's company names the roles."""
    careers = catalogue().careers
    dialects = {dialect.id for dialect in careers.dialects}
    only_fields({*dialects, VIEW}, needed={*dialects, VIEW})
    names = {dialect: request.form[dialect] for dialect in dialects}
    operations.choose_names(sessions(), token, names=names, careers=careers, today=today())
    return _back()


def _own(token: str) -> _Own | None:
    """Load all of a person's page; None while there is no result."""
    attempt = current_attempt(token)
    if attempt.result is None:
        return None
    with sessions().read() as session:
        kept = ladder_of(session, attempt.id)
    return _Own(attempt, read_result(attempt, looked_again=True), kept)


def _page(token: str, own: _Own, form: PlacementForm, *, view: str) -> str:
    """Render the doors, or one ladder, or both of a close call."""
    if view and view not in _tracks():
        abort(404)
    careers, words = catalogue().careers, titles(catalogue().careers, own.kept.names)
    page = {
        "token": token,
        "faces": faces_now(),
        "careers": careers,
        "checked": month(careers.checked),
        "words": words,
        "own": own,
    }
    shown = (TrackId(view),) if view else own.usual
    if not shown:
        return render_template("ladders/doors.html", **page)
    result = own.reading.result
    reach = Reach(
        drawn_to(result, own.reading.here.rules.tracks),
        leading(result.leanings),
        lagging(result.leanings),
    )
    desk = Desk(careers, faces_now(), words)
    ladders = [my_ladder(desk, track, kept=own.kept, reach=reach) for track in shown]
    said = [careers.placement.about, careers.notes.levels, careers.notes.wants]
    said += [statement for ladder in ladders for statement in said_on(ladder)]
    return render_template(
        "ladders/mine.html",
        ladders=ladders,
        form=form,
        view=view if shown != own.usual else "",
        first=first(result.leanings, own.reading.sheet.faces),
        sources=sources(careers, said),
        public_url=partial(_public_url, words),
        **page,
    )


def _public_url(words: Titles, endpoint: str, **values: str) -> str:
    """Build the address of a public page in the person's own words."""
    named: dict[str, Any] = {**words.chosen, **values}
    return url_for(endpoint, **named)


def _back() -> ResponseReturnValue:
    """Lead back to the ladder from which a form was sent."""
    view = request.form[VIEW]
    return redirect(
        taker_url("ladders.mine", **({"track": view} if view in _tracks() else {})), 303
    )


def _tracks() -> set[str]:
    return {page.id for page in catalogue().careers.tracks}


def _rung(name: str) -> Rung:
    try:
        return catalogue().careers.rung(RoleId(name))
    except KeyError:
        raise UnknownChoice from None
