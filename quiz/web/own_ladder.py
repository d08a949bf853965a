"""Knows how one person's ladder is read for a page: attempt, result, what they said, which tracks.

It refuses to change anything, and to know what the pages show.
"""

from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any

from flask import abort, redirect, request, url_for
from werkzeug.wrappers import Response

from quiz.core.focus import MOST_NAMED, drawn_to, lagging, leading
from quiz.core.rules import TrackId
from quiz.store import queries
from quiz.store.ladders import LadderView, ladder_of
from quiz.store.views import AttemptView
from quiz.web.presenters.my_ladder import Desk
from quiz.web.presenters.standing import Where, where
from quiz.web.presenters.steps import Reach
from quiz.web.presenters.titles import Titles, titles
from quiz.web.reading import Reading, faces_now, read_result
from quiz.web.request import NotInUse, catalogue, sessions, taker_url


@dataclass(frozen=True)
class Own:
    """What a person's pages are made from: a finished attempt, and what it says of its ladder."""

    attempt: AttemptView
    kept: LadderView

    @cached_property
    def reading(self) -> Reading:
        """The result, laid out when it is first needed."""
        return read_result(self.attempt, looked_again=True)

    @property
    def named(self) -> tuple[TrackId, ...]:
        """The tracks that the result names and that today's careers hold."""
        return tuple(face.id for face in self.reading.page.named if face.id in tracks())

    @property
    def picked(self) -> TrackId | None:
        """The track that the person picked, if today's careers still hold it."""
        return self.kept.track if self.kept.track in tracks() else None

    @property
    def usual(self) -> tuple[TrackId, ...]:
        """The tracks whose ladders the page shows unasked; none where a door has to be chosen.

        A close call shows both of its tracks; of more, or of none, the person picks one.
        """
        if self.picked:
            return (self.picked,)
        return self.named if len(self.named) <= MOST_NAMED else ()

    @property
    def reach(self) -> Reach:
        """What the result says about order: what they reach for, and what comes last."""
        result = self.reading.result
        return Reach(
            drawn_to(result, self.reading.here.rules.tracks),
            leading(result.leanings),
            lagging(result.leanings),
        )

    @property
    def desk(self) -> Desk:
        """What every drawing needs: today's content in the words of the person's company."""
        careers = catalogue().careers
        return Desk(careers, faces_now(), titles(careers, self.kept.names))


@dataclass(frozen=True, slots=True)
class Stand:
    """A person on a rung of one ladder."""

    own: Own
    track: TrackId
    where: Where


def own_ladder(token: str) -> Own | None:
    """Load all of a person's page; None while there is no result."""
    attempt, kept = attempt_and_ladder(token)
    return None if attempt.result is None else Own(attempt, kept)


def attempt_and_ladder(token: str) -> tuple[AttemptView, LadderView]:
    """Load an attempt and what it says of its ladder as of one moment; raises NotInUse."""
    with sessions().read() as session:
        attempt = queries.attempt(session, token)
        if attempt is None:
            raise NotInUse
        return attempt, ladder_of(session, attempt.id)


def stand(token: str) -> Stand | Response:
    """Find someone's rung on the ladder asked for; who stands nowhere is led to their ladder."""
    own = own_ladder(token)
    if own is None:
        return redirect(taker_url("take.check"), 303)
    asked = request.args.get("track", "")
    if asked and asked not in tracks():
        abort(404)
    desk = own.desk
    wanted = (TrackId(asked),) if asked else own.usual
    for track in wanted:
        found = where(desk.careers, track, own.kept, desk.words)
        if found is not None:
            return Stand(own, track, found)
    return redirect(taker_url("ladders.mine", **({"track": asked} if asked else {})), 303)


def tracks() -> set[str]:
    """Name the tracks of today's careers."""
    return {page.id for page in catalogue().careers.tracks}


def addresses(words: Titles) -> dict[str, Any]:
    """Give what builds addresses of public pages in the person's own words."""
    return {
        "public_url": partial(_public_url, words),
        "page_url": partial(_public_url, words),
        "role_url": partial(_role_url, words),
    }


def _public_url(words: Titles, endpoint: str, **values: str) -> str:
    named: dict[str, Any] = {**words.chosen, **values}
    return url_for(endpoint, **named)


def _role_url(words: Titles, role: str) -> str:
    """Build the public address where a role is described: its rung, or among the neighbours."""
    for rung in words.careers.rungs:
        if rung.id == role:
            return _public_url(words, "rungs.rung", track=rung.track, rung=rung.id)
    return _public_url(words, "moves.roles", _anchor=role)
