"""Knows how the figures of a group are drawn: one dot a person, and a bar with a number each.

It refuses to know where figures come from; those on a start page are an example and say so.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask_babel import lazy_gettext

from quiz.core.cohort import FINE_STEP, NONE, UNDECIDED, Counts, Figure, GroupRule
from quiz.web.presenters.faces import Faces, TrackFace, TraitFace
from quiz.web.presenters.geometry import COARSE, FINE, Span, apportion, percent, span
from quiz.web.presenters.ladders import BANDS
from quiz.web.presenters.mix import mix
from quiz.web.presenters.phrases import listed
from quiz.web.wording import gettext as _

MANY = 60
"""Up to so many people each has a large dot; beyond it a small one."""

MOST = 240
"""Beyond so many people a dot stands for one in a hundred of them."""

_EXAMPLE = 24
_KINDS = {
    "clear": lazy_gettext("Clear"),
    "leaning": lazy_gettext("Leaning"),
    "several": lazy_gettext("Close call or three-way"),
    NONE: lazy_gettext("Balanced, or no verdict yet"),
}
_DRAWN = {"leaning": "half", "several": "ring", NONE: "ring"}


@dataclass(frozen=True, slots=True)
class GroupLabel:
    """A track in the picture of a group: its face and so many people."""

    face: TrackFace
    people: int
    share: int  # percent of those in the table
    lead: bool = True

    @property
    def text(self) -> str:
        """The figure as printed."""
        return str(self.people)


@dataclass(frozen=True, slots=True)
class GroupPicture:
    """How many people lean to each track; `span` is None where bars are drawn instead."""

    span: Span | None
    labels: tuple[GroupLabel, ...]
    traits: tuple[TraitFace, ...]
    says: str  # the text twin


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table: what is counted, the face of a question if it is one, and people.

    `drawn` is how its bar looks: full, half or ring, where the lines are not all of one kind.
    """

    name: str
    face: TraitFace | None
    people: int
    share: int
    drawn: str = "full"


@dataclass(frozen=True, slots=True)
class Window:
    """All that an organisation sees of a cohort."""

    people: int
    picture: GroupPicture | None
    undecided: int
    rings: int  # undecided people as drawn
    firsts: tuple[Row, ...]
    kinds: tuple[Row, ...]
    rungs: tuple[Row, ...]  # of those who placed themselves
    rule: str
    mix: tuple[str, ...]  # what follows for the group


def window(faces: Faces, tables: Mapping[Figure, Counts], rule: GroupRule) -> Window:
    """Lay out the published tables of a cohort; a table without a step yet stays out."""
    tracks = tables.get(Figure.TRACKS, {})
    undecided, people = tracks.get(UNDECIDED, 0), sum(tracks.values())
    return Window(
        people=people,
        picture=_picture(faces, tracks, people) if people else None,
        undecided=undecided,
        rings=undecided if people <= MOST else percent([people - undecided, undecided])[1],
        firsts=_firsts(faces, tables.get(Figure.FIRSTS, {})),
        kinds=_kinds(tables.get(Figure.KINDS, {})),
        rungs=_rungs(tables.get(Figure.RUNGS, {})),
        rule=rule_sentence(rule),
        mix=mix(faces, tracks, undecided, firsts=tables.get(Figure.FIRSTS, {})),
    )


def example_window(faces: Faces, rule: GroupRule) -> Window:
    """The same with made-up figures, for people who have not decided yet whether to be counted."""
    people = max(_EXAMPLE, 4 * rule.batch_size if rule.batch_size < _EXAMPLE else rule.batch_size)
    tracks = _spread(people, [*faces.tracks, UNDECIDED], (7, 7, 4, 6))
    firsts = _spread(people, [*faces.traits, NONE], (5, 7, 5, 3, 4))
    kinds = _spread(people, list(_KINDS), (9, 9, 3, 3))
    rungs = _spread(max(FINE_STEP, people - rule.min_cell), list(BANDS)[:3], (9, 7, 4))
    tables = {Figure.TRACKS: tracks, Figure.FIRSTS: firsts, Figure.KINDS: kinds}
    return window(faces, tables | {Figure.RUNGS: rungs}, rule)


def rule_sentence(rule: GroupRule) -> str:
    """The one sentence on when figures appear: the same at all times."""
    return _(
        "Figures appear in closed groups of at least %(people)s, once no one stands alone in"
        " them. More may be waiting.",
        people=rule.batch_size,
    )


def _picture(faces: Faces, tracks: Counts, people: int) -> GroupPicture:
    order = sorted(faces.tracks.values(), key=lambda face: face.foot or 0)
    held = [tracks.get(face.id, 0) for face in order]
    shares = percent([*held, people - sum(held)])[:-1]
    labels = tuple(
        GroupLabel(face, count, share)
        for face, count, share in zip(order, held, shares, strict=True)
    )
    told = [
        _("%(people)s %(track)s", people=label.people, track=label.face.inline) for label in labels
    ]
    dots = held if people <= MOST else shares
    grain = COARSE if people <= MANY else FINE
    return GroupPicture(
        span(dots, range(len(dots)), grain=grain) if faces.arched else None,
        labels,
        tuple(faces.traits.values()),
        _("Out of %(people)s people: %(figures)s.", people=people, figures=listed(told)),
    )


def _firsts(faces: Faces, counts: Counts) -> tuple[Row, ...]:
    names: dict[str, tuple[str, TraitFace | None]] = {
        trait: (face.name, face) for trait, face in faces.traits.items()
    }
    names[NONE] = (_("No question clearly first"), None)
    return _rows(names, counts)


def _kinds(counts: Counts) -> tuple[Row, ...]:
    return _rows({cell: (str(name), None) for cell, name in _KINDS.items()}, counts)


def _rungs(counts: Counts) -> tuple[Row, ...]:
    return _rows({band: (str(name), None) for band, name in BANDS.items()}, counts)


def _rows(names: Mapping[str, tuple[str, TraitFace | None]], counts: Counts) -> tuple[Row, ...]:
    most = max(counts.values(), default=0)
    if not most:
        return ()
    return tuple(
        Row(
            name,
            face,
            counts.get(cell, 0),
            round(100 * counts.get(cell, 0) / most),
            _DRAWN.get(cell, "full"),
        )
        for cell, (name, face) in names.items()
    )


def _spread(people: int, cells: Sequence[str], weights: Sequence[int]) -> dict[str, int]:
    """Spread people over cells in uneven parts, as real groups are."""
    parts = [float(weights[place % len(weights)]) for place in range(len(cells))]
    return dict(zip(cells, apportion(people, parts), strict=True))
