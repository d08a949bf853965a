"""Knows how one person's ladder is laid out: rungs from the top, the next one, ticks, ways out.

It refuses to know addresses, and whose ladder it is.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from quiz.core.careers import Careers
from quiz.core.focus import Standing, State, Tick, answered, asked, done, state
from quiz.core.placement import height
from quiz.core.rules import TrackId
from quiz.core.rungs import CompetencyId, Rung, Statement
from quiz.store.ladders import LadderView
from quiz.web.presenters.faces import Faces
from quiz.web.presenters.ladders import in_order, rung_place
from quiz.web.presenters.standing import Where, where
from quiz.web.presenters.steps import (
    Need,
    Piece,
    Reach,
    Try,
    also_rising,
    needs,
    piece,
    tries,
)
from quiz.web.presenters.titles import Titles
from quiz.web.presenters.ways import Paths, elsewhere, paths
from quiz.web.wording import gettext as _
from quiz.web.wording import ngettext


@dataclass(frozen=True, slots=True)
class Line:
    """One rung: its title, ours where the company's differs, its height, place, pieces and count.

    `place` is here, next, done (below) or later; empty while the person stands nowhere.
    """

    rung: Rung
    name: str
    ours: str
    height: str
    place: str
    opened: bool
    pieces: tuple[Piece, ...]
    count: str
    missing: str


@dataclass(frozen=True, slots=True)
class Box:
    """One thing to tick: the name of its field, the skill, an example, whether it is ticked."""

    field: str
    piece: Piece
    example: str
    ticked: bool


@dataclass(frozen=True, slots=True)
class Boxes:
    """What one rung asks to be ticked."""

    legend: str
    boxes: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class Now:
    """Everything that follows from standing somewhere; `next` None at the top of a ladder.

    `instead` says why no focus point is close to what the person reaches for; `ticked`: the form
    of ticks was sent for these rungs.
    """

    where: Where
    here: Line
    next: Line | None
    needs: tuple[Need, ...]
    rising: str
    tries: tuple[Try, ...]
    instead: str
    asked: tuple[Boxes, ...]
    ticked: bool


@dataclass(frozen=True, slots=True)
class MyLadder:
    """One track's ladder as one person sees it; `now` is None while they stand nowhere."""

    track: TrackId
    name: str
    inline: str
    summary: Statement
    rungs: tuple[Line, ...]
    experts: tuple[Line, ...]
    now: Now | None
    ways: Paths
    elsewhere: str  # the first few of the ways, in a sentence

    @property
    def options(self) -> tuple[Line, ...]:
        """List all rungs a person can move to, from the foot, experts last."""
        return (*reversed(self.rungs), *self.experts)


@dataclass(frozen=True, slots=True)
class Desk:
    """What every drawing needs: the content, how it looks, how it is called."""

    careers: Careers
    faces: Faces
    words: Titles


def my_ladder(desk: Desk, track: TrackId, *, kept: LadderView, reach: Reach) -> MyLadder:
    """Lay out the ladder of a track for what someone said; raises KeyError without the track."""
    careers, words = desk.careers, desk.words
    page = careers.track(track)
    found = where(careers, track, kept, words)
    standing = found.standing if found else None
    rungs = tuple(_line(desk, rung, standing) for rung in reversed(careers.ladder(track)))
    experts = tuple(_line(desk, rung, standing) for rung in careers.experts(track))
    out = paths(careers, desk.faces, words, standing) if standing else Paths(())
    return MyLadder(
        track=track,
        name=words.name(track),
        inline=words.inline(track),
        summary=page.summary,
        rungs=rungs,
        experts=experts,
        now=_now(desk, found, (*rungs, *experts), reach) if found else None,
        ways=out,
        elsewhere=elsewhere(out),
    )


def said_on(ladder: MyLadder) -> tuple[Statement, ...]:
    """Collect the sentences that a person's ladder shows, for what they rest on."""
    lines = (*ladder.rungs, *ladder.experts)
    rungs = [line.rung for line in lines]
    said = [part for rung in rungs for part in (rung.scope, rung.new, rung.decides)]
    beside = ladder.now.where.beside if ladder.now else ()
    return (ladder.summary, *said, *(offer.says for offer in beside), *ladder.ways.said)


