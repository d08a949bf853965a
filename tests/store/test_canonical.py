import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.store.canonical import canonical, ordered

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-2, 2) | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner, max_size=4)
    ),
)


def test_the_order_of_keys_does_not_matter():
    assert canonical({"most": "a", "least": "b"}) == canonical({"least": "b", "most": "a"})


def test_a_skipped_item_is_null():
    assert canonical(None) == "null"


def test_letters_of_any_language_stay_readable():
    assert canonical("für") == '"für"'


@given(VALUES)
def test_the_text_reads_back_as_the_value_and_is_its_own_canonical_text(value):
    text = canonical(value)
    assert json.loads(text) == value
    assert canonical(json.loads(text)) == text


def test_a_document_keeps_the_order_of_its_keys():
    assert ordered({"b": 1, "a": 2}) == '{"b":1,"a":2}'


@pytest.mark.parametrize("write", [canonical, ordered])
def test_what_json_cannot_say_is_refused(write):
    with pytest.raises(ValueError, match="JSON"):
        write(float("nan"))
