"""Knows how an answer is written as JSON: in a form field, a stored row, an export.

It refuses to know where the JSON comes from, and never repeats in a message what somebody answered.
"""

from collections.abc import Callable, Mapping, Sequence
from difflib import get_close_matches

from quiz.core.bank import (
    STEPS,
    Answer,
    Bank,
    Format,
    Item,
    ItemId,
    MostLeast,
    OptionId,
    Responses,
)

JSON = str | int | float | bool | None | Sequence["JSON"] | Mapping[str, "JSON"]

_LONGEST_GUESS = 64


class BadAnswer(ValueError):
    """An answer that does not fit its item; the message says which item and what was expected."""


def answer_to_json(answer: Answer | None) -> JSON:
    """Write an option's id (pick), {"most", "least"}, a step as a number, ids in order (rank)."""
    if isinstance(answer, MostLeast):
        return {"most": answer.most, "least": answer.least}
    if isinstance(answer, tuple):
        return list(answer)
    return answer


def answer_from_json(item: Item, value: object) -> Answer | None:
    """Read the answer that `answer_to_json` wrote, None for a skipped item.

    Raises BadAnswer for any other value, also for the id of an option of another item.
    """
    return None if value is None else _READERS[item.format](item, value)


def responses_from_json(bank: Bank, answers: object) -> Responses:
    """Read answers by item id, in the order given; raises BadAnswer at the first that is amiss."""
    if not isinstance(answers, Mapping):
        raise BadAnswer('expected "answers" as an object of item ids and answers')
    responses: dict[ItemId, Answer | None] = {}
    for item_id, value in answers.items():
        try:
            item = bank.item(item_id)
        except (KeyError, TypeError):
            known = [item.id for item in bank.items]
            raise BadAnswer(f"this bank has no such item{did_you_mean(item_id, known)}") from None
        responses[item_id] = answer_from_json(item, value)
    return responses


def responses_to_json(responses: Responses) -> dict[str, JSON]:
    """Write the object that `responses_from_json` reads, in the same order."""
    return {item: answer_to_json(answer) for item, answer in responses.items()}


def stored_answer(value: object) -> Answer:
    """Read an answer that was checked against its item before; its shape tells the format.

    Raises BadAnswer for a shape that no format has.
    """
    match value:
        case {"most": str(most), "least": str(least)}:
            return MostLeast(OptionId(most), OptionId(least))
        case str(option):
            return OptionId(option)
        case int(step):
            return step
        case [*order]:
            return tuple(OptionId(str(option)) for option in order)
    raise BadAnswer("expected an answer as an option id, a pair, a step or a list of option ids")


def _pick(item: Item, value: object) -> Answer:
    return _option(item, value, _one_of)


def _most_least(item: Item, value: object) -> Answer:
    if not isinstance(value, Mapping) or len(value) != len(_PAIR) or not _PAIR.issuperset(value):
        raise _bad(item, _a_pair(item))
    most = _option(item, value["most"], _a_pair)
    least = _option(item, value["least"], _a_pair)
    if most == least:
        raise _bad(item, _a_pair(item))
    return MostLeast(most, least)


def _step(item: Item, value: object) -> Answer:
    if isinstance(value, int) and not isinstance(value, bool) and value in STEPS:
        return value
    raise _bad(item, f"a whole number from {STEPS[0]} to {STEPS[-1]}")


def _rank(item: Item, value: object) -> Answer:
    if isinstance(value, str) or not isinstance(value, Sequence):
        raise _bad(item, _an_order(item))
    order = tuple(_option(item, each, _an_order) for each in value)
    if len(order) != len(item.options) or len(set(order)) != len(order):
        raise _bad(item, _an_order(item))
    return order


_PAIR = frozenset({"most", "least"})


def _one_of(item: Item) -> str:
    return f"one of {_listed(item)}"


def _a_pair(item: Item) -> str:
    return f'{{"most": id, "least": id}} with two different ids out of {_listed(item)}'


def _an_order(item: Item) -> str:
    return f"a list with each of {_listed(item)} once, the best first"


_READERS: Mapping[Format, Callable[[Item, object], Answer]] = {
    Format.PICK: _pick,
    Format.MOST_LEAST: _most_least,
    Format.SLIDER: _step,
    Format.LIKERT: _step,
    Format.RANK: _rank,
}


def _option(item: Item, value: object, expected: Callable[[Item], str]) -> OptionId:
    """The id of an option of the item; `expected` says what one had to be, where it is none."""
    if isinstance(value, str):
        for option in item.options:
            if option.id == value:
                return option.id
    known = [option.id for option in item.options]
    raise _bad(item, expected(item) + did_you_mean(value, known))


def _bad(item: Item, expected: str) -> BadAnswer:
    return BadAnswer(f"{item.id}: expected {expected}")


def _listed(item: Item) -> str:
    return ", ".join(f'"{option.id}"' for option in item.options)


def did_you_mean(value: object, known: Sequence[str]) -> str:
    """Ask whether the nearest known name was meant, to be put after a message; "" without one."""
    if not isinstance(value, str) or len(value) > _LONGEST_GUESS:
        return ""
    near = get_close_matches(value, known, n=1)
    return f'; did you mean "{near[0]}"?' if near else ""
