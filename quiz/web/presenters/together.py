"""Knows how two roles that work together are laid out, and what one of them needs to know.

It refuses to take sides.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from quiz.core.careers import Careers
from quiz.core.moves import Pair, Side
from quiz.core.rules import TrackId
from quiz.core.rungs import Statement
from quiz.web.presenters.phrases import inline
from quiz.web.presenters.references import References, references


@dataclass(frozen=True, slots=True)
class Meeting:
    """A pair as one of its two sides sees it, with the name of each; `other_name` in a sentence.

    `references` numbers the sources of what a result shows of it: of one track its needs and
    collisions, between several what goes well.
    """

    pair: Pair
    own: Side
    other: Side
    own_name: str
    other_name: str
    references: References


def said_between(pairs: Iterable[Pair]) -> tuple[Statement, ...]:
    """Collect the sentences about some pairs, for the numbers of their sources."""
    said: list[Statement] = []
    for pair in pairs:
        said.append(pair.together)
        said += [need for side in pair.sides for need in side.needs]
        said += pair.collide
    return tuple(said)


def meetings(careers: Careers, tracks: Sequence[TrackId]) -> tuple[Meeting, ...]:
    """List whom a track works with; of several tracks, how these meet each other.

    Pairs with a role that is no track are left out, and so is everything where none is named.
    """
    known = {str(page.id) for page in careers.tracks}
    several = len(tracks) > 1
    found = []
    for pair in careers.pairs:
        for own, other in (pair.sides, pair.sides[::-1]):
            if str(own.role) in tracks and str(other.role) in known:
                names = (careers.role_name(own.role), inline(careers.role_name(other.role)))
                said = [pair.together] if several else [*other.needs, *pair.collide]
                found.append(Meeting(pair, own, other, *names, references(careers, said)))
    if several:
        return tuple(m for m in found if str(m.other.role) in tracks and m.own is m.pair.sides[0])
    return tuple(found)
