"""Knows what a person's ladder answers: what was just kept, and how far its choice is in doubt.

It refuses to know what was sent: it reads the state that is kept now.
"""

from collections.abc import Container, Sequence

from quiz.core.result import Kind
from quiz.web.presenters.faces import TrackFace
from quiz.web.presenters.my_ladder import MyLadder, Now
from quiz.web.presenters.outcome import Outcome
from quiz.web.presenters.phrases import continuing
from quiz.web.presenters.titles import Titles
from quiz.web.wording import gettext as _
from quiz.web.wording import ngettext


def saved(words: Titles, ladders: Sequence[MyLadder], what: str) -> str:
    """Say that something was kept, and what follows; empty for a word that no form sends."""
    stands = [(ladder, ladder.now) for ladder in ladders if ladder.now]
    if what == "names":
        return _("Saved: your names for these roles.")
    if what == "track" and len(ladders) == 1:
        return _("Saved: this is your ladder now.")
    if what == "place" and stands:
        rungs = "; ".join(_stands(words, now) for _one, now in stands)
        return _("Saved. You stand here: %(rungs)s.", rungs=rungs)
    if what == "ticks" and len(stands) == 1:
        return _("Saved: %(ticks)s.", ticks=_ticked(stands[0][1]))
    if what == "ticks" and stands:
        parts = (
            _("%(track)s, %(ticks)s", track=ladder.inline, ticks=_ticked(now))
            for ladder, now in stands
        )
        return _("Saved: %(ticks)s.", ticks="; ".join(parts))
    return ""


def _stands(words: Titles, now: Now) -> str:
    return _(
        "%(rung)s (%(height)s)",
        rung=words.inline(now.here.rung.id),
        height=continuing(now.here.height),
    )


def _ticked(now: Now) -> str:
    """Count the ticks of two rungs, and what they leave: gaps and started, as the picture does."""
    boxes = [box for group in now.asked for box in group.boxes]
    looks = [need.piece.look for need in now.needs]
    gaps, part = looks.count("gap"), looks.count("part")
    left = [ngettext("%(num)s gap left", "%(num)s gaps left", gaps)] if gaps else []
    left += [ngettext("%(num)s started", "%(num)s started", part)] if part else []
    return _(
        "%(ticked)s of %(count)s ticked; %(gaps)s",
        ticked=sum(box.ticked for box in boxes),
        count=len(boxes),
        gaps=", ".join(left) or _("no gap left"),
    )


def doubt(page: Outcome, known: Container[str]) -> TrackFace | None:
    """Name the track that is near, where a result only leans to the one whose ladder is shown."""
    if page.kind is not Kind.LEANING or page.runner_up is None:
        return None
    return page.runner_up.face if page.runner_up.face.id in known else None
