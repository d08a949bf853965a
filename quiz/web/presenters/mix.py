"""Knows what a mix of results means for people who work together, in words that rank nobody.

It refuses to see more than the published figures, and to call any mix better than another.
"""

from collections.abc import Mapping

from flask_babel import gettext as _
from flask_babel import ngettext

from quiz.web.presenters.faces import Faces, TrackFace
from quiz.web.presenters.phrases import listed


def mix(faces: Faces, tracks: Mapping[str, int], undecided: int) -> tuple[str, ...]:
    """Say what follows for the group: sentences, none where there are no figures."""
    named = {face: tracks.get(face.id, 0) for face in faces.tracks.values()}
    people = sum(named.values())
    if not people:
        return ()
    most = max(named, key=lambda face: named[face])
    said = [_one_way(faces, most, named[most], people) if 2 * named[most] > people else _spread()]
    if undecided:
        said.append(
            ngettext(
                "One is undecided. That is a result too: often several questions matter.",
                "%(num)s are undecided. That is a result too: often several questions matter.",
                undecided,
            )
        )
    return tuple(said)


def _one_way(faces: Faces, most: TrackFace, count: int, people: int) -> str:
    first = {face.id for face in most.traits}
    others = [face for face in faces.traits.values() if face.id not in first]
    lead = _(
        "%(count)s of the %(people)s who point one way lean to %(track)s, so to %(traits)s.",
        count=count,
        people=people,
        track=most.inline,
        traits=listed([face.loud for face in most.traits]),
    )
    if not others or not most.traits:
        return lead
    asks = _(
        "When they share a piece of work, agree on the first day who asks %(traits)s.",
        traits=listed([face.loud for face in others]),
    )
    return f"{lead} {asks}"


def _spread() -> str:
    return _(
        "No track holds more than half of those who point one way. When they share a piece of"
        " work, let each say first which question they would ask."
    )
