"""Knows what a mix of results means for people who work together, in words that rank nobody.

It refuses to see more than the published figures, and to call any mix better than another.
"""

from collections.abc import Mapping, Sequence

from quiz.core.cohort import Counts
from quiz.web.presenters.faces import Faces, TrackFace, TraitFace
from quiz.web.presenters.phrases import listed
from quiz.web.wording import gettext as _
from quiz.web.wording import ngettext

_MANY_TIMES = 3
"""A question of so many times more people than another is worth a word about who asks that."""


def mix(
    faces: Faces, tracks: Counts, undecided: int, *, firsts: Counts | None = None
) -> tuple[str, ...]:
    """Say what follows for the group: sentences, none where there are no figures."""
    named = {face: tracks.get(face.id, 0) for face in faces.tracks.values()}
    people = sum(named.values())
    if not people:
        return ()
    most = max(named, key=lambda face: named[face])
    one_way = 2 * named[most] > people
    said = _one_way(faces, most, named[most], people) if one_way else _spread(faces, named)
    said += _never_first(faces, firsts or {}, asked=listed([*said]))
    if undecided:
        said.append(
            ngettext(
                "One is undecided. That is a result too: often several questions matter.",
                "%(num)s are undecided. That is a result too: often several questions matter.",
                undecided,
            )
        )
    return tuple(said)


def _one_way(faces: Faces, most: TrackFace, count: int, people: int) -> list[str]:
    first = {face.id for face in most.traits}
    others = [face for face in faces.traits.values() if face.id not in first]
    lead = _(
        "%(count)s of the %(people)s who point one way lean to %(track)s, so to %(traits)s.",
        count=count,
        people=people,
        track=most.inline,
        traits=listed([face.loud for face in most.traits]),
    )
    return [lead, _who_asks(others)] if others and most.traits else [lead]


def _spread(faces: Faces, named: Mapping[TrackFace, int]) -> list[str]:
    """Name the question of most and that of fewest, where they lie far apart."""
    people = sum(named.values())
    reach = {
        trait: sum(count for face, count in named.items() if trait in face.traits)
        for trait in faces.traits.values()
    }
    most = max(reach, key=lambda trait: reach[trait])
    least = min(reach, key=lambda trait: reach[trait])
    if reach[most] < _MANY_TIMES * max(reach[least], 1):
        return [
            _(
                "No track holds more than half of those who point one way. When they share a piece"
                " of work, let each say first which question they would ask."
            )
        ]
    lead = _(
        "%(many)s of the %(people)s who point one way lean to a track that asks %(most)s, %(few)s"
        " to one that asks %(least)s.",
        people=people,
        many=reach[most],
        few=reach[least] or _("nobody"),
        most=most.loud,
        least=least.loud,
    )
    return [lead, _who_asks([least])]


def _never_first(faces: Faces, firsts: Counts, *, asked: str) -> list[str]:
    """Name the questions that come first for nobody, and that were not spoken of before."""
    if not firsts:
        return []
    missing = [
        face
        for trait, face in faces.traits.items()
        if not firsts.get(trait, 0) and face.loud not in asked
    ]
    return [_("Nobody reaches for %(trait)s first.", trait=face.loud) for face in missing]


def _who_asks(traits: Sequence[TraitFace]) -> str:
    if len(traits) == 1:
        return _(
            "When they share a piece of work, agree on the first day who asks %(trait)s:"
            " “%(question)s”",
            trait=traits[0].loud,
            question=traits[0].question,
        )
    return _(
        "When they share a piece of work, agree on the first day who asks %(traits)s.",
        traits=listed([face.loud for face in traits]),
    )
