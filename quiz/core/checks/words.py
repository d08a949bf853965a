"""Knows words that no item should use, and how hard an English text is to read.

It refuses to know banks and items; it takes texts.
"""

import re
from collections.abc import Iterable

ROLES = (
    r"products?|projects?|programmes?|programs?|managers?|managing|manage|owners?|sponsors?"
    r"|backlogs?|stakeholders?|sprints?|scrum|agile|milestones?|roadmaps?|portfolios?|mvp|kpis?"
    r"|epics?|user stor(?:y|ies)|deliver(?:y|ies|ables?)"
)
"""Words that name a role, or that only people in projects use."""

GIVE_AWAYS = (
    r"purpose|mission|visions?|visionary|strateg(?:y|ies|ic)|goals?|priorit(?:y|ies|ise|ised)"
    r"|deadlines?|schedules?|budgets?|forecasts?|resources?|risks?|risky|scope|requirements?"
    r"|features?|hand-?overs?|iterat(?:e|es|ion|ions)|roll-?outs?|value|team spirit"
)
"""Words by which a reader could aim at a trait."""

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_SENTENCE_END = re.compile(r"[.!?:;]+(?:\s|$)")
_VOWELS = re.compile(r"[aeiouy]+")
_SILENT_END = re.compile(r"(?:[^laeiouy]es|[^aeioudty]ed|[^laeiouy]e)$")


def found(pattern: str, text: str) -> list[str]:
    """List the words of the text that the pattern knows, as they are written."""
    return re.findall(rf"\b(?:{pattern})\b", text, re.IGNORECASE)


def any_of(words: Iterable[str]) -> str:
    """Make a pattern of plain words, the longest first so that they win."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


def words_of(text: str) -> list[str]:
    """List the words in small letters."""
    return [word.lower() for word in _WORD.findall(text)]


def reading_ease(texts: Iterable[str]) -> float | None:
    """Give the Flesch reading ease of some texts together: 100 is very easy, 30 very difficult.

    206.835 - 1.015 words per sentence - 84.6 syllables per word (Flesch 1948). None without words,
    and where letters show that the text is not English.
    """
    taken = list(texts)
    words = [word for text in taken for word in words_of(text)]
    if not words or any(not word.replace("’", "'").isascii() for word in words):
        return None
    sentences = sum(max(1, len(_SENTENCE_END.findall(text))) for text in taken)
    syllables = sum(map(_syllables, words))
    return 206.835 - 1.015 * len(words) / sentences - 84.6 * syllables / len(words)


def _syllables(word: str) -> int:
    """Count groups of vowels, without an ending that is written and not spoken."""
    return max(1, len(_VOWELS.findall(_SILENT_END.sub("", word))))
