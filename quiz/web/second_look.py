"""Knows which answers of a sitting ask for a second look, before its result and after it.

It refuses to judge by itself: the flags and what lies behind them come from the core.
"""

from collections.abc import Collection
from typing import Final

from quiz.core.bank import Responses
from quiz.core.quality import ATTENTION, PATTERN, RANDOM, raised
from quiz.core.scoring import read, score
from quiz.core.second_look import answers_to_check
from quiz.web.presenters.patterns import Doubt, doubts
from quiz.web.presenters.reasons import Sheet
from quiz.web.reading import faces_of
from quiz.web.request import Pinned

_KNOWN: Final = {PATTERN, RANDOM, ATTENTION}  # a stored result may hold flags of another release


def doubts_now(here: Pinned, responses: Responses) -> tuple[Doubt, ...]:
    """Say what would be in doubt about a result of these answers."""
    flags = raised(here.model, score(here.model, read(here.model, responses)))
    return doubts_behind(here, responses, flags)


def doubts_behind(here: Pinned, responses: Responses, flags: Collection[str]) -> tuple[Doubt, ...]:
    """Say what these flags of a result are about, with the answers to look at again."""
    if not flags:
        return ()
    behind = {
        flag: answers_to_check(here.model, responses, flag) for flag in flags if flag in _KNOWN
    }
    return doubts(behind, Sheet(here.bank, faces_of(here), responses))
