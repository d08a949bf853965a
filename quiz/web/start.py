"""Knows the value that stands for an attempt before its first answer: signed, good for a day.

It refuses to store anything: a start that nobody answers leaves no trace.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from itsdangerous import BadSignature, URLSafeSerializer

LIFETIME = timedelta(hours=24)
_AHEAD = LIFETIME  # the clock may have been put back since, or be another server's
_SALT = "start-1"  # a new number whenever the fields change: older values are then not read


@dataclass(frozen=True, slots=True)
class Start:
    """What an attempt will be created with. `language` is a locale, `form` adaptive or full.

    `code` is the hash (hex) of the code with which a cohort was entered.
    """

    token: str
    cohort: str | None
    language: str
    form: str
    day: date
    code: str | None = None


class Starts:
    """Signs start values and reads them back; `secret` is the server's key."""

    def __init__(self, secret: str) -> None:
        self._signer = URLSafeSerializer(secret, salt=_SALT)

    def sign(self, start: Start, *, now: datetime) -> str:
        """Write the start as text for an address. `now` carries its time zone."""
        fields = [start.token, start.cohort, start.language, start.form, start.day.isoformat()]
        code = [] if start.code is None else [start.code]  # without one, as it always was
        signed = self._signer.dumps([*fields, int(now.timestamp()), *code])
        return signed if isinstance(signed, str) else signed.decode()

    def read(self, value: str, *, token: str, now: datetime) -> Start | None:
        """Read the start in a value; None when it was changed, is a day old or another's."""
        try:
            fields = self._signer.loads(value)
        except BadSignature:
            return None
        own, cohort, language, form, day, issued, *code = fields
        age = timedelta(seconds=now.timestamp() - issued)
        if own != token or not -_AHEAD < age < LIFETIME:
            return None
        return Start(own, cohort, language, form, date.fromisoformat(day), *code)
