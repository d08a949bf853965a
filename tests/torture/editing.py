"""Twenty things that happen to the files of a bank while people answer: edits, and mishaps.

Each is a change of one file's text. Sound ones add up; after a broken one the file is put back.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

QUESTIONS, TRACKS = "questions.yaml", "tracks.yaml"


@dataclass(frozen=True)
class Edit:
    """`change` makes the new text, or bytes, or None where the file is gone."""

    name: str
    change: Callable
    file: str = QUESTIONS
    sound: bool = True


def parts(text):
    """What stands before the items, and each item."""
    head, items = text.split("\nitems:\n")
    first, *items = re.split(r"(?m)^(?=  - id: )", items)
    return f"{head}\nitems:\n{first}", items


def items(change):
    """An edit of the list of items."""

    def edit(text):
        head, listed = parts(text)
        return head + "".join(change(listed))

    return edit


def one(number, change):
    """An edit of one item's text."""
    return items(lambda all_: [*all_[:number], change(all_[number]), *all_[number + 1 :]])


def swapped(before, after, count=0):
    """An edit by pattern; it must find something."""

    def edit(text):
        new, found = re.subn(before, after, text, count=count)
        assert found, before
        return new

    return edit


def options_turned(item):
    head, *options = re.split(r"(?m)^(?=      - id: )", item)
    return head + "".join([*options[1:], options[0]])


def copied(listed):
    return [listed[0], swapped("- id: [a-z-]+", "- id: quite-new", 1)(listed[0]), *listed[1:]]


EDITS = [
    Edit("questions in another order", items(lambda all_: [*all_[:24][::-1], *all_[24:]])),
    Edit("answers in another order", one(3, options_turned)),
    Edit("a file that is no YAML", lambda _: "version: [", sound=False),
    Edit("a question deleted", items(lambda all_: [*all_[:5], *all_[6:]])),
    Edit("a question renamed", one(2, swapped("- id: [a-z-]+", "- id: renamed", 1))),
    Edit("an empty file", lambda _: "", sound=False),
    Edit("an answer renamed", one(4, swapped("      - id: [a-z-]+", "      - id: other", 1))),
    Edit("a weight changed", one(7, swapped(r"weights: \{(\w+): 3\}", r"weights: {\1: 2}", 1))),
    Edit("a file cut off in the middle", lambda text: text[: len(text) // 2], sound=False),
    Edit("situations worded anew", swapped('situation: "', 'situation: "So: ')),
    Edit("answers in another language", swapped(r'(        text: )"', r'\1"Auf Deutsch: ')),
    Edit("a file of noise", lambda _: bytes(range(256)) * 40, sound=False),
    Edit("a threshold changed", swapped("clear: 0.8", "clear: 0.7"), TRACKS),
    Edit("sharper questions", swapped("discrimination: 0.35", "discrimination: 0.45"), TRACKS),
    Edit("a question twice", items(lambda all_: [*all_, all_[0]]), sound=False),
    Edit("a question added", items(copied)),
    Edit("the file deleted", lambda _: None, sound=False),
    Edit("a track weighs otherwise", swapped(r"\{why: 1, what: 1\}", "{why: 2, what: 1}"), TRACKS),
    Edit("rules without a sense", swapped("clear: 0.7", "clear: most"), TRACKS, sound=False),
    Edit("weights all doubled", swapped(r": 3\}", ": 6}")),
]


def write(folder, edit):
    """Carry an edit out; what the file held before."""
    file = folder / edit.file
    before = file.read_bytes()
    after = edit.change(before.decode())
    if after is None:
        file.unlink()
    else:
        file.write_bytes(after if isinstance(after, bytes) else after.encode())
    return before
