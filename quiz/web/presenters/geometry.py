"""Knows where every dot, arch and range of the pictures lies: shares and leanings in, numbers out.

It refuses to know names, colours and markup. Every number lands in an SVG attribute, so that the
pages need no inline style.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import product
from math import sqrt

from quiz.core.bank import TraitId
from quiz.core.result import Leaning
from quiz.core.rules import TrackProfile

WIDTH = 720.0
"""Width of the span in its own units; four stops stand `STEP` apart, the first at `FIRST`."""
STEP = 180.0
FIRST = 90.0
_HALF = STEP / 2
_SAME = 7  # decimals of a percent up to which shares count as equal
_SHOULDER = 0.72  # how much of its radius a dot keeps clear of the arch

CELL = 124
"""Height of a cell of the trait picture; the person's own mean is drawn at half of it."""
_PER_DEVIATION = 34.0  # units of height per standard deviation, at most
_REACH = 60.0  # ranges stay this near to the mean, so that they never leave the cell
_NEAREST = 0.1  # standard deviations, far below what would have to shrink
_MARK_REACH = 54.0  # the middle of a mark does, so that its edges stay inside as well


@dataclass(frozen=True, slots=True)
class Grain:
    """How far dots lie apart, and how many stand in a row at most."""

    pitch: float
    per_row: int

    @property
    def radius(self) -> float:
        """The radius of a dot."""
        return 0.39 * self.pitch


FINE = Grain(16.5, 9)
"""The dots of a person's picture, the same for everybody: pictures compare by counting."""

COARSE = Grain(26.0, 6)
"""The dots of a small group, one for each person."""


@dataclass(frozen=True, slots=True)
class Dot:
    """One out of a hundred longer quizzes; a ring when its track is not in the running."""

    x: float
    y: float
    ring: bool


@dataclass(frozen=True, slots=True)
class Hill:
    """One arch, `rise` high, with its dots. `x` and `apex` place its label, in percents."""

    path: str
    dots: tuple[Dot, ...]
    lead: bool
    rise: float
    x: str
    apex: str


@dataclass(frozen=True, slots=True)
class Span:
    """The arches on the line of traits; `base` is the height of the line, `stops` are percents."""

    hills: tuple[Hill, ...]
    base: int
    height: int
    radius: float
    stops: tuple[str, ...]
    foot: str  # the line itself, in percent of the height


@dataclass(frozen=True, slots=True)
class Range:
    """A trait's mark and its likely range, in units above (negative) or below the mean."""

    centre: float
    top: float
    length: float


def apportion(total: int, weights: Sequence[float]) -> list[int]:
    """Whole numbers in proportion to the weights that add up to the total: largest remainder.

    Equal remainders go to the middle column first, so that the picture stays a dome. Weights that
    add up to nothing give zeros.
    """
    whole = sum(weights)
    if whole <= 0:
        return [0] * len(weights)
    exact = [total * weight / whole for weight in weights]
    counts = [int(value) for value in exact]
    middle = (len(weights) - 1) / 2
    order = sorted(
        range(len(exact)), key=lambda i: (-round(exact[i] - counts[i], 9), abs(i - middle), i)
    )
    for index in order[: total - sum(counts)]:
        counts[index] += 1
    return counts


def percent(shares: Sequence[float]) -> list[int]:
    """Shares as whole percents that always add up to 100 (or all 0); equal ones stay equal.

    Equal shares get equal percents wherever the sum allows, at the smallest error in all; only
    three thirds and the like have to differ.
    """
    whole = sum(shares)
    if whole <= 0:
        return apportion(100, shares)
    exact = [100 * share / whole for share in shares]
    equals = [round(value, _SAME) for value in exact]
    kinds = list(dict.fromkeys(equals))
    found = []
    for ups in product((0, 1), repeat=len(kinds)):
        up = dict(zip(kinds, ups, strict=True))
        counts = [int(value) + up[value] for value in equals]
        if sum(counts) == 100:
            error = sum(abs(count - value) for count, value in zip(counts, exact, strict=True))
            found.append((round(error, _SAME), counts))
    return min(found, default=(0.0, apportion(100, shares)))[1]


