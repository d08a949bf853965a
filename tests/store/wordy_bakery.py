"""The made-up bakery of the core tests, with two questions about how a company names its roles."""

from dataclasses import replace

from quiz.core.moves import Dialect, DialectChoice
from tests.core.bakery import BAKERY, MASTER, SAID


def dialect(name, *choices):
    return Dialect(
        name, f"{name}?", tuple(DialectChoice(c, c, SAID, {MASTER.id: c}) for c in choices)
    )


WORDY = replace(
    BAKERY, dialects=(dialect("north", "here", "there"), dialect("side", "left", "right"))
)
