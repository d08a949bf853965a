"""Knows which rules the wording of a bank must keep.

It refuses to know weights, except for the trait that an option stands for.
"""

import difflib
from collections import Counter
from collections.abc import Iterator, Sequence

import numpy as np

from quiz.core.bank import Bank, Format, Item, Option, TraitId
from quiz.core.checks.finding import Finding, Path, error, warning
from quiz.core.checks.items import CHOICES, path_of
from quiz.core.checks.words import GIVE_AWAYS, ROLES, any_of, found, reading_ease, words_of
from quiz.core.rules import Rules

LONGEST = 160
"""Characters of a situation or option outside of blocks; in blocks the phone sets the limit."""

UNEVEN = 1.6  # longest option of an item as a multiple of the shortest
_UNEVEN_FROM = 12  # characters of difference below which nobody sees it
EASIEST_REFUSED = 30.0  # reading ease below which a text is very difficult
OFTEN_LONGEST = 1.6  # times as often as chance
_OFTEN_FROM = 10  # items from which this can be told
NEAR = 0.85  # likeness of two texts, 1 for equal ones
_SHARED_WORDS = 0.5  # likeness in words below which letters are not compared


def text_findings(bank: Bank, rules: Rules) -> Iterator[Finding]:
    """Go through the words of every item, and then through all texts together."""
    for item in bank.items:
        yield from _too_long(item)
        yield from _uneven(item)
        yield from _hard_to_read(item)
        yield from _names_roles(item, rules)
        if item.expects is None:
            yield from _gives_away(item, bank)
    yield from _longest_for_one_trait(bank)
    yield from _near_duplicates(bank)


def _texts(item: Item) -> list[tuple[Path, str]]:
    """List the situation and the options' texts with their places."""
    options = [(path_of(item, option, "text"), option.text) for option in item.options]
    return [(path_of(item, field="situation"), item.situation), *options]


def _too_long(item: Item) -> Iterator[Finding]:
    if item.format is Format.MOST_LEAST:
        return
    for path, text in _texts(item):
        if len(text) > LONGEST:
            what = f"has {len(text)} characters, {LONGEST} are easy to read on a phone"
            yield warning(path, what, "shorten it")


def _uneven(item: Item) -> Iterator[Finding]:
    by_length = sorted(item.options, key=lambda option: len(option.text))
    short, long = by_length[0], by_length[-1]
    least, most = len(short.text), len(long.text)
    if most > UNEVEN * least and most - least >= _UNEVEN_FROM:
        yield warning(
            path_of(item, long, "text"),
            f"has {most} characters beside {least} of {short.id}: length catches the eye",
            "make the options of an item equally long",
        )


def _hard_to_read(item: Item) -> Iterator[Finding]:
    ease = reading_ease(text for _, text in _texts(item))
    if ease is not None and ease < EASIEST_REFUSED:
        yield warning(
            path_of(item),
            f"is very difficult to read (reading ease {ease:.0f}, {EASIEST_REFUSED:.0f} is the "
            "least)",
            "use shorter words and sentences",
        )


def _names_roles(item: Item, rules: Rules) -> Iterator[Finding]:
    names = any_of(track.name for track in rules.tracks)
    for path, text in _texts(item):
        if tracks := found(names, text):
            yield error(path, f"names a track ({tracks[0]})", "describe work, not roles")
        elif roles := found(ROLES, text):
            what = f"uses a word by which roles are known ({', '.join(roles)})"
            yield warning(path, what, "say what is done instead")


def _gives_away(item: Item, bank: Bank) -> Iterator[Finding]:
    traits = any_of({word for trait in bank.traits for word in (trait.id, trait.name)})
    for option in item.options:
        if told := found(f"{GIVE_AWAYS}|{traits}", option.text):
            yield warning(
                path_of(item, option, "text"),
                f"gives its trait away ({', '.join(told)})",
                "show the trait by what someone does, without its catchwords",
            )


def _longest_for_one_trait(bank: Bank) -> Iterator[Finding]:
    items = [item for item in bank.scored if item.format in CHOICES]
    if len(items) < _OFTEN_FROM:
        return
    counts = Counter(map(_longest, items))
    often = OFTEN_LONGEST / len(bank.traits) * len(items)
    for trait in bank.traits:
        if counts[trait.id] > often:
            yield warning(
                ("traits", trait.id),
                f"its option is the longest in {counts[trait.id]} of {len(items)} items",
                "shorten some of them, or lengthen others",
            )


def _longest(item: Item) -> TraitId | None:
    """Name the trait of the option that is longer than all others, if one is."""
    *_, second, first = sorted(item.options, key=lambda option: len(option.text))
    return _trait(first) if len(first.text) > len(second.text) else None


def _trait(option: Option) -> TraitId:
    """Name the trait that the option stands for most; the first of equals."""
    return max(option.weights, key=lambda trait: option.weights[trait], default=TraitId(""))


def _near_duplicates(bank: Bank) -> Iterator[Finding]:
    texts = [place for item in bank.scored for place in _texts(item)]
    told: set[Path] = set()
    for one, other in _with_shared_words([words_of(text) for _, text in texts]):
        (first, text), (path, twin) = texts[one], texts[other]
        if path in told:
            continue
        here = ".".join(first[1:])
        if text.lower() == twin.lower() and path[:2] == first[:2]:
            told.add(path)
            yield error(path, f"says the same as {here}", "write it anew, or take one out")
        elif difflib.SequenceMatcher(None, text.lower(), twin.lower()).ratio() >= NEAR:
            told.add(path)
            yield warning(path, f"is nearly the same as {here}", "write one of them anew")


def _with_shared_words(texts: Sequence[Sequence[str]]) -> list[tuple[int, int]]:
    """Find pairs of texts that share enough words to be worth comparing letter by letter."""
    known = {word: place for place, word in enumerate(sorted({w for t in texts for w in t}))}
    uses = np.zeros((len(texts), max(len(known), 1)), dtype=np.float32)
    for row, words in enumerate(texts):
        uses[row, [known[word] for word in words]] = 1
    lengths = np.maximum(np.linalg.norm(uses, axis=1), 1)
    alike = (uses @ uses.T) / np.outer(lengths, lengths)
    pairs = np.argwhere(np.triu(alike >= _SHARED_WORDS, k=1))
    return [(int(one), int(other)) for one, other in pairs]
