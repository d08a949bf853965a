"""Files made to be slow, large or surprising: each is refused quickly, with a place."""

import sys
import time

import pytest

from quiz.content.bank import to_bank
from quiz.content.events import MOST_BYTES
from quiz.content.problems import SHOWN
from quiz.content.source import read, read_file
from tests.content.small import BANK, messages

LIMIT = 4.0 if sys.gettrace() is None else 20.0
"""Seconds of work for the worst file, which takes about half of one; tracing makes it slow."""


def all_problems(raw):
    document, problems = read(raw, "q.yaml")
    return problems + (to_bank(document)[1] if document else [])


def first_message(raw):
    return str(all_problems(raw)[0])


def test_a_file_of_exactly_the_largest_size_is_read():
    padded = BANK.encode().ljust(MOST_BYTES, b"\n")
    assert read(padded, "q.yaml")[1] == []


def test_a_larger_file_is_refused_and_never_read_whole(tmp_path):
    path = tmp_path / "q.yaml"
    path.write_bytes(BANK.encode().ljust(600 * 1024, b"\n"))
    document, problems = read_file(path)
    assert document is None
    assert str(problems[0]) == "q.yaml:1:1: is larger than 512 KiB: split or shorten it"


@pytest.mark.parametrize("opening", [b"[", b"{a: ", b"- ", b"? "])
def test_depth_bombs_are_refused_at_the_twenty_first_level(opening):
    bomb = opening * (MOST_BYTES // len(opening))
    assert "is nested deeper than 20 levels" in first_message(bomb)


def test_twenty_levels_are_accepted():
    document, problems = read(b"[" * 20 + b"]" * 20, "q.yaml")
    assert document is not None
    assert problems == []


def test_a_billion_laughs_are_refused_at_the_first_alias():
    lines = ["a0: &a0 [x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 10)]
    problems = [str(problem) for problem in all_problems("\n".join(lines).encode())]
    assert problems[0] == "q.yaml:1:5: anchors (&name) are not accepted: remove it"
    assert "q.yaml:2:10: aliases (*name) are not accepted: write the value out" in problems


@pytest.mark.parametrize(
    "raw",
    [BANK.encode("utf-16"), BANK.replace("street", "stra\xdfe").encode("latin-1"), b"\xff\xfe"],
    ids=["utf-16", "latin-1", "two bytes"],
)
def test_other_encodings_are_refused(raw):
    assert "is not UTF-8 text" in first_message(raw)


def test_a_byte_that_is_no_text_is_told_at_its_place():
    raw = "version: 'é'\nitems: ".encode() + b"\xff"
    assert first_message(raw) == "q.yaml:2:8: is not UTF-8 text: save it with the encoding UTF-8"


def test_the_language_key_no_stays_text():
    norwegian = BANK.replace("why", "no")
    assert messages(norwegian) == []


@pytest.mark.parametrize("word", ["2026-05-31", "1.0", "1", "true", "~"])
def test_what_looks_like_text_to_people_only_must_be_quoted(word):
    [told] = messages(BANK.replace("Ask what it is for", word))
    assert told.startswith("questions.yaml:12:25 items.party.options.ask.text: is ")
    assert messages(BANK.replace("Ask what it is for", f"'{word}'")) == []


@pytest.mark.parametrize("code", [0, 7, 0x1B, 0x7F, 0x85, 0x2028, 0x202E, 0x2066, 0xFEFF, 0xFFFF])
def test_hidden_characters_are_refused_at_their_place(code):
    [told] = messages(BANK.replace("Ask what", f"Ask {chr(code)}what"))
    assert told == (
        f"questions.yaml:12:29: an invisible control character (U+{code:04X}): remove it"
    )


def test_marks_that_right_to_left_words_need_are_accepted():
    assert messages(BANK.replace("Ask what", "Ask \u200fשלום\u200e what")) == []


def test_an_endless_list_of_problems_is_cut_and_says_so():
    problems = all_problems(b"items:\n" + b"- {id: a, a: 1, a: 2}\n" * 5000)
    told = [str(problem) for problem in problems]
    assert f"there are more problems like these {SHOWN}; mend these first" in told[SHOWN]
    assert len(told) <= 3 * (SHOWN + 1)


WORST = {
    "commas": b"[" + b"a," * (MOST_BYTES // 2 - 1) + b"]",
    "keys": b"{" + b",".join(b"k%d: 1" % n for n in range(50_000)) + b"}",
    "twice": b"a: 1\n" * (MOST_BYTES // 5),
    "entries": b"items:\n" + b"- 1\n" * 59_000,
    "unknown": b"items:\n" + b"".join(b"- {zzz%d: 1}\n" % n for n in range(19_000)),
    "traits": b"traits: [{id: why}]\nitems:\n- options:\n  - weights:\n"
    + b"".join(b"      w%d: 1\n" % n for n in range(29_000)),
    "many traits": b"traits:\n"
    + b"".join(b"- {id: trait-%d}\n" % n for n in range(8_000))
    + b"items:\n- options:\n  - weights:\n"
    + b"".join(b"      tarit-%d: 1\n" % n for n in range(8_000)),
    "anchors": b"\n".join(b"- &a%d x" % n for n in range(40_000)),
    "digits": b"version: " + b"1" * (MOST_BYTES - 10),
    "hidden": b"\x07" * MOST_BYTES,
    "quotes": b'"' + b"\n" * (MOST_BYTES - 2) + b'"',
    "lines": b"a\n " * (MOST_BYTES // 3),
    "escapes": b'"' + b"\\x07" * (MOST_BYTES // 4 - 1) + b'"',
}


@pytest.mark.parametrize("raw", WORST.values(), ids=WORST.keys())
def test_the_worst_files_are_refused_in_time(raw):
    assert len(raw) <= MOST_BYTES
    before = time.process_time()
    assert all_problems(raw)
    assert time.process_time() - before < LIMIT
