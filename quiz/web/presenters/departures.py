"""Knows how the two ends of a move are put into words: where it starts, where someone would begin.

It refuses to reckon either of them: the core does.
"""

from quiz.core.outlook import Landing, Outlook, Range, Step
from quiz.web.presenters.phrases import spelled
from quiz.web.presenters.titles import Titles
from quiz.web.wording import gettext as _
from quiz.web.wording import ngettext


def starts(words: Titles, seen: Outlook) -> str:
    """Say in a sentence where a move starts."""
    if seen.here:
        return _("Usual start: your rung.")
    return _("Usual start: %(rung)s.", rung=_far(words, seen))


def start(words: Titles, seen: Outlook) -> str:
    """Say it as a heading over several such moves; empty for those from one's own rung."""
    if seen.here:
        return ""
    if seen.range is Range.LATER:
        return _("Once you are %(rung)s", rung=_far(words, seen))
    if seen.range is Range.NOW:
        return _("From your rung too; usual start: %(rung)s", rung=_far(words, seen))
    return _("Usual start: %(rung)s", rung=_far(words, seen))


def _far(words: Titles, seen: Outlook) -> str:
    """Name the rung on which a move starts, and how far it is from one's own."""
    rung, steps = words.inline(seen.start.id), abs(seen.climb)
    if seen.climb > 0:
        return ngettext(
            "%(rung)s, one rung above yours",
            "%(rung)s, %(steps)s rungs above yours",
            steps,
            rung=rung,
            steps=spelled(steps),
        )
    if seen.climb < 0:
        return ngettext(
            "%(rung)s, one rung below yours",
            "%(rung)s, %(steps)s rungs below yours",
            steps,
            rung=rung,
            steps=spelled(steps),
        )
    return _("%(rung)s, beside your rung", rung=rung)


def begin(words: Titles, landing: Landing) -> str:
    """Say on which rung someone would begin, and how high that is."""
    rung = words.inline(landing.rung.id)
    heights = {
        Step.DOWN: _("a step down at first"),
        Step.SIDEWAYS: _("about as high as you are now"),
        Step.UP: _("a step up"),
    }
    if landing.described:
        return _(
            "You would begin as %(rung)s, %(height)s.", rung=rung, height=heights[landing.step]
        )
    return _(
        "From your rung you would begin as %(rung)s, %(height)s.",
        rung=rung,
        height=heights[landing.step],
    )
