"""Knows which ways lead off a ladder from where someone stands, the nearest first.

It refuses to say which of them anyone should take; the map of moves has them all.
"""

from collections.abc import Sequence

from quiz.core.careers import Careers
from quiz.core.moves import Pivot
from quiz.core.placement import height
from quiz.core.rungs import Branch, Rung
from quiz.web.presenters.faces import Faces
from quiz.web.presenters.moves import Move, move
from quiz.web.presenters.phrases import either, opening
from quiz.web.presenters.titles import Titles

MOST = 6
"""How many ways are shown beside those to the other ladders, which are always among them."""

NAMED = 3
"""How many of them a single sentence names."""


def ways(careers: Careers, faces: Faces, words: Titles, rung: Rung) -> tuple[Move, ...]:
    """List moves off a ladder: from one's own rung, from those below, then those above.

    From the same height the least to learn comes first. The ladder's own steps are no way out,
    except for an expert, who leads nobody so far.
    """
    expert = rung.branch is Branch.EXPERT
    steps = set() if expert else {step.id for step in careers.ladder(rung.track)}
    pivots = [
        pivot
        for pivot in careers.pivots_along(rung)
        if rung.id not in pivot.into and not set(pivot.into) <= steps
    ]
    pivots.sort(key=lambda pivot: (_reach(careers, pivot, rung), len(pivot.missing)))
    found = [move(careers, faces, words, pivot, here=rung.id, onward=True) for pivot in pivots]
    further = [way for way in found[MOST:] if _to_a_ladder(careers, way)]
    return (*found[:MOST], *further)


def _reach(careers: Careers, pivot: Pivot, rung: Rung) -> int:
    """Rank where a move starts: 0 on this rung, 1 on one below it, 2 and more the higher above."""
    if rung.id in pivot.out_of:
        return 0
    starts = [r for r in careers.rungs if r.id in pivot.out_of and r.track == rung.track]
    climb = min(height(careers, start) for start in starts) - height(careers, rung)
    return max(1, 1 + climb)


def elsewhere(careers: Careers, words: Titles, found: Sequence[Move]) -> str:
    """Name the nearest ways in a sentence, one to another ladder among them if there is one."""
    named = list(found[:NAMED])
    ladders = [way for way in found if _to_a_ladder(careers, way)]
    if ladders and not any(_to_a_ladder(careers, way) for way in named):
        named[-1] = ladders[0]
    names = [either([words.inline(role.id) for role in way.leads_to]) for way in named]
    return opening("; ".join(names)) + "." if names else ""


def _to_a_ladder(careers: Careers, way: Move) -> bool:
    return any(rung.id == role.id for role in way.leads_to for rung in careers.rungs)
