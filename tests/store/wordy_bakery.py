"""The made-up bakery of the core tests, with two questions about how a company names its roles."""

from dataclasses import replace

from quiz.core.moves import Dialect, DialectChoice
from quiz.core.rungs import Band
from tests.core.bakery import BAKER, BAKERY, GUILD, MASTER, SAID


def dialect(name, *choices):
    return Dialect(
        name, f"{name}?", tuple(DialectChoice(c, c, SAID, {MASTER.id: c}) for c in choices)
    )


WORDY = replace(
    BAKERY, dialects=(dialect("north", "here", "there"), dialect("side", "left", "right"))
)

STEPS = (BAKER, replace(MASTER, band=Band.MID), replace(GUILD, band=Band.SENIOR))
"""Three rungs of one ladder in three bands, as TALL has them."""

TALL = replace(
    WORDY, rungs=tuple({r.id: r for r in (*WORDY.rungs, *STEPS)}[r.id] for r in WORDY.rungs)
)
