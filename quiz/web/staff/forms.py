"""Knows the forms of staff, each with the secret that keeps other sites from sending it.

It refuses to judge a cohort: what it may be is for `quiz.operations`; here it only gets its words.
"""

from datetime import date

from flask import request
from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from wtforms import BooleanField, DateField, IntegerField, PasswordField, StringField
from wtforms.validators import Optional

from quiz.core.cohort import SMALLEST_CELL, SMALLEST_GROUP
from quiz.operations import Fault
from quiz.operations.codes import AT_ONCE
from quiz.operations.staff import spelled_login
from quiz.store.codes import spelled_code
from quiz.web.forms import Problem
from quiz.web.staff.passwords import LONGEST, SHORTEST
from quiz.web.wording import gettext as _

_STALE = lazy_gettext("This page was open in another session. Send it again.")

FAULTS = {
    Fault.NAME: ("name", lazy_gettext("Give the group a name of 1 to 80 characters.")),
    Fault.SELECTION: (
        "decides-no",
        lazy_gettext("Not opened: results of this quiz may not inform decisions about people."),
    ),
    Fault.DAYS: ("closes", lazy_gettext("The last day must not lie before the first.")),
    Fault.GROUP: (
        "batch",
        lazy_gettext(
            "A closed group has 5 people or more, and at least twice as many as stand behind any"
            " figure; those are 2 or more."
        ),
    ),
    Fault.ORIGINS: (
        "origins",
        lazy_gettext(
            "Write each place as scheme and host, such as https://intranet.example.com: no path,"
            " no star."
        ),
    ),
    Fault.REDIRECT: (
        "back",
        lazy_gettext(
            "Write where people are led back to as scheme and host, such as"
            " https://intranet.example.com: nothing after the host."
        ),
    ),
    Fault.PRESETS: ("preset-teams", lazy_gettext("Choose among the systems that are listed.")),
    Fault.FORM: ("form-adaptive", lazy_gettext("Choose one of the two forms.")),
    Fault.WELCOME: ("welcome", lazy_gettext("The welcome is one line of at most 400 characters.")),
}
"""Where a fault can be mended on the page, and in which words it is told."""


class StaffForm(FlaskForm):
    """A form with its secret; `problems` says what is wrong after `send`."""

    def __init__(self, **values: object) -> None:
        # Named, or the library would take a body of JSON for a form, however deep it is nested.
        values.setdefault("formdata", request.form if request.method == "POST" else None)
        super().__init__(**values)
        self.problems: list[Problem] = []

    @property
    def names(self) -> frozenset[str]:
        """The fields that this form may hold."""
        return frozenset(field.name for field in self)

    def sent_well(self) -> bool:
        """Whether it can be worked with; else `problems` is not empty."""
        if not self.validate() and self.csrf_token.errors:
            self.problems.append(Problem("send", str(_STALE)))
        self.look()
        return not self.problems

    def look(self) -> None:
        """Find what is wrong with the fields."""


class SignInForm(StaffForm):
    """Login and password."""

    login = StringField()
    password = PasswordField()


class PasswordForm(StaffForm):
    """A password of one's own, twice."""

    password = PasswordField()
    again = PasswordField()
    login = ""

    def look(self) -> None:
        """Long enough, not the login itself, and the same twice."""
        given = self.password.data or ""
        if not SHORTEST <= len(given) <= LONGEST:
            bounds = {"few": SHORTEST, "many": LONGEST}
            said = _("Use a password of %(few)s to %(many)s characters.", **bounds)
            self.problems.append(Problem("password", said))
        elif spelled_login(given) == self.login:
            self.problems.append(Problem("password", _("Use a password other than your login.")))
        elif given != self.again.data:
            self.problems.append(Problem("again", _("The two passwords differ: type both again.")))


class ReviseForm(StaffForm):
    """What can be changed of a cohort at any time."""

    name = StringField()
    closes = DateField(validators=[Optional()])
    welcome = StringField()

    def look(self) -> None:
        """Say which dates and numbers could not be read; the rest is for the operation."""
        if self.closes.errors:
            self.problems.append(Problem("closes", str(_UNREADABLE)))

    def tell(self, faults: tuple[Fault, ...]) -> None:
        """Put what the operation refuses into words."""
        self.problems += [Problem(FAULTS[it][0], str(FAULTS[it][1])) for it in faults]


class CohortForm(ReviseForm):
    """All that a cohort is opened with, but vendors and names of roles, whose lists differ."""

    decides = StringField()
    form = StringField(default="adaptive")
    back = StringField()
    opens = DateField(validators=[Optional()])
    batch = IntegerField(default=SMALLEST_GROUP)
    min_cell = IntegerField(default=SMALLEST_CELL)
    origins = StringField()
    by_code = BooleanField()

    def look(self) -> None:
        """Insist on the question what results are for, and on readable dates and numbers."""
        super().look()
        if self.decides.data not in {"yes", "no"}:
            self.problems.append(Problem("decides-no", str(_UNSAID)))
        if self.opens.errors:
            self.problems.append(Problem("opens", str(_UNREADABLE)))
        if self.batch.errors or self.min_cell.errors:
            control = "batch" if self.batch.errors else "min_cell"
            self.problems.append(Problem(control, str(FAULTS[Fault.GROUP][1])))

    @property
    def way_back(self) -> str | None:
        """The origin to which a link beside the result leads; None where there is none."""
        return (self.back.data or "").strip().rstrip("/").lower() or None

    @property
    def places(self) -> tuple[str, ...]:
        """The places as origins: small letters, one a line, no slash at the end."""
        given = (self.origins.data or "").replace(",", " ").split()
        return tuple(dict.fromkeys(one.rstrip("/").lower() for one in given))


class CodesForm(StaffForm):
    """How many codes to make."""

    count = IntegerField(default=10)

    def look(self) -> None:
        """Insist on a number that can be made at once."""
        if self.count.errors or not 1 <= (self.count.data or 0) <= AT_ONCE:
            said = _("Make between 1 and %(most)s codes at once.", most=AT_ONCE)
            self.problems.append(Problem("count", said))


class SheetForm(StaffForm):
    """Codes that were just made, on their way into a file."""

    codes = StringField()

    @property
    def listed(self) -> tuple[str, ...]:
        """The codes, if that is what was sent: nothing else goes into the file."""
        return tuple(filter(None, map(spelled_code, (self.codes.data or "").split()[:AT_ONCE])))


_UNREADABLE = lazy_gettext("Give the day as year, month and day, like 2027-01-31.")
TOO_MANY_CODES = lazy_gettext("This group has as many codes as it can have, or needs none.")
_UNSAID = lazy_gettext("Say whether results will inform decisions about people.")


def first_day(form: CohortForm, today: date) -> date:
    """The day on which it opens: today, where none is said."""
    said: date | None = form.opens.data
    return said or today
