"""Knows which answers count towards the least that a result needs.

It refuses to know how many those are (`quiz.core.rules`) and what an answer is worth.
"""

from collections.abc import Mapping

from quiz.core.bank import Bank, ItemId


def choices(bank: Bank, asked: Mapping[ItemId, object]) -> int:
    """Count the answers that say something: not skipped, and no middle step ("cannot choose").

    A middle step leans nowhere, yet it narrows the doubt a little: four blocks and two of them
    would otherwise pass for six answers. Where every item of the form has an answer, nothing is
    left that could say more, and all count. Attention blocks never do. `asked` has answers as the
    core knows them or as JSON values; in both a step is a number.
    """
    scored = bank.form_ids | bank.extra_ids
    said = {item: value for item, value in asked.items() if value is not None and item in scored}
    if bank.form_ids <= said.keys():
        return len(said)
    return sum(1 for value in said.values() if value != 0)
