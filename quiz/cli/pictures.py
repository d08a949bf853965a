"""Knows how to draw a simulation's reliability diagram and position plane as SVG.

It refuses to know pages: these pictures are files for a report, with a title for screen readers.
"""

from collections.abc import Iterator, Sequence
from html import escape

import numpy as np

from quiz.core.arrays import Floats
from quiz.core.model import Model
from quiz.core.simulation.study import Study

_SIZE, _MARGIN = 420, 60
_FEWEST = 20  # people in a step of the diagram below which a point would be chance
_REACH = 3.0  # standard deviations shown to each side of the plane
_COLOURS = ("#1b5e8a", "#b3541e", "#3d7a37", "#6b4a8c", "#8a6d1b", "#555555")
_DASHES = ("", "6 3", "2 3", "8 3 2 3")


def reliability_picture(studies: Sequence[Study]) -> str:
    """Draw stated probability against the share that was right, a line for each scenario."""
    marks = [_line((0, 0), (1, 1), "stroke='#999' stroke-dasharray='1 4'")]
    for place, study in enumerate(studies):
        points = [(b.stated, b.right) for b in study.calibration if b.people >= _FEWEST]
        marks += _curve(points, place, study.scenario)
    ticks = [(value / 5, f"{value * 20} %") for value in range(6)]
    marks += _axes(ticks, "stated probability of the named track", "share for whom it was right")
    return _document("Reliability diagram: stated probability and share that was right", marks)


def _curve(points: Sequence[tuple[float, float]], place: int, name: str) -> Iterator[str]:
    colour, dash = _COLOURS[place % len(_COLOURS)], _DASHES[place % len(_DASHES)]
    path = " ".join("{:.1f},{:.1f}".format(*_at(*point)) for point in points)
    yield f"<polyline points='{path}' fill='none' stroke='{colour}' stroke-dasharray='{dash}'/>"
    for point in points:
        x, y = _at(*point)
        yield f"<circle cx='{x:.1f}' cy='{y:.1f}' r='3' fill='{colour}'/>"
    y = _MARGIN + 20 + 18 * place
    start, end = _MARGIN + 12, _MARGIN + 42
    yield (
        f"<path d='M{start} {y}H{end}' stroke='{colour}' stroke-dasharray='{dash}'/>"
        f"<text x='{end + 8}' y='{y + 4}'>{escape(name)}</text>"
    )


def plane_picture(model: Model, study: Study) -> str:
    """Draw where people were placed, marked by the track they truly belong to."""
    directions = model.profiles @ model.plane.T
    marks = list(_borders(directions))
    for position, track in zip(study.positions.tolist(), study.belonging.tolist(), strict=True):
        marks.append(_person(position, track))
    for place, (track, direction) in enumerate(zip(model.rules.tracks, directions, strict=True)):
        marks.append(_name(track.name, direction, place))
    ticks = [
        ((value + _REACH) / (2 * _REACH), f"{value:+d}" if value else "0")
        for value in (-2, -1, 0, 1, 2)
    ]
    marks += _axes(ticks, "x: first traits before last", "y: inner traits before outer")
    return _document(f"Positions of simulated people, {study.scenario} weights", marks)


def _person(position: Sequence[float], track: int) -> str:
    x, y = _in_plane(position)
    colour = _COLOURS[track % len(_COLOURS)]
    shapes = (
        f"<circle cx='{x:.1f}' cy='{y:.1f}' r='2.2' fill='{colour}' fill-opacity='.55'/>",
        f"<path d='M{x - 2:.1f} {y - 2:.1f}h4v4h-4z' fill='{colour}' fill-opacity='.55'/>",
        f"<path d='M{x:.1f} {y - 2.6:.1f}l2.6 4.6h-5.2z' fill='{colour}' fill-opacity='.55'/>",
    )
    return shapes[track % len(shapes)]


def _name(name: str, direction: Floats, place: int) -> str:
    x, y = _in_plane((direction * (_REACH - 0.9)).tolist())
    colour = _COLOURS[place % len(_COLOURS)]
    return (
        f"<text x='{x:.1f}' y='{y:.1f}' text-anchor='middle' font-weight='bold' fill='{colour}' "
        f"stroke='#fff' stroke-width='4' paint-order='stroke'>{escape(name)}</text>"
    )


def _borders(directions: Floats) -> Iterator[str]:
    """Draw the rays on which two tracks are equal and no other is ahead."""
    for one in range(len(directions)):
        for other in range(one):
            apart = directions[one] - directions[other]
            for ray in (np.array([-apart[1], apart[0]]), np.array([apart[1], -apart[0]])):
                reach = directions @ ray
                if np.linalg.norm(ray) > 0 and reach[one] >= reach.max() - 1e-9:
                    x, y = _in_plane((ray / np.linalg.norm(ray) * _REACH).tolist())
                    middle = _MARGIN + _SIZE / 2
                    yield f"<path d='M{middle} {middle}L{x:.1f} {y:.1f}' stroke='#999'/>"


def _in_plane(position: Sequence[float]) -> tuple[float, float]:
    x, y = (min(max((value + _REACH) / (2 * _REACH), 0.0), 1.0) for value in position)
    return _at(x, y)


def _at(x: float, y: float) -> tuple[float, float]:
    """Place a point of the unit square in the picture, the second axis upwards."""
    return _MARGIN + _SIZE * x, _MARGIN + _SIZE * (1 - y)


def _line(start: tuple[float, float], end: tuple[float, float], style: str) -> str:
    (x1, y1), (x2, y2) = _at(*start), _at(*end)
    return f"<path d='M{x1:.1f} {y1:.1f}L{x2:.1f} {y2:.1f}' {style}/>"


def _axes(ticks: Sequence[tuple[float, str]], below: str, beside: str) -> Iterator[str]:
    yield (
        f"<rect x='{_MARGIN}' y='{_MARGIN}' width='{_SIZE}' height='{_SIZE}' fill='none' "
        "stroke='#333'/>"
    )
    for place, label in ticks:
        x, foot = _at(place, 0)
        side, y = _at(0, place)
        yield f"<text x='{x:.1f}' y='{foot + 18:.1f}' text-anchor='middle'>{label}</text>"
        yield f"<text x='{side - 8:.1f}' y='{y + 4:.1f}' text-anchor='end'>{label}</text>"
    middle, bottom = _MARGIN + _SIZE / 2, _MARGIN + _SIZE + 42
    yield f"<text x='{middle}' y='{bottom}' text-anchor='middle'>{escape(below)}</text>"
    yield (
        f"<text transform='translate(14 {middle}) rotate(-90)' text-anchor='middle'>"
        f"{escape(beside)}</text>"
    )


def _document(title: str, marks: Sequence[str]) -> str:
    side = _SIZE + 2 * _MARGIN
    opening = (
        f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {side} {side}' role='img' "
        "font-family='sans-serif' font-size='12'>"
    )
    return "\n".join(
        [
            opening,
            f"<title>{escape(title)}</title>",
            f"<rect width='{side}' height='{side}' fill='#fff'/>",
            f"<text x='{_MARGIN}' y='{_MARGIN - 16}' font-size='14'>{escape(title)}</text>",
            *marks,
            "</svg>",
            "",
        ]
    )
