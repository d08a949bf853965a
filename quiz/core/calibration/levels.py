"""Knows how much of a bank may be tuned on the answers of how many people.

It refuses to know the answers themselves.
"""

from enum import IntEnum


class Level(IntEnum):
    """What is taken from answers; each level includes those before it."""

    AS_WRITTEN = 0
    POPULARITY = 1  # how often each option is chosen by someone without leaning
    SLOPE = 2  # how much an item tells, against what its weights say
    WEIGHTS = 3  # every weight by itself


NEEDED = {Level.POPULARITY: 100, Level.SLOPE: 300, Level.WEIGHTS: 1000}
"""People from which a level is worth more than what is written; the same goes for each item."""

FEWEST = NEEDED[Level.POPULARITY]


class TooFew(ValueError):
    """Not enough people to learn anything from them; says how many there are."""

    def __init__(self, people: int) -> None:
        super().__init__(
            f"{counted(people)} answered enough, at least {FEWEST} are needed: with fewer, chance "
            "moves the figures more than the questions do"
        )
        self.people = people


def counted(people: int) -> str:
    """Say how many people there are, as a sentence begins or ends with it."""
    return "1 person" if people == 1 else f"{people} people"


def level_for(people: int) -> Level:
    """The highest level that so many people allow."""
    return max(
        (level for level, needed in NEEDED.items() if people >= needed), default=Level.AS_WRITTEN
    )
