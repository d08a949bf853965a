"""Knows how a whole sheet of answers is read: answers by item, the order of asking, whose bank.

It refuses to know where the sheet comes from (a file, a request) and to repeat what was answered.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from quiz.core.bank import Answer, Bank, Item, ItemId, Responses
from quiz.core.codec import BadAnswer, answer_from_json, did_you_mean

MOST_NAMED = 20
"""How many faults of one sheet are named; a sheet for other questions has one for every item."""

_LONGEST_NAME = 64


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong, and where: a JSON pointer (RFC 6901) into the sheet."""

    pointer: str
    text: str


class BadSheet(ValueError):
    """A sheet that cannot be read; `faults` names each thing to mend, `MOST_NAMED` at most."""

    def __init__(self, *faults: Fault) -> None:
        super().__init__("\n".join(fault.text for fault in faults))
        self.faults = faults


class AnotherBank(ValueError):
    """The sheet names a bank other than the one it is to be read with."""


def read_sheet(given: object, bank: Bank, *, digest: str | None = None) -> Responses:
    """Read `{"answers": {item: answer}}`, or an export, as answers in the order of asking.

    The order is the sheet's own `order`, which may name items without an answer; items that it
    leaves out follow in the order of the bank.
    Other fields are not looked at. `digest` names the bank: a sheet that names another one raises
    AnotherBank; with None the sheet's own word on it is ignored. Raises BadSheet for anything else.
    """
    if not isinstance(given, Mapping):
        raise BadSheet(Fault("", 'expected an object with "answers"'))
    if digest is not None:
        _same_bank(given.get("bank"), digest)
    answers = given.get("answers")
    if not isinstance(answers, Mapping):
        raise BadSheet(Fault("/answers", 'expected "answers" as an object of items and answers'))
    known = {item.id: item for item in bank.items}
    order = [*_order(given.get("order"), known), *known]
    read: dict[ItemId, Answer | None] = {}
    faults: list[Fault] = []
    for item, answer in _read(answers, known):
        if isinstance(answer, Fault):
            faults.append(answer)
        else:
            read[item] = answer
        if len(faults) == MOST_NAMED:
            break
    if faults:
        raise BadSheet(*faults)
    return {item: read[item] for item in order if item in read}


def _same_bank(named: object, digest: str) -> None:
    if named is not None and not isinstance(named, str):
        raise BadSheet(Fault("/bank", 'expected "bank" as the digest of a bank'))
    if named not in {None, digest}:
        raise AnotherBank("these answers were given to another version of the questions")


def _order(given: object, known: Mapping[ItemId, Item]) -> list[ItemId]:
    if given is None:
        return []
    if not isinstance(given, list) or not all(isinstance(item, str) for item in given):
        raise BadSheet(Fault("/order", 'expected "order" as a list of items'))
    if len(set(given)) < len(given):
        raise BadSheet(Fault("/order", 'expected each item in "order" once'))
    for item in given:
        if item not in known:
            raise BadSheet(Fault("/order", _no_such_item(item, known)))
    return [ItemId(item) for item in given]


def _read(
    answers: Mapping[str, object], known: Mapping[ItemId, Item]
) -> Iterator[tuple[ItemId, Answer | Fault | None]]:
    """Read one answer after the other; a fault stands in the place of one that does not fit."""
    for name, value in answers.items():
        item = ItemId(name)
        if item not in known:
            yield item, Fault("/answers", _no_such_item(name, known))
            continue
        try:
            yield item, answer_from_json(known[item], value)
        except BadAnswer as error:
            yield item, Fault(f"/answers/{item}", str(error))


def _no_such_item(name: str, known: Mapping[ItemId, Item]) -> str:
    quoted = json.dumps(name[:_LONGEST_NAME])  # nothing that a terminal or a page could obey
    return f"this bank has no item {quoted}{did_you_mean(name, list(known))}"
