"""Knows how a ladder is laid out: rungs from entry upwards, what grows on each, and where it leads.

It refuses to know any one person and to judge which rung is theirs.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from flask_babel import lazy_gettext

from quiz.core.careers import Careers
from quiz.core.moves import Pivot, Strength
from quiz.core.rules import TrackId
from quiz.core.rungs import Band, Branch, CompetencyId, RoleId, Rung, Source, Statement, TrackPage
from quiz.web.presenters.faces import Faces, TraitFace
from quiz.web.presenters.phrases import either
from quiz.web.presenters.titles import Titles
from quiz.web.wording import gettext as _

BANDS = {
    Band.ENTRY: lazy_gettext("Entry"),
    Band.MID: lazy_gettext("Mid"),
    Band.SENIOR: lazy_gettext("Senior"),
    Band.EXECUTIVE: lazy_gettext("Executive"),
}
LEVELS = (
    lazy_gettext("not asked for"),
    lazy_gettext("learning"),
    lazy_gettext("using"),
    lazy_gettext("leading"),
    lazy_gettext("shaping"),
)
"""The words for levels 0 to 4 of a competency."""

STRENGTHS = {
    Strength.SEVERAL: lazy_gettext("Several sources describe this move."),
    Strength.ONE: lazy_gettext("One source describes this move."),
    Strength.JUDGEMENT: lazy_gettext("This move is our judgement."),
}


@dataclass(frozen=True, slots=True)
class Growth:
    """A skill that grows on a rung, its trait (None: all four), and from which level to which.

    `before` is empty where the rung below, or none, asks for nothing.
    """

    name: str
    face: TraitFace | None
    before: str
    after: str
    can: str


@dataclass(frozen=True, slots=True)
class RungRow:
    """One rung as shown: the core value, where it stands in words, the skills that grow on it."""

    rung: Rung
    place: str
    growth: tuple[Growth, ...]
    credentials: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Way:
    """One move off the ladder: from which rungs, what carries over, what is missing.

    `says` rests on the sources of the move.
    """

    start: str
    pivot: Pivot
    says: Statement


@dataclass(frozen=True, slots=True)
class Exit:
    """A role that the ladder leads to beyond its top, and the ways there."""

    role: RoleId
    about: Statement | None
    ways: tuple[Way, ...]


@dataclass(frozen=True, slots=True)
class Ladder:
    """A whole ladder; `rungs` from entry upwards, `experts` beside it, `doors` into it."""

    page: TrackPage
    rungs: tuple[RungRow, ...]
    experts: tuple[RungRow, ...]
    doors: tuple[Rung, ...]
    exits: tuple[Exit, ...]


def ladder(careers: Careers, faces: Faces, words: Titles, track: TrackId) -> Ladder:
    """Lay out the ladder of a track; raises KeyError when there is no such track."""
    page = careers.track(track)
    steps, beside = careers.ladder(track), careers.experts(track)
    return Ladder(
        page=page,
        rungs=tuple(_row(careers, faces, rung) for rung in steps),
        experts=tuple(_row(careers, faces, rung) for rung in beside),
        doors=careers.doors(track),
        exits=tuple(_exit(words, (*steps, *beside), role) for role in page.leads_to),
    )


def rung_place(careers: Careers, rung: Rung) -> str:
    """Say how high a rung stands: by its number alone, since titles use the words of levels."""
    ladder = careers.ladder(rung.track)
    beside = rung if rung.beside is None else careers.rung(rung.beside)
    values = {"number": ladder.index(beside) + 1, "count": len(ladder)}
    if rung.branch is Branch.EXPERT:
        return _("Beside rung %(number)s of %(count)s: the expert branch", **values)
    return _("Rung %(number)s of %(count)s", **values)


def _row(careers: Careers, faces: Faces, rung: Rung) -> RungRow:
    return RungRow(
        rung=rung,
        place=rung_place(careers, rung),
        growth=_growth(careers, faces, rung),
        credentials=tuple(careers.credential(name).name for name in rung.credentials),
    )


def in_order(careers: Careers, faces: Faces, rung: Rung) -> list[CompetencyId]:
    """Sort what grows on a rung by the traits as every picture does; skills of all come last."""
    order: dict[object, int] = {trait: place for place, trait in enumerate(faces.traits)}
    traits = {name: careers.competency(name).trait for name in rung.grows}
    return sorted(traits, key=lambda name: order.get(traits[name], len(order)))


def _growth(careers: Careers, faces: Faces, rung: Rung) -> tuple[Growth, ...]:
    """List what rises most here, with the levels it rises between."""
    below = careers.below(rung)
    rows = []
    for skill in map(careers.competency, in_order(careers, faces, rung)):
        wanted = rung.wants[skill.id]
        before = 0 if below is None else below.wants[skill.id]
        face = None if skill.trait is None else faces.traits[skill.trait]
        can = skill.level(wanted).can if wanted else ""
        words = "" if not before else str(LEVELS[before])
        rows.append(Growth(skill.name, face, words, str(LEVELS[wanted]), can))
    return tuple(rows)


def said_on_ladder(careers: Careers, ladder: Ladder) -> tuple[Statement, ...]:
    """Collect every sentence of a ladder's page in its order, for the numbers of the sources."""
    said = [ladder.page.summary]
    for row in (*ladder.rungs, *ladder.experts):
        said += statements(row.rung)
    said += [rung.doors_in for rung in ladder.doors]
    for leading in ladder.exits:
        said += [leading.about] if leading.about else []
        said += [way.says for way in leading.ways]
    page = ladder.page
    said += [*page.duties, *page.enjoy, *page.costs, *page.notes]
    return (*said, *careers.notes.frank, careers.notes.levels, careers.notes.wants)


