"""Knows the line that says somebody finished the quiz in a group on a day: signed, and no more.

It refuses to say who, with which result and from which private link; nothing of it is stored, and
it is checked without the database.
"""

import hmac
import re
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from datetime import date

_VERSION = "fw1"
_PURPOSE = b"fourways receipts, version 1"  # whatever else the server signs has another key
_LINE = re.compile(
    rf"({_VERSION}\.([a-z0-9]{{16}})\.(\d{{4}}-\d\d-\d\d)\.([0-9a-f]{{32}}))\.([A-Za-z0-9_-]{{43}})"
)


@dataclass(frozen=True, slots=True)
class Receipt:
    """A cohort's part of the address, the day of the finish, and a number that stands for nobody.

    `copies` is how often the same receipt stood in the text.
    """

    cohort: str
    day: date
    number: str
    copies: int = 1


@dataclass(frozen=True, slots=True)
class Checked:
    """What a text held: receipts that this site signed, and how many it did not."""

    good: tuple[Receipt, ...]
    bad: int


class Receipts:
    """Writes receipts and checks them; `secret` is the server's key."""

    def __init__(self, secret: str) -> None:
        self._key = hmac.digest(secret.encode(), _PURPOSE, "sha256")

    def write(self, token: str, *, cohort: str, day: date) -> str:
        """Write the receipt of a private link: the same line each time, so that copies show.

        Its number follows from the link and the key, of which the database holds neither: nothing
        that is stored leads from one to the other.
        """
        number = self._digest(f"number {token} {day}").hex()[:32]
        said = f"{_VERSION}.{cohort}.{day.isoformat()}.{number}"
        return f"{said}.{self._mark(said)}"

    def check(self, text: str) -> Checked:
        """Find the receipts in a text, whatever stands around them and however lines break."""
        joined = "".join(text.split())
        good: dict[str, Receipt] = {}
        whole = _LINE.findall(joined)
        cut_short = _LINE.sub(" ", joined).count(f"{_VERSION}.")
        bad = cut_short if whole else 0  # alone it is no receipt at all
        for said, cohort, day, number, mark in whole:
            if hmac.compare_digest(mark, self._mark(said)):
                copies = good[said].copies + 1 if said in good else 1
                good[said] = Receipt(cohort, date.fromisoformat(day), number, copies)
            else:
                bad += 1
        return Checked(tuple(good.values()), bad)

    def _mark(self, said: str) -> str:
        return urlsafe_b64encode(self._digest(f"mark {said}")).decode().rstrip("=")

    def _digest(self, text: str) -> bytes:
        return hmac.digest(self._key, text.encode(), "sha256")
