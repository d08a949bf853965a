"""Knows what a bare word in YAML means by the YAML 1.2 core rules, so that `no` stays text.

It refuses to know where the word stands; quoted words never come here, they are text.
"""

import re
from datetime import date

Plain = str | int | float | bool | date | None

HIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff"
    "\ud800-\udfff]"
)
"""Controls, line separators, forced text direction: nothing an author can see or mean.
Tab and line break are left to the rules of each text; marks that right-to-left words need stay."""

_WORDS: dict[str, bool | None] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_WHOLE = re.compile(r"[-+]?[0-9]+")
_OCTAL = re.compile(r"0o[0-7]+")
_HEXADECIMAL = re.compile(r"0x[0-9a-fA-F]+")
_DECIMAL = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_INFINITE = re.compile(r"[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)")
_DAY = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")
_LONGEST_NUMBER = 40  # a longer row of digits is no figure that anyone means


def resolve(raw: str) -> Plain:
    """Give a bare word its value: null, true or false, a number, a day; anything else is text.

    The core rules know no days. They are told apart here so that a bare day where text is wanted
    can be refused, as other YAML readers would not give text for it.
    """
    if raw in _WORDS:
        return _WORDS[raw]
    if raw[0] not in "+-.0123456789" or len(raw) > _LONGEST_NUMBER:
        return raw
    return _number(raw) if "-" not in raw[1:] or "e" in raw.lower() else _day(raw)


def _number(raw: str) -> int | float | str:
    if _WHOLE.fullmatch(raw):
        return int(raw)
    if _OCTAL.fullmatch(raw) or _HEXADECIMAL.fullmatch(raw):
        return int(raw, 0)
    if _DECIMAL.fullmatch(raw):
        return float(raw)
    if _INFINITE.fullmatch(raw):
        return float(raw.replace(".", ""))
    return raw


def _day(raw: str) -> date | str:
    match = _DAY.fullmatch(raw)
    if match is None:
        return raw
    try:
        return date(*map(int, match.groups()))
    except ValueError:
        return raw
