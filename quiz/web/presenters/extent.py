"""Knows how much of a form a result rests on, in words: situations and trade-offs, each by itself.

It refuses to say what the answers lead to.
"""

from dataclasses import dataclass

from quiz.core.bank import Bank, Responses
from quiz.core.result import Kind, Result
from quiz.core.rules import Thresholds
from quiz.web.presenters.phrases import number
from quiz.web.wording import gettext as _
from quiz.web.wording import ngettext


@dataclass(frozen=True, slots=True)
class Extent:
    """Answered situations of a form of `total`, and answered trade-offs beyond it."""

    situations: int
    total: int
    extras: int

    @property
    def says(self) -> str:
        """Put it into words: "4 of the 24 situations and 2 trade-offs"."""
        said = ngettext(
            "%(answered)s of the one situation",
            "%(answered)s of the %(total)s situations",
            self.total,
            answered=number(self.situations),
            total=number(self.total),
        )
        if not self.extras:
            return said
        more = ngettext("one trade-off", "%(num)s trade-offs", self.extras)
        return _("%(situations)s and %(extras)s", situations=said, extras=more)


def extent(bank: Bank, responses: Responses) -> Extent:
    """Count the answers behind a result; skipped ones and attention checks do not count."""
    said = {item for item, answer in responses.items() if answer is not None}
    return Extent(len(said & bank.form_ids), len(bank.form), len(said & bank.extra_ids))


def few(result: Result, thresholds: Thresholds, made: Extent) -> str:
    """Say that a result rests on few answers; empty from the number worth reading.

    A clear verdict says how little would have been enough to change it; any other may well change
    with the next answers.
    """
    if made.situations >= min(thresholds.offer_finish, made.total):
        return ""
    if result.verdict.kind is Kind.CLEAR:
        return _fragile(len(result.change), made)
    return _(
        "This result rests on only %(made)s: the next answers may well change it.", made=made.says
    )


def _fragile(count: int, made: Extent) -> str:
    """Say how many of few answers carry a clear result."""
    rests = _("This result rests on %(made)s.", made=made.says)
    surer = _("Each further situation makes it surer.")
    if not count:
        return f"{rests} {surer}"
    carried = ngettext(
        "They point one way, yet a single different answer among them would change that.",
        "They point one way, yet %(num)s different answers among them would change that.",
        count,
    )
    return f"{rests} {carried} {surer}"


def completeness(result: Result, thresholds: Thresholds, made: Extent) -> str:
    """Say what a result was made from, where answers are missing and nothing above says so."""
    if result.form.complete and result.form.skipped:
        return ngettext(
            "Made from %(made)s; one question was skipped.",
            "Made from %(made)s; %(num)s questions were skipped.",
            result.form.skipped,
            made=made.says,
        )
    if result.form.complete and made.extras:
        return _("Made from %(made)s.", made=made.says)
    if not result.form.complete and not few(result, thresholds, made):
        return f"{_('Made from %(made)s.', made=made.says)} {_shorter()}"
    return ""


def _shorter() -> str:
    """What stopping early costs, where nothing stronger is said of it."""
    return _("A shorter sitting is surer of less; the figures allow for that.")


def too_few(result: Result, thresholds: Thresholds, made: Extent) -> tuple[str, str]:
    """Word the headline and the first lines where the answers name no track yet."""
    missing = thresholds.offer_finish - made.situations
    said = _("You have answered %(made)s.", made=made.says)
    if result.form.skipped:
        said += " " + ngettext(
            "You skipped one question.", "You skipped %(num)s questions.", result.form.skipped
        )
    said += " " + _("That leaves too much doubt to name a track.")
    if missing <= 0:
        surer = _("Each further answer makes the picture surer.")
        return _("A few more answers first"), f"{said} {surer}"
    enough = _(
        "From %(count)s situations on, a result is worth reading.",
        count=number(thresholds.offer_finish),
    )
    head = ngettext("One more answer first", "%(num)s more answers first", missing)
    return head, f"{said} {enough}"
