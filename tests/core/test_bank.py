"""Shows how a bank is asked for its items, its options and its form."""

import pytest

from tests.core.builders import CALIBRATED, bank, block, pick, slider

BANK = bank(block("first"), slider("second", extra=True), pick("third"), calibration=None)


def test_items_and_options_are_found_by_their_ids():
    assert BANK.item("third").option("how").weights == {"how": 3}


@pytest.mark.parametrize("find", [lambda: BANK.item("fourth"), lambda: BANK.items[0].option("who")])
def test_what_is_not_there_is_an_error(find):
    with pytest.raises(KeyError):
        find()


def test_the_form_leaves_out_what_is_extra():
    assert [item.id for item in BANK.form] == ["first", "third"]


def test_a_bank_that_nobody_has_calibrated_is_a_pilot():
    assert BANK.pilot
    assert not bank(block("first"), calibration=CALIBRATED).pilot
