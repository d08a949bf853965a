"""Knows how moves are put into words as one person sees them: start, landing, what is missing.

It refuses to say which of them anyone should take, and to reckon: the core does.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from quiz.core.careers import Careers, Gap
from quiz.core.focus import Standing
from quiz.core.moves import Missing, Pivot
from quiz.core.outlook import Landing, Outlook, Range, abilities, outlooks
from quiz.core.rungs import Band, CompetencyId, RoleId, Rung, Statement
from quiz.web.presenters.departures import begin, start, starts
from quiz.web.presenters.faces import Faces, TraitFace
from quiz.web.presenters.ladders import LEVELS, STRENGTHS
from quiz.web.presenters.phrases import either, opening
from quiz.web.presenters.roles import Place, RoleFace, place_of, role_face
from quiz.web.presenters.titles import Titles
from quiz.web.wording import gettext as _
from quiz.web.wording import ngettext

NAMED = 3
"""How many ways a single sentence names."""


@dataclass(frozen=True, slots=True)
class Learn:
    """Something to learn for a move: words, the question it belongs to, and from where to where."""

    text: str
    face: TraitFace | None
    levels: str


@dataclass(frozen=True, slots=True)
class Path:
    """One move as a person sees it. `name` is where it leads, `rung` the rung they would begin on.

    `starts` says in a sentence where it starts, `start` as a heading over several such moves.

    `carried` names the skills that the rung asks and the person has; empty without a rung.
    """

    id: str
    name: str
    inline: str
    leads_to: tuple[RoleFace, ...]
    place: Place
    traits: tuple[TraitFace, ...]
    begin: str
    starts: str
    start: str
    count: str
    carries_over: str
    carried: str
    lessons: tuple[Learn, ...]
    bridge: str
    says: Statement
    note: Statement | None
    rung: RoleId | None


@dataclass(frozen=True, slots=True)
class PathSection:
    """Moves that start on the same rung, under one name."""

    name: str
    paths: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class PathGroup:
    """Moves that are equally far off, under one name; `says` tells these from the other groups."""

    name: str
    says: str
    range: Range
    paths: tuple[Path, ...]

    @property
    def sections(self) -> tuple[PathSection, ...]:
        """Put together what starts on the same rung, in the order in which the rungs come."""
        found: dict[str, list[Path]] = {}
        for path in self.paths:
            found.setdefault(path.start, []).append(path)
        return tuple(PathSection(name, tuple(paths)) for name, paths in found.items())


@dataclass(frozen=True, slots=True)
class Paths:
    """All moves from where someone stands, the nearest group first.

    `thin` says so where none starts on their very rung; `nearby` are then, on a first rung, roles
    to which no move is told.
    """

    groups: tuple[PathGroup, ...]
    thin: str = ""
    nearby: tuple[RoleId, ...] = ()

    @property
    def near(self) -> tuple[Path, ...]:
        """Those that fit the person's rung."""
        return tuple(p for group in self.groups if group.range is Range.NOW for p in group.paths)

    @property
    def named(self) -> tuple[Path, ...]:
        """Pick the few that are named first, one to another ladder among them if there is one."""
        found = list(self.near[:NAMED])
        ladders = [path for path in self.near if path.rung]
        if ladders and not any(path.rung for path in found):
            found[-1] = ladders[0]
        return tuple(found)

    @property
    def said(self) -> tuple[Statement, ...]:
        """Collect the sentences that rest on something."""
        paths = [path for group in self.groups for path in group.paths]
        return tuple(one for path in paths for one in (path.says, path.note) if one)


def paths(careers: Careers, faces: Faces, words: Titles, standing: Standing) -> Paths:
    """Put the moves from where someone stands into words."""
    levels = abilities(careers, standing)
    seen = outlooks(careers, standing)
    names = {
        Range.NOW: (
            _("Open from your rung"),
            _("You could aim for each of these from the rung you stand on."),
        ),
        Range.BEHIND: (
            _("From rungs below yours"),
            _("They start on rungs you have passed; the work is often smaller than yours today."),
        ),
        Range.LATER: (
            _("Later, from rungs further up"),
            _("For these you would first climb to the rung that is named."),
        ),
    }
    groups = (
        PathGroup(
            name,
            says,
            span,
            tuple(_path(careers, faces, words, one, levels) for one in seen if one.range is span),
        )
        for span, (name, says) in names.items()
    )
    thin = _thin(seen)
    entry = standing.rung.band is Band.ENTRY
    nearby = _nearby(careers, faces, standing.rung, seen) if thin and entry else ()
    return Paths(tuple(group for group in groups if group.paths), thin, nearby)