def _now(desk: Desk, found: Where, lines: Sequence[Line], reach: Reach) -> Now:
    standing = found.standing
    here = next(line for line in lines if line.place == "here")
    above = next((line for line in lines if line.place == "next"), None)
    points, instead = tries(desk.careers, desk.faces, standing, reach)
    shown = [line.rung for line in (here, above) if line]
    return Now(
        where=found,
        here=here,
        next=above,
        needs=needs(desk.careers, desk.faces, standing),
        rising=also_rising(desk.careers, standing),
        tries=points,
        instead=instead,
        asked=_asked(desk, standing),
        ticked=all(answered(rung, standing.ticks) for rung in shown),
    )


def _line(desk: Desk, rung: Rung, standing: Standing | None) -> Line:
    """Draw one rung, its pieces done before started before missing."""
    place = _place(desk.careers, rung, standing)
    states = {skill: _state(desk, rung, standing, skill=skill) for skill in rung.grows}
    order = sorted(
        in_order(desk.careers, desk.faces, rung), key=lambda s: list(State).index(states[s])
    )
    pieces = tuple(
        piece(desk.careers.competency(skill), desk.faces, states[skill]) for skill in order
    )
    counted = standing is not None and place != "done" and answered(rung, standing.ticks)
    if standing is None:
        pieces = tuple(replace(one, look="tint") for one in pieces)
    return Line(
        rung=rung,
        name=desk.words.name(rung.id),
        ours=desk.words.ours(rung.id) if desk.words.renames(rung.id) else "",
        height=rung_place(desk.careers, rung),
        place=place,
        opened=_opened(rung, standing),
        pieces=pieces,
        count=_count(pieces, place=place, counted=counted),
        missing=_missing(pieces) if counted and place in {"here", "next"} else "",
    )


def _state(desk: Desk, rung: Rung, standing: Standing | None, *, skill: CompetencyId) -> State:
    """Order everything as done where nobody stands: a picture of the ladder alone.

    One's own rung too before the first tick: until then the page takes it to be done.
    """
    if standing is None or (rung == standing.rung and not standing.ticks):
        return State.DONE
    return state(desk.careers, standing, rung, skill=skill)


def _place(careers: Careers, rung: Rung, standing: Standing | None) -> str:
    if standing is None:
        return ""
    if rung == standing.rung:
        return "here"
    if rung == standing.above:
        return "next"
    return "done" if height(careers, rung) < height(careers, standing.rung) else "later"


def _opened(rung: Rung, standing: Standing | None) -> bool:
    """Open one's own rung and the next."""
    return standing is not None and rung in (standing.rung, standing.above)


def _count(pieces: Sequence[Piece], *, place: str, counted: bool) -> str:
    total = len(pieces)
    if place == "done":
        return _("Taken as done: you stand above it.")
    if not counted:
        return ngettext("%(num)s skill grows here.", "%(num)s skills grow here.", total)
    looks = [one.look for one in pieces]
    have, part = looks.count("have"), looks.count("part")
    if not part:
        return ngettext(
            "%(have)s of %(num)s skill.", "%(have)s of %(num)s skills.", total, have=have
        )
    return ngettext(
        "%(have)s of %(num)s skill, %(part)s started.",
        "%(have)s of %(num)s skills, %(part)s started.",
        total,
        have=have,
        part=part,
    )


def _missing(pieces: Sequence[Piece]) -> str:
    names = [one.name.lower() for one in pieces if one.look != "have"]
    return _("Not ticked: %(skills)s.", skills="; ".join(names)) if names else ""


def _asked(desk: Desk, standing: Standing) -> tuple[Boxes, ...]:
    """List what to tick on one's own rung and on the next; what both ask stands once."""
    seen: set[Tick] = set()
    groups = []
    for rung in (standing.rung, standing.above):
        if rung is not None:
            fresh = [tick for tick in asked(rung) if tick not in seen]
            seen.update(fresh)
            name = desk.words.inline(rung.id)
            mine = rung == standing.rung
            legend = (
                _("Your rung: %(rung)s", rung=name)
                if mine
                else _("The next rung: %(rung)s", rung=name)
            )
            groups.append(Boxes(legend, tuple(_box(desk, standing, tick) for tick in fresh)))
    return tuple(groups)


def _box(desk: Desk, standing: Standing, tick: Tick) -> Box:
    skill = desk.careers.competency(tick.competency)
    return Box(
        field=field_of(tick),
        piece=piece(skill, desk.faces, State.DONE),
        example=skill.level(tick.level).evidence,
        ticked=done(standing.ticks, tick),
    )


def field_of(tick: Tick) -> str:
    """Name the form field of a tick."""
    return f"{tick.competency}.{tick.level}"
