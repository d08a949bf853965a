"""What may hold a frame: exact origins, and the places of named vendors."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.core.origins import PRESETS, ancestors, is_origin


@pytest.mark.parametrize(
    "text",
    [
        "https://intranet.example.com",
        "http://intranet",
        "https://127.0.0.1:8443",
        "https://[::1]:8443",
        "https://xn--bcher-kva.example",
    ],
)
def test_an_origin_is_scheme_host_and_perhaps_a_port(text):
    assert is_origin(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "*",
        "https://*",
        "https://*.example.com",
        "https://intranet.example.com/",
        "https://intranet.example.com/page",
        "https://Intranet.example.com",
        "https://user@intranet.example.com",
        "https://a.example https://b.example",
        "https://a.example; script-src *",
        "https://a.example\nX: y",
        "https://a..example",
        "https://-a.example",
        "https://a.example:0",
        "https://a.example:65536",
        "javascript://a.example",
        "data:",
        "'self'",
        "intranet.example.com",
        "https://",
    ],
)
def test_anything_else_is_none(text):
    assert not is_origin(text)


@given(st.text(alphabet="htps:/*. ;'\"-a1[]\n\t,@", max_size=40))
def test_no_origin_can_end_its_place_in_a_header(text):
    if is_origin(text):
        assert not set(text) & set(" ;,*'\"\n\t/@") - {"/"}
        assert text.count("/") == 2


def test_a_preset_holds_at_most_one_wild_card_for_the_first_label():
    for places in PRESETS.values():
        for place in places:
            scheme, host = place.split("://")
            assert scheme == "https"
            assert "*" not in host.removeprefix("*.")
            assert host.count(".") >= 2 or not host.startswith("*")


def test_ancestors_are_listed_once_and_unknown_names_allow_nothing():
    listed = ancestors(("https://a.example", "https://a.example", "*"), ("canvas", "elsewhere"))
    assert listed == ("https://a.example", "https://*.instructure.com")
