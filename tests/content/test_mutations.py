"""Whatever is done to a bank, it loads or is refused with places; nothing else may happen."""

import copy
import json
import os

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quiz.content.bank import load_bank, to_bank
from quiz.content.pinned import bank_from_json, bank_to_json
from quiz.content.problems import ContentError
from quiz.content.rules import to_rules
from quiz.content.source import read
from tests.content.small import BANK
from tests.content.test_rules import RULES

THE_RULES = to_rules(read(RULES.encode(), "tracks.yaml")[0], traits=["why", "how", "when"])[0]
PLAIN = read(BANK.encode(), "questions.yaml")[0].plain()

TIMES = int(os.environ.get("FOURWAYS_TEST_TIMES", "1"))
"""How many times as long; `make torture ARGS=mutants` sets it."""

TOKENS = [b"\n", b" ", b"  ", b"\t", b"- ", b": ", b"? ", b"{", b"}", b"[", b"]", b",", b"'", b'"']
TOKENS += [
    b"#",
    b"&a ",
    b"*a",
    b"!",
    b"!!str ",
    b"|\n",
    b">-\n",
    b"%YAML 1.1\n",
    b"---\n",
    b"...\n",
]
TOKENS += [
    b"\\",
    b"\\x00",
    b"\x00",
    b"\x85",
    b"\xff",
    b"\xef\xbb\xbf",
    b"\xed\xa0\x80",
    b"\r",
    b"<<: ",
]
TOKENS += [b"null", b"true", b".nan", b"-.inf", b"1e999", b"2026-05-31", b"9" * 30, b"id: ", b"why"]

VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=8)
    | st.sampled_from(
        ["why", "how", "most-least", "likert", "rank", "none", "no", "-", "", "a" * 301]
    ),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["id", "why", "text", "people"]) | st.text(max_size=4), inner
        )
    ),
    max_leaves=6,
)


def outcome(path):
    """Load a file; give the bank, or the problems. Any other exception fails the test."""
    try:
        return load_bank(path), ()
    except ContentError as error:
        return None, error.problems


def load(raw, folder):
    """Load these bytes as a file, and hold the answer against what every answer promises."""
    path = folder / "questions.yaml"
    path.write_bytes(raw)
    bank, problems = outcome(path)
    assert (bank is None) == bool(problems)
    lines = raw.decode("utf-8", "replace").count("\n") + raw.count(b"\r") + 1
    for problem in problems:
        assert 1 <= problem.line <= lines
        assert problem.column >= 1
        assert str(problem).isprintable(), "nothing that a terminal would obey"
    if bank is not None:
        assert bank_from_json(bank_to_json(bank, THE_RULES))[0] == bank
    return bank


@st.composite
def edits(draw):
    """A few cuts and insertions, by place, length and what comes instead."""
    changes = st.tuples(
        st.integers(0, len(BANK)),
        st.integers(0, 12),
        st.sampled_from(TOKENS) | st.binary(max_size=4),
    )
    return draw(st.lists(changes, min_size=1, max_size=4))


@settings(max_examples=620 * TIMES, deadline=None)
@given(edits())
def test_changed_bytes_load_or_are_refused(tmp_path_factory, changes):
    raw = BANK.encode()
    for start, length, instead in changes:
        raw = raw[:start] + instead + raw[start + length :]
    load(raw, tmp_path_factory.getbasetemp())


@pytest.mark.parametrize("start", range(7))
def test_a_file_that_was_cut_off_is_refused_inside_what_is_left(tmp_path, start):
    for end in range(start, BANK.index("      - {id: sort"), 7):
        assert load(BANK.encode()[:end], tmp_path) is None


def places(part, here=()):
    """Every place in lists and mappings, from the root down."""
    entries = part.items() if isinstance(part, dict) else enumerate(part)
    for key, value in entries:
        yield (*here, key)
        if isinstance(value, dict | list):
            yield from places(value, (*here, key))


def changed(plain, place, what):
    """The content with something done to one place."""
    whole = copy.deepcopy(plain)
    part = whole
    for step in place[:-1]:
        part = part[step]
    key = place[-1]
    kind, value = what
    if kind == "replace":
        part[key] = value
    elif kind == "remove":
        del part[key]
    elif isinstance(part, list):
        part.append(part[key])
    else:
        part[f"{key}s"] = part.pop(key)
    return whole


WHATS = st.tuples(st.sampled_from(["replace", "remove", "another"]), VALUES)


@settings(max_examples=620 * TIMES, deadline=None)
@given(st.sampled_from(sorted(places(PLAIN), key=str)), WHATS)
def test_changed_content_loads_or_is_refused(tmp_path_factory, place, what):
    raw = json.dumps(changed(PLAIN, place, what)).encode()
    load(raw, tmp_path_factory.getbasetemp())


@settings(max_examples=100 * TIMES, deadline=None)
@given(VALUES)
def test_anything_at_all_is_answered(tmp_path_factory, anything):
    assert load(json.dumps(anything).encode(), tmp_path_factory.getbasetemp()) is None


@settings(max_examples=100 * TIMES, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_answered(tmp_path_factory, raw):
    assert load(raw, tmp_path_factory.getbasetemp()) is None


def test_unchanged_content_loads():
    document, problems = read(json.dumps(PLAIN).encode(), "questions.yaml")
    assert problems + to_bank(document)[1] == []


TRACKS = read(RULES.encode(), "tracks.yaml")[0].plain()


@settings(max_examples=200 * TIMES, deadline=None)
@given(st.sampled_from(sorted(places(TRACKS), key=str)), WHATS)
def test_changed_rules_load_or_are_refused(place, what):
    raw = json.dumps(changed(TRACKS, place, what)).encode()
    document, problems = read(raw, "tracks.yaml")
    if document is not None:
        rules, more = to_rules(document, traits=["why", "how", "when"])
        assert (rules is None) == bool(more)
    else:
        assert problems
