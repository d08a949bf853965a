"""Knows in which words two chairs are told of: what each result leans to, and what to talk about.

It refuses to say more of a result than its verdict, and to say how sure it is.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from quiz.core.careers import Careers
from quiz.core.chairs import Shared, Who
from quiz.core.result import Kind
from quiz.core.rules import TrackId
from quiz.core.rungs import RoleId, Statement
from quiz.web.presenters.phrases import inline, listed
from quiz.web.wording import gettext as _


@dataclass(frozen=True, slots=True)
class Point:
    """One thing to talk about: what it is, and how to begin. `said` rests on a source or on us."""

    head: str
    ask: str
    said: Statement | None = None
    sentences: tuple[str, ...] = ()


def leans(kind: Kind, leaning: Sequence[TrackId], careers: Careers) -> str:
    """Say in a sentence what a result leans to."""
    names = [inline(careers.role_name(RoleId(track))) for track in leaning]
    if len(names) == 1:
        return _("This result leans to the work of a %(track)s.", track=names[0])
    if names:
        return _("This result is open between %(tracks)s.", tracks=listed(names))
    if kind is Kind.BALANCED:
        return _("This result is balanced: no track stands out, so any of the work may fit.")
    if kind is Kind.THREE_WAY:
        return _("This result is open between all the tracks, so any of the work may fit.")
    return _("This result names no track yet, so it says nothing about the work.")


def who_talks(found: Shared) -> str:
    """Say who may want to talk with customers."""
    return {
        Who.BOTH: _("Both of you may want to. That is good news for customers, once it is agreed."),
        Who.LEFT: _("The left chair may want to. Let the right one listen in."),
        Who.RIGHT: _("The right chair may want to. Let the left one listen in."),
        Who.NOBODY: _("Perhaps neither of you reaches for it. So agree on who does, and when."),
        Who.OPEN: _("Your results do not say. Ask each other who would like to."),
    }[found.talks]


def points(found: Shared) -> tuple[Point, Point, Point]:
    """Three points for a first talk."""
    return (_twice(found), _left_over(found), _between(found))


def _twice(found: Shared) -> Point:
    if not found.both:
        head = _("What each of you would like")
        return Point(head, _("Which piece of work would you be sorry to give away?"))
    duty = found.both[0]
    head = _("One duty, two who may want it: %(duty)s", duty=inline(duty.name))
    return Point(head, duty.question, duty.works)


def _left_over(found: Shared) -> Point:
    if not found.nobody:
        head = _("What might be left over")
        return Point(head, _("Which duty do you both put off? Who would like to learn it?"))
    duty = found.nobody[0]
    head = _("A duty that may be left over: %(duty)s", duty=inline(duty.name))
    return Point(head, _("Who takes it for now, or whom do you ask?"), duty.works)


def _between(found: Shared) -> Point:
    if found.crossing is None:
        head = _("The question neither of you asks first")
        ask = _("Of why, what, how and when: which one is late with both of you? Who asks it?")
        return Point(head, ask)
    crossing = found.crossing
    head = _("Where you may collide")
    ask = _("Has it happened yet? The left chair can say the first sentence, the right the second.")
    said = (crossing.left.say[0], crossing.right.say[0])
    return Point(head, ask, crossing.pair.collide[0], said)
