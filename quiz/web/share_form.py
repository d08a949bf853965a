"""Knows the form of a read-only link: what it shows and how long it works.

It refuses to know whose result it is. The names of the sections are stored with each link.
"""

from flask_babel import lazy_gettext
from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, Form, SelectChoice, SelectField

from quiz.web.forms import Problem

SECTIONS = {
    "verdict": lazy_gettext("The verdict and how sure it is"),
    "picture": lazy_gettext("The picture of all tracks"),
    "traits": lazy_gettext("Which of the four questions come first"),
    "reasons": lazy_gettext("The reasons, with the answers they quote"),
}
"""What a link may show, by the name that is stored, in the order of the page."""

DAYS = (7, 30, 90)

_NOTHING = lazy_gettext("Tick at least one thing for the link to show.")
_HOW_LONG = lazy_gettext("Choose how long the link works.")


class ShareForm(Form):
    """A tick for every section and one of three lengths of time. Nothing is ticked at first."""

    verdict = BooleanField(SECTIONS["verdict"])
    picture = BooleanField(SECTIONS["picture"])
    traits = BooleanField(SECTIONS["traits"])
    reasons = BooleanField(SECTIONS["reasons"])
    days = SelectField(choices=[SelectChoice(str(days)) for days in DAYS], default="30")

    def __init__(self, fields: MultiDict[str, str] | None = None) -> None:
        super().__init__(fields)
        self.problems: list[Problem] = []

    @property
    def names(self) -> frozenset[str]:
        """The fields that this form may hold."""
        return frozenset(field.name for field in self)

    @property
    def sections(self) -> tuple[str, ...]:
        """The ticked sections in the order of the page."""
        return tuple(name for name in SECTIONS if self[name].data)

    def validate(self, extra_validators: object = None) -> bool:
        """Find out what keeps the link from being made; `problems` names it."""
        known = super().validate(extra_validators)
        self.problems = [] if self.sections else [Problem("show-verdict", str(_NOTHING))]
        if not known:
            self.problems.append(Problem("days", str(_HOW_LONG)))
        return not self.problems
