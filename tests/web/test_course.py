"""The way through a form: what follows, what came before, how far one has come."""

import pytest

from quiz.core.bank import Bank, Format, Item, ItemId, MostLeast
from quiz.web.course import Place, answered, first_new, first_skipped, following, place

A, B, C, X, Y = (ItemId(name) for name in "abcxy")


def item(name, *, extra=False):
    return Item(name, Format.PICK, "?", (), extra=extra)


BANK = Bank("1", (), (item(A), item(X, extra=True), item(B), item(C), item(Y, extra=True)))
YES = {"most": "a"}


@pytest.mark.parametrize(
    ("asked", "after", "expected"),
    [
        ({}, None, A),
        ({A: YES}, A, B),
        ({B: YES}, B, A),
        ({A: YES, B: YES}, A, B),
        ({B: YES, A: YES}, B, A),
        ({A: YES, B: None, C: YES}, C, None),
        ({A: YES, X: YES}, X, Y),
        ({X: YES, A: YES}, A, B),
        ({X: YES, Y: None}, Y, None),
    ],
)
def test_the_next_item_was_asked_after_this_one_or_is_the_first_new_one(asked, after, expected):
    assert following(BANK, asked, after) == expected


def test_a_new_item_stands_at_the_end_and_leads_back_to_the_last_one_asked():
    assert place(BANK, {C: YES, A: None}, BANK.item(B)) == Place(3, 3, 2, A)


def test_an_item_that_was_asked_stands_at_its_own_place():
    assert place(BANK, {C: YES, X: YES, A: None}, BANK.item(A)) == Place(2, 3, 2, C)
    assert place(BANK, {C: YES, X: YES, A: None}, BANK.item(X)) == Place(1, 2, 1, None)


def test_skipped_items_are_asked_and_not_answered():
    asked = {A: None, B: YES, X: YES}
    assert answered(BANK, asked) == 1
    assert first_new(BANK, asked, extra=False) == C
    assert first_skipped(BANK, asked) == A
    assert first_skipped(BANK, {B: YES}) is None


def test_an_attention_block_is_not_part_of_the_way():
    asks = Item(ItemId("look"), Format.MOST_LEAST, "?", (), expects=MostLeast(A, B))
    bank = Bank("1", (), (asks, *BANK.items))
    assert first_new(bank, {}, extra=False) == A
    assert place(bank, {A: YES}, asks) == Place(2, 3, 1, A)
    assert following(bank, {A: YES, asks.id: YES}, asks.id) == B
