"""Knows how to tell a person, in words, what made their answers look unread.

It refuses to accuse: it describes what the answers have in common, and counts it.
"""

from collections.abc import Mapping, Sequence

from flask_babel import ngettext

from quiz.core.bank import Answer, Bank, Item, MostLeast, Responses
from quiz.web.presenters.phrases import number

_DISTANCES = (1, 2, 3)


def described(bank: Bank, responses: Responses) -> str:
    """Describe how the places chosen on the page repeat, in the order of asking."""
    places = [
        _place(bank.item(item), answer) for item, answer in responses.items() if answer is not None
    ]
    back, repeats = _clearest(places)
    pairs = max(len(places) - back, 0)
    return ngettext(
        "In %(repeats)s of %(pairs)s answers you chose the same places on the page as in the one "
        "before.",
        "In %(repeats)s of %(pairs)s answers you chose the same places on the page as "
        "%(back)s answers before.",
        back,
        repeats=number(repeats),
        pairs=number(pairs),
        back=number(back),
    )


_Place = tuple[int, ...]


def _clearest(places: Sequence[_Place]) -> tuple[int, int]:
    """Find the distance at which most answers repeat, and how many do."""
    counts: Mapping[int, int] = {
        back: sum(now == then for now, then in zip(places[back:], places, strict=False))
        for back in _DISTANCES
        if len(places) > back
    }
    if not counts:
        return 1, 0
    back = max(counts, key=lambda distance: counts[distance] / (len(places) - distance))
    return back, counts[back]


def _place(item: Item, answer: Answer) -> _Place:
    """Say which places on the page an answer took, from the top (or left), from 0."""
    order = [option.id for option in item.options]
    if isinstance(answer, MostLeast):
        return (order.index(answer.most), order.index(answer.least))
    if isinstance(answer, tuple):
        return tuple(order.index(option) for option in answer)
    if isinstance(answer, str):
        return (order.index(answer),)
    return (answer,)