def feet(profile: TrackProfile, traits: Sequence[TraitId]) -> int | None:
    """Find the first of the two neighbouring traits a track stands on, or None if it does not."""
    weights = [profile.weights.get(trait, 0.0) for trait in traits]
    standing = [index for index, weight in enumerate(weights) if weight]
    if len(standing) != 2 or standing[1] != standing[0] + 1:
        return None
    return standing[0] if weights[standing[0]] == weights[standing[1]] > 0 else None


def arches(profiles: Sequence[TrackProfile], traits: Sequence[TraitId]) -> bool:
    """Whether the tracks can be drawn as arches: four traits, and one track for each pair."""
    places = {feet(profile, traits) for profile in profiles}
    return len(traits) == 4 and len(profiles) == 3 and places == {0, 1, 2}


def _capacities(rise: float, grain: Grain) -> list[int]:
    """How many dots fit in each centred row under a half-ellipse of this height."""
    rows: list[int] = []
    while True:
        top = grain.pitch * (len(rows) + 0.62) + _SHOULDER * grain.radius
        if top >= rise:
            return rows
        room = _HALF * sqrt(1 - (top / rise) ** 2) - _SHOULDER * grain.radius
        if room < 0:
            return rows
        rows.append(min(grain.per_row, int(2 * room / grain.pitch) + 1))


@cache
def pile(count: int, grain: Grain = FINE) -> tuple[float, tuple[tuple[float, float], ...]]:
    """Fit the lowest arch over so many dots: its height, and each dot's place above the line.

    Rows are centred and the top row takes what is left, so every pile is symmetric and a bigger
    share is never a lower arch.
    """
    rise = 5.0
    while sum(_capacities(rise, grain)) < count:
        rise += 0.5
    places: list[tuple[float, float]] = []
    for row, capacity in enumerate(_capacities(rise, grain)):
        held = min(capacity, count - len(places))
        height = grain.pitch * (row + 0.62)
        places += [((k - (held - 1) / 2) * grain.pitch, height) for k in range(held)]
    return rise + (3 if count else 0), tuple(places)


def span(counts: Sequence[int], leaders: Collection[int], *, grain: Grain = FINE) -> Span:
    """Three arches on the line of four traits, only as tall as the largest needs to be.

    `counts` are dots by track from the left; tracks that are not among the leaders are rings.
    """
    piles = [pile(count, grain) for count in counts]
    base = round(max(rise for rise, _ in piles) + 4)
    height = base + 6
    hills = tuple(
        _hill(index, rise, places, base=base, height=height, lead=index in leaders)
        for index, (rise, places) in enumerate(piles)
    )
    stops = tuple(_share(FIRST + STEP * stop, WIDTH) for stop in range(4))
    return Span(hills, base, height, round(grain.radius, 2), stops, _share(base, height))


def _hill(
    index: int,
    rise: float,
    places: Sequence[tuple[float, float]],
    *,
    base: int,
    height: int,
    lead: bool,
) -> Hill:
    left = FIRST + STEP * index
    centre = left + _HALF
    dots = tuple(
        Dot(round(centre + across, 2), round(base - above, 2), ring=not lead)
        for across, above in places
    )
    path = f"M{left:g} {base}A{_HALF:g} {rise:.1f} 0 0 1 {left + STEP:g} {base}"
    return Hill(path, dots, lead, rise, _share(centre, WIDTH), _share(base - rise, height))


def _share(part: float, whole: float) -> str:
    return f"{round(100 * part / whole, 1):g}%"


def ranges(leanings: Mapping[TraitId, Leaning]) -> tuple[Range, ...]:
    """Where each trait's mark and likely range lie against the person's own mean.

    Strong leanings shrink all four alike, so that none is cut off and they still compare.
    """
    scale = min((_scale(leaning) for leaning in leanings.values()), default=_PER_DEVIATION)
    return tuple(_range(leaning, scale) for leaning in leanings.values())


def _scale(leaning: Leaning) -> float:
    """Find the largest scale at which one mark and its range stay in their cell."""
    far = abs(leaning.centre)
    return min(
        _PER_DEVIATION,
        _REACH / max(far + leaning.half, _NEAREST),
        _MARK_REACH / max(far, _NEAREST),
    )


def _range(leaning: Leaning, scale: float) -> Range:
    return Range(
        round(-scale * leaning.centre, 1),
        round(-scale * (leaning.centre + leaning.half), 1),
        round(2 * scale * leaning.half, 1),
    )