def _exit(words: Titles, steps: Sequence[Rung], role: RoleId) -> Exit:
    own = {rung.id for rung in steps}
    ways = []
    for pivot in words.careers.pivots_to(role):
        start = [words.inline(start) for start in pivot.out_of if start in own]
        if start:
            says = Statement(str(STRENGTHS[pivot.strength]), pivot.sources)
            ways.append(Way(either(start), pivot, says))
    return Exit(role, _about(words.careers, role), tuple(ways))


def _about(careers: Careers, role: RoleId) -> Statement | None:
    found = [other.about for other in careers.neighbours if other.id == role]
    found += [other.about for other in careers.others if other.id == role]
    found += [rung.scope for rung in careers.rungs if rung.id == role]
    return found[0] if found else None


def statements(rung: Rung) -> tuple[Statement, ...]:
    """Collect every sentence that a rung shows."""
    return (
        rung.scope,
        rung.new,
        rung.decides,
        *rung.shows,
        rung.years.says,
        *rung.first_days,
        rung.doors_in,
        rung.credentials_say,
        rung.ready_when,
    )


def sources(careers: Careers, said: Iterable[Statement]) -> tuple[Source, ...]:
    """Name each source behind some sentences once, in the order they are first used."""
    found = dict.fromkeys(name for statement in said for name in statement.sources)
    return tuple(careers.sources[name] for name in found)


@dataclass(frozen=True, slots=True)
class Compared:
    """One line of the comparison: what it is about, and a statement or names for each track."""

    label: str
    cells: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """The tracks side by side: what tells them apart first, then their months and their rungs."""

    first: tuple[Compared, ...]
    months: tuple[Compared, ...]
    rungs: tuple[Compared, ...]

    @property
    def cells(self) -> list[Statement]:
        """List every statement in the order of the page."""
        return [cell for line in (*self.first, *self.months, *self.rungs) for cell in line.cells]


def comparison(words: Titles) -> Comparison:
    """Set the tracks side by side, one aspect a line."""
    careers = words.careers
    pages = careers.tracks
    ends = [careers.ladder(page.id) for page in pages]
    first = (
        Compared(_("The two questions it lives with"), tuple(p.questions for p in pages)),
        Compared(_("Answers for"), tuple(p.answers_for for p in pages)),
        Compared(_("Works on"), tuple(p.works_on for p in pages)),
        Compared(_("When it ends"), tuple(p.ends for p in pages)),
        Compared(_("Who may like it"), tuple(p.fits for p in pages)),
    )
    months = (
        Compared(_("A good month"), tuple(p.good_month for p in pages)),
        Compared(_("A bad month"), tuple(p.bad_month for p in pages)),
    )
    rungs = (
        Compared(_("First rung"), tuple(_names(words, [steps[0]]) for steps in ends)),
        Compared(_("Top rungs"), tuple(_names(words, steps[-2:][::-1]) for steps in ends)),
    )
    return Comparison(first, months, rungs)


def _names(words: Titles, rungs: Sequence[Rung]) -> Statement:
    """Name some rungs as one sentence that rests on the sources of their scope."""
    found = dict.fromkeys(name for rung in rungs for name in rung.scope.sources)
    return Statement("; ".join(words.name(rung.id) for rung in rungs), tuple(found))


def track_statements(page: TrackPage) -> tuple[Statement, ...]:
    """Collect what a result shows of a track."""
    return (page.summary, page.fits, *page.day, *page.duties, *page.enjoy, *page.costs)
