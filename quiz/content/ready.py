"""Knows what the content of one version is, once it was read and found good: a catalogue and cards.

It refuses to read or to judge files, and so needs nothing of what does that.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from quiz.content.problems import Problem
from quiz.core.bank import Bank
from quiz.core.card import Card
from quiz.core.careers import Careers
from quiz.core.rules import Rules

CAREERS: Final = "careers"
"""The folder of career content within a content folder."""

FIGURES: Final = "quality.json"
"""The file of worked-out figures beside the bank."""


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All content of one version. `digest` names bank and scoring rules together (SHA-256, hex)."""

    bank: Bank
    rules: Rules
    careers: Careers
    digest: str
    careers_version: str
    warnings: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Content:
    """A catalogue, and by digest the cards of banks; `no_cards` says why they cannot be read."""

    catalogue: Catalogue
    cards: Mapping[str, Card]
    no_cards: str = ""
