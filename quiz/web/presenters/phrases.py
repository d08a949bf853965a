"""Knows how names, numbers and days are put into a sentence in the reader's language.

It refuses to know what the sentence is about.
"""

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from itertools import accumulate, pairwise
from typing import Literal

from babel import Locale
from babel.dates import format_date, format_skeleton
from babel.lists import format_list
from babel.numbers import format_decimal
from flask_babel import lazy_gettext

from quiz.web.wording import language, ngettext

_BRITISH = Locale("en", "GB")
KEPT = 1024
"""Numbers and lists that a process keeps in words: pages say the same few, each many times."""


_SPELLED = (
    lazy_gettext("one"),
    lazy_gettext("two"),
    lazy_gettext("three"),
    lazy_gettext("four"),
    lazy_gettext("five"),
    lazy_gettext("six"),
    lazy_gettext("seven"),
    lazy_gettext("eight"),
    lazy_gettext("nine"),
    lazy_gettext("ten"),
    lazy_gettext("eleven"),
    lazy_gettext("twelve"),
)


def locale() -> Locale:
    """Name the reader's language; plain English, and work outside a request, is British."""
    chosen = language()
    if chosen is None or (chosen.language == "en" and chosen.territory is None):
        return _BRITISH
    return chosen


def listed(names: Sequence[str]) -> str:
    """Join names with "and"."""
    return _joined(tuple(names), "standard", locale())


def either(names: Sequence[str]) -> str:
    """Join names with "or"."""
    return _joined(tuple(names), "or", locale())


@lru_cache(maxsize=KEPT)
def _joined(names: tuple[str, ...], style: Literal["standard", "or"], where: Locale) -> str:
    return format_list(list(names), style=style, locale=where)


def numbered(names: Sequence[str]) -> str:
    """Name questions inside a sentence: situations by their numbers, others as they are called."""
    numbers = [name for name in names if name.isdecimal()]
    others = [name for name in names if not name.isdecimal()]
    if not numbers:
        return listed(others)
    situations = ngettext(
        "situation %(numbers)s", "situations %(numbers)s", len(numbers), numbers=listed(numbers)
    )
    return listed([situations, *others])


def inline(name: str) -> str:
    """Write a role's name as it stands inside an English sentence: "Product owner", small.

    Abbreviations keep their capitals, and so do names in every other language.
    """
    small = locale().language == "en" and name[1:2].islower()
    return name[:1].lower() + name[1:] if small else name


def opening(sentence: str) -> str:
    """Begin a sentence with a capital."""
    return sentence[:1].upper() + sentence[1:]


def continuing(sentence: str) -> str:
    """Write a sentence as it goes on after a colon: in English its first word is small.

    Abbreviations keep their capitals.
    """
    small = locale().language == "en" and not sentence[1:2].isupper()
    return sentence[:1].lower() + sentence[1:] if small else sentence


def number(value: float) -> str:
    """Write a number with at most two decimals."""
    return _decimal(round(value, 2), locale())


def spelled(count: int) -> str:
    """Write a count from one to twelve as a word, any other in figures."""
    return str(_SPELLED[count - 1]) if 1 <= count <= len(_SPELLED) else number(count)


@lru_cache(maxsize=KEPT)
def _decimal(value: float, where: Locale) -> str:
    return format_decimal(value, format="#,##0.##", locale=where)


def signed(value: float) -> str:
    """Write points with their sign; nothing is a plain 0."""
    rounded = round(value, 2)
    if rounded == 0:
        return "0"
    return ("+" if rounded > 0 else "\u2212") + number(abs(rounded))


def day(value: date) -> str:
    """Write a day with its month in words."""
    return format_date(value, format="long", locale=locale())


def month(iso: str) -> str:
    """Write a month, or a day, that content states in ISO form; anything else as it stands."""
    try:
        value = date.fromisoformat(iso if len(iso) > len("2026-01") else f"{iso}-01")
    except ValueError:
        return iso
    if len(iso) > len("2026-01"):
        return day(value)
    return format_skeleton("yMMMM", value, locale=locale())


def to_hundredths(values: Sequence[float]) -> list[float]:
    """Round values to hundredths so that the rounded ones add up to the rounded sum.

    Each running sum is rounded and the differences are taken, so nobody who adds up a printed
    table arrives at another total than the one below it.
    """
    totals = [0, *(round(100 * total) for total in accumulate(values))]
    return [(after - before) / 100 for before, after in pairwise(totals)]
