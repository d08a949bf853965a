"""Knows how a person's rung on one ladder is found and the reasons for it put into words.

It refuses to place anyone by itself: the table and the rules are the core's.
"""

from dataclasses import dataclass

from quiz.core.careers import Careers
from quiz.core.focus import Standing, in_reach
from quiz.core.moves import Offer, PlacementChoice
from quiz.core.placement import (
    Lever,
    Placed,
    Said,
    Settled,
    height,
    next_rung,
    offers,
    place,
)
from quiz.core.rules import TrackId
from quiz.core.rungs import Rung
from quiz.store.ladders import LadderView
from quiz.web.presenters.phrases import either, number
from quiz.web.presenters.titles import Titles
from quiz.web.wording import gettext as _
from quiz.web.wording import ngettext


@dataclass(frozen=True, slots=True)
class Where:
    """Where someone stands on one ladder, how they came there, and in which words.

    `placed` is what the answers say, None without answers; `moved` when the person chose otherwise.
    `beside` are roles in which someone with these answers may already work.
    """

    standing: Standing
    placed: Placed | None
    moved: bool
    says: str
    why: tuple[str, ...]
    ground: str
    beside: tuple[Offer, ...]


def where(careers: Careers, track: TrackId, kept: LadderView, words: Titles) -> Where | None:
    """Find someone's rung on a ladder; None while they said nothing that leads to one."""
    placed = _placed(careers, track, kept.said)
    moved = _moved(careers, track, kept)
    rung = moved or (placed.rung if placed else None)
    if rung is None:
        return None
    expert = kept.said is not None and kept.said.expert
    standing = Standing(rung, next_rung(careers, rung, expert=expert), kept.ticks)
    by_hand = moved is not None and (placed is None or moved != placed.rung)
    why = _by_hand(placed, words) if by_hand else ()
    beside: tuple[Offer, ...] = ()
    if placed and kept.said and not by_hand:
        why = _by_answers(careers, placed, kept.said, words)
        beside = offers(careers, track, kept.said)
    return Where(
        standing=standing,
        placed=placed,
        moved=by_hand,
        says=_says(careers, rung, words),
        why=why,
        ground=_ground(standing, words),
        beside=beside,
    )


def _placed(careers: Careers, track: TrackId, said: Said | None) -> Placed | None:
    """Look the answers up; an answer that today's table does not hold any more places nobody."""
    if said is None:
        return None
    try:
        return place(careers, track, said)
    except KeyError:
        return None


def _moved(careers: Careers, track: TrackId, kept: LadderView) -> Rung | None:
    wanted = kept.moves.get(track)
    return next((r for r in careers.rungs if r.id == wanted and r.track == track), None)


def _says(careers: Careers, rung: Rung, words: Titles) -> str:
    values = {
        "rung": words.inline(rung.id),
        "number": height(careers, rung) + 1,
        "count": len(careers.ladder(rung.track)),
    }
    if rung.beside:
        return _(
            "You are about here: %(rung)s, beside rung %(number)s\u00a0of\u00a0%(count)s.", **values
        )
    return _("You are about here: %(rung)s, rung %(number)s\u00a0of\u00a0%(count)s.", **values)


def _by_hand(placed: Placed | None, words: Titles) -> tuple[str, ...]:
    if placed is None:
        return (_("You put yourself here."),)
    said = _(
        "You put yourself here. Your answers point to %(rung)s.", rung=words.inline(placed.rung.id)
    )
    return (said,)


def _by_answers(careers: Careers, placed: Placed, said: Said, words: Titles) -> tuple[str, ...]:
    """Give the reasons in order: the two answers, what settled a tie, what keeps from the next."""
    table = careers.placement
    reasons = [
        _(
            "Because the largest thing you answer for is “%(scope)s”, and who decides when you "
            "disagree is “%(decides)s”.",
            scope=_label(table.scopes, said.scope),
            decides=_label(table.decides, said.decides),
        )
    ]
    reasons += _tie(careers, placed, said, words)
    if placed.beside:
        reasons.append(
            _(
                "You would rather go deeper than lead people, so you stand on the expert rung "
                "beside %(rung)s.",
                rung=words.inline(placed.beside.id),
            )
        )
    elif said.expert and not careers.experts(placed.rung.track):
        reasons.append(_("Our texts know no rung for experts without reports on this ladder."))
    if careers.above(placed.rung):
        reasons += _higher(placed.levers)
    return tuple(reasons)


def _tie(careers: Careers, placed: Placed, said: Said, words: Titles) -> list[str]:
    if placed.settled is Settled.TABLE:
        return []
    left = either([words.inline(name) for name in placed.cell])
    if placed.settled is Settled.CAUTION or said.years is None:
        return [
            _("That leaves %(rungs)s. You gave no years, so we take the lower one.", rungs=left)
        ]
    higher = careers.rung(placed.cell[-1])
    often = ngettext(
        "That leaves %(rungs)s; on the higher people often have a year or more, you said "
        "%(years)s.",
        "That leaves %(rungs)s; on the higher people often have %(low)s years or more, you said "
        "%(years)s.",
        round(higher.years.low),
        rungs=left,
        low=number(higher.years.low),
        years=number(said.years),
    )
    return [often]


def _higher(levers: tuple[Lever, ...]) -> list[str]:
    """Say what would lead higher: one answer or the other, or only both together."""
    found = []
    for lever in levers[:2]:
        scope = lever.scope.label if lever.scope else ""
        decides = lever.decides.label if lever.decides else ""
        if scope and decides:
            found.append(
                _(
                    "For a higher rung you would need both: to answer for “%(scope)s”, and "
                    "“%(decides)s” as the answer to who decides.",
                    scope=scope,
                    decides=decides,
                )
            )
        elif scope:
            found.append(_("It would be higher if you answered for “%(scope)s”.", scope=scope))
        else:
            found.append(
                _(
                    "It would be higher if the answer to who decides were “%(decides)s”.",
                    decides=decides,
                )
            )
    return found


def _ground(standing: Standing, words: Titles) -> str:
    below = standing.rung.below
    if below is None or not in_reach(standing):
        return ""
    return _(
        "You ticked fewer than half of the skills that grow here: take %(below)s as solid ground "
        "and this rung as in reach, or move yourself.",
        below=words.inline(below),
    )


def _label(choices: tuple[PlacementChoice, ...], wanted: str) -> str:
    return next(choice.label for choice in choices if choice.id == wanted)
