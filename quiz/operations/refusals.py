"""Knows why an operation can be refused; nothing was changed when one of these is raised.

It refuses to put a token, an answer or an id into a message, because messages reach logs.
"""

from typing import Any

from quiz.core.bank import ItemId


class Refusal(Exception):
    """An operation that was understood and not done."""


class AttemptAbsent(Refusal):
    """No attempt has this token: it never began, or it was erased (nobody is told which)."""

    def __init__(self) -> None:
        super().__init__("no attempt has this token")


class UnknownItem(Refusal):
    """The bank of this attempt has no such item."""

    def __init__(self) -> None:
        super().__init__("the bank of this attempt has no such item")


class UnknownOption(Refusal):
    """The value is not an answer to this item."""

    def __init__(self) -> None:
        super().__init__("the value is not an answer to this item")


class UnknownChoice(Refusal):
    """Today's careers have no such track, rung, answer, skill or name."""

    def __init__(self) -> None:
        super().__init__("the careers have no such choice")


class OtherBank(Refusal):
    """The attempt is pinned to another bank than the caller used; look it up and try again."""

    def __init__(self, digest: str) -> None:
        super().__init__("the attempt is pinned to another bank")
        self.digest = digest


class Conflict(Refusal):
    """Another answer was stored after the page was shown.

    `stored` and `new` are JSON values (None: skipped). `seen` is what the next form carries so
    that choosing one of them is accepted.
    """

    def __init__(self, *, stored: Any, new: Any, seen: str) -> None:  # noqa: ANN401 - JSON
        super().__init__("another answer was stored after the page was shown")
        self.stored = stored
        self.new = new
        self.seen = seen


class NotEnough(Refusal):
    """Too few items are answered to finish; skipped ones and middle steps do not count.

    `first_skipped` is the first item that was asked and skipped, None when none was.
    """

    def __init__(self, *, answered: int, needed: int, first_skipped: ItemId | None) -> None:
        super().__init__("too few items are answered to finish")
        self.answered = answered
        self.needed = needed
        self.first_skipped = first_skipped

    @property
    def missing(self) -> int:
        """How many more answers are needed."""
        return self.needed - self.answered


class CodeSpent(Refusal):
    """The cohort asks for a code, and there was none, or it has begun an attempt already."""

    def __init__(self) -> None:
        super().__init__("a code that is unused is needed to begin")


class NotFinished(Refusal):
    """There is no result yet, so there is nothing to share."""

    def __init__(self) -> None:
        super().__init__("the attempt has no result yet")
