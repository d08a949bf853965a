"""Knows how the dots of a picture are written: a hundred of them, on every result.

It refuses to know where they lie (`quiz.web.presenters.geometry`) and what they mean. In a template
they took a millisecond, as much as the arithmetic of the result.
"""

from collections.abc import Iterable

from markupsafe import Markup

from quiz.web.presenters.geometry import Dot


def circles(dots: Iterable[Dot], radius: float) -> Markup:
    """Write dots as circles of an SVG; nothing but numbers goes in."""
    size = f"{radius:g}"
    return Markup("".join(_circle(dot, size) for dot in dots))  # noqa: S704 - text of ours, numbers


def _circle(dot: Dot, size: str) -> str:
    ring = ' class="ring"' if dot.ring else ""
    return f'<circle cx="{dot.x:g}" cy="{dot.y:g}" r="{size}"{ring}/>'
