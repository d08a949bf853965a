"""Knows the picture of the plane of the tracks: its fields, its middle, and two people in it.

It refuses to draw anyone real: the two are imaginary, and what is said of them is what the model
foresees. The line keeps its direction: what leans to the first questions lies left, as on every
page, so x is drawn leftwards.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import atan2, degrees, log, sqrt

from quiz.core.arrays import Floats
from quiz.core.foreseen import foresee
from quiz.core.model import Model
from quiz.web.presenters.faces import Faces, TrackFace
from quiz.web.presenters.geometry import percent
from quiz.web.presenters.phrases import listed
from quiz.web.wording import gettext as _

WIDTH, HEIGHT = 640, 430
UNIT = 125.0
"""Units of the picture for one standard deviation."""
MIDDLE = (320.0, 236.0)
_REACH = 200.0  # how far the borders of the fields are drawn, along each axis
_LIKELY = sqrt(-2 * log(0.2))  # an ellipse of so many deviations holds four cases in five
_SURE, _TORN = (-0.95, 0.1), (0.85, 0.85)
_NAMES = (("15%", "84%"), ("64%", "6%"), ("85%", "84%"))  # by the foot of a track on the line


@dataclass(frozen=True, slots=True)
class Ellipse:
    """Where a place is likely to be: its middle, half axes, and how far it is turned, in degrees.

    `says` is the text twin.
    """

    letter: str
    x: float
    y: float
    long: float
    short: float
    turned: float
    says: str


@dataclass(frozen=True, slots=True)
class FieldName:
    """The name of a track's field, in percents, with the questions that lead there."""

    x: str
    y: str
    face: TrackFace
    traits: str


@dataclass(frozen=True, slots=True)
class PlanePicture:
    """The plane as drawn: borders of three fields, the middle, names, and imaginary people."""

    borders: str
    balanced: float
    names: tuple[FieldName, ...]
    nowhere: str  # the pair of questions that no track stands on
    ellipses: tuple[Ellipse, ...]
    says: str


def plane_picture(model: Model, faces: Faces) -> PlanePicture | None:
    """Draw the plane, or give None where the tracks do not stand on neighbouring questions."""
    if not faces.arched:
        return None
    tracks = sorted(faces.tracks.values(), key=lambda face: face.foot or 0)
    traits = list(faces.traits.values())
    names = tuple(
        FieldName(*_NAMES[place], face, listed([trait.loud for trait in face.traits]))
        for place, face in enumerate(tracks)
    )
    people = (_person("A", _SURE, model, faces), _person("B", _TORN, model, faces))
    fields = listed([f"{name.face.inline} ({name.traits})" for name in names])
    says = _("Three fields around a middle: %(fields)s.", fields=fields)
    x, y = MIDDLE
    left, right, top, foot = x - _REACH, x + _REACH, y - _REACH, y + 0.7 * _REACH
    return PlanePicture(
        borders=f"M{left:g} {top:g}L{x:g} {y:g}L{right:g} {top:g}M{x:g} {y:g}V{foot:g}",
        balanced=round(UNIT * model.rules.thresholds.balanced, 1),
        names=names,
        nowhere=listed([traits[0].loud, traits[-1].loud]),
        ellipses=people,
        says=" ".join((says, *(person.says for person in people))),
    )


def ellipse(position: Sequence[float], covariance: Floats) -> tuple[float, ...]:
    """Give x, y, half axes and turn of the ellipse that holds four cases in five.

    Both axes of the plane are turned over on paper, which leaves the angle as it is.
    """
    a, b, c = float(covariance[0][0]), float(covariance[0][1]), float(covariance[1][1])
    half, root = (a + c) / 2, sqrt(((a - c) / 2) ** 2 + b * b)
    turned = degrees(atan2(2 * b, a - c)) / 2
    long, short = (UNIT * _LIKELY * sqrt(half + way * root) for way in (1, -1))
    x, y = MIDDLE[0] - UNIT * position[0], MIDDLE[1] - UNIT * position[1]
    return tuple(round(value, 1) for value in (x, y, long, short, turned))


def _person(letter: str, place: tuple[float, float], model: Model, faces: Faces) -> Ellipse:
    there = foresee(model, place)
    x, y, long, short, turned = ellipse(there.position.tolist(), there.covariance)
    counts = zip(faces.tracks.values(), percent(there.probabilities.tolist()), strict=True)
    likely = sorted(counts, key=lambda one: -one[1])
    named = listed([f"{face.inline} {count}" for face, count in likely if count])
    says = _(
        "%(letter)s: with many more questions, %(named)s times in 100.", letter=letter, named=named
    )
    return Ellipse(letter, x, y, long, short, turned, says)