def _thin(seen: Sequence[Outlook]) -> str:
    if not seen or any(one.here for one in seen):
        return ""
    told = ngettext(
        "The one move off this ladder that we describe usually starts on another rung than yours.",
        "None of the %(num)s moves off this ladder that we describe usually starts on your rung.",
        len(seen),
    )
    near = sum(one.range is Range.NOW for one in seen)
    if not near:
        return told
    return "{} {}".format(
        told,
        ngettext(
            "You could begin one from there all the same.",
            "You could begin %(num)s of them from there all the same.",
            near,
        ),
    )


def _nearby(
    careers: Careers, faces: Faces, rung: Rung, seen: Sequence[Outlook]
) -> tuple[RoleId, ...]:
    """List roles beside the ladders that live with its questions, where no move of it leads."""
    questions = {trait.id for trait in faces.tracks[rung.track].traits}
    told = {end for one in seen for end in one.pivot.into}
    return tuple(
        one.id
        for one in careers.neighbours
        if one.rung is None and one.id not in told and questions.issuperset(one.traits)
    )


def elsewhere(found: Paths) -> str:
    """Name the nearest ways in a sentence."""
    return opening("; ".join(path.inline for path in found.named)) + "." if found.named else ""


def _path(
    careers: Careers,
    faces: Faces,
    words: Titles,
    seen: Outlook,
    levels: Mapping[CompetencyId, int],
) -> Path:
    ends = (seen.landing.rung.id,) if seen.landing else seen.pivot.into
    leads_to = tuple(role_face(careers, faces, role) for role in ends)
    standing_on = {trait.id for face in leads_to for trait in face.traits}
    inline = either([words.inline(role) for role in ends])
    return Path(
        id=seen.pivot.id,
        name=opening(inline) if len(ends) > 1 else words.name(ends[0]),
        inline=inline,
        leads_to=leads_to,
        place=place_of([t for face in leads_to for t in face.traits], faces),
        traits=tuple(face for trait, face in faces.traits.items() if trait in standing_on),
        begin=begin(words, seen.landing) if seen.landing else "",
        starts=starts(words, seen),
        start=start(words, seen),
        count=_count(seen),
        carries_over=seen.pivot.carries_over,
        carried=_carried(seen.landing) if seen.landing else "",
        lessons=_lessons(careers, faces, seen, levels),
        bridge=seen.pivot.bridge,
        says=Statement(str(STRENGTHS[seen.pivot.strength]), seen.pivot.sources),
        note=seen.pivot.note,
        rung=seen.landing.rung.id if seen.landing else None,
    )


def _count(seen: Outlook) -> str:
    if not seen.lessons:
        return _("Nothing that it asks is missing, by your own account.")
    if seen.landing is None:
        return ngettext(
            "Not counted; we name one thing to learn.",
            "Not counted; we name %(num)s things to learn.",
            seen.lessons,
        )
    return ngettext("One thing to learn.", "%(num)s things to learn.", seen.lessons)


def _carried(landing: Landing) -> str:
    names = [skill.name.lower() for skill in landing.carried]
    total = len(names) + len(landing.gaps)
    if not names:
        return ""
    return _(
        "%(have)s of the %(total)s skills it asks, by your rung and ticks: %(names)s.",
        have=len(names),
        total=total,
        names="; ".join(names),
    )


def _lessons(
    careers: Careers, faces: Faces, seen: Outlook, levels: Mapping[CompetencyId, int]
) -> tuple[Learn, ...]:
    if seen.landing is not None:
        return tuple(_gap(faces, seen.pivot, gap) for gap in seen.landing.gaps)
    return tuple(_lack(careers, faces, missing, levels) for missing in seen.pivot.missing)


def _gap(faces: Faces, pivot: Pivot, gap: Gap) -> Learn:
    """Name a gap in the words of the move where it speaks of this skill."""
    skill = gap.competency
    told = next((m.text for m in pivot.missing if m.competency == skill.id), "")
    levels = _(
        "%(now)s now, %(asked)s asked", now=_level(gap.present), asked=str(LEVELS[gap.wanted])
    )
    text = f"{skill.name} ({told})" if told else skill.name
    return Learn(text, faces.traits[skill.trait] if skill.trait else None, levels)


def _lack(
    careers: Careers, faces: Faces, missing: Missing, levels: Mapping[CompetencyId, int]
) -> Learn:
    if missing.competency is None:
        return Learn(opening(missing.text), None, "")
    skill = careers.competency(missing.competency)
    present = levels[skill.id]
    name = {"skill": skill.name.lower()}
    if present:
        now = _("builds on %(skill)s, where you are at %(level)s", level=LEVELS[present], **name)
    else:
        now = _("builds on %(skill)s, which is not yet in your work", **name)
    return Learn(opening(missing.text), faces.traits[skill.trait] if skill.trait else None, now)


def _level(present: int) -> str:
    return str(LEVELS[present]) if present else _("not yet")
