"""Knows how the things to try this month become days of a calendar, with one day to look back.

It refuses to know whose they are: a calendar file holds no private address.
"""

from collections.abc import Sequence
from datetime import date, timedelta

from quiz.web.presenters.calendar import Event
from quiz.web.presenters.steps import Try
from quiz.web.wording import gettext as _

DAYS = 30
"""How long a month of trying is, the day to look back included."""


def month_of(tries: Sequence[Try], start: date) -> tuple[Event, ...]:
    """Put each try on the same 30 days, and a look back on the last of them.

    Raises OverflowError where the calendar ends before the last day.
    """
    ends = start + timedelta(days=DAYS)
    events = [
        Event(
            id=f"try-{place}-{start.isoformat()}",
            begins=start,
            ends=ends,
            title=_("To try: %(skill)s", skill=one.piece.name.lower()),
            text=f"{one.label}. {one.attempt}\n" + _("On the way to: “%(can)s”", can=one.towards),
        )
        for place, one in enumerate(tries, start=1)
    ]
    names = "; ".join(one.piece.name.lower() for one in tries)
    back = Event(
        id=f"try-back-{start.isoformat()}",
        begins=ends - timedelta(days=1),
        ends=ends,
        title=_("Look back on what you tried"),
        text=_("%(skills)s. What surprised you? Keep it, change it or stop it.", skills=names),
    )
    return (*events, back) if events else ()
