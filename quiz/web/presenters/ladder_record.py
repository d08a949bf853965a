"""Knows how all that someone said for their ladder is given back: as JSON values, and in words.

It refuses to leave anything out, and to judge any of it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from quiz.core.careers import Careers
from quiz.core.focus import Tick
from quiz.core.moves import PlacementChoice
from quiz.core.placement import Said
from quiz.store.ladders import LadderView
from quiz.web.presenters.ladders import LEVELS
from quiz.web.presenters.phrases import number
from quiz.web.presenters.titles import titles
from quiz.web.wording import gettext as _


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that was said: what it is about, and one or more lines."""

    about: str
    lines: tuple[str, ...]


def ladder_json(kept: LadderView) -> dict[str, Any]:
    """Give everything stored for a ladder, as JSON values; ids as they are stored."""
    return {
        "track": kept.track,
        "placement": None if kept.said is None else _placement(kept.said),
        "moved_to": dict(sorted(kept.moves.items())),
        "ticks": [
            {"competency": tick.competency, "level": tick.level, "done": done}
            for tick, done in _in_order(kept)
        ],
        "names": dict(sorted(kept.names.items())),
    }


def ladder_entries(kept: LadderView, careers: Careers) -> tuple[Entry, ...]:
    """Put everything stored for a ladder into words; an id that the content dropped stays an id."""
    found = []
    if kept.track:
        found.append(Entry(_("The ladder you picked"), (_title(careers, kept.track),)))
    if kept.said:
        found += _said(kept.said, careers)
    if kept.moves:
        rungs = tuple(_title(careers, rung) for _track, rung in sorted(kept.moves.items()))
        found.append(Entry(_("Where you put yourself"), rungs))
    ticked = tuple(_skill(careers, tick) for tick, done in _in_order(kept) if done)
    empty = tuple(_skill(careers, tick) for tick, done in _in_order(kept) if not done)
    if ticked:
        found.append(Entry(_("Done in the past six months"), ticked))
    if empty:
        found.append(Entry(_("Asked and left empty"), empty))
    return (*found, *_names(kept, careers))


def _placement(said: Said) -> dict[str, Any]:
    return {
        "scope": said.scope,
        "decides": said.decides,
        "years": said.years,
        "expert": said.expert,
    }


def _said(said: Said, careers: Careers) -> list[Entry]:
    table = careers.placement
    found = [
        Entry(table.scope_question, (_label(table.scopes, said.scope),)),
        Entry(table.decides_question, (_label(table.decides, said.decides),)),
    ]
    if said.years is not None:
        found.append(Entry(_("Years in this kind of work"), (number(said.years),)))
    if said.expert:
        found.append(Entry(_("Deeper or higher"), (_("Rather an expert, without reports"),)))
    return found


def _names(kept: LadderView, careers: Careers) -> list[Entry]:
    words = titles(careers, kept.names)
    return [
        Entry(dialect.question, (words.picked(dialect).label,))
        for dialect in careers.dialects
        if dialect.id in kept.names
    ]


def _in_order(kept: LadderView) -> list[tuple[Tick, bool]]:
    return sorted(kept.ticks.items(), key=lambda pair: (pair[0].competency, pair[0].level))


def _skill(careers: Careers, tick: Tick) -> str:
    known = {skill.id: skill.name for skill in careers.competencies}
    name = known.get(tick.competency, tick.competency)
    return _("%(skill)s, level %(level)s", skill=name, level=str(LEVELS[tick.level]))


def _title(careers: Careers, role: str) -> str:
    named = {str(page.id): page.name for page in careers.tracks}
    named |= {str(rung.id): rung.name for rung in careers.rungs}
    return named.get(role, role)


def _label(choices: Sequence[PlacementChoice], wanted: str) -> str:
    return next((choice.label for choice in choices if choice.id == wanted), wanted)
